import { endOfLine } from './scan.js'

/** A place in a text with the line that it stands on. */
export interface Place {
  readonly text: string
  readonly at: number
  /** Where the line begins. */
  readonly start: number
  readonly line: string
  /** How far the line is indented. */
  readonly indent: number
}

/** The place of an offset. */
export function placeOf(text: string, offset: number): Place {
  const at = Math.min(Math.max(offset, 0), text.length)
  const start = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(start, endOfLine(text, at)).replace(/\r$/, '')
  return { text, at, start, line, indent: indentOf(line) }
}

/** The place where the nearest line above begins that says something, or `null`. */
export function placeAbove({ text, start }: Place): Place | null {
  for (let end = start - 1; end >= 0; ) {
    const above = placeOf(text, end)
    if (isSaying(above.line)) return { ...above, at: above.start }
    end = above.start - 1
  }
  return null
}

/** The place where the nearest line below begins that says something, or `null`. */
export function placeBelow({ text, at }: Place): Place | null {
  for (let end = endOfLine(text, at); end < text.length; ) {
    const below = placeOf(text, end + 1)
    if (isSaying(below.line)) return { ...below, at: below.start }
    end = endOfLine(text, end + 1)
  }
  return null
}

const isSaying = (line: string): boolean => /^\s*[^\s#]/.test(line)
const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0
