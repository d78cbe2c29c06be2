import type { MessageCode } from '../../codes.js'
import { dayOf, daysInMonth } from '../../rules/time/calendar.js'
import { atLondonTime, comesTwice, formatInstant, parseInstant } from '../../rules/time/london.js'
import { cutReference, quoteCell } from '../text/cut-text.js'
import { isExact } from '../text/exact-number.js'
import type { CellType, MappedFact, Mapping } from './mapping.js'

/** What is wrong with a line of an export, and what to do about it. */
export interface Mistake {
  readonly code: MessageCode
  readonly path: string
  readonly reason: string
  readonly remedy: string
}

/** A contact as it was read from its line, or why it could not be. */
export type ReadLine =
  | { readonly line: number; readonly contact: unknown }
  | {
      readonly line: number
      /** The caller's key, where it could be read. */
      readonly reference: string | null
      readonly mistakes: readonly Mistake[]
    }

type Row = Readonly<Record<string, unknown>>
/** A cell that cannot be read: why, and the remedy. */
class Unreadable {
  readonly reason: string
  readonly remedy: string

  constructor(reason: string, remedy: string) {
    this.reason = reason
    this.remedy = remedy
  }
}

/** One row of an export as a contact: an empty cell is a fact not known, never *no*. */
export function readRow(mapping: Mapping, row: Row, line: number): ReadLine {
  const contact: Record<string, unknown> = {}
  const mistakes: Mistake[] = []
  for (const mapped of mapping.facts) {
    const value = mapped.column === null ? mapped.always : readCell(mapped, cellOf(row, mapped.column), mapping.unknown)
    if (value === undefined) continue
    if (value instanceof Unreadable)
      mistakes.push({
        code: 'wrong-cell',
        path: mapped.column ?? '',
        reason: `column \`${mapped.column}\`: ${value.reason}`,
        remedy: value.remedy,
      })
    else if (mapped.entry === null) contact[mapped.fact] = value
    else contact[mapped.fact] = { ...(contact[mapped.fact] as Row | undefined), [mapped.entry]: value }
  }
  if (mistakes.length === 0) return { line, contact }
  const { reference } = contact
  return { line, reference: typeof reference === 'string' ? cutReference(reference) : null, mistakes }
}

const cellOf = (row: Row, column: string): unknown => (Object.hasOwn(row, column) ? row[column] : undefined)

const isEmpty = (cell: unknown): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')

/** Signs that part a list, with nothing between them, name none and do not say that there is none. */
const isEmptyList = ({ split, values }: MappedFact, cell: unknown): boolean =>
  split !== null &&
  typeof cell === 'string' &&
  cell.split(split).every(isEmpty) &&
  !Object.hasOwn(values ?? {}, cell.trim())

function readCell(mapped: MappedFact, cell: unknown, unknown: readonly string[]): unknown {
  const { split, values } = mapped
  // What the column's own table says of the word goes before.
  const saysUnknown =
    typeof cell === 'string' && unknown.includes(cell.trim()) && !Object.hasOwn(values ?? {}, cell.trim())
  if (saysUnknown || isEmpty(cell) || isEmptyList(mapped, cell))
    return known(values && Object.hasOwn(values, '') ? values[''] : undefined)
  if (typeof cell === 'string' && cell.includes('\uFFFD'))
    return new Unreadable(
      `${quoteCell(cell)} holds the sign \uFFFD, which stands where a letter was lost`,
      'write the export anew, as UTF-8 from its source',
    )
  if (split !== null) return readList(mapped, split, cell)
  return readValue(mapped, cell)
}

/** A list that is given is complete: one of which a part is not known is not known, and what is known of it is not thrown away. */
function readList(mapped: MappedFact, split: string, cell: unknown): unknown {
  const { values, fact, kind } = mapped
  if (values && typeof cell === 'string' && Object.hasOwn(values, cell.trim())) return known(values[cell.trim()], true)
  const parts: readonly unknown[] = Array.isArray(cell)
    ? cell
    : String(cell)
        .split(split)
        .filter(p => !isEmpty(p))
  const read = parts.map(part => (isEmpty(part) ? undefined : readValue(mapped, part)))
  const wrong = read.find(part => part instanceof Unreadable)
  if (wrong) return wrong
  const words = read.filter(part => part !== undefined).flat()
  if (!read.includes(undefined)) return words
  if (words.length === 0) return undefined
  // An indicator that no list names is not known: of these a part is as good as the whole.
  if (kind === 'indicators') return words
  return new Unreadable(
    `part of the list ${quoteCell(Array.isArray(cell) ? cell.join(split) : String(cell))} is not known, and a list that is given is complete`,
    `say what the whole cell means under \`values\` of \`${fact}\`, or give the word that is not known the meaning \`[]\` where it adds nothing`,
  )
}

/** `null` in a table of values is a fact that is left out. */
const known = (value: unknown, isList = false): unknown =>
  value === null || value === undefined ? undefined : isList ? [value].flat() : value

function readValue({ values, type, fact, time }: MappedFact, cell: unknown): unknown {
  if (typeof cell === 'object' && !(cell instanceof Date))
    return new Unreadable('more than one value stands here', 'give one value, or map another column')
  // Of a long number the last digits may be lost already, and of two references one is left.
  if (typeof cell === 'number' && (type !== 'number' || values !== null) && !isShort(cell))
    return new Unreadable(
      `${quoteCell(String(cell))} is a number with more digits than are sure to be right`,
      'export the column as text, or as whole numbers of 64 bits',
    )
  const word = String(cell).trim()
  // A reference is the caller's own, and of two that differ in a blank each stays what it is.
  if (fact === 'reference' && values === null && typeof cell === 'string') return cell
  if (fact === 'functionalNeeds' && values === null && word === notTested) return word
  if (values === null) return converters[type](cell, time)
  return Object.hasOwn(values, word)
    ? known(values[word])
    : new Unreadable(
        `${quoteCell(word)} is not in the mapping's table`,
        `say what it means under \`values\` of \`${fact}\``,
      )
}

const converters: Readonly<Record<CellType, (cell: unknown, time: string | null) => unknown>> = {
  text: cell => (typeof cell === 'string' ? cell.trim() : typeof cell === 'object' ? cell : String(cell)),
  number: cell => {
    const text = String(cell).trim()
    if (!/^-?\d+(?:\.\d+)?$/.test(text))
      return new Unreadable(
        `${quoteCell(text)} is not a number`,
        'write it in decimal digits, or say under `values` what it means',
      )
    return isExact(text)
      ? Number(text)
      : new Unreadable(`${quoteCell(text)} has more digits than a number can hold`, 'write it with fewer digits')
  },
  'yes-no': cell =>
    typeof cell === 'boolean'
      ? cell
      : (yesNo.get(String(cell).trim().toLowerCase()) ??
        new Unreadable(`${quoteCell(String(cell))} is neither yes nor no`, 'say under `values` what it means')),
  instant: cell => (cell instanceof Date ? cell.toISOString() : String(cell).trim()),
  london: (cell, time) =>
    londonInstant(cell instanceof Date ? cell.toISOString().slice(0, 19) : String(cell).trim(), time),
}

/** The one score of a functional need that is no number. */
const notTested = 'not-tested'

/** A number of so few digits is what was written: whole and below 2⁵³, or of fifteen digits. */
const isShort = (number: number): boolean => Number.isSafeInteger(number) || Number(number.toPrecision(15)) === number

const yesNo: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
])

const yearFirst = /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)[T ](?<h>\d\d):(?<min>\d\d)(?::(?<s>\d\d)(?:\.\d+)?)?$/
const dayFirst = /^(?<d>\d\d?)\/(?<m>\d\d?)\/(?<y>\d{4}),? (?<h>\d\d?):(?<min>\d\d)(?::(?<s>\d\d))?$/

const dateAlone = /^(?:\d{4}-\d\d-\d\d|\d\d?\/\d\d?\/\d{4})$/

/**
 * A date and time by the clocks in London, with its offset. A time that they never show, or show twice, is refused, unless the offset
 * says which one it is.
 * @param time what the mapping says of a date without a time
 */
function londonInstant(text: string, time: string | null): string | Unreadable {
  // With its offset, if the clocks had that.
  const instant = parseInstant(text)
  if (instant !== null && formatInstant(instant) === text) return text
  const isDate = dateAlone.test(text)
  const whole = isDate && time !== null ? `${text} ${time}` : text
  const parts = (yearFirst.exec(whole) ?? dayFirst.exec(whole))?.groups
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = ['y', 'm', 'd', 'h', 'min', 's'].map(p =>
    Number(parts?.[p] ?? 0),
  )
  const isReal = m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m) && h <= 23 && min <= 59 && s <= 59
  if (!parts || !isReal)
    return new Unreadable(
      `${quoteCell(text)} is not a date with a time`,
      isDate && time === null
        ? 'add the time, like `2025-11-04 10:15`; or say in the mapping what a date alone means: `time: "00:00"` for the beginning of the day, from which the clocks run out soonest'
        : 'write it like `2025-11-04 10:15` or `04/11/2025 10:15`; with an offset its type is `instant`',
    )
  const day = dayOf(y, m, d)
  const start = atLondonTime(day, h * 60 + min)
  const written = formatInstant(start + s * 1000)
  if (Number(written.slice(11, 13)) !== h)
    return new Unreadable(
      `${quoteCell(whole)} never was: the clocks in London went forward over it`,
      'mend it; if the times are not by the clocks in London, export them with their offsets, as `instant`',
    )
  if (comesTwice(start))
    return new Unreadable(
      `${quoteCell(whole)} came twice: the clocks in London went back over it`,
      `write which one it is: \`${written}\` or \`${written.slice(0, -6)}+00:00\``,
    )
  return written
}
