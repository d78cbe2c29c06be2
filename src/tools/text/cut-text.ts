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

/** A cell for a list of such; cut where `quoteCell` cuts it. */
export const cutCell = (text: string): string => (text.length <= longestCell ? text : cutText(text))

/** The name of a fact, a column or a part of one has few letters and no blanks; any other is a text, and cut as a cell is. */
export const cutName = (name: string): string => (/^[A-Za-z_][\w.-]{0,39}$/.test(name) ? name : inQuotes(cutText(name)))
const cutText = (text: string): string => (text.length <= shownOfLonger ? text : `${text.slice(0, shownOfLonger)}…`)

/** A key of the caller's own; a long one is no key but a text. */
export const cutReference = (text: string): string =>
  text.length <= longestReference ? text : `${text.slice(0, longestReference)}…`

/**
 * A message with what it is known to quote cut, whatever signs stand in that, and then as `cutQuoted`.
 * @param names what a contact's own names are shown as
 * @param values what of its values is shown
 */
export function cutMessage(message: string, names: readonly string[], values: readonly string[]): string {
  let cut = message
  for (const name of names) cut = cut.replaceAll(`\`${name}\``, () => `\`${cutName(name)}\``)
  for (const value of values)
    if (value.length > longestCell || value.includes('`'))
      cut = cut.replaceAll(`\`${value}\``, () => `\`${inQuotes(cutText(value))}\``)
  return cutQuoted(cut)
}
const inQuotes = (text: string): string => text.replaceAll('`', "'")

/** A message with what it quotes from a contact cut: names of facts and indicators have no blanks, and are kept. */
export function cutQuoted(message: string): string {
  const cut = message.replace(/`([^`]*)`/g, (whole, quoted: string) =>
    quoted.length <= longestCell || (quoted.length <= 80 && !/\s/.test(quoted))
      ? whole
      : `\`${quoted.slice(0, shownOfLonger)}…\``,
  )
  return cut.length <= longestMessage ? cut : `${cut.slice(0, longestMessage)}…`
}
