import { deepFreeze } from '../freeze.js'

// The fixed words that every rulebook, contact and decision shares.

export const levels = deepFreeze([1, 2, 3, 4] as const)
export const bases = deepFreeze(['section-17', 'section-47'] as const)
export const ratings = deepFreeze(['red', 'amber', 'green'] as const)
export const strengths = deepFreeze(['must', 'should', 'may'] as const)
export const purposes = deepFreeze(['referral', 'network-checks', 'information-sharing', 'service'] as const)
export const consentAnswers = deepFreeze(['given', 'refused', 'not-sought'] as const)
export const consentGivers = deepFreeze(['parental-responsibility', 'young-person'] as const)

export const destinations = deepFreeze([
  'screening',
  'mash',
  'early-help',
  'cssh',
  'social-care',
  'disability-service',
  'allocated-worker',
  'adult-services',
  'youth-service',
  'signpost',
  'return-to-referrer',
  'out-of-area',
] as const)

/** The grades of destinations, most protective first, equals in one row; a rulebook may grade them otherwise. */
export const protectionGrades = deepFreeze([
  ['mash', 'social-care', 'allocated-worker', 'disability-service'],
  ['screening'],
  ['early-help', 'cssh', 'youth-service', 'adult-services'],
  ['signpost', 'return-to-referrer', 'out-of-area'],
] as const satisfies readonly (readonly (typeof destinations)[number][])[])

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
export const ruleNotices = deepFreeze(['facts-at-odds'] as const)

/** What consent asks of the worker, from the most to the least demanding. */
export const requirements = deepFreeze(['required', 'seek', 'inform', 'do-not-seek', 'not-required'] as const)

/** When a fact becomes known, in order. */
export const moments = deepFreeze(['receipt', 'screening', 'enquiries', 'later'] as const)

const momentPlaces: Readonly<Record<Moment, number>> = { receipt: 0, screening: 1, enquiries: 2, later: 3 }

/** Whether one moment has come by another. */
export const isBy = (of: Moment, moment: Moment): boolean => momentPlaces[of] <= momentPlaces[moment]

/** The events that a clock may start from, each with the moment from which it can be known. */
export const events = deepFreeze({
  callReceivedAt: 'receipt',
  telephoneReferralAt: 'receipt',
  policeNotificationAt: 'receipt',
  childProtectionConcernsRaisedAt: 'receipt',
  mashReceivedAt: 'screening',
  ragRatedAt: 'screening',
  strategyDiscussionAt: 'enquiries',
  outcomeDecidedAt: 'enquiries',
  referralAcceptedAt: 'later',
  childAndFamilyAssessmentStartedAt: 'later',
  earlyHelpCaseOpenedAt: 'later',
  planStartedAt: 'later',
  transferMeetingAt: 'later',
  disagreementRaisedAt: 'later',
  steppedDownAt: 'later',
  caseClosedAt: 'later',
} as const satisfies Record<string, Moment>)

export const eventNames = deepFreeze(Object.keys(events) as readonly EventName[])

/** The events by which work of social care ends, or steps down: what began later, they did not end. */
export const endings = deepFreeze(['caseClosedAt', 'steppedDownAt'] as const satisfies readonly EventName[])

/** The events by which such work begins, or a plan. */
export const beginnings = deepFreeze([
  'planStartedAt',
  'childProtectionConcernsRaisedAt',
  'strategyDiscussionAt',
  'referralAcceptedAt',
  'childAndFamilyAssessmentStartedAt',
] as const satisfies readonly EventName[])

export const functionalAreas = deepFreeze([
  'learning',
  'gross-motor',
  'fine-motor',
  'vision',
  'hearing',
  'communication',
  'behaviour',
  'self-help',
  'physical-health',
  'eating-and-swallowing',
] as const)

/** Facts that only an unborn child has: of a child who is born nobody is asked them. */
export const ofTheUnborn = deepFreeze(['unbornWelfareConcern', 'gestationWeeks'] as const)

/** The stages in the order in which a contact meets them. */
export const stages = deepFreeze([
  'indicators',
  'eligibility',
  'level',
  'basis',
  'rag',
  'route',
  'givers',
  'consent',
  'deadlines',
  'actions',
] as const)

export type Level = (typeof levels)[number]
export type Basis = (typeof bases)[number]
export type Rating = (typeof ratings)[number]
export type Strength = (typeof strengths)[number]
export type Purpose = (typeof purposes)[number]
export type ConsentAnswer = (typeof consentAnswers)[number]
export type ConsentGiver = (typeof consentGivers)[number]
export type Destination = (typeof destinations)[number]
export type ActionKind = (typeof actionKinds)[number]
export type Changeable = (typeof changeables)[number]
export type RuleNotice = (typeof ruleNotices)[number]
export type Requirement = (typeof requirements)[number]
export type Moment = (typeof moments)[number]
export type EventName = keyof typeof events
export type Stage = (typeof stages)[number]
