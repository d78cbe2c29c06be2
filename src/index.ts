export type { Diagnostic, Path, Position, Range, Result } from './diagnostic.js'
export { formatPath } from './diagnostic.js'
export { contactError } from './engine/decide.js'
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
} from './engine/decision.js'
export { evaluate } from './engine/evaluate.js'
export type { CitedClause, ExplainedReason, Explanation, OpenQuestion } from './engine/explain.js'
export type { Alternatives, Lack, Lacking } from './engine/lacks.js'
export type { NextLevel, WayToLevel } from './engine/next-level.js'
export { renderExplanation } from './engine/render/explanation.js'
export type { Mark, TextOptions } from './engine/render/text.js'
export { renderText } from './engine/render/text.js'
export type { DecideOptions } from './engine/steps.js'
export type {
  ContactOf,
  DecisionOf,
  RulebookTypes,
  TypedDeadline,
  TypedDecision,
  TypedReason,
  TypedRulebook,
} from './engine/typed.js'
export { decide, explain } from './engine/typed.js'
export { readRulebook } from './rules/compiled.js'
export type { Atom, Condition } from './rules/condition.js'
export type { CountSpec } from './rules/counts.js'
export type {
  CalendarDuration,
  Duration,
  ElapsedDuration,
  TimeOfDayDuration,
  WorkingDaysDuration,
} from './rules/durations.js'
export type { Operand, Operator, OperatorName } from './rules/operators.js'
export type {
  ActionRef,
  Case,
  Indicator,
  Interpretation,
  Outcome,
  Rule,
  Rulebook,
  RulebookContent,
} from './rules/rulebook.js'
export type { FactKind, FactSpec } from './rules/vocabulary/fact-spec.js'
export { optionWords } from './rules/vocabulary/fact-words.js'
export type { Contact, FactName } from './rules/vocabulary/facts.js'
export { factNames, facts } from './rules/vocabulary/facts.js'
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
  Stage,
  Strength,
} from './rules/vocabulary/fixed.js'
export {
  consentAnswers,
  consentGivers,
  moments,
  requirements,
  stages,
  strengths,
} from './rules/vocabulary/fixed.js'
export type { ValueWords } from './rules/vocabulary/said.js'
export type { EventSpec, Vocabulary } from './rules/vocabulary/vocabulary.js'
export { england, questionFor, vocabularyOf } from './rules/vocabulary/vocabulary.js'
export type { DestinationWords, OwnWords } from './rules/vocabulary/words.js'
export { version } from './version.js'
