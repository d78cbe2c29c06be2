import type { FactSpec } from './vocabulary/fact-spec.js'
import { isPlainObject } from './vocabulary/fact-spec.js'
import type { Contact } from './vocabulary/facts.js'
import { factNames, facts } from './vocabulary/facts.js'

const accepted = new Map<string, FactSpec['accepts']>(factNames.map(name => [name, facts[name].accepts]))

/**
 * Whether a contact is well formed as it stands, told fact by fact without the schema. It says yes only where `Contact` does;
 * where it says no, `Contact` has the last word and says why.
 */
export function isContact(raw: unknown): raw is Contact {
  if (!isPlainObject(raw)) return false
  const given = raw as Record<string, unknown>
  for (const name of Object.keys(given)) {
    const value = given[name]
    if (accepted.get(name)?.(value) !== true && !(value === undefined && accepted.has(name))) return false
  }
  return Object.hasOwn(given, 'receivedAt') && given.receivedAt !== undefined
}
