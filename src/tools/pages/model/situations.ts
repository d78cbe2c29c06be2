import type { Condition } from '../../../rules/language/condition.js'
import { atomsOf } from '../../../rules/language/condition.js'
import type { Rule } from '../../../rules/language/rulebook.js'
import type { Moment } from '../../../rules/vocabulary/fixed.js'
import { moments } from '../../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../../rules/vocabulary/vocabulary.js'

const aboutDisagreement = /^(events\.)?disagreement/

/** Whether a rule is about a disagreement between professionals: it reads one, or its clock starts from one. */
export const isOnDisagreement = ({ when, outcome }: Rule): boolean =>
  atomsOf(when).some(a => aboutDisagreement.test(a.fact) && !/notGiven$/.test(a.operator)) ||
  (outcome.stage === 'deadlines' && aboutDisagreement.test(outcome.from))

/** The moment of a contact at which a condition can first be known to hold. */
export function momentOf(vocabulary: Vocabulary, condition: Condition): Moment {
  const of = (part: Condition): Moment => momentOf(vocabulary, part)
  if ('all' in condition) return latest(condition.all.map(of))
  if ('any' in condition) return latest(earliest(condition.any.map(of)))
  const { fact, operator } = condition
  // What holds while a fact is not known asks for nothing to have happened.
  if (operator.startsWith('mayBe:') || operator === 'notGiven') return 'receipt'
  if (fact === 'rating' || fact === 'rag') return 'screening'
  const { facts, events } = vocabulary
  const spec = fact.startsWith('events.') ? events[fact.slice('events.'.length)] : facts[fact]
  return spec?.moment ?? 'receipt'
}

const place = (m: Moment): number => moments.indexOf(m)
const latest = (all: readonly Moment[]): Moment => all.reduce((a, b) => (place(b) > place(a) ? b : a), 'receipt')
const earliest = (all: readonly Moment[]): readonly Moment[] => [...all].sort((a, b) => place(a) - place(b)).slice(0, 1)

/** What a contact turns on, the telling first: of several that a rule reads, the first here is its situation. */
const situations = {
  'Risk of harm': /^(riskOfSignificantHarm|immediateDanger|basis|policeProtection|emergencyProtectionOrder)$/,
  'Topics, signs and needs':
    /^(concerns|indicators|indicatorCount:|functionalNeeds|domesticAbuse|reportedMissing|earlierContacts|accommodationGrounds|unborn|caringRole)/,
  'Consent, and asking for it': /^(consent|requirement\.|mayProceed\.|seekingConsentWould|gillickCompetent)/,
  'At a level or rating': /^(level|rag|rating|professionalLevel|practitionerLevel)$/,
  'Kinds of contact, and how they come': /^(contactType|channel|referrer|writtenReferral|policeSubject|entry)/,
  'By where it goes': /^(route|team)$/,
  'Other circumstances': /^/,
} as const satisfies Record<string, RegExp>

/** The names of the situations, in the order in which they are told. */
export const situationNames = Object.keys(situations) as readonly (keyof typeof situations)[]

/** The situation that a rule speaks of: by what its condition asks for, not by what it lets pass. */
export function situationOf({ when }: Rule): (typeof situationNames)[number] {
  const asked = atomsOf(when).filter(a => !/^(mayBe:|notGiven$)/.test(a.operator))
  return situationNames.find(name => asked.some(a => situations[name].test(a.fact))) ?? 'Other circumstances'
}
