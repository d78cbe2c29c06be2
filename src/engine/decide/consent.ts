import type { ConsentAnswer, ConsentGiver, Purpose, Requirement } from '../../rules/vocabulary/fixed.js'

/** What a contact says of consent, beside the answer itself. */
export interface AboutConsent {
  /** Who gave it, or refused. */
  readonly by: unknown
  readonly riskOfSignificantHarm: unknown
  readonly immediateDanger: unknown
}

/**
 * Whether a purpose may go ahead (the contract's `mayProceed`).
 *
 * @param from who may consent, as far as it is known
 * @param others who else it could still turn out to be; `null`: somebody who is not named
 * @returns `null` where it is not known.
 */
export function mayProceed(
  purpose: Purpose,
  requirement: Requirement,
  from: ConsentGiver | null,
  answer: ConsentAnswer | undefined,
  { by, riskOfSignificantHarm, immediateDanger }: AboutConsent,
  others: readonly (ConsentGiver | null)[],
): boolean | null {
  if (requirement !== 'required') return true
  if (answer === 'given' && (from === null || from === by || by === 'both')) return true
  if (riskOfSignificantHarm !== false || answer === undefined) return null
  // Somebody says that the child needs protecting now: nothing but help that is voluntary is ruled out until that is looked at.
  if (immediateDanger === true && purpose !== 'service') return null
  if (answer !== 'given') return false
  // Given, but by whom is not known, or by somebody who may yet turn out to be able to give it; by one of two is not by both.
  return by === undefined || others.includes(null) || others.includes(by as ConsentGiver) ? null : false
}
