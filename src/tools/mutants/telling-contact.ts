import { decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { differences } from '../cases/expectations.js'
import type { DecisionChange, Direction } from '../changes/decision-changes.js'
import { areas, decisionComparer } from '../changes/decision-changes.js'
import { smallestContact } from '../contacts/smaller-contacts.js'
import { tellingContacts } from '../contacts/telling-contacts.js'
import { flowYaml } from '../text/flow-yaml.js'
import { expectedOf } from './expected-of.js'

/** A contact that two rulebooks decide otherwise, as dangerously as was found. */
export interface TellingContact {
  readonly direction: Direction
  /** The change, in words: `level: level 4 → level 3`. */
  readonly says: string
  readonly contact: Contact
  /** A case that the first rulebook passes and the second does not, as YAML to paste into a file of cases. */
  readonly case: string
}

const directions: readonly Direction[] = ['down', 'sideways', 'up']

/** The place of a change among others: what protects less before what does not, levels and deadlines before the rest. */
export const rankOf = ({ direction, area }: Pick<DecisionChange, 'direction' | 'area'>): number =>
  directions.indexOf(direction) * areas.length + areas.indexOf(area)

/**
 * Seeks the contact that shows most dangerously how a rulebook's decisions would change.
 * @param drawn how many contacts are drawn from each rulebook, beside those that are led towards what differs
 * @returns the smallest such contact with a case to paste; `null` where nothing tried is decided otherwise
 */
export function tellingContact(
  before: Rulebook,
  after: Rulebook,
  drawn: number,
  { id, title }: { readonly id: string; readonly title: string },
): (TellingContact & { readonly rank: number }) | null {
  const compare = decisionComparer(before, after)
  const decided = (rulebook: Rulebook, contact: Contact): Decision | null => {
    const result = decide(rulebook, contact, { unknowns: false })
    return result.ok ? result.value : null
  }
  const worstOf = (contact: Contact): DecisionChange | null => {
    const [old, now] = [decided(before, contact), decided(after, contact)]
    if (!old || !now) return null
    return [...compare(old, now)].sort((a, b) => rankOf(a) - rankOf(b))[0] ?? null
  }
  let worst: { readonly change: DecisionChange; readonly contact: Contact } | null = null
  for (const contact of tellingContacts(before, after, drawn)) {
    const change = worstOf(contact)
    if (change === null || (worst && rankOf(change) >= rankOf(worst.change))) continue
    worst = { change, contact }
    if (rankOf(change) === 0) break
  }
  if (!worst) return null
  const { area, direction } = worst.change
  const contact = smallestContact(worst.contact, c => {
    const change = worstOf(c)
    return change?.area === area && change.direction === direction
  })
  const change = worstOf(contact)
  const [old, now] = [decided(before, contact), decided(after, contact)]
  if (!change || !old || !now) return null
  const expect = expectedOf(old, now)
  const vocabulary = vocabularyOf(before)
  // A case that could not tell the two apart would be no help.
  if (differences(expect, old, vocabulary).length > 0 || differences(expect, now, vocabulary).length === 0) return null
  const lines = [
    `- id: ${id}`,
    `  title: ${JSON.stringify(title)}`,
    `  contact: ${flowYaml(contact)}`,
    `  expect: ${flowYaml(expect)}`,
  ]
  return { direction, says: `${area}: ${change.says}`, contact, case: lines.join('\n'), rank: rankOf(change) }
}
