import * as z from 'zod'
import { deepFreeze } from '../freeze.js'
import type { FactSpec } from './fact-spec.js'
import {
  choice,
  indicatorIds,
  instant,
  isInstant,
  isMapOf,
  isNumber,
  isOneOf,
  isText,
  level,
  list,
  spec,
  whole,
  yesNo,
} from './fact-spec.js'
import { consentAnswers, eventNames, functionalAreas, purposes, ratings } from './fixed.js'

/**
 * Every fact of a contact, by name. A new fact is one entry here: schema, moment, label, question.
 * The order is the order of consequence: of two unknown facts that could change a decision equally, the first here is asked first.
 */
export const facts = {
  riskOfSignificantHarm: yesNo(
    'receipt',
    'risk of significant harm',
    'Is there reasonable cause to suspect that the child is suffering, or is likely to suffer, significant harm?',
  ),
  immediateDanger: yesNo('receipt', 'immediate danger', 'Does the child need protecting now?'),
  safeguardingConcern: yesNo(
    'receipt',
    'safeguarding concern',
    'Is there a welfare or safeguarding concern about the child?',
  ),
  childInNeed: yesNo('receipt', 'child in need', 'Does a practitioner judge that the child is in need (section 17)?'),
  indicators: indicatorIds('receipt', 'indicators', 'Which indicators have been observed?'),
  indicatorsAbsent: indicatorIds(
    'receipt',
    'indicators looked for and found absent',
    'Which indicators were looked for and found absent?',
  ),
  professionalLevel: level(
    'receipt',
    "the referrer's or first screener's level",
    'Which level does the referrer or first screener give?',
  ),
  concerns: list(
    [
      'child-sexual-exploitation',
      'female-genital-mutilation',
      'radicalisation',
      'gangs-or-serious-youth-violence',
      'trafficking',
      'forced-marriage',
      'private-fostering',
      'young-carer',
      'disability',
      'youth-justice',
      'asylum-seeking',
      'parent-in-prison',
    ],
    'receipt',
    'concerns',
    'Which of these topics does the contact raise?',
  ),
  levelAfterScreening: level(
    'screening',
    'level after screening',
    'Which level does the manager give at first screening?',
  ),
  levelAfterEnquiries: level(
    'enquiries',
    'level after enquiries',
    'Which level does the manager give after enquiries?',
  ),
  initialRag: choice(ratings, 'screening', 'initial rating', 'Which rating does the screener give?'),
  finalRag: choice(ratings, 'enquiries', 'final rating', 'Which rating does the manager give after enquiries?'),
  policeRag: choice(ratings, 'receipt', 'police rating', 'Which rating did the police give?'),
  contactType: choice(
    [
      'referral',
      'police-notification',
      'out-of-hours-report',
      'information-request',
      'advice-call',
      'step-up',
      'step-down',
    ],
    'receipt',
    'kind of contact',
    'What kind of contact is it?',
  ),
  channel: choice(['form', 'telephone', 'email'], 'receipt', 'channel', 'How did the contact come?'),
  referrer: choice(['professional', 'public', 'family'], 'receipt', 'referrer', 'Who made the contact?'),
  ageYears: whole(0, 25, 'receipt', 'age', 'How old is the child, in whole years?'),
  unborn: yesNo('receipt', 'unborn', 'Is the child unborn?'),
  gestationWeeks: whole(0, 45, 'receipt', 'weeks of pregnancy', 'How many weeks along is the pregnancy?'),
  residentInArea: yesNo('receipt', 'lives in the area', 'Does the child live in the area?'),
  foundInArea: yesNo('receipt', 'found in the area', 'Does the child live elsewhere but was found in the area?'),
  socialCareStatus: choice(
    ['open', 'previously-known', 'not-known'],
    'screening',
    'known to social care',
    "Is the family open or known to children's social care?",
    'receipt', // the front door's first question
  ),
  earlyHelpStatus: choice(
    ['open', 'previously-known', 'not-known'],
    'screening',
    'known to early help',
    'Is the family open or known to early help?',
    'receipt', // the front door's first question
  ),
  seekingConsentWould: list(
    ['increase-risk', 'prejudice-investigation', 'cause-undue-delay'],
    'receipt',
    'what asking for consent would do',
    'Would asking for consent raise the risk, prejudice an investigation or cause undue delay?',
  ),
  consent: choice(consentAnswers, 'receipt', 'consent', 'Has consent been given, refused or not asked for?'),
  consentFor: spec(
    'map',
    z.partialRecord(z.enum(purposes), z.enum(consentAnswers)).readonly(),
    isMapOf(purposes, isOneOf(consentAnswers)),
    [],
    ['receipt', 'consent by purpose', 'Does the answer on consent differ by purpose?'],
  ),
  consentGivenBy: choice(
    ['parental-responsibility', 'young-person', 'other'],
    'receipt',
    'who consented',
    'Who gave the consent?',
  ),
  gillickCompetent: yesNo('receipt', 'Gillick competent', 'Is the young person (13 to 15) Gillick competent?'),
  publicInterestOverride: yesNo(
    'receipt',
    'public interest in sharing',
    'Does a practitioner judge that sharing without consent is in the public interest?',
  ),
  thresholdUncertain: yesNo('screening', 'threshold uncertain', 'Is the screening team unsure of the threshold?'),
  informationSufficient: yesNo(
    'screening',
    'enough information',
    'Is there enough information to judge level and action?',
  ),
  writtenReferralReceived: yesNo('receipt', 'written referral received', 'Has the written form come in?'),
  writtenReferralPossible: yesNo(
    'receipt',
    'written referral possible',
    'Can the referrer be asked for the written form?',
  ),
  domesticAbuse: yesNo('receipt', 'domestic abuse', 'Does the contact concern domestic abuse?'),
  childrenInHousehold: yesNo('receipt', 'children in the household', 'Are there (other) children in the household?'),
  reportedMissing: yesNo('receipt', 'reported missing', 'Has the child been reported missing?'),
  policeSubject: choice(
    ['child', 'adult'],
    'receipt',
    'subject of the police notification',
    'Whom is the police notification about?',
  ),
  crimeOrAntisocialBehaviour: yesNo(
    'receipt',
    'crime or antisocial behaviour',
    'Is the police notification about crime or antisocial behaviour by a young person?',
  ),
  emergencyProtectionOrder: yesNo(
    'receipt',
    'emergency protection order',
    'Is the child subject to an emergency protection order?',
  ),
  policeProtection: yesNo('receipt', 'police protection', 'Is the child under police protection?'),
  adultAtRiskOfSeriousHarm: yesNo('receipt', 'adult at risk of serious harm', 'Is an adult at risk of serious harm?'),
  functionalNeeds: spec(
    'map',
    z.partialRecord(z.enum(functionalAreas), z.union([z.literal([0, 1, 2, 3, 4]), z.literal('not-tested')])).readonly(),
    isMapOf(functionalAreas, isOneOf([0, 1, 2, 3, 4, 'not-tested'])),
    [],
    ['receipt', 'functional needs', 'How are the functional needs scored, area by area?'],
  ),
  weeklyLearningSupportHours: spec(
    'number',
    z.number().min(0).max(168),
    isNumber(0, 168),
    [],
    ['receipt', 'hours of learning support a week', 'How many hours of learning support does the child need a week?'],
  ),
  disabilitySupportNeed: choice(
    ['significant', 'lower'],
    'receipt',
    'need of support for a disability',
    'How great is the need of support for the disability?',
  ),
  knownToDisabilityService: yesNo(
    'receipt',
    'known to the disability service',
    'Does the disability service know the child?',
  ),
  movingIntoArea: yesNo('receipt', 'moving into the area', 'Is the young person moving into the area?'),
  disabilityAcquiredOrRediagnosed: yesNo(
    'receipt',
    'disability newly acquired or diagnosed again',
    'Is the disability newly acquired or newly diagnosed?',
  ),
  adultCareEligibilityLikely: yesNo(
    'receipt',
    'adult care likely',
    'Is the young person likely to be eligible for adult care?',
  ),
  inHospital: yesNo('receipt', 'in hospital', 'Is the child in hospital?'),
  unbornWelfareConcern: yesNo(
    'receipt',
    'concern for the unborn child',
    'Is there a welfare concern about the unborn child?',
  ),
  returningHomeFromCare: yesNo('receipt', 'returning home from care', 'Is the child returning home from care?'),
  accommodationGrounds: list(
    ['no-parental-responsibility', 'lost-or-abandoned', 'carer-prevented', 'significant-harm-or-beyond-control'],
    'receipt',
    'grounds for accommodation',
    'Which grounds for accommodation (section 20) are there?',
  ),
  lookedAfterStatus: choice(
    ['none', 'section-20', 'care-order'],
    'receipt',
    'looked-after status',
    'Is the child looked after?',
  ),
  caringRoleExcessive: yesNo(
    'receipt',
    'caring role excessive',
    "Is the young carer's role excessive or inappropriate?",
  ),
  substantialRegularCare: yesNo(
    'receipt',
    'substantial and regular care',
    'Does the young carer give substantial and regular care?',
  ),
  supportFailed: yesNo('receipt', 'support has failed', 'Has the support given so far failed?'),
  riskManageableAtHome: yesNo('receipt', 'risk manageable at home', 'Can the risk be managed at home?'),
  familyEngagement: choice(
    ['engaged', 'intermittent', 'none'],
    'receipt',
    "the family's engagement",
    'Does the family engage?',
  ),
  earlyHelpAssessmentOpen: yesNo('receipt', 'early help assessment open', 'Is an early help assessment open?'),
  serviceRequested: choice(
    ['cfw', 'canw', 'other'],
    'receipt',
    'service requested',
    'Which early help service does the request name?',
  ),
  complexEarlyHelpNeeds: yesNo(
    'receipt',
    'complex early help needs',
    'Do the early help needs want a multi-agency panel?',
  ),
  specificAdviceRequired: yesNo(
    'receipt',
    'specific advice wanted',
    'Does the caller need advice that public material does not answer?',
  ),
  universalServicesInPlace: yesNo(
    'receipt',
    'universal services in place',
    'Does the child have the universal services due?',
  ),
  agenciesInvolved: whole(0, 100, 'receipt', 'agencies involved', 'How many agencies work with the family?'),
  leadProfessionalAvailable: yesNo(
    'receipt',
    'lead professional available',
    'Can someone in the current network lead?',
  ),
  previousTeamAroundChild: yesNo(
    'receipt',
    'earlier team around the child',
    'Was there a team around the child before?',
  ),
  steppedDownToSingleAgency: yesNo(
    'receipt',
    'stepped down to one agency',
    'Was the case stepped down to a single agency?',
  ),
  agenciesSharing: whole(
    0,
    100,
    'enquiries',
    'agencies that supplied information',
    'How many agencies have supplied information?',
  ),
  contactMadeWithFamily: yesNo('enquiries', 'family reached', 'Has the family been reached during enquiries?'),
  homeVisitBeneficial: yesNo(
    'enquiries',
    'home visit would help',
    'Do screener and supervisor agree that a home visit would help?',
  ),
  planType: choice(
    ['child-in-need', 'child-protection', 'looked-after'],
    'later',
    'plan in force',
    'Which plan is in force?',
  ),
  planConcerns: list(
    ['complicated', 'stuck', 'disengaged'],
    'later',
    'concerns about the plan',
    'Is the plan complicated, stuck or without engagement?',
  ),
  heighteningFactors: list(
    [
      'over-optimism',
      'history-lost-sight-of',
      'disguised-compliance',
      'men-not-engaged',
      'change-not-sustained',
      'transition',
      'traumatic-event',
      'added-stress',
    ],
    'later',
    'heightening factors',
    'What raises the risk at this review?',
  ),
  needsSufficientlyReduced: yesNo('later', 'needs have come down enough', 'Have needs and risks come down enough?'),
  earlyHelpRationaleClear: yesNo('later', 'reason for early help clear', 'Is the reason for early help clear?'),
  familyResilienceIndicated: yesNo(
    'later',
    'family resilience service indicated',
    'Is the family resilience service indicated?',
  ),
  stepForwardOption: choice(
    [
      'signpost-and-close',
      'partner-agency',
      'transfer-meeting',
      'brokered-services',
      'family-resilience-service',
      'early-help-panel',
      'remain-child-in-need',
    ],
    'later',
    'option chosen at step-forward',
    'Which option did the worker and the meeting choose?',
  ),
  panelAcceptsReferral: yesNo('later', 'panel accepts the referral', 'Does the panel accept the referral?'),
  disagreementUrgent: yesNo('later', 'disagreement urgent', 'Is the disagreement urgent?'),
  disagreementStage: choice(
    [
      'raised',
      'discussed-at-panel',
      'with-line-managers',
      'with-senior-managers',
      'with-head-of-service',
      'unresolved',
    ],
    'later',
    'stage of a professional disagreement',
    'How far has the disagreement gone?',
  ),
  events: spec(
    'map',
    z.partialRecord(z.enum(eventNames), z.string().regex(instant)).readonly(),
    isMapOf(eventNames, isInstant),
    [],
    ['receipt', 'events', 'When did it happen?'],
  ),
  receivedAt: spec(
    'instant',
    z.string().regex(instant),
    isInstant,
    [],
    ['receipt', 'received', 'When did the contact reach the front door?'],
  ),
  reference: spec(
    'text',
    z.string().max(500),
    isText(500),
    [],
    ['receipt', 'reference', "What is the caller's own reference?"],
  ),
} as const satisfies Record<string, FactSpec>

export type FactName = keyof typeof facts
Object.freeze(facts)
export const factNames = deepFreeze(Object.keys(facts) as readonly FactName[])

type Schemas = { readonly [K in FactName]: (typeof facts)[K]['schema'] }
const schemas = Object.fromEntries(factNames.map(name => [name, facts[name].schema])) as unknown as Schemas

/** A contact: the facts of one child at one moment. Only `receivedAt` is required; a fact left out is unknown. */
export const Contact = z.strictObject(schemas).partial().required({ receivedAt: true }).readonly()
export type Contact = z.infer<typeof Contact>
