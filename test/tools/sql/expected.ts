import { decide } from '../../../src/engine/decide/decide.js'
import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import type { Contact } from '../../../src/rules/vocabulary/contact-type.js'

/** What a query must say of a contact, as one text: reference, level, basis, rating, route, destination and team. */
export function expectedOf(rulebook: Rulebook, contact: Contact): string {
  const result = decide(rulebook, contact, { rationale: false, unknowns: false })
  if (!result.ok) return told([contact.reference])
  const { level, basis, rag, route } = result.value
  const way = route.team === null ? route.destination : `${route.destination}/${route.team}`
  return told([contact.reference, level, basis, rag, way, route.destination, route.team])
}

/** The same of a row that a query gave. */
export const foundIn = ({
  reference,
  level,
  basis,
  rating,
  route,
  destination,
  team,
}: Readonly<Record<string, unknown>>): string => told([reference, level, basis, rating, route, destination, team])

/** Reference, level, basis, rating, route, destination and team as one text; those left out were not found. */
export const told = (parts: readonly unknown[]): string =>
  Array.from({ length: 7 }, (_, i) => parts[i])
    .map(part => (part === null || part === undefined || part === '' ? 'none' : String(part)))
    .join(' | ')
