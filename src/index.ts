export type { Diagnostic, Path, Position, Range, Result } from './diagnostic.js'
export { formatPath } from './diagnostic.js'
export { contactError } from './engine/decide/decide.js'
export type { FamilyDecision, FamilySummary } from './engine/decide/decide-family.js'
export { decideFamily } from './engine/decide/decide-family.js'
export type {
  Action,
  Changeable,
  Consent,
  ConsentRequirement,
  Deadline,
  Decision,
  Matched,
  Notice,
  Reason,
  Route,
  Unknown,
} from './engine/decide/decision.js'
export { evaluate } from './engine/decide/evaluate.js'
export type { DecideOptions } from './engine/decide/steps.js'
export type {
  ContactOf,
  DecisionOf,
  RulebookTypes,
  TypedDeadline,
  TypedDecision,
  TypedReason,
  TypedRulebook,
} from './engine/decide/typed.js'
export { decide, explain } from './engine/decide/typed.js'
export type { CitedClause, ExplainedReason, Explanation, OpenQuestion } from './engine/explain/explain.js'
export type { Alternatives, Lack, Lacking } from './engine/explain/lacks.js'
export type { NextLevel, WayToLevel } from './engine/explain/next-level.js'
export { renderExplanation } from './engine/render/explanation.js'
export type { Mark, TextOptions } from './engine/render/text.js'
export { renderText } from './engine/render/text.js'
export type { RulebookSet } from './engine/rulebook-set.js'
export { decideInForce, rulebookAt, rulebookSet } from './engine/rulebook-set.js'
export type { Atom, Condition } from './rules/language/condition.js'
export type { CountSpec } from './rules/language/counts.js'
export type { InForce, RulebookStatus } from './rules/language/in-force.js'
export type { Operand, Operator, OperatorName } from './rules/language/operators.js'
export type {
  ActionRef,
  Case,
  Indicator,
  Interpretation,
  Rule,
  Rulebook,
  RulebookContent,
} from './rules/language/rulebook.js'
export { readRulebook } from './rules/packed/packed.js'
export type {
  CalendarDuration,
  Duration,
  ElapsedDuration,
  GestationDuration,
  NextWorkingDayDuration,
  TimeOfDayDuration,
  WorkingDaysDuration,
  WorkingTimeDuration,
} from './rules/time/durations.js'
export type { DayHours, OfficeHours } from './rules/time/office.js'
export type { HolidayCalendar } from './rules/time/working-days.js'
export type { Contact, EarlierFacts, FactName } from './rules/vocabulary/contact-type.js'
export { factNames, facts } from './rules/vocabulary/contact-type.js'
export type { FactKind, FactSpec } from './rules/vocabulary/fact-spec.js'
export { optionWords } from './rules/vocabulary/fact-words.js'
export type {
  Basis,
  ConsentAnswer,
  ConsentGiver,
  Destination,
  EventName,
  Level,
  Moment,
  Purpose,
  Rating,
  Requirement,
  Strength,
} from './rules/vocabulary/fixed.js'
export {
  consentAnswers,
  consentGivers,
  moments,
  requirements,
  strengths,
} from './rules/vocabulary/fixed.js'
export type { ValueWords } from './rules/vocabulary/said.js'
export type { ClockStart, Outcome, Stage } from './rules/vocabulary/stages.js'
export { stages } from './rules/vocabulary/stages.js'
export type { EventSpec, Vocabulary } from './rules/vocabulary/vocabulary.js'
export { england, questionFor, vocabularyOf } from './rules/vocabulary/vocabulary.js'
export type { DestinationWords, OwnWords } from './rules/vocabulary/words.js'
export { version } from './version.js'
