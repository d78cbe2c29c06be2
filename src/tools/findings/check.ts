import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { FailedCase } from '../cases/run-cases.js'
import { runCases } from '../cases/run-cases.js'
import { allPromisesOf } from '../promises/built-in.js'
import type { Proof } from '../promises/prove.js'
import { provePromises } from '../promises/prove.js'
import { acceptedOf } from './excuse.js'
import type { Finding } from './finding.js'
import type { Study } from './study.js'
import { studyOf } from './study.js'

/** Everything that is to be said of a rulebook that loads. */
export interface CheckReport {
  readonly authority: string
  readonly version: string
  readonly findings: readonly Finding[]
  readonly promises: Proof
  /** What the rulebook accepts of its promises, where its witness shows it. */
  readonly acceptedPromises: readonly AcceptedPart[]
  readonly examples: { readonly count: number; readonly failed: readonly FailedCase[] }
  /** The rules that rest on a passage which law or newer guidance has overtaken. */
  readonly overtaken: readonly { readonly rule: string; readonly says: string; readonly by: string }[]
  /** Nothing is wrong beside what the rulebook accepts. */
  readonly clean: boolean
}

/** What a source itself causes against a promise, by the rule that causes it. */
export interface AcceptedPart {
  readonly id: string
  readonly promise: string
  readonly rule: string
  readonly reason: string
  /** The sections of the source that cause it. */
  readonly sections: readonly string[]
}

export interface CheckOptions {
  /** How many contacts the promises are tried on. */
  readonly runs: number
  readonly seed: number
  /** The rulebook as the findings study it, with the same seed; left out, it is made. */
  readonly study?: Study
  /** Where the rulebook was read from, for its examples. */
  readonly from?: string
  /** Told now and then on how many contacts the promises have been tried. */
  readonly progress?: (done: number) => void
}

/**
 * Findings, promises and examples of one rulebook, in this order.
 *
 * @param finding the findings in the making, as `findFindings` gives them: they and the promises need nothing of each other, so a
 * caller can have them found on another thread meanwhile
 */
export async function checkRulebook(
  rulebook: Rulebook,
  finding: Promise<readonly Finding[]>,
  options: CheckOptions,
): Promise<CheckReport> {
  const { runs, seed, study = studyOf(rulebook, seed), from = 'examples', progress } = options
  const promises = provePromises(rulebook, {
    runs,
    seed,
    near: witnessesOf(study),
    ...(progress && { progress }),
  })
  const { failed } = runCases(
    rulebook,
    rulebook.examples.map(c => ({ ...c, from })),
  )
  const findings = await finding
  return {
    authority: rulebook.authority,
    version: rulebook.version,
    findings,
    promises,
    acceptedPromises: acceptedParts(rulebook),
    examples: { count: rulebook.examples.length, failed },
    overtaken: rulebook.rules.flatMap(({ id, says, overtakenBy }) =>
      overtakenBy === null ? [] : [{ rule: id, says, by: rulebook.law[overtakenBy]?.title ?? overtakenBy }],
    ),
    clean: findings.every(f => f.accepted !== null) && promises.broken.length === 0 && failed.length === 0,
  }
}

function acceptedParts(rulebook: Rulebook): readonly AcceptedPart[] {
  if (rulebook.accepted.length === 0) return []
  const parts = allPromisesOf(rulebook).flatMap(promise =>
    acceptedOf(rulebook, promise).flatMap(({ live, entry: { rule = '', reason, clauses = [] } }): AcceptedPart[] =>
      live
        ? [
            {
              id: promise.id,
              promise: promise.says,
              rule,
              reason,
              sections: [...new Set(clauses.map(c => rulebook.clauses[c]?.section ?? c))],
            },
          ]
        : [],
    ),
  )
  return parts
}

/** For each rule the smallest contact seen that it decides. */
function witnessesOf({ seen }: Study): readonly Contact[] {
  const size = (contact: object): number => Object.keys(contact).length
  const witnesses = new Map<string, Contact>()
  for (const { contact, deciding } of seen)
    for (const id of deciding) {
      const before = witnesses.get(id)
      if (before === undefined || size(contact) < size(before)) witnesses.set(id, contact)
    }
  return [...witnesses.values()]
}
