import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import { renderDiagnostics } from '../../../src/rules/reading/render-diagnostics.js'
import type { Contact } from '../../../src/rules/vocabulary/contact-type.js'
import type { DialectName } from '../../../src/tools/sql/dialects.js'
import type { QueryOptions } from '../../../src/tools/sql/query.js'
import { sqlQuery } from '../../../src/tools/sql/query.js'
import { expectedOf, foundIn } from './expected.js'

/** The query of a rulebook over the table `contacts`. */
export function queryOf(rulebook: Rulebook, dialect: DialectName, more: Partial<QueryOptions> = {}): string {
  const query = sqlQuery(rulebook, {
    ...{ dialect, table: 'contacts', mapping: null, keep: [], summary: false },
    ...more,
  })
  if (!query.ok) throw new Error(renderDiagnostics(query.diagnostics, '', 'mapping'))
  return query.value
}

/** Contacts under references of their own, by which their rows are found again. */
export const numbered = (contacts: readonly Contact[]): readonly Contact[] =>
  contacts.map((contact, i) => ({ ...contact, reference: `r${i}` }))

type Row = Readonly<Record<string, unknown>>

/** What the query must say of each contact. */
export const expectedOfEach = (rulebook: Rulebook, contacts: readonly Contact[]): readonly Expected[] =>
  contacts.map(contact => ({ contact, reference: contact.reference ?? '', told: expectedOf(rulebook, contact) }))

export interface Expected {
  readonly contact: unknown
  readonly reference: string
  readonly told: string
}

/** Rows that say something else than the decisions, with the contact; each contact must have one row. */
export function differing(expected: readonly Expected[], rows: readonly Row[]): readonly string[] {
  const byReference = new Map(rows.map(row => [row.reference, row]))
  const missing = rows.length === expected.length ? [] : [`${rows.length} rows of ${expected.length} contacts`]
  return [
    ...missing,
    ...expected.flatMap(({ contact, reference, told }) => {
      const row = byReference.get(reference)
      const found = row === undefined ? 'no row' : foundIn(row)
      return found === told ? [] : [`${found} in place of ${told}: ${JSON.stringify(contact)}`]
    }),
  ].slice(0, 5)
}

const withoutReference = (told: string): string => told.slice(told.indexOf('|') + 2)

/** How many contacts there are of each outcome, by the decisions. */
export const groupsOf = (expected: readonly Expected[]): ReadonlyMap<string, number> =>
  counted(expected.map(({ told }) => [withoutReference(told), 1]))

/** The same by the rows of a summary, which also tell entries apart. */
export const groupsIn = (rows: readonly Row[]): ReadonlyMap<string, number> =>
  counted(rows.map(row => [withoutReference(foundIn(row)), Number(row.contacts)]))

function counted(entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const groups = new Map<string, number>()
  for (const [key, n] of entries) groups.set(key, (groups.get(key) ?? 0) + n)
  return groups
}
