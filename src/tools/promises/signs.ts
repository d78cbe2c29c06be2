import { keptFor } from '../../kept-for.js'
import type { Indicator, Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { witnessReceivedAt } from '../contacts/realise.js'
import { isLookedAt, isOurs, unsettled } from './danger-and-concern.js'
import type { Breach, RulebookPromise } from './promise.js'
import { outcome } from './promise.js'
import type { Protection } from './protection.js'
import { expectationOf, gradeOf, inWords, lowered, protectionOf, standing, withFacts } from './protection.js'

const stages = ['level', 'basis', 'givers', 'consent'] as const

/** A breach where a decision protects less than it must. */
function lessThan(
  rulebook: Rulebook,
  must: Protection,
  contact: Contact,
  against: Contact,
  what: string,
): Breach | null {
  const decision = outcome(rulebook, contact)
  const parts = lowered(must, decision)
  if (parts.length === 0) return null
  const have = protectionOf(decision)
  const told = parts.map(p => `${inWords(p, must[p] ?? 0)} becomes ${inWords(p, have[p] ?? 0, decision)}`)
  return { contact, against, says: `${what}: ${told.join('; ')}`, expect: expectationOf(must, parts), stages }
}

const plainContacts: readonly Contact[] = [
  { receivedAt: witnessReceivedAt },
  {
    receivedAt: witnessReceivedAt,
    ageYears: 7,
    professionalLevel: 1,
    riskOfSignificantHarm: false,
    consent: 'refused',
  },
  {
    receivedAt: witnessReceivedAt,
    ageYears: 16,
    levelAfterEnquiries: 3,
    consent: 'given',
    consentGivenBy: 'young-person',
  },
  { receivedAt: witnessReceivedAt, riskOfSignificantHarm: true, consent: 'not-sought' },
]

/** The indicator's words, for a sentence. */
const labelOf = (rulebook: Rulebook, id: unknown): string =>
  `"${rulebook.indicators.find(i => i.id === id)?.label ?? String(id)}"`

export const anotherSign: RulebookPromise = {
  id: 'one-more-sign-never-protects-less',
  says: 'One more indicator never makes a decision less protective in level, basis or consent.',
  why: 'Whoever sees more must never be told to do less. Protective signs have a promise of their own. A purpose on which the source had no rule before, and consent that the first level makes necessary, are left out.',
  own: false,
  every: 2,
  changes: ({ indicators }, _, chance) => {
    const id = chance.pick(indicators.filter(i => !i.protective))?.id
    return id === undefined ? [] : [{ fact: 'indicators', value: id }]
  },
  *always({ indicators }) {
    for (const { id } of indicators.filter(i => !i.protective))
      for (const contact of plainContacts) yield [contact, { fact: 'indicators', value: id }]
  },
  breaks: (rulebook, contact, change) => {
    const id = change?.value as string
    if (contact.indicators?.includes(id) || contact.indicatorsAbsent?.includes(id)) return null
    const before = outcome(rulebook, contact)
    const more = withFacts(contact, { indicators: [...(contact.indicators ?? []), id] })
    const must = standing(before, before.level !== null)
    return lessThan(rulebook, must, more, contact, `with ${labelOf(rulebook, id)} seen as well`)
  },
}

export const anotherConcern: RulebookPromise = {
  id: 'one-more-concern-never-protects-less',
  says: 'One more topic of concern never makes a decision less protective in level, basis or consent.',
  why: 'As for indicators. A list of concerns, once given, is complete, so the list with one more is compared with the list, not with silence.',
  own: false,
  every: 5,
  changes: (rulebook, _, chance) => [
    { fact: 'concerns', value: chance.pick(factOf(vocabularyOf(rulebook), 'concerns').values) },
  ],
  breaks: (rulebook, contact, change) => {
    const concern = change?.value as NonNullable<Contact['concerns']>[number]
    const listed = withFacts(contact, { concerns: (contact.concerns ?? []).filter(c => c !== concern) })
    const more = withFacts(contact, { concerns: [...(listed.concerns ?? []), concern] })
    const must = standing(outcome(rulebook, listed), true)
    return lessThan(rulebook, must, more, listed, `with the concern \`${concern}\` as well`)
  },
}

/**
 * Whether the source calls an indicator only possible: by its group (`possible-…`), or by "possible sign" in its words. One that it
 * ties to a topic of concern as well has that topic's own pathway, and is not only possible.
 */
const isOnlyPossible = ({ groups, note, label, concerns }: Indicator): boolean =>
  concerns.length === 0 &&
  (groups.some(g => /(^|-)possible(-|$)/.test(g)) || /\bpossible signs?\b/i.test(`${label} ${note ?? ''}`))

const onlyPossible: (rulebook: Rulebook) => readonly string[] = keptFor(({ indicators }) =>
  indicators.filter(isOnlyPossible).map(i => i.id),
)

export const possibleSign: RulebookPromise = {
  id: 'a-possible-sign-is-not-section-47',
  says: 'A sign that the source calls only possible never by itself asserts section 47.',
  why: 'Over-triage is a fault too: such a sign asks for somebody to judge the risk. An indicator counts as only possible where its group is named so (`possible-…`) or its words say "possible sign", and the source ties it to no topic of concern.',
  own: false,
  every: 5,
  changes: (rulebook, _, chance) => {
    const possible = onlyPossible(rulebook)
    if (possible.length === 0) return []
    return [{ fact: 'indicators', value: chance.shuffle(possible).slice(0, 1 + chance.below(3)) }]
  },
  *always(rulebook) {
    const possible = onlyPossible(rulebook)
    for (const value of [...possible.map(id => [id]), possible])
      for (const ageYears of [undefined, 0, 4, 9, 13, 16])
        if (value.length > 0)
          yield [withFacts({ receivedAt: witnessReceivedAt }, { ageYears }), { fact: 'indicators', value }]
  },
  breaks: (rulebook, contact, change) => {
    // By itself: of the rest of the contact only what says nothing about harm.
    const { receivedAt, ageYears, contactType, channel, referrer, residentInArea, consent } = contact
    const alone = withFacts({ receivedAt }, { ageYears, contactType, channel, referrer, residentInArea, consent })
    if (outcome(rulebook, alone).basis === 'section-47') return null
    const seen = withFacts(alone, { indicators: change?.value })
    if (outcome(rulebook, seen).basis !== 'section-47') return null
    const labels = ((change?.value ?? []) as readonly string[]).map(id => labelOf(rulebook, id)).join(' and ')
    return {
      contact: seen,
      against: null,
      says: `${labels}, which the source calls only possible, alone gives section 47`,
      expect: { basis: outcome(rulebook, alone).basis },
      stages: ['basis', 'level'],
    }
  },
}

/** What may turn out about the child's age. */
const ages: readonly Pick<Contact, 'ageYears' | 'unborn'>[] = [
  {},
  { unborn: true },
  { unborn: false },
  ...[0, 4, 5, 12, 13, 14, 15, 16, 17].map(ageYears => ({ ageYears })),
]

export const seenSign: RulebookPromise = {
  id: 'a-sign-seen-is-never-dropped',
  says: 'A sign of level 3 or 4 that does not fit the age, or birth, is looked at; no sign is dropped without a word.',
  why: 'Either the sign or the age is wrong, or another child of the family is meant. Each indicator is decided beside level 1 for ages up to 17, for the unborn, for the born and without an age: where it gives less than its own level, and not so at another age, a grave sign goes to somebody who looks, and any other brings a notice. Left out is what a step-down, a rating or enquiries have settled.',
  own: false,
  every: 20,
  prepare: unsettled,
  changes: ({ indicators }, _, chance) => {
    const id = chance.pick(indicators)?.id
    return id === undefined ? [] : [{ fact: 'indicators', value: id }]
  },
  *always({ indicators }) {
    for (const { id } of indicators)
      yield [
        { receivedAt: witnessReceivedAt, professionalLevel: 1 },
        { fact: 'indicators', value: id },
      ]
  },
  breaks: (rulebook, contact, change) => {
    const sign = rulebook.indicators.find(i => i.id === change?.value)
    if (sign === undefined || contact.indicatorsAbsent?.includes(sign.id)) return null
    // What a step-down, a rating or enquiries have settled stands.
    if (Object.keys(unsettled(contact)).length < Object.keys(contact).length) return null
    const seen = withFacts(contact, {
      indicators: [...(contact.indicators ?? []), sign.id],
      ageYears: undefined,
      unborn: undefined,
    })
    const tried = ages
      .map(age => withFacts(seen, age))
      .map(aged => ({ aged, decision: outcome(rulebook, aged), level: outcome(rulebook, aged).level ?? 0 }))
    const graver = tried.reduce((a, b) => (b.level > a.level ? b : a))
    const dropped = tried.find(
      ({ aged, decision, level }) =>
        level < Math.min(graver.level, sign.level) &&
        Object.keys(aged).length > Object.keys(seen).length &&
        isOurs(aged) &&
        !isLookedAt(rulebook, decision) &&
        (sign.level >= 3 || decision.notices.length === 0),
    )
    if (dropped === undefined) return null
    const [high, low] = [graver, dropped].map(t => inWords('level', t.level, t.decision))
    return {
      contact: dropped.aged,
      against: graver.aged,
      says: `${labelOf(rulebook, sign.id)} gives ${high} at another age and ${low} here, and the contact goes to ${dropped.decision.route.destination.replaceAll('-', ' ')}`,
      expect: { notRoute: [dropped.decision.route.destination] },
      stages: ['level', 'route'],
    }
  },
}

/** Harm, danger and orders: what each gives no protective sign outweighs. */
const beyondDoubt: readonly Readonly<Record<string, unknown>>[] = [
  { riskOfSignificantHarm: true },
  { immediateDanger: true },
  { emergencyProtectionOrder: true },
  { policeProtection: true },
  { lookedAfterStatus: 'care-order' },
]

export const protectiveSign: RulebookPromise = {
  id: 'a-protective-sign-never-outweighs-harm',
  says: 'A protective sign never lowers what harm, danger or an order gives.',
  why: 'What speaks for the child is noted beside the risks. With harm or danger judged, an order or police protection, the decision with the sign keeps the level, the basis, what may go ahead and the grade of the destination that it has without.',
  own: false,
  every: 5,
  changes: ({ indicators }, _, chance) => {
    const id = chance.pick(indicators.filter(i => i.protective))?.id
    return id === undefined ? [] : [{ fact: 'indicators', value: id }]
  },
  *always({ indicators }) {
    for (const { id } of indicators.filter(i => i.protective))
      for (const contact of plainContacts) yield [contact, { fact: 'indicators', value: id }]
  },
  breaks: (rulebook, contact, change) => {
    const id = change?.value as string
    // What the other signs give is no matter of harm or an order.
    const unseen = { indicators: undefined, indicatorsAbsent: undefined, indicatorsSince: undefined }
    for (const facts of beyondDoubt) {
      const grave = withFacts(contact, { ...unseen, ...facts })
      const before = outcome(rulebook, grave)
      const noted = withFacts(grave, { indicators: [id] })
      const what = `with the protective sign ${labelOf(rulebook, id)}`
      const fell = lessThan(rulebook, standing(before, true), noted, grave, what)
      if (fell !== null) return fell
      const { destination } = outcome(rulebook, noted).route
      if (gradeOf(rulebook, destination) > gradeOf(rulebook, before.route.destination))
        return {
          contact: noted,
          against: grave,
          says: `${what} it goes to ${destination.replaceAll('-', ' ')}, and to ${before.route.destination.replaceAll('-', ' ')} without`,
          expect: { notRoute: [destination] },
          stages: ['route', 'level'],
        }
    }
    return null
  },
}
