import type { Path } from '../diagnostic.js'
import { formatPath } from '../diagnostic.js'

/** What a text of JSON holds; or why it cannot be taken: it is none, or gives two values for one name. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: false; readonly value: unknown; readonly twice: readonly Path[] }

/** Reads JSON. `JSON.parse` lets the last of two values win; here a name that stands twice in one object is told of. */
export function readJsonText(text: string): JsonText {
  let value: unknown
  try {
    value = JSON.parse(text) as unknown
  } catch (error) {
    // What stands around the place is the contact's, and has no place in a message.
    const reason = (error as Error).message
      .replace(/, (?:\.\.\.)?"[\s\S]*$/, '')
      .replace(/^(Unexpected token) .*$/s, '$1')
    return { ok: false, reason }
  }
  // To compare two counts is cheap; only where they differ is it worth while to look for the name.
  if (typeof value !== 'object' || keysWritten(text) === keysHeld(value)) return { ok: true, value }
  return { ok: false, value, twice: namesTwice(text) }
}

/** A path for a message; of a very long one its end. */
export function shortPath(path: Path): string {
  const text = formatPath(path)
  return text.length > longestPath ? `…${text.slice(-longestPath)}` : text
}
const longestPath = 80

/** What is wrong where a name stands twice. */
export const twiceReason = (path: Path): string => `\`${shortPath(path)}\` stands twice`
export const twiceRemedy =
  'keep the one that is right and take the other out; which of two values counts is not guessed'

const quote = 34
const backslash = 92
const colon = 58

/** The place of the quote that ends the text which begins at another quote. */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}

/** How many names stand in a text of JSON: texts that a colon follows. */
function keysWritten(text: string): number {
  let count = 0
  for (let from = text.indexOf('"'); from >= 0; ) {
    let at = endOfText(text, from) + 1
    while (text.charCodeAt(at) <= 32) at++
    if (text.charCodeAt(at) === colon) count++
    from = text.charCodeAt(at) === quote ? at : text.indexOf('"', at)
  }
  return count
}

/** How many names the objects of a value have, however deep it is. */
function keysHeld(value: unknown): number {
  let count = 0
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (Array.isArray(next)) {
      for (const part of next as unknown[]) if (typeof part === 'object' && part !== null) open.push(part)
    } else
      for (const key in next as object) {
        count++
        const part = (next as Readonly<Record<string, unknown>>)[key]
        if (typeof part === 'object' && part !== null) open.push(part)
      }
  }
  return count
}

interface Level {
  /** The names so far, `null` in a list. */
  readonly names: Set<string> | null
  at: string | number
}

/** The first name that stands twice; of a list the first of each of its parts. The text is JSON. */
function namesTwice(text: string): readonly Path[] {
  const found: Path[] = []
  const levels: Level[] = []
  let nameIsNext = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    const level = levels.at(-1)
    if (sign === '{') levels.push({ names: new Set(), at: '' })
    else if (sign === '[') levels.push({ names: null, at: 0 })
    else if (sign === '}' || sign === ']') levels.pop()
    if (sign === '{') nameIsNext = true
    else if (sign === ',') {
      nameIsNext = true
      if (level && typeof level.at === 'number') level.at++
    } else if (sign === '"') {
      const end = endOfText(text, at)
      if (level?.names && nameIsNext) {
        const name = JSON.parse(text.slice(at, end + 1)) as string
        level.at = name
        const isFirst = found.length === 0 || found.at(-1)?.[0] !== levels[0]?.at
        if (level.names.has(name) && isFirst) found.push(levels.map(l => l.at))
        if (found.length > 0 && levels[0]?.names) break
        level.names.add(name)
        nameIsNext = false
      }
      at = end
    }
  }
  return found
}

/** The text of one contact, and the line on which it begins. */
export interface JsonLine {
  readonly text: string
  readonly line: number
}

/**
 * The contacts of what stands between two newlines. A carriage return between two facts is white space as JSON has it; where the
 * whole is not JSON but a piece between carriage returns is an object, or two look like one, they are the ends of lines. A line is
 * counted wherever an editor begins one: after a newline, a carriage return, or both.
 */
export function contactsOfLine(text: string, line: number): readonly JsonLine[] {
  const at = text.indexOf('\r')
  if (at < 0 || at === text.length - 1) return [{ text, line }]
  const pieces = text
    .split('\r')
    .map((piece, i) => ({ text: piece.replace(/^\uFEFF+/, ''), line: line + i }))
    .filter(piece => !isBlank(piece.text))
  const [first] = pieces
  if (!first) return []
  const whole = { text, line: first.line }
  if (canParse(text)) return [whole]
  const objects = pieces.filter(piece => /^\s*\{.*\}\s*$/s.test(piece.text))
  return objects.length > 1 || objects.some(piece => canParse(piece.text)) ? pieces : [whole]
}

/** How many lines what stands between two newlines has, its own end left out. */
export function linesWithin(text: string): number {
  let lines = 1
  for (let at = text.indexOf('\r'); at >= 0 && at < text.length - 1; at = text.indexOf('\r', at + 1)) lines++
  return lines
}

/** Whether a line holds no more than blanks. */
export const isBlank = (line: string): boolean => !/[^\t-\r ]/.test(line)

/** Whether a text is JSON. */
export function canParse(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
