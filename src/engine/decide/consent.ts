import type { Contact } from '../../rules/vocabulary/facts.js'
import type { ConsentAnswer, ConsentGiver, Purpose, Requirement } from '../../rules/vocabulary/fixed.js'

/** Who may consent, as far as it is known. */
export interface Giver {
  readonly from: ConsentGiver | null
  /** Every one that it could still turn out to be, `from` included. */
  readonly possible: readonly (ConsentGiver | null)[]
}

/**
 * Whether a purpose may go ahead (the contract's `mayProceed`).
 * @returns `null` where it is not known.
 */
export function mayProceed(
  purpose: Purpose,
  requirement: Requirement,
  giver: Giver,
  answer: ConsentAnswer | undefined,
  contact: Contact,
): boolean | null {
  if (requirement !== 'required') return true
  const by = contact.consentGivenBy
  if (answer === 'given' && (giver.from === null || giver.from === by)) return true
  if (contact.riskOfSignificantHarm !== false || answer === undefined) return null
  // Somebody says that the child needs protecting now: nothing but help that is voluntary is ruled out until that is looked at.
  if (contact.immediateDanger === true && purpose !== 'service') return null
  if (answer !== 'given') return false
  // Given, but by whom is not known, or by somebody who may yet turn out to be able to give it.
  return by === undefined || giver.possible.some(p => p === null || p === by) ? null : false
}
