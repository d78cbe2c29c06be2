import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import type { Contact } from '../../../src/rules/vocabulary/contact-type.js'
import { vocabularyOf } from '../../../src/rules/vocabulary/vocabulary.js'
import { mappable } from '../../../src/tools/replay/mapping.js'

/** Every column of a table whose columns are named like facts, with the kind of what it holds. */
export function factColumns(rulebook: Rulebook): readonly { readonly name: string; readonly kind: string }[] {
  const vocabulary = vocabularyOf(rulebook)
  return mappable(vocabulary).map(name => {
    const spec = vocabulary.facts[name.split('.')[0] ?? '']
    const kind = spec?.kind ?? ''
    return { name, kind: kind === 'indicators' ? 'list' : kind }
  })
}

/** A contact as a row of such a table: an entry of a fact that is a map in a column of its own. */
export function rowOf(contact: Contact): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(contact)) {
    if (typeof value !== 'object' || Array.isArray(value)) row[name] = value
    else for (const [entry, one] of Object.entries(value as object)) row[`${name}.${entry}`] = one
  }
  return row
}
