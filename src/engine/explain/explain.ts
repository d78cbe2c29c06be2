import type { Result } from '../../diagnostic.js'
import type { Interpretation, Rulebook } from '../../rules/language/rulebook.js'
import { questionFor } from '../../rules/vocabulary/vocabulary.js'
import { compile } from '../compile/program.js'
import { within } from '../decide/decide.js'
import type { Decision, Reason, Unknown } from '../decide/decision.js'
import { graphAnswer } from '../decide/graph-answer.js'
import { decisionSteps } from '../decide/steps.js'
import type { NextLevel } from './next-level.js'
import { nextLevels } from './next-level.js'

/** A clause with the place where it stands. */
export interface CitedClause {
  readonly id: string
  /** The title of its document. */
  readonly source: string
  readonly section: string
  readonly says: string
}

/** One rule that spoke, with the passages and the readings that it rests on. */
export interface ExplainedReason extends Omit<Reason, 'clauses' | 'interpretation' | 'interpretations'> {
  readonly clauses: readonly CitedClause[]
  /** Ids of the explanation's `readings`. */
  readonly readings: readonly string[]
}

/** A fact not given that could change the decision, with the question that asks for it. */
export interface OpenQuestion extends Unknown {
  readonly question: string
}

/** A decision and what a practitioner asks of it: why, on which readings, what is open, and why not the next level. */
export interface Explanation {
  readonly decision: Decision
  readonly reasons: readonly ExplainedReason[]
  /** Where the source is silent or contradicts itself and a reason rests on a reading; each once. */
  readonly readings: readonly Interpretation[]
  readonly open: readonly OpenQuestion[]
  /** The next level up, and level 4 where that is another; empty at level 4. */
  readonly nextLevels: readonly NextLevel[]
}

/**
 * Decides one contact under a rulebook and explains the decision to a practitioner.
 *
 * @param contact facts as the contract names them, still unchecked; a fact left out is unknown
 * @returns the explanation, or every mistake in the contact with its path and the remedy
 * @example
 * const result = explain(rulebook, { receivedAt: '2026-03-27T16:30:00+00:00', professionalLevel: 2 })
 * if (result.ok) console.log(result.value.nextLevels[0]?.ways[0]?.says)
 */
export function explain(rulebook: Rulebook, contact: unknown): Result<Explanation> {
  return within(compile(rulebook), contact, (program, derived) => {
    const decision = decisionSteps(program, derived, {}, graphAnswer(program))
    const reasons = (decision.rationale ?? []).map(r => explainReason(rulebook, r))
    const readings = new Set(reasons.flatMap(r => r.readings))
    return {
      decision,
      reasons,
      readings: rulebook.interpretations.filter(i => readings.has(i.id)),
      open: (decision.unknowns ?? []).map(u => ({ ...u, question: questionFor(program.vocabulary, u.fact) })),
      nextLevels: nextLevels(program, derived, decision.level),
    }
  })
}

function explainReason(rulebook: Rulebook, reason: Reason): ExplainedReason {
  const { clauses, interpretation: _, interpretations, ...rest } = reason
  return { ...rest, clauses: clauses.map(id => citeClause(rulebook, id)), readings: interpretations }
}

/** A clause with its section and the title of its source. */
export function citeClause(rulebook: Rulebook, id: string): CitedClause {
  const clause = rulebook.clauses[id]
  return {
    id,
    source: rulebook.sources[clause?.source ?? '']?.title ?? '',
    section: clause?.section ?? '',
    says: clause?.says ?? '',
  }
}
