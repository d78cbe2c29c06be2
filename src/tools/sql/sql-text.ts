/** An expression of SQL, and the step of the query whose columns it needs at least: 0 is the table itself. */
export interface Sql {
  readonly text: string
  readonly step: number
}

/** A piece of SQL that reads no column. */
export const raw = (text: string): Sql => ({ text, step: 0 })

/** Puts expressions together; words that are no expression stand as they are. */
export const sql = (words: TemplateStringsArray, ...parts: readonly (Sql | string | number)[]): Sql => ({
  text: words.reduce((all, word, i) => all + textOf(parts[i - 1] ?? '') + word),
  step: Math.max(0, ...parts.map(part => (typeof part === 'object' ? part.step : 0))),
})

const textOf = (part: Sql | string | number): string => (typeof part === 'object' ? part.text : String(part))

/** Expressions with a word between them; `none` where there are none. */
export const joined = (parts: readonly Sql[], between: string, none: string): Sql => ({
  text: parts.length === 0 ? none : parts.map(part => part.text).join(between),
  step: Math.max(0, ...parts.map(part => part.step)),
})

/** All of them, any of them: of three truth values, as SQL has them. */
export const allOfThem = (parts: readonly Sql[]): Sql =>
  parts.length === 1 && parts[0] ? parts[0] : sql`(${joined(parts, ' AND ', 'TRUE')})`
export const anyOfThem = (parts: readonly Sql[]): Sql =>
  parts.length === 1 && parts[0] ? parts[0] : sql`(${joined(parts, ' OR ', 'FALSE')})`

/** The first that is true decides. */
export const firstOf = (cases: readonly (readonly [when: Sql, then: Sql])[], otherwise: Sql): Sql =>
  cases.length === 0
    ? otherwise
    : sql`CASE${joined(
        cases.map(([when, then]) => sql`\n    WHEN ${when} THEN ${then}`),
        '',
        '',
      )}\n    ELSE ${otherwise} END`

/** The first that is known. */
export const firstKnown = (parts: readonly Sql[]): Sql =>
  parts.length === 1 && parts[0] ? parts[0] : sql`coalesce(${joined(parts, ', ', 'NULL')})`

/** Whether it is one of these. Written out, since DuckDB joins with a table for every longer `IN`. */
export const isOneOf = (value: Sql, words: readonly (string | number)[]): Sql =>
  anyOfThem(words.map(word => sql`${value} = ${word}`))
export const isNoneOf = (value: Sql, words: readonly (string | number)[]): Sql =>
  allOfThem(words.map(word => sql`${value} <> ${word}`))
