/** The most of a cell that a message shows: a word, a date or a code, and no free text. */
const longestCell = 30
const shownOfLonger = 12
const longestReference = 100
const longestMessage = 400

/** A cell for a message, in quotes: a long one is cut, so that nobody's words are copied. */
export const quoteCell = (text: string): string =>
  text.length <= longestCell
    ? `\`${text}\``
    : `\`${text.slice(0, shownOfLonger)}…\` (cut here, of ${text.length} characters)`

/** A key of the caller's own; a long one is no key but a text. */
export const cutReference = (text: string): string =>
  text.length <= longestReference ? text : `${text.slice(0, longestReference)}…`

/** A message with what it quotes from a contact cut: names of facts and indicators have no blanks, and are kept. */
export function cutQuoted(message: string): string {
  const cut = message.replace(/`([^`]*)`/g, (whole, quoted: string) =>
    quoted.length <= longestCell || (quoted.length <= 80 && !/\s/.test(quoted))
      ? whole
      : `\`${quoted.slice(0, shownOfLonger)}…\``,
  )
  return cut.length <= longestMessage ? cut : `${cut.slice(0, longestMessage)}…`
}
