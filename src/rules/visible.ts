// Control characters (C0, DEL, C1) move a terminal's cursor, hide what follows, or write to its title; marks of direction and
// separators of lines make a text read otherwise than it is, and what takes no room hides inside words.
const unseen = /[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2028\u2029\u2060\ufeff]/gu

/** A mark as wide as the character: the picture of a control character, and the sign for what cannot be shown for any other. */
const markOf = (character: string): string => {
  const code = character.charCodeAt(0)
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd'
}

/** A piece of one line as people may read it, on a terminal too: every character that is not seen is shown as a mark. */
export const visible = (text: string): string => text.replace(unseen, markOf)

/** A text as people may read it: as `visible`, but its lines and tabs stay. */
export const visibleText = (text: string): string =>
  text.replace(unseen, character => (character === '\n' || character === '\t' ? character : markOf(character)))

/** JSON of one value in which every such character stands as its number: it parses to the same, and a terminal does not heed it. */
export const visibleJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(unseenInJson, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
// What is below U+0020 JSON writes so itself; between the parts of a value a newline stands that is meant.
const unseenInJson = /[\x7f-\x9f\p{Bidi_Control}\u2028\u2029]/gu

const most = 80
const mostParts = 8
const deepest = 3

/** A value as a message quotes it: on one line and cut short, whatever it is. Nothing of the value is called. */
export const excerpt = (value: unknown): string =>
  (typeof value === 'string' ? visible(value.slice(0, most)) : piece(value, 0)).slice(0, most)

function piece(value: unknown, depth: number): string {
  if (typeof value === 'string') return visible(JSON.stringify(value.slice(0, most)))
  if (typeof value === 'symbol') return visible(value.description ?? 'a symbol')
  if (typeof value === 'function') return 'a function'
  if (value === undefined) return 'nothing'
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth === deepest) return '…'
  const cut = (parts: readonly string[], all: number): string => [...parts, ...(all > mostParts ? ['…'] : [])].join(',')
  if (Array.isArray(value))
    return `[${cut(
      value.slice(0, mostParts).map(one => piece(one, depth + 1)),
      value.length,
    )}]`
  const keys = Object.keys(value)
  const parts = keys
    .slice(0, mostParts)
    .map(key => `${piece(key, depth)}:${piece((value as Record<string, unknown>)[key], depth + 1)}`)
  return `{${cut(parts, keys.length)}}`
}
