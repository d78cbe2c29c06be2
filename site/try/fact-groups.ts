import type { FactName } from '../../src/rules/vocabulary/facts.js'
import { eventNames } from '../../src/rules/vocabulary/fixed.js'

/** Questions that belong together, under a heading. */
export interface FactGroup {
  readonly title: string
  readonly facts: readonly string[]
}

const groups: readonly { readonly title: string; readonly facts: readonly FactName[] }[] = [
  {
    title: 'Harm and need',
    facts: [
      'riskOfSignificantHarm',
      'immediateDanger',
      'safeguardingConcern',
      'childInNeed',
      'indicators',
      'concerns',
      'domesticAbuse',
      'reportedMissing',
      'adultAtRiskOfSeriousHarm',
      'riskManageableAtHome',
      'supportFailed',
    ],
  },
  {
    title: 'Levels and ratings given',
    facts: [
      'professionalLevel',
      'levelAfterScreening',
      'levelAfterEnquiries',
      'initialRag',
      'finalRag',
      'policeRag',
      'thresholdUncertain',
      'informationSufficient',
    ],
  },
  {
    title: 'The contact',
    facts: [
      'contactType',
      'channel',
      'referrer',
      'policeSubject',
      'crimeOrAntisocialBehaviour',
      'writtenReferralReceived',
      'writtenReferralPossible',
      'serviceRequested',
      'specificAdviceRequired',
      'reference',
    ],
  },
  {
    title: 'The child and the household',
    facts: [
      'ageYears',
      'unborn',
      'gestationWeeks',
      'unbornWelfareConcern',
      'residentInArea',
      'foundInArea',
      'movingIntoArea',
      'childrenInHousehold',
      'inHospital',
      'familyEngagement',
      'contactMadeWithFamily',
      'homeVisitBeneficial',
    ],
  },
  {
    title: 'Who knows the family',
    facts: [
      'socialCareStatus',
      'earlyHelpStatus',
      'earlyHelpAssessmentOpen',
      'complexEarlyHelpNeeds',
      'previousTeamAroundChild',
      'steppedDownToSingleAgency',
      'agenciesInvolved',
      'agenciesSharing',
      'leadProfessionalAvailable',
      'universalServicesInPlace',
    ],
  },
  {
    title: 'Consent',
    facts: [
      'consent',
      'consentFor',
      'consentGivenBy',
      'seekingConsentWould',
      'gillickCompetent',
      'publicInterestOverride',
    ],
  },
  {
    title: 'Orders and care',
    facts: [
      'emergencyProtectionOrder',
      'policeProtection',
      'lookedAfterStatus',
      'accommodationGrounds',
      'returningHomeFromCare',
    ],
  },
  {
    title: 'Disability and caring',
    facts: [
      'functionalNeeds',
      'weeklyLearningSupportHours',
      'disabilitySupportNeed',
      'knownToDisabilityService',
      'disabilityAcquiredOrRediagnosed',
      'adultCareEligibilityLikely',
      'caringRoleExcessive',
      'substantialRegularCare',
    ],
  },
  {
    title: 'Later: plans, panels, disagreements',
    facts: [
      'planType',
      'planConcerns',
      'heighteningFactors',
      'needsSufficientlyReduced',
      'earlyHelpRationaleClear',
      'familyResilienceIndicated',
      'stepForwardOption',
      'panelAcceptsReferral',
      'disagreementUrgent',
      'disagreementStage',
    ],
  },
]

/** Every question of a contact, in groups; indicators are asked for where the authority has any. */
export const factGroups: readonly FactGroup[] = [
  ...groups,
  { title: 'When things happened', facts: eventNames.map(name => `events.${name}`) },
]
