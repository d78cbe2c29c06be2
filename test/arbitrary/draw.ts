import * as fc from 'fast-check'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import type { Contact } from '../../src/rules/vocabulary/contact-type.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'

/** So many contacts of a rulebook, the same every time, as plain JSON. */
export const draw = (rulebook: Rulebook, count: number): readonly Contact[] =>
  JSON.parse(JSON.stringify(fc.sample(contacts(rulebook), { seed: 11, numRuns: count }))) as readonly Contact[]
