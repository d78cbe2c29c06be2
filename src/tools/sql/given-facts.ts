import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { MappedFact, Mapping } from '../replay/mapping.js'
import { cellOf, unknownCell } from './cells.js'
import type { Columns } from './columns.js'
import type { Dialect } from './dialects.js'
import type { Sql } from './sql-text.js'
import { anyOfThem, joined, sql } from './sql-text.js'

/** What the rows of the table give, before anything is derived. */
export interface GivenFacts {
  /** A fact, or an entry of one that is a map (`events.NAME`), as a column; NULL is not known. */
  readonly columnFor: (name: string) => Sql
  /** Whether the table has a column for it. */
  readonly has: (name: string) => boolean
  /** What of those read cannot be read in a row, in words; NULL where everything can. */
  readonly unreadable: (more: readonly Wrong[]) => Sql
  /** The columns of the table that are read, each with the name of what it gives. */
  readonly read: () => readonly MappedFact[]
}

/** What is wrong of a row, and the name of the fact that it is wrong of. */
export interface Wrong {
  readonly name: string
  readonly when: Sql
}

/** The name by which the table is called in the query. */
export const tableName = 't'

export function givenFacts(
  dialect: Dialect,
  vocabulary: Vocabulary,
  mapping: Mapping,
  { column }: Columns,
): GivenFacts {
  const mapped = new Map(mapping.facts.map(fact => [nameOf(fact), fact]))
  const known = new Map<string, Sql>()
  const wrong: Wrong[] = []
  const read: MappedFact[] = []
  const columnFor = (name: string): Sql => {
    const found = known.get(name)
    if (found) return found
    const spec = factOf(vocabulary, name.split('.')[0] ?? '')
    const fact = mapped.get(name)
    const cell = fact && cellOf(dialect, spec, fact, tableName, mapping.unknown)
    if (fact) read.push(fact)
    const { value, said, isWrong, byLondon } = cell ?? unknownCell(dialect, spec)
    const made = byLondon ? londonInstant(name, column(`${name} by the clock`, value)) : column(name, value)
    known.set(name, made)
    if (said) wrong.push({ name, when: sql`(${column(`${name} is said`, said)} AND ${made} IS NULL)` })
    if (isWrong) wrong.push({ name, when: isWrong(made) })
    return made
  }
  /** The instant of a date and time by the clocks in London: NULL where they never showed it, or showed it twice. */
  function londonInstant(name: string, wall: Sql): Sql {
    const change = (month: number): Sql => {
      const end = column(`${name} end of ${month}`, { text: dialect.monthEnd(wall.text, month), step: wall.step })
      return column(
        `${name} change of ${month}`,
        sql`${end} - (CAST(floor(${end} / 86400000.0) AS BIGINT) + 4) % 7 * 86400000`,
      )
    }
    const [spring, autumn] = [change(3), change(10)]
    const within = (from: Sql): Sql => sql`(${wall} >= ${from} AND ${wall} < ${from} + 3600000)`
    return column(
      name,
      sql`CASE WHEN ${within(spring)} OR ${within(autumn)} THEN NULL WHEN ${wall} >= ${spring} AND ${wall} < ${autumn} THEN ${wall} - 3600000 ELSE ${wall} END`,
    )
  }
  return {
    columnFor,
    has: name => mapped.has(name),
    unreadable: more => {
      const all = [...wrong, ...more]
      const names = all.map(({ name, when }) => sql`CASE WHEN ${when} THEN ${dialect.text(name)} END`)
      // Hardly any row is unreadable: the names are put together for those alone.
      return sql`CASE WHEN ${anyOfThem(all.map(({ when }) => when))} THEN ${named(names)} END`
    },
    read: () => read,
  }
}

/** So many names are put together at once: PostgreSQL takes at most a hundred. */
const atOnce = 50

/** The names that are not NULL, with commas between them; NULL where all are. */
function named(names: readonly Sql[]): Sql {
  const all = (list: readonly Sql[]): Sql => sql`nullif(concat_ws(', ', ${joined(list, ', ', "''")}), '')`
  if (names.length <= atOnce) return all(names)
  const parts = Array.from({ length: Math.ceil(names.length / atOnce) }, (_, i) =>
    all(names.slice(i * atOnce, (i + 1) * atOnce)),
  )
  return named(parts)
}

const nameOf = ({ fact, entry }: MappedFact): string => (entry === null ? fact : `${fact}.${entry}`)
