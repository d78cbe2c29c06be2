import type { Contact } from './facts.js'
import type {
  Basis,
  ConsentAnswer,
  Destination,
  functionalAreas,
  Moment,
  Purpose,
  Rating,
  Requirement,
} from './fixed.js'

// What every value of every fact says in a sentence: the one place that rules, explanations, pages, questions and reports read.

/**
 * A sentence that can be affirmed and denied. `~` is where "not" stands when it is denied; `{is|is not}` is said so and so.
 * "The family is~ here", "there is {a|no} risk".
 */
export type Clause = string

/** How the values of a fact are said. */
export interface ValueWords {
  /** What is known where the fact is: "the first rating" is known. */
  readonly name: string
  /** A clause with `*` where the value stands; `null` where every value has a clause of its own. */
  readonly says: Clause | null
  readonly values: Readonly<Record<string, string>>
  /** Of a list: that it is empty, as a clause. */
  readonly none?: Clause
}

type FactsOf<T> = { [K in keyof Contact]-?: NonNullable<Contact[K]> extends T ? K : never }[keyof Contact]
type ListFact = Exclude<FactsOf<readonly string[]>, 'indicators' | 'indicatorsAbsent'>
type ChoiceFact = Exclude<FactsOf<string>, 'receivedAt' | 'reference'>
type ItemOf<K extends ListFact> = NonNullable<Contact[K]>[number]

interface Worded<V extends string> extends ValueWords {
  readonly values: Readonly<Record<V, string>>
}
interface WordedList<V extends string> extends Worded<V> {
  readonly none: Clause
}

/** Every yes-or-no fact as a clause. */
export const yesNoWords: Readonly<Record<FactsOf<boolean>, Clause>> = {
  riskOfSignificantHarm: 'there is {a|no} risk of significant harm',
  immediateDanger: 'the child is~ in immediate danger',
  safeguardingConcern: 'there is {a|no} safeguarding concern',
  childInNeed: 'the child is judged {to be|not to be} in need',
  unborn: 'the child is {unborn|born}',
  residentInArea: 'the child {lives|does not live} in the area',
  foundInArea: 'the child was~ found in the area while living elsewhere',
  gillickCompetent: 'the young person is~ Gillick competent',
  publicInterestOverride: 'sharing without consent is~ judged to be in the public interest',
  thresholdUncertain: 'the screening team is {unsure|sure} of the threshold',
  informationSufficient: 'there is~ enough information',
  writtenReferralReceived: 'the written form has~ come in',
  writtenReferralPossible: 'the referrer can{|not} be asked for the written form',
  domesticAbuse: 'the contact {concerns|does not concern} domestic abuse',
  childrenInHousehold: 'there are {|no }children in the household',
  reportedMissing: 'the child has~ been reported missing',
  crimeOrAntisocialBehaviour: 'the notification is~ about crime or antisocial behaviour by a young person',
  emergencyProtectionOrder: 'there is {an|no} emergency protection order',
  policeProtection: 'the child is~ under police protection',
  adultAtRiskOfSeriousHarm: '{an|no} adult is at risk of serious harm',
  knownToDisabilityService: 'the disability service {knows|does not know} the child',
  movingIntoArea: 'the young person is~ moving into the area',
  disabilityAcquiredOrRediagnosed: 'the disability is~ newly acquired or newly diagnosed',
  adultCareEligibilityLikely: 'the young person is {likely|not likely} to be eligible for adult care',
  inHospital: 'the child is~ in hospital',
  unbornWelfareConcern: 'there is {a|no} welfare concern about the unborn child',
  returningHomeFromCare: 'the child is~ returning home from care',
  caringRoleExcessive: "the young carer's role is~ excessive or inappropriate",
  substantialRegularCare: 'the young carer {gives|does not give} substantial and regular care',
  supportFailed: 'the support given so far has~ failed',
  riskManageableAtHome: 'the risk can{|not} be managed at home',
  earlyHelpAssessmentOpen: '{an|no} early help assessment is open',
  complexEarlyHelpNeeds: 'the early help needs {want|do not want} a multi-agency panel',
  specificAdviceRequired: 'the caller {needs|does not need} advice that public material does not give',
  universalServicesInPlace: 'the child {has|does not have} the universal services due',
  leadProfessionalAvailable: '{somebody|nobody} in the current network can lead',
  previousTeamAroundChild: 'there was {a|no} team around the child before',
  steppedDownToSingleAgency: 'the case was~ stepped down to a single agency',
  contactMadeWithFamily: 'the family has~ been reached',
  homeVisitBeneficial: 'a home visit would~ help',
  needsSufficientlyReduced: 'needs and risks have~ come down enough',
  earlyHelpRationaleClear: 'the reason for early help is~ clear',
  familyResilienceIndicated: 'the family resilience service is~ indicated',
  panelAcceptsReferral: 'the panel {accepts|does not accept} the referral',
  disagreementUrgent: 'the disagreement is~ urgent',
}

/** How the three answers on consent are said, for consent to whatever it is. */
const consentAnswerWords = (consent: string): Worded<ConsentAnswer> => ({
  name: `the answer on ${consent}`,
  says: null,
  values: {
    given: `${consent} is~ given`,
    refused: `${consent} is~ refused`,
    'not-sought': `${consent} has {not been|been} asked for`,
  },
})

const rated = (name: string, says = `${name} is~ *`): Worded<Rating> => ({
  name,
  says,
  values: { red: 'red', amber: 'amber', green: 'green' },
})

/** Every choice among values. */
export const choiceWords: { readonly [K in ChoiceFact]: Worded<NonNullable<Contact[K]>> } = {
  initialRag: rated('the first rating'),
  finalRag: rated('the final rating'),
  policeRag: rated("the police's rating"),
  contactType: {
    name: 'the kind of contact',
    says: 'the contact is~ *',
    values: {
      referral: 'a referral',
      'police-notification': 'a police notification',
      'out-of-hours-report': 'an out-of-hours report',
      'information-request': 'a request for information',
      'advice-call': 'a call for advice',
      'step-up': 'a step-up',
      'step-down': 'a step-down',
    },
  },
  channel: {
    name: 'how the contact came',
    says: 'the contact {came|did not come} *',
    values: { form: "on the authority's own form", telephone: 'by telephone', email: 'by email' },
  },
  referrer: {
    name: 'who made the contact',
    says: 'the contact {comes|does not come} from *',
    values: {
      professional: 'a professional',
      public: 'a member of the public',
      family: 'the family itself',
    },
  },
  socialCareStatus: {
    name: 'what social care knows of the family',
    says: null,
    values: {
      open: 'the case is~ open to social care',
      'previously-known': '{social care knew the family before|the family is not one that social care knew before}',
      'not-known': 'social care has {no|a} record of the family',
    },
  },
  earlyHelpStatus: {
    name: 'what early help knows of the family',
    says: null,
    values: {
      open: 'the case is~ open to early help',
      'previously-known': '{early help knew the family before|the family is not one that early help knew before}',
      'not-known': 'early help has {no|a} record of the family',
    },
  },
  consent: consentAnswerWords('consent'),
  consentGivenBy: {
    name: 'who consented',
    says: 'the consent {comes|does not come} from *',
    values: {
      'parental-responsibility': 'somebody with parental responsibility',
      'young-person': 'the young person',
      other: 'somebody else',
    },
  },
  policeSubject: {
    name: 'whom the police notification is about',
    says: 'the police notification is~ about *',
    values: { child: 'the child', adult: 'an adult' },
  },
  disabilitySupportNeed: {
    name: 'the need of support for a disability',
    says: 'the need of support for the disability is~ *',
    values: { significant: 'significant', lower: 'lower' },
  },
  lookedAfterStatus: {
    name: 'whether the child is looked after, and how,',
    says: null,
    values: {
      none: 'the child is {not looked after|looked after}',
      'section-20': 'the child is~ looked after under section 20',
      'care-order': 'the child is~ looked after under a care order',
    },
  },
  familyEngagement: {
    name: "the family's engagement",
    says: null,
    values: {
      engaged: 'the family {engages|does not engage fully}',
      intermittent: 'the family {engages only now and then|does not engage just now and then}',
      none: 'the family {does not engage at all|engages at least now and then}',
    },
  },
  serviceRequested: {
    name: 'the service requested',
    says: 'the request {names|does not name} *',
    values: {
      cfw: 'the children and family wellbeing service (CFW)',
      canw: 'Child Action North West (CANW)',
      other: 'another service',
    },
  },
  planType: {
    name: 'the plan in force',
    says: 'the plan in force is~ *',
    values: {
      'child-in-need': 'a child in need plan',
      'child-protection': 'a child protection plan',
      'looked-after': 'a plan for a looked-after child',
    },
  },
  stepForwardOption: {
    name: 'the option chosen at step-forward',
    says: 'the option chosen is~ *',
    values: {
      'signpost-and-close': 'to signpost and close',
      'partner-agency': 'a partner agency',
      'transfer-meeting': 'a transfer meeting',
      'brokered-services': 'brokered services',
      'family-resilience-service': 'the family resilience service',
      'early-help-panel': 'the early help panel',
      'remain-child-in-need': 'to remain a child in need',
    },
  },
  disagreementStage: {
    name: 'the stage of the disagreement',
    says: 'the disagreement {stands|does not stand} *',
    values: {
      raised: 'as raised',
      'discussed-at-panel': 'as discussed at the panel',
      'with-line-managers': 'with line managers',
      'with-senior-managers': 'with senior managers',
      'with-head-of-service': 'with the head of service',
      unresolved: 'as unresolved',
    },
  },
}

/** Every list; a clause of one value says that the list holds it. */
export const listFactWords: { readonly [K in ListFact]: WordedList<ItemOf<K>> } = {
  concerns: {
    name: 'which concerns are raised',
    says: 'the contact {raises|does not raise} *',
    values: {
      'child-sexual-exploitation': 'child sexual exploitation',
      'female-genital-mutilation': 'female genital mutilation',
      radicalisation: 'radicalisation',
      'gangs-or-serious-youth-violence': 'gangs or serious youth violence',
      trafficking: 'trafficking',
      'forced-marriage': 'forced marriage',
      'private-fostering': 'private fostering',
      'young-carer': 'a young carer',
      disability: 'disability',
      'youth-justice': 'youth justice',
      'asylum-seeking': 'asylum seeking',
      'parent-in-prison': 'a parent in prison',
    },
    none: 'the contact raises {none|one or more} of the listed concerns',
  },
  seekingConsentWould: {
    name: 'what asking for consent would do',
    says: 'asking for consent would~ *',
    values: {
      'increase-risk': 'raise the risk',
      'prejudice-investigation': 'prejudice an investigation',
      'cause-undue-delay': 'cause undue delay',
    },
    none: 'asking for consent would do {no harm|harm}',
  },
  accommodationGrounds: {
    name: 'which grounds for accommodation there are',
    says: 'the grounds for accommodation {include|do not include} *',
    values: {
      'no-parental-responsibility': 'that nobody has parental responsibility',
      'lost-or-abandoned': 'that the child is lost or abandoned',
      'carer-prevented': 'that the carer is prevented from caring',
      'significant-harm-or-beyond-control': 'significant harm, or a child beyond control',
    },
    none: 'there is {no|a} ground for accommodation',
  },
  planConcerns: {
    name: 'what is wrong with the plan',
    says: 'the plan is~ *',
    values: { complicated: 'complicated', stuck: 'stuck', disengaged: 'without engagement' },
    none: 'there is {no|a} concern about the plan',
  },
  heighteningFactors: {
    name: 'what raises the risk at the review',
    says: 'what raises the risk {includes|does not include} *',
    values: {
      'over-optimism': 'over-optimism',
      'history-lost-sight-of': 'losing sight of the history',
      'disguised-compliance': 'disguised compliance',
      'men-not-engaged': 'men who are not engaged',
      'change-not-sustained': 'a change that was not kept up',
      transition: 'a transition',
      'traumatic-event': 'a traumatic event',
      'added-stress': 'added stress',
    },
    none: '{nothing|something} raises the risk at the review',
  },
}

/** Every number, as it stands before "is at least 3". */
export const numberNames: Readonly<Record<FactsOf<number>, string>> = {
  professionalLevel: "the referrer's or first screener's level",
  levelAfterScreening: 'the level after screening',
  levelAfterEnquiries: 'the level after enquiries',
  ageYears: 'the age',
  gestationWeeks: 'the number of weeks of pregnancy',
  weeklyLearningSupportHours: 'the number of hours of learning support a week',
  agenciesInvolved: 'the number of agencies involved',
  agenciesSharing: 'the number of agencies that supplied information',
}

/** The purposes of consent, each as a noun. */
export const purposeWords: Readonly<Record<Purpose, string>> = {
  referral: 'the referral',
  'network-checks': 'asking other agencies',
  'information-sharing': 'passing information on',
  service: 'taking up help',
}

/** Functional areas, each as a noun. */
export const areaWords: Readonly<Record<(typeof functionalAreas)[number], string>> = {
  learning: 'learning',
  'gross-motor': 'gross motor skills',
  'fine-motor': 'fine motor skills',
  vision: 'vision',
  hearing: 'hearing',
  communication: 'communication',
  behaviour: 'behaviour',
  'self-help': 'self-help',
  'physical-health': 'physical health',
  'eating-and-swallowing': 'eating and swallowing',
}

const basisWords: Worded<Basis | 'none'> = {
  name: 'the statutory basis',
  says: null,
  values: {
    'section-17': 'the basis is~ section 17',
    'section-47': 'the basis is~ section 47',
    none: 'there is {no|a} statutory basis',
  },
}

const routeWords: Worded<Destination> = {
  name: 'where it goes',
  says: 'it {goes|does not go} *',
  values: {
    screening: "to the front door's own screening",
    mash: 'to the MASH',
    'early-help': 'to early help',
    cssh: "to the Children's Services Support Hub",
    'social-care': "to children's social care",
    'disability-service': 'to the disability service',
    'allocated-worker': 'to the worker who holds the case',
    'adult-services': 'to adult services',
    'youth-service': 'to the youth service',
    signpost: 'to signposting',
    'return-to-referrer': 'back to the referrer',
    'out-of-area': 'to another area',
  },
}

const momentWords: Worded<Moment> = {
  name: 'the stage of the contact',
  says: 'the contact is~ at *',
  values: { receipt: 'receipt', screening: 'screening', enquiries: 'enquiries', later: 'a later stage' },
}

const requirementWords = (purpose: Purpose): Worded<Requirement | 'none'> => ({
  name: `what is asked of consent for ${purposeWords[purpose]}`,
  says: `the rule on consent for ${purposeWords[purpose]} is~ *`,
  values: {
    required: '"required"',
    seek: '"ask, and go on without"',
    inform: '"tell, and do not ask"',
    'do-not-seek': '"do not ask"',
    'not-required': '"not required"',
    none: '"no rule"',
  },
})

/** How the values of a choice or a list are said, outcomes and worked-out facts included; `null` of any other fact. */
export function valuesOf(fact: string): ValueWords | null {
  const [outer = '', purpose = ''] = fact.split('.')
  if (Object.hasOwn(choiceWords, fact)) return choiceWords[fact as ChoiceFact]
  if (Object.hasOwn(listFactWords, fact)) return listFactWords[fact as ListFact]
  switch (outer) {
    case 'rating':
      return rated('the latest rating')
    case 'rag':
      return rated('the rating', 'the contact is~ rated *')
    case 'basis':
      return basisWords
    case 'route':
      return routeWords
    case 'moment':
      return momentWords
    case 'consentFor':
      return purpose in purposeWords ? consentAnswerWords(`consent for ${purposeWords[purpose as Purpose]}`) : null
    case 'requirement':
      return requirementWords(purpose as Purpose)
    case 'team':
      return { name: 'the team', says: 'the team is~ *', values: { none: 'one that the source does not name' } }
    case 'entry':
      return {
        name: 'what the contact counts as',
        says: 'the contact {counts|does not count} as *',
        values: { none: 'nothing in particular' },
      }
    default:
      return null
  }
}

/** A yes-or-no fact or outcome as a clause; `null` of any other fact. */
export function clauseOf(fact: string): Clause | null {
  if (Object.hasOwn(yesNoWords, fact)) return yesNoWords[fact as keyof typeof yesNoWords]
  const [outer, purpose] = fact.split('.')
  return outer === 'mayProceed' ? `${purposeWords[purpose as Purpose]} {may|may not} go ahead` : null
}

/** The name of a number, as it stands before "is at least 3"; `null` of any other fact. */
export function numberName(fact: string): string | null {
  if (Object.hasOwn(numberNames, fact)) return numberNames[fact as keyof typeof numberNames]
  if (fact === 'level') return 'the level'
  if (fact === 'practitionerLevel') return "the practitioner's latest level"
  const [outer, area] = fact.split('.')
  return outer === 'functionalNeeds' && area !== undefined
    ? `the score for ${areaWords[area as keyof typeof areaWords]}`
    : null
}

/** A clause, affirmed or denied. */
export const said = (clause: Clause, holds: boolean): string =>
  clause
    .replaceAll('~', holds ? '' : ' not')
    .replace(/\{([^|}]*)\|([^}]*)\}/g, (_, yes: string, no: string) => (holds ? yes : no))

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A value as an answer: what it says in a sentence, by itself. */
export function optionWords(fact: string, value: string | number): string {
  const words = valuesOf(fact)
  if (words === null) return `Level ${value}`
  const text = words.values[value] ?? String(value)
  return capital(words.says === null ? said(text, true) : text)
}
