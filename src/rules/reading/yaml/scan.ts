/** A text in quotes; `to` is behind the closing quote, or the end of what was looked at where there is none. */
export interface Quoted {
  readonly from: number
  readonly to: number
  readonly closed: boolean
}

/** What the quotes and brackets of a text come to, up to a place. */
export interface Scan {
  readonly quoted: readonly Quoted[]
  /** The brackets that are open there, the innermost last. */
  readonly open: readonly { readonly at: number; readonly sign: string }[]
  /** The remarks, each from behind its `#` to the end of its line. */
  readonly remarks: readonly string[]
}

/** Follows the quotes, brackets and remarks of a text as far as `to`: quotes and apostrophes inside plain text count for nothing. */
export function scanText(text: string, to: number): Scan {
  const quoted: Quoted[] = []
  const open: { at: number; sign: string }[] = []
  const remarks: string[] = []
  let fresh = true
  for (let i = 0; i < to; i++) {
    const sign = text[i] ?? ''
    const next = text[i + 1] ?? '\n'
    if (sign === '\n') fresh = open.length === 0 || fresh
    else if (sign === ' ' || sign === '\t') continue
    else if (sign === '#' && /\s/.test(text[i - 1] ?? '\n')) {
      const end = endOfLine(text, i)
      remarks.push(text.slice(i + 1, end).trim())
      i = end - 1
    } else if (fresh && (sign === '"' || sign === "'")) {
      const end = endOfQuoted(text, i, sign)
      quoted.push({ from: i, to: Math.min(end ?? to, to), closed: end !== null && end <= to })
      i = Math.min(end ?? to, to) - 1
      fresh = false
    } else if ((sign === '[' || sign === '{') && (fresh || open.length > 0)) {
      open.push({ at: i, sign })
      fresh = true
    } else if ((sign === ']' || sign === '}') && open.length > 0) {
      open.pop()
      fresh = false
    } else if (sign === ',' && open.length > 0) fresh = true
    else if (sign === ':' && /\s/.test(next)) fresh = true
    else if (sign !== '-' || next !== ' ' || !fresh) fresh = false
  }
  return { quoted, open, remarks }
}

/** The offset of the end of the line that holds a place. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function endOfQuoted(text: string, from: number, sign: string): number | null {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\' && sign === '"') i++
    else if (text[i] === sign) {
      if (sign === '"' || text[i + 1] !== sign) return i + 1
      i++
    }
  }
  return null
}
