import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import { renderDiagnostics } from '../../../src/rules/reading/render-diagnostics.js'
import type { Contact } from '../../../src/rules/vocabulary/facts.js'
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

/** Rows that say something else than the decisions, with the contact; each contact must have one row. */
export function differing(rulebook: Rulebook, contacts: readonly Contact[], rows: readonly Row[]): readonly string[] {
  const byReference = new Map(rows.map(row => [row.reference, row]))
  const missing = rows.length === contacts.length ? [] : [`${rows.length} rows of ${contacts.length} contacts`]
  return [
    ...missing,
    ...contacts.flatMap(contact => {
      const row = byReference.get(contact.reference)
      const found = row === undefined ? 'no row' : foundIn(row)
      const expected = expectedOf(rulebook, contact)
      return found === expected ? [] : [`${found} in place of ${expected}: ${JSON.stringify(contact)}`]
    }),
  ].slice(0, 5)
}

const withoutReference = (told: string): string => told.slice(told.indexOf('|') + 2)

/** How many contacts there are of each outcome, by the decisions. */
export function groupsOf(rulebook: Rulebook, contacts: readonly Contact[]): Readonly<Record<string, number>> {
  const groups: Record<string, number> = {}
  for (const contact of contacts) {
    const key = withoutReference(expectedOf(rulebook, contact))
    groups[key] = (groups[key] ?? 0) + 1
  }
  return groups
}

/** The same by the rows of a summary, which also tell entries apart. */
export function groupsIn(rows: readonly Row[]): Readonly<Record<string, number>> {
  const groups: Record<string, number> = {}
  for (const row of rows) {
    const key = withoutReference(foundIn(row))
    groups[key] = (groups[key] ?? 0) + Number(row.contacts)
  }
  return groups
}
