import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Chance } from '../contacts/chance.js'
import type { Breach, RulebookPromise } from './promise.js'
import { outcome } from './promise.js'
import { expectationOf, inWords, lowered, protectionOf, withFacts } from './protection.js'

/** Whether a decision sends the contact to somebody who looks at it: to screening, or to a place of a higher grade. */
export function isLookedAt({ protection }: Rulebook, { route }: Decision): boolean {
  const gradeOf = (destination: string): number => protection.findIndex(row => row.some(d => d === destination))
  const grade = gradeOf(route.destination)
  return grade >= 0 && grade <= Math.max(0, gradeOf('screening'))
}

/** A child as far as anybody knows, who is not known to live elsewhere: whom a source turns away for that, it turns away. */
export const isOurs = (contact: Contact): boolean =>
  ((contact.ageYears ?? 0) < 18 || contact.unborn === true) && contact.residentInArea !== false

const goesTo = ({ route }: Decision): string => `goes to ${route.destination.replaceAll('-', ' ')}`

const turnedAway = (contact: Contact, decision: Decision, says: string): Breach => ({
  contact,
  against: null,
  says: `${says} ${goesTo(decision)}`,
  expect: { notRoute: [decision.route.destination] },
  stages: ['route'],
})

export const dangerIsHarm: RulebookPromise = {
  id: 'danger-is-a-judgement-of-harm',
  says: 'A child said to need protecting now is protected as one at risk of significant harm is, until somebody judges the harm absent.',
  why: 'Whoever says that a child needs protecting now has judged. The level, the basis, the place and the consents are compared with those where the risk is given.',
  own: false,
  every: 4,
  changes: () => [null],
  prepare: contact => withFacts(contact, { immediateDanger: true, riskOfSignificantHarm: undefined }),
  breaks: (rulebook, contact) => {
    if (contact.immediateDanger !== true || contact.riskOfSignificantHarm !== undefined) return null
    const judged = withFacts(contact, { riskOfSignificantHarm: true, immediateDanger: undefined })
    const [must, have] = [protectionOf(outcome(rulebook, judged)), outcome(rulebook, contact)]
    const parts = lowered(must, have)
    if (parts.length === 0) return null
    const now = protectionOf(have)
    return {
      contact,
      against: judged,
      says: `a judged risk gives ${parts.map(p => `${inWords(p, must[p] ?? 0)}, the danger ${inWords(p, now[p] ?? 0)}`).join('; ')}`,
      expect: expectationOf(must, parts),
      stages: ['level', 'basis', 'consent', 'givers'],
    }
  },
}

export const dangerIsLookedAt: RulebookPromise = {
  id: 'danger-beside-no-harm-is-looked-at',
  says: 'A child said to need protecting now, and to be at no risk of significant harm, goes to somebody who looks.',
  why: 'The two judgements are at odds. Such a contact is never signposted, sent back or left to early help, no refusal stops it, and section 47 is not given for the danger alone. Somebody known to be 18 or over, or to live elsewhere, is left out.',
  own: false,
  every: 4,
  changes: () => [null],
  prepare: contact => withFacts(contact, { immediateDanger: true, riskOfSignificantHarm: false }),
  breaks: (rulebook, contact) => {
    if (contact.immediateDanger !== true || contact.riskOfSignificantHarm !== false || !isOurs(contact)) return null
    const decision = outcome(rulebook, contact)
    if (!isLookedAt(rulebook, decision)) return turnedAway(contact, decision, 'a child said to need protecting now')
    const stopped = decision.consents.filter(c => c.purpose !== 'service' && c.mayProceed === false)
    if (stopped.length > 0)
      return {
        contact,
        against: null,
        says: `${stopped.map(c => c.purpose.replaceAll('-', ' ')).join(' and ')} may not go ahead`,
        expect: { consents: Object.fromEntries(stopped.map(c => [c.purpose, { mayProceed: null }])) },
        stages: ['consent', 'givers'],
      }
    const without = withFacts(contact, { immediateDanger: undefined })
    if (decision.basis !== 'section-47' || outcome(rulebook, without).basis === 'section-47') return null
    return {
      contact,
      against: without,
      says: 'section 47 is given for the danger alone, though the harm is judged absent',
      expect: { basis: outcome(rulebook, without).basis },
      stages: ['basis'],
    }
  },
}

/** What somebody has said or done that every route has to weigh. */
const weights = [
  { safeguardingConcern: true },
  { planType: 'child-protection' },
  { planType: 'child-in-need' },
  { planType: 'looked-after' },
  { event: 'strategyDiscussionAt' },
  { event: 'planStartedAt' },
] as const

/** Kinds of contact by which a child is brought to the front door; the others ask for something else. */
const newContacts = new Set<string>(['referral', 'police-notification', 'out-of-hours-report', 'step-up'])

/** What settles such a concern where the source says so: the authority's own rating, and its enquiries; a first screening alone does not. */
export const unsettled = (contact: Contact): Contact =>
  withFacts(contact, {
    initialRag: undefined,
    finalRag: undefined,
    levelAfterEnquiries: undefined,
    needsSufficientlyReduced: undefined,
    ...(!newContacts.has(contact.contactType ?? 'referral') && { contactType: undefined }),
    ...(contact.policeSubject === 'adult' && { policeSubject: undefined }),
    ...(contact.crimeOrAntisocialBehaviour === true && { crimeOrAntisocialBehaviour: undefined }),
  })

/**
 * A plan that is known by its start alone may be social care's: no kind, no early help that it would belong to, no
 * closure or step down, and harm and need not both judged absent.
 */
const isOfUnknownKind = (contact: Contact): boolean =>
  contact.events?.planStartedAt !== undefined &&
  contact.planType === undefined &&
  contact.events.earlyHelpCaseOpenedAt === undefined &&
  contact.events.caseClosedAt === undefined &&
  contact.events.steppedDownAt === undefined &&
  contact.earlyHelpStatus !== 'open' &&
  !(contact.riskOfSignificantHarm === false && contact.childInNeed === false)

/** The contact with a plan like that: what would tell whose it is, or that it is over, is left out. */
const ofUnknownKind = (contact: Contact, events: NonNullable<Contact['events']>): Contact => {
  const { earlyHelpCaseOpenedAt: _opened, caseClosedAt: _closed, steppedDownAt: _down, ...started } = events
  return withFacts(contact, {
    planType: undefined,
    earlyHelpStatus: undefined,
    ...(contact.riskOfSignificantHarm === false && { childInNeed: undefined }),
    events: started,
  })
}

export const concernIsLookedAt: RulebookPromise = {
  id: 'a-stated-concern-is-looked-at',
  says: 'A new contact with a safeguarding concern, a plan in force, a strategy discussion held, or a plan of which only the start is known goes to somebody who looks.',
  why: 'None of them is signposted, sent back or left to early help for a claimed level, one of first screening, a need, a topic or a thin form. Left out are step-downs, what the authority has rated itself or settled by enquiries, people known to be 18 or over or to live elsewhere, and police notifications about an adult or about crime.',
  own: false,
  every: 2,
  changes: () => [null],
  prepare: (contact, chance: Chance) => {
    const weight = chance.pick(weights)
    const plain = unsettled(contact)
    if (weight === undefined) return plain
    if (!('event' in weight)) return withFacts(plain, weight)
    const events = { ...plain.events, [weight.event]: plain.receivedAt }
    return weight.event === 'planStartedAt' ? ofUnknownKind(plain, events) : withFacts(plain, { events })
  },
  breaks: (rulebook, contact) => {
    const isWeighty =
      contact.safeguardingConcern === true ||
      contact.planType !== undefined ||
      contact.events?.strategyDiscussionAt !== undefined ||
      isOfUnknownKind(contact)
    const isSettled =
      contact.initialRag !== undefined ||
      contact.finalRag !== undefined ||
      contact.levelAfterEnquiries !== undefined ||
      contact.needsSufficientlyReduced !== undefined
    const isAnother =
      !newContacts.has(contact.contactType ?? 'referral') ||
      contact.policeSubject === 'adult' ||
      contact.crimeOrAntisocialBehaviour === true
    if (!isWeighty || isSettled || isAnother || !isOurs(contact)) return null
    const decision = outcome(rulebook, contact)
    return isLookedAt(rulebook, decision) ? null : turnedAway(contact, decision, 'such a contact')
  },
}
