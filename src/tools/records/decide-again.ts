import type { Diagnostic } from '../../diagnostic.js'
import { decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { SealedRecord } from './record.js'
import { maskedDecision } from './record.js'

/** What comes of a recorded contact when it is decided again. */
export type Again =
  | { readonly is: 'identical' }
  /** Another version of the package words or orders something otherwise; what it comes to is the same. */
  | { readonly is: 'same-outcome'; readonly engine: string; readonly differsIn: readonly string[] }
  /** What it comes to is another; or, in the same version of the package, its reasons are. */
  | { readonly is: 'differs'; readonly engine: string; readonly differsIn: readonly string[] }
  /** It comes out otherwise, and facts that were masked may be why. */
  | { readonly is: 'masked'; readonly masked: readonly string[]; readonly differsIn: readonly string[] }
  /** The contact is refused now. */
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  /** Nobody has the rulebook that decided it. */
  | { readonly is: 'no-rulebook'; readonly authority: string; readonly version: string; readonly digest: string }

/** The parts of a decision that another version of the package may word, order or find otherwise: they say why, and what is open. */
const tellings: readonly string[] = ['engine', 'rationale', 'unknowns', 'assumed']

/**
 * Decides a recorded contact again by the rulebook that decided it then, and compares.
 *
 * @param rulebookOf gives a rulebook by its digest, or `undefined`
 */
export function decideAgain(record: SealedRecord, rulebookOf: (digest: string) => Rulebook | undefined): Again {
  const { decision: then, contact, masked } = record
  const { digest, version } = then.rulebook
  const rulebook = rulebookOf(digest)
  if (rulebook === undefined) return { is: 'no-rulebook', authority: then.authority, version, digest }
  const wanted = { rationale: then.rationale !== undefined, unknowns: then.unknowns !== undefined }
  const again = decide(rulebook, contact, wanted)
  if (!again.ok) return { is: 'refused', diagnostics: again.diagnostics }
  const now = maskedDecision(again.value, masked)
  const differsIn = partsThatDiffer(then, now)
  if (differsIn.length === 0) return { is: 'identical' }
  const isOutcome = differsIn.some(part => !tellings.includes(part))
  // A reference is told and never looked at.
  const { facts } = vocabularyOf(rulebook)
  if (isOutcome && masked.some(name => name !== 'reference' && Object.hasOwn(facts, name)))
    return { is: 'masked', masked, differsIn }
  if (isOutcome || then.engine === now.engine) return { is: 'differs', engine: then.engine, differsIn }
  return { is: 'same-outcome', engine: then.engine, differsIn: differsIn.filter(part => part !== 'engine') }
}

function partsThatDiffer(then: Decision, now: Decision): readonly string[] {
  const parts = [...new Set([...Object.keys(then), ...Object.keys(now)])]
  const textOf = (decision: Decision, part: string): string | null =>
    Object.hasOwn(decision, part) ? canonicalJson(decision[part as keyof Decision]) : null
  return parts.filter(part => textOf(then, part) !== textOf(now, part))
}
