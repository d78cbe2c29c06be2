import { purposeWords } from './fact-words.js'
import { facts } from './facts.js'
import type { ConsentGiver, Destination, EventName, Requirement } from './fixed.js'

// The fixed words of the vocabulary as people say them.

export const destinationWords: Readonly<Record<Destination, string>> = {
  screening: 'Held at the front door',
  mash: 'MASH',
  'early-help': 'Early help',
  cssh: "Children's Services Support Hub",
  'social-care': "Children's social care",
  'disability-service': 'Disability service',
  'allocated-worker': 'The worker who holds the case',
  'adult-services': 'Adult services',
  'youth-service': 'Youth service',
  signpost: 'Signpost',
  'return-to-referrer': 'Back to the referrer',
  'out-of-area': 'Another area',
}

export { purposeWords }

const giverWords: Readonly<Record<ConsentGiver, string>> = {
  'parental-responsibility': 'somebody with parental responsibility',
  'young-person': 'the young person',
}

/** Who may consent, in words; `null` is where the source does not say. */
export const giverPhrase = (from: ConsentGiver | null): string => (from === null ? 'anyone' : giverWords[from])

/** What consent asks of the worker. */
export function requirementPhrase(requirement: Requirement, from: ConsentGiver | null): string {
  const giver = from === null ? '' : ` from ${giverWords[from]}`
  switch (requirement) {
    case 'required':
      return `required${giver} before going on`
    case 'seek':
      return `ask for it${giver}; may go on without`
    case 'do-not-seek':
      return 'do not ask for it'
    case 'inform':
      return 'tell those with parental responsibility; no consent needed'
    case 'not-required':
      return 'not required'
  }
}

const eventNouns: Readonly<Record<EventName | 'receivedAt', string>> = {
  receivedAt: 'receipt',
  callReceivedAt: 'the call',
  telephoneReferralAt: 'the telephone referral',
  policeNotificationAt: 'the police notification',
  childProtectionConcernsRaisedAt: 'the raising of child protection concerns',
  mashReceivedAt: 'receipt in the MASH',
  ragRatedAt: 'the rating',
  strategyDiscussionAt: 'the strategy discussion',
  outcomeDecidedAt: 'the decision on the outcome',
  referralAcceptedAt: 'acceptance of the referral',
  childAndFamilyAssessmentStartedAt: 'the start of the child and family assessment',
  earlyHelpCaseOpenedAt: 'the opening of the early help case',
  planStartedAt: 'the start of the plan',
  transferMeetingAt: 'the transfer meeting',
  disagreementRaisedAt: 'the raising of the disagreement',
  steppedDownAt: 'the stepping down',
  caseClosedAt: 'the closing of the case',
}

/** An event in words, as a noun: `strategyDiscussionAt` is the strategy discussion. */
export const eventWords = (name: string): string => eventNouns[name as EventName] ?? name

/** How people are asked for a fact, or for the time of an event (`events.NAME`). */
export const questionFor = (fact: string): string =>
  fact in facts ? facts[fact as keyof typeof facts].question : `When was ${eventWords(fact.replace('events.', ''))}?`
