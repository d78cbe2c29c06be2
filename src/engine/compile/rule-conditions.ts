import { deepFreeze } from '../../rules/freeze.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { allOf, atomsOf, withException } from '../../rules/language/condition.js'
import type { Indicator, Rule } from '../../rules/language/rulebook.js'
import type { TakenFact } from '../../rules/vocabulary/stages.js'
import { takenFrom } from '../../rules/vocabulary/stages.js'

/** The conditions of a rule that are asked by themselves: which of several made it true, and what its exceptions come to. */
export function askedApart({ when, exceptions }: Rule): readonly Condition[] {
  const alternatives = (condition: Condition): readonly Condition[] =>
    'fact' in condition
      ? []
      : 'all' in condition
        ? condition.all.flatMap(alternatives)
        : condition.any.flatMap(c => [c, ...alternatives(c)])
  return [...alternatives(when), ...exceptions.flatMap(e => [e.condition, ...atomsOf(e.condition)])]
}

/** That a practitioner's level, or a rating, is one that a decision can have. */
const isKnown: Readonly<Record<TakenFact, (ratings: readonly string[]) => Atom>> = {
  practitionerLevel: () => ({ fact: 'practitionerLevel', operator: 'greaterThanInclusive', value: 1 }),
  rating: ratings => ({ fact: 'rating', operator: 'in', value: ratings }),
}

/** What must hold for a rule to apply: its condition, its exception, and the fact that its outcome takes its value from. */
export function effectiveCondition(rule: Rule, ratings: readonly string[]): Condition {
  const condition = withException(rule.when, rule.unless)
  const taken = takenFrom(rule.outcome)
  return taken === null ? condition : allOf([condition, isKnown[taken](ratings)])
}

/** An indicator that counts only where its condition holds is a rule before all others; frozen like all others, as it is handed out. */
export function conditionalRule(indicator: Indicator): Rule {
  return deepFreeze({
    id: `indicator:${indicator.id}`,
    stage: 'indicators',
    list: null,
    says: indicator.label,
    when: indicator.when ?? { all: [] },
    unless: indicator.unless,
    exceptions: [],
    otherwise: false,
    clauses: indicator.clauses,
    interpretations: indicator.interpretations,
    outcome: { stage: 'indicators', indicator: indicator.id },
    actions: [],
    also: [],
    overtakenBy: null,
    notices: [],
  } satisfies Rule)
}
