import { contactError, decide } from '../../engine/decide/decide.js'
import type { Case, Rulebook } from '../../rules/language/rulebook.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { coverage } from './coverage.js'
import { differences } from './expectations.js'
import type { Because } from './why-different.js'
import { whyDifferent } from './why-different.js'

/** A case that did not come out as expected. */
export interface FailedCase {
  readonly id: string
  readonly title: string
  /** The file that it stands in, as the caller named it. */
  readonly from: string
  readonly why: string | null
  readonly differences: readonly { readonly says: string; readonly because: readonly Because[] }[]
}

/** What came of all cases, and what they leave untried. */
export interface CaseReport {
  readonly authority: string
  readonly version: string
  readonly cases: number
  readonly failed: readonly FailedCase[]
  /** Only where it is asked for: it takes much longer than the cases. */
  readonly rules?: ExercisedRules
}

export interface ExercisedRules {
  readonly total: number
  readonly exercised: number
  /** Rules that no case exercises; `decides`: one decides in a case that would not notice if it did not. */
  readonly notExercised: readonly { readonly rule: string; readonly says: string; readonly decides: boolean }[]
}

/** A case and the file that it stands in. */
export interface FiledCase extends Case {
  readonly from: string
}

/**
 * Decides every case and compares the decision with what is expected.
 * @param rules whether it is also looked at which rules the cases exercise
 */
export function runCases(rulebook: Rulebook, cases: readonly FiledCase[], rules = false): CaseReport {
  const failed = cases.flatMap((c): FailedCase[] => {
    const result = decide(rulebook, c.contact)
    const found = differences(
      c.expect,
      result.ok ? result.value : { error: contactError(result.diagnostics) },
      vocabularyOf(rulebook),
    )
    if (found.length === 0) return []
    return [
      {
        id: c.id,
        title: c.title,
        from: c.from,
        why: c.why ?? null,
        differences: found.map(says => ({
          says,
          because: result.ok ? whyDifferent(rulebook, c, result.value, says) : [],
        })),
      },
    ]
  })
  const { authority, version } = rulebook
  return { authority, version, cases: cases.length, failed, ...(rules && { rules: exercisedRules(rulebook, cases) }) }
}

function exercisedRules(rulebook: Rulebook, cases: readonly FiledCase[]): ExercisedRules {
  const { rules } = coverage(rulebook, cases, [])
  const idle = new Set(rules.withoutWitness)
  return {
    total: rules.total,
    exercised: rules.exercised,
    notExercised: rules.notExercised.map(rule => ({
      rule,
      says: rulebook.rules.find(r => r.id === rule)?.says ?? '',
      decides: !idle.has(rule),
    })),
  }
}
