import { parseInstant } from '../../rules/time/london.js'
import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import type { MappedFact } from '../replay/mapping.js'
import type { Dialect } from './dialects.js'
import type { Sql } from './sql-text.js'
import { isNoneOf, raw, sql } from './sql-text.js'

/** A fact, or one entry of a fact that is a map, as a row of the table gives it. */
export interface Cell {
  /** NULL where it is not known, and where it cannot be read. */
  readonly value: Sql
  /** Of a date and time by the clocks in London, which instant it is; the steps of that are columns of their own. */
  readonly byLondon: boolean
  /** Whether the row says something of it; where it does and `value` is NULL, it cannot be read. `null`: it never does. */
  readonly said: Sql | null
  /** Of a value that was read, whether it is none that the fact takes. */
  readonly isWrong: ((column: Sql) => Sql) | null
}

/** What is read of a cell; scores of functional needs take a number or `not-tested`, which is told as -1. */
type Reading = 'boolean' | 'choice' | 'number' | 'score' | 'list' | 'instant' | 'text'

export function readingOf({ kind, inner }: FactSpec): Reading {
  if (kind === 'indicators') return 'list'
  // No column gives these: they are not known to a query.
  if (kind === 'earlier-contacts' || kind === 'dates-by-indicator') return 'text'
  if (kind !== 'map') return kind
  if (inner === null || inner.values.length === 0) return 'instant'
  return inner.values.some(v => typeof v === 'number') ? 'score' : 'choice'
}

const notTested = 'not-tested'

/** Whether a fact, or an entry of one that is a map, takes a value. */
export function takes({ inner, accepts }: FactSpec, value: unknown): boolean {
  if (inner === null) return accepts(value)
  return inner.values.length > 0
    ? (inner.values as readonly unknown[]).includes(value)
    : typeof value === 'string' && parseInstant(value) !== null
}

/** A value as a literal; `null` where the fact does not take it. */
function literal(dialect: Dialect, spec: FactSpec, value: unknown): string | null {
  const reading = readingOf(spec)
  if (!takes(spec, value)) return null
  if (reading === 'boolean') return value === true ? 'TRUE' : 'FALSE'
  if (reading === 'list') return dialect.list(value as readonly string[])
  if (reading === 'instant') {
    const instant = parseInstant(value as string)
    return instant === null ? null : String(instant)
  }
  if (reading === 'score') return value === notTested ? '-1' : String(value)
  return reading === 'number' ? String(value) : dialect.text(String(value))
}

/** The type of a fact's column. */
export const typeOf = ({ types }: Dialect, reading: Reading): string =>
  reading === 'boolean'
    ? types.boolean
    : reading === 'number' || reading === 'score'
      ? types.number
      : reading === 'list'
        ? types.list
        : reading === 'instant'
          ? 'BIGINT'
          : types.text

const unread = { said: null, isWrong: null, byLondon: false } as const

/** A fact of which no column is told: it is not known. */
export const unknownCell = (dialect: Dialect, spec: FactSpec): Cell => ({
  ...unread,
  value: raw(`CAST(NULL AS ${typeOf(dialect, readingOf(spec))})`),
})

/**
 * How a fact is read of a row, as `replay` reads it.
 *
 * @param table the name by which the table is called
 * @param unknown the words that say in every column that nothing is known
 */
export function cellOf(
  dialect: Dialect,
  spec: FactSpec,
  mapped: MappedFact,
  table: string,
  unknown: readonly string[],
): Cell {
  if (mapped.column === null) {
    const value = literal(dialect, spec, mapped.always)
    return value === null ? unknownCell(dialect, spec) : { ...unread, value: raw(value) }
  }
  const cell = `${table}.${dialect.name(mapped.column)}`
  const reading = readingOf(spec)
  if (reading === 'text') return { ...unread, value: raw(`CAST(${cell} AS ${dialect.types.text})`) }
  const table_ = Object.entries(mapped.values ?? {}).filter(([word]) => word !== '')
  const nothing = [
    ...unknown.filter(word => !Object.hasOwn(mapped.values ?? {}, word)),
    ...table_.flatMap(([word, means]) => (means === null ? [word] : [])),
  ]
  const says = dialect.saysSomething(cell, mapped.split)
  const said =
    nothing.length === 0
      ? says
      : `CASE WHEN ${says} THEN ${isNoneOf(raw(dialect.word(cell)), nothing.map(dialect.text)).text} ELSE FALSE END`
  const value =
    reading === 'list' ? listValue(dialect, spec, mapped, cell, said) : oneValue(dialect, spec, reading, mapped, cell)
  const blank = mapped.values === null ? null : literal(dialect, spec, listed(reading, mapped.values['']))
  return {
    value: raw(blank === null ? value : `CASE WHEN ${says} THEN ${value} ELSE ${blank} END`),
    said: raw(said),
    isWrong: wrongOf(dialect, spec, reading),
    byLondon: reading === 'instant' && mapped.type === 'london' && mapped.values === null,
  }
}

const listed = (reading: Reading, value: unknown): unknown =>
  reading === 'list' && value !== null && value !== undefined ? [value].flat() : value

function oneValue(
  dialect: Dialect,
  spec: FactSpec,
  reading: Reading,
  { values, type, time }: MappedFact,
  cell: string,
): string {
  const none = `CAST(NULL AS ${typeOf(dialect, reading)})`
  const byWord = (words: readonly (readonly [string, unknown])[]): string => {
    const cases = words.flatMap(([word, means]) => {
      const is = literal(dialect, spec, means)
      return is === null ? [] : [` WHEN ${dialect.text(word)} THEN ${is}`]
    })
    if (cases.length === 0) return none
    // Most words have no blanks around them, and to look for blanks takes longer than all of the comparisons.
    const plain = `CAST(${cell} AS ${dialect.types.text})`
    return `CASE ${plain}${cases.join('')} ELSE CASE ${dialect.word(cell)}${cases.join('')} END END`
  }
  if (values !== null) return byWord(Object.entries(values))
  const isText = type === 'text' || type === 'instant'
  if (reading === 'boolean' && type === 'yes-no') return dialect.yesNo(cell)
  if (reading === 'number' && type === 'number') return dialect.number(cell)
  if (reading === 'score' && type === 'number')
    return `CASE WHEN ${dialect.word(cell)} = ${dialect.text(notTested)} THEN -1 ELSE ${dialect.number(cell)} END`
  if (reading === 'instant' && isText) return dialect.instant(cell)
  if (reading === 'instant' && type === 'london') return dialect.wall(cell, time)
  if (reading === 'choice' && isText) return byWord((spec.inner?.values ?? spec.values).map(v => [String(v), v]))
  return none
}

/** The words of a list, those that a mapping has in a table put in its words; NULL where a part cannot be read, or is not known. */
function listValue(
  dialect: Dialect,
  spec: FactSpec,
  { values, split }: MappedFact,
  cell: string,
  said: string,
): string {
  const sign = split ?? ';'
  const parts = dialect.parts(cell, sign)
  if (values === null) return `CASE WHEN ${said} THEN ${parts} END`
  const words = Object.keys(values).filter(word => word !== '')
  const means = (word: string): readonly string[] => [values[word]].flat().filter(v => v !== null) as string[]
  const whole = words
    .filter(word => word.includes(sign))
    .map(word => ` WHEN ${dialect.word(cell)} = ${dialect.text(word)} THEN ${dialect.list(means(word))}`)
  const singly = words.filter(word => !word.includes(sign))
  // Of indicators the known part is kept; any other list of which a part is not known is not known.
  const readable = spec.kind === 'indicators' ? singly : singly.filter(word => values[word] !== null)
  const mapped = dialect.mapped(
    parts,
    readable.flatMap(word => means(word).map(one => [word, one] as const)),
  )
  return `CASE WHEN NOT ${said} THEN NULL${whole.join('')} WHEN ${dialect.within(parts, readable)} THEN ${mapped} END`
}

function wrongOf(dialect: Dialect, { values, range, inner }: FactSpec, reading: Reading): Cell['isWrong'] {
  if (reading === 'score')
    return column => isNoneOf(column, [-1, ...(inner?.values ?? []).filter(v => typeof v === 'number')])
  if (reading === 'list' && values.length > 0)
    return column => ({ text: `NOT ${dialect.within(column.text, values.map(String))}`, step: column.step })
  if (reading !== 'number') return null
  if (range === null) return column => isNoneOf(column, values)
  const { min, max, whole } = range
  return column => sql`(${column} < ${min} OR ${column} > ${max}${whole ? sql` OR ${column} <> floor(${column})` : ''})`
}
