import type { Condition } from '../../rules/condition.js'
import { atomsOf } from '../../rules/condition.js'
import { facts } from '../../rules/facts.js'
import type { Rule } from '../../rules/rulebook.js'
import type { Moment } from '../../rules/vocabulary.js'
import { events, moments } from '../../rules/vocabulary.js'

const aboutDisagreement = /^(events\.)?disagreement/

/** Whether a rule is about a disagreement between professionals: it reads one, or its clock starts from one. */
export const isOnDisagreement = ({ when, outcome }: Rule): boolean =>
  atomsOf(when).some(a => aboutDisagreement.test(a.fact) && !/notGiven$/.test(a.operator)) ||
  (outcome.stage === 'deadlines' && aboutDisagreement.test(outcome.from))

/** The moment of a contact at which a condition can first be known to hold. */
export function momentOf(condition: Condition): Moment {
  if ('all' in condition) return latest(condition.all.map(momentOf))
  if ('any' in condition) return latest(earliest(condition.any.map(momentOf)))
  const { fact, operator } = condition
  // What holds while a fact is not known asks for nothing to have happened.
  if (operator.startsWith('mayBe:') || operator === 'notGiven') return 'receipt'
  if (fact === 'rating' || fact === 'rag') return 'screening'
  if (fact.startsWith('events.')) return events[fact.slice('events.'.length) as keyof typeof events]
  return fact in facts ? facts[fact as keyof typeof facts].moment : 'receipt'
}

const place = (m: Moment): number => moments.indexOf(m)
const latest = (all: readonly Moment[]): Moment => all.reduce((a, b) => (place(b) > place(a) ? b : a), 'receipt')
const earliest = (all: readonly Moment[]): readonly Moment[] => [...all].sort((a, b) => place(a) - place(b)).slice(0, 1)
