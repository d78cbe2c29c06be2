import type { Path } from '../../diagnostic.js'
import { formatPath } from '../../diagnostic.js'
import { cutName } from './cut-text.js'
import { isExact } from './exact-number.js'

/** What a text of JSON holds; or why it cannot be taken: it is none, or what it says would be lost in reading. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: false; readonly value: unknown; readonly faults: readonly JsonFault[] }

/** A place where JSON says what its value does not: two values for one name, or a number of more digits than one can hold. */
export interface JsonFault {
  readonly code: 'duplicate-key' | 'inexact-number'
  readonly path: Path
}

/**
 * Reads JSON. `JSON.parse` lets the last of two values win, and makes of a number with many digits another one; here a name that
 * stands twice in one object is told of, and so is such a number.
 */
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
  // To compare two counts is cheap, and so is to look for many digits; only where there are any is it worth while to look where.
  if (typeof value !== 'object' || (keysWritten(text) === keysHeld(value) && !manyDigits.test(text)))
    return { ok: true, value }
  const faults = faultsIn(text)
  return faults.length === 0 ? { ok: true, value } : { ok: false, value, faults }
}
const manyDigits = /\d[\d.]{15}|\d[eE][+-]?\d{3}/

/** JSON in which every number is a text, just as it is written: for a reader to whom a cell is a text, as a table's are. */
export function numbersAsTexts(text: string): string {
  if (!/[:[,]\s*-?\d/.test(text)) return text
  let made = ''
  let from = 0
  while (from < text.length) {
    const quoted = text.indexOf('"', from)
    const end = quoted < 0 ? text.length : quoted
    made += text.slice(from, end).replace(number, '"$&"')
    if (quoted < 0) break
    from = endOfText(text, quoted) + 1
    made += text.slice(quoted, from)
  }
  return made
}
const number = /-?\d[\d.eE+-]*/g

/** A path for a message: names that are no names cut, and of a very long one its end. */
export function shortPath(path: Path): string {
  const text = formatPath(path.map(part => (typeof part === 'string' ? cutName(part) : part)))
  return text.length > longestPath ? `…${text.slice(-longestPath)}` : text
}
const longestPath = 80

/** What is wrong, and what to do about it. */
export const faultReason = ({ code, path }: JsonFault): string =>
  code === 'duplicate-key'
    ? `\`${shortPath(path)}\` stands twice`
    : `\`${shortPath(path)}\` is a number with more digits than one can hold`
export const faultRemedy = ({ code }: JsonFault): string =>
  code === 'duplicate-key'
    ? 'keep the one that is right and take the other out; which of two values counts is not guessed'
    : 'write it with fewer digits, or between quotes if it is a text'

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

const numberHere = /[-\d.eE+]+/y

interface Level {
  /** The names so far, `null` in a list. */
  readonly names: Set<string> | null
  at: string | number
}

/** The first fault; of a list the first of each of its parts. The text is JSON. */
function faultsIn(text: string): readonly JsonFault[] {
  const found: JsonFault[] = []
  const add = (code: JsonFault['code']): void => {
    if (found.length === 0 || found.at(-1)?.path[0] !== levels[0]?.at) found.push({ code, path: levels.map(l => l.at) })
  }
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
        if (level.names.has(name)) add('duplicate-key')
        level.names.add(name)
        nameIsNext = false
      }
      at = end
    } else if (sign === '-' || (sign !== undefined && sign >= '0' && sign <= '9')) {
      numberHere.lastIndex = at
      const [written = ''] = numberHere.exec(text) ?? []
      if (!isExact(written)) add('inexact-number')
      at += written.length - 1
    }
    if (found.length > 0 && levels[0]?.names) break
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
