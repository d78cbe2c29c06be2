import type { ConsentAnswer, ConsentGiver, Purpose, Requirement } from '../../rules/vocabulary/fixed.js'

/** Who may consent, as far as it is known. */
export interface Giver {
  readonly from: ConsentGiver | null
  /** Every one that it could still turn out to be, `from` included. */
  readonly possible: readonly (ConsentGiver | null)[]
}

/** What a contact says of consent, beside the answer itself. */
export interface AboutConsent {
  /** Who gave it, or refused. */
  readonly by: unknown
  readonly riskOfSignificantHarm: unknown
  readonly immediateDanger: unknown
}

/**
 * Whether a purpose may go ahead (the contract's `mayProceed`).
 * @returns `null` where it is not known.
 */
export function mayProceed(
  purpose: Purpose,
  requirement: Requirement,
  { from, possible }: Giver,
  answer: ConsentAnswer | undefined,
  { by, riskOfSignificantHarm, immediateDanger }: AboutConsent,
): boolean | null {
  if (requirement !== 'required') return true
  if (answer === 'given' && (from === null || from === by || by === 'both')) return true
  if (riskOfSignificantHarm !== false || answer === undefined) return null
  // Somebody says that the child needs protecting now: nothing but help that is voluntary is ruled out until that is looked at.
  if (immediateDanger === true && purpose !== 'service') return null
  if (answer !== 'given') return false
  // Given, but by whom is not known, or by somebody who may yet turn out to be able to give it; by one of two is not by both.
  return by === undefined || possible.some(p => p === null || p === by) ? null : false
}
