import { deepFreeze } from '../freeze.js'
import type { englandWords } from './england.js'

// The words that the engine itself is built on: no rulebook changes them. All others stand in a vocabulary.

export const strengths = deepFreeze(['must', 'should', 'may'] as const)
export const consentAnswers = deepFreeze(['given', 'refused', 'not-sought'] as const)
/** Who may consent alone. */
export const soleGivers = deepFreeze(['parental-responsibility', 'young-person'] as const)
/** Who may consent; `both`: each of those who could alone, and neither without the other. */
export const consentGivers = deepFreeze([...soleGivers, 'both'] as const)

/** What an action does, in the order in which a decision's actions come. */
export const actionKinds = deepFreeze(['protect', 'tell', 'ask', 'assess', 'decide', 'offer', 'record'] as const)

/** The parts of a decision that a fact not given could change: the outcomes, then other clocks, who is told, and what is done. */
export const changeables = deepFreeze([
  'level',
  'basis',
  'route',
  'consent',
  'deadline',
  'deadlines',
  'also',
  'actions',
] as const)

/** The notices that a rule of a rulebook may give. */
export const ruleNotices = deepFreeze(['facts-at-odds', 'overtaken'] as const)

/** Whether an act or national guidance holds already. */
export const lawStatuses = deepFreeze(['in force', 'enacted', 'not known'] as const)

/** Every notice that a decision may carry. */
export const noticeCodes = deepFreeze([
  'facts-at-odds',
  'outside-calendar',
  'outside-age-band',
  'already-passed',
  'not-in-force',
  'after-last-version',
  'review-overdue',
  'draft-rulebook',
  'overtaken',
] as const)

/** What consent asks of the worker, from the most to the least demanding. */
export const requirements = deepFreeze(['required', 'seek', 'inform', 'do-not-seek', 'not-required'] as const)

/** Whether a contact came while the office was open, as conditions read it. */
export const receivedWhen = deepFreeze(['in office hours', 'out of hours'] as const)

/** When a fact becomes known, in order. */
export const moments = deepFreeze(['receipt', 'screening', 'enquiries', 'later'] as const)

const momentPlaces: Readonly<Record<Moment, number>> = { receipt: 0, screening: 1, enquiries: 2, later: 3 }

/** Whether one moment has come by another. */
export const isBy = (of: Moment, moment: Moment): boolean => momentPlaces[of] <= momentPlaces[moment]

type England = typeof englandWords
/** Names that are known, and any other: an authority has words of its own. */
type AlsoOwn<N extends string> = N | (string & Record<never, never>)

/** Most authorities have 1 to 4; some have half levels. */
export type Level = 1 | 2 | 3 | 4 | (number & Record<never, never>)
export type Basis = AlsoOwn<keyof England['bases']>
export type Rating = AlsoOwn<keyof England['ratings']>
export type Purpose = AlsoOwn<keyof England['purposes']>
export type Destination = AlsoOwn<keyof England['destinations']>
export type EventName = AlsoOwn<keyof England['events']>
export type Strength = (typeof strengths)[number]
export type ConsentAnswer = (typeof consentAnswers)[number]
export type ConsentGiver = (typeof consentGivers)[number]
export type ActionKind = (typeof actionKinds)[number]
export type Changeable = (typeof changeables)[number]
export type NoticeCode = (typeof noticeCodes)[number]
export type LawStatus = (typeof lawStatuses)[number]
export type RuleNotice = (typeof ruleNotices)[number]
export type Requirement = (typeof requirements)[number]
export type Moment = (typeof moments)[number]
