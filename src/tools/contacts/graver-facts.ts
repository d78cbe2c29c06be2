import { keptFor } from '../../kept-for.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { Change } from '../promises/promise.js'
import { withFacts } from '../promises/protection.js'
import type { Chance } from './chance.js'
import { factsRead } from './draw-contact.js'

// What makes a contact graver, by how it is raised. A further fact is one entry here.

/** Levels, ratings and needs: a value that is known is raised to one further on. */
const scalesOf: (vocabulary: Vocabulary) => Readonly<Record<string, readonly unknown[]>> = keptFor(
  ({ latestOf, levels, ratingNames }) => {
    const ratings = [...ratingNames].reverse()
    const each = (facts: readonly string[] = [], scale: readonly unknown[]) =>
      Object.fromEntries(facts.map(fact => [fact, scale]))
    return {
      ...each(latestOf.practitionerLevel, levels),
      policeRag: ratings,
      ...each(latestOf.rating, ratings),
      disabilitySupportNeed: ['lower', 'significant'],
    }
  },
)

/** What is found to be so: raised where nothing was said of it, and where it was denied. */
const found = [
  'riskOfSignificantHarm',
  'immediateDanger',
  'safeguardingConcern',
  'childInNeed',
  'emergencyProtectionOrder',
  'policeProtection',
] as const

/** What is judged: raised where it was denied. Where nothing was said, an answer can also settle where a contact belongs. */
const judged = [
  'unbornWelfareConcern',
  'adultAtRiskOfSeriousHarm',
  'domesticAbuse',
  'reportedMissing',
  'caringRoleExcessive',
  'returningHomeFromCare',
  'complexEarlyHelpNeeds',
  'supportFailed',
] as const

const discussion = 'events.strategyDiscussionAt'

type Topic = NonNullable<Contact['concerns']>[number]

const isOneOf = (names: readonly string[], fact: string): boolean => names.includes(fact)
const given = (contact: Contact, fact: string): unknown => contact[fact as keyof Contact]

/** The contact without what a change adds, as it is compared: what is only judged is denied there, since silence is no denial. */
export function milderFor(contact: Contact, { fact, value }: Change): Contact {
  if (isOneOf(judged, fact)) return given(contact, fact) === undefined ? withFacts(contact, { [fact]: false }) : contact
  if (fact !== 'concerns') return contact
  return withFacts(contact, { concerns: (contact.concerns ?? []).filter(c => c !== value) })
}

/** The contact made graver; `null` where the change raises nothing in it. */
export function graverBy(vocabulary: Vocabulary, contact: Contact, { fact, value }: Change): Contact | null {
  const now = given(contact, fact)
  if (fact === 'concerns') {
    const topics = contact.concerns ?? []
    return topics.includes(value as Topic) ? null : withFacts(contact, { concerns: [...topics, value] })
  }
  if (fact === discussion)
    return contact.events?.strategyDiscussionAt === undefined
      ? withFacts(contact, { events: { ...contact.events, strategyDiscussionAt: value } })
      : null
  const scale = scalesOf(vocabulary)[fact]
  const raises = scale
    ? now !== undefined && scale.indexOf(value) > scale.indexOf(now)
    : fact === 'planType'
      ? now === undefined || (now === 'child-in-need' && value === 'child-protection')
      : (now === false && isOneOf(judged, fact)) || (now !== true && isOneOf(found, fact))
  return raises ? withFacts(contact, { [fact]: value }) : null
}

/** Every change that can make some contact graver, of the facts that a rulebook reads. */
const changesKnown: (rulebook: Rulebook) => readonly Change[] = keptFor(rulebook => {
  const vocabulary = vocabularyOf(rulebook)
  const read = factsRead(rulebook)
  const reads = (fact: string): boolean => read.has(fact)
  return [
    ...Object.entries(scalesOf(vocabulary)).flatMap(([fact, scale]) =>
      reads(fact) ? scale.map(value => ({ fact, value })) : [],
    ),
    ...[...found, ...judged].filter(reads).map(fact => ({ fact, value: true })),
    ...(reads('concerns') ? factOf(vocabulary, 'concerns').values.map(value => ({ fact: 'concerns', value })) : []),
    ...(reads('planType') ? factOf(vocabulary, 'planType').values.map(value => ({ fact: 'planType', value })) : []),
    { fact: discussion, value: null },
  ]
})

/** A discussion is held when the contact comes in. */
const timed = (change: Change, contact: Contact): Change =>
  change.fact === discussion ? { fact: discussion, value: contact.receivedAt } : change

const applies = (rulebook: Rulebook, contact: Contact, change: Change): boolean =>
  graverBy(vocabularyOf(rulebook), milderFor(contact, change), change) !== null

/** Every change that makes a contact graver. */
export const graverChanges = (rulebook: Rulebook, contact: Contact): readonly Change[] =>
  changesKnown(rulebook)
    .map(change => timed(change, contact))
    .filter(change => applies(rulebook, contact, change))

/** Some changes that make a contact graver, by chance. */
export function someGraverChanges(
  rulebook: Rulebook,
  contact: Contact,
  chance: Chance,
  most: number,
): readonly Change[] {
  const known = changesKnown(rulebook)
  const some: Change[] = []
  for (let tries = 0; tries < most * 8 && some.length < most; tries++) {
    const picked = chance.pick(known)
    if (picked === undefined) break
    const change = timed(picked, contact)
    if (applies(rulebook, contact, change)) some.push(change)
  }
  return some
}

/** Every contact that is milder in one thing, with the change that leads back to this one. */
export function milderContacts(rulebook: Rulebook, contact: Contact): readonly (readonly [Contact, Change])[] {
  const vocabulary = vocabularyOf(rulebook)
  const scales = scalesOf(vocabulary)
  const read = factsRead(rulebook)
  const pairs: (readonly [Contact, Change])[] = []
  for (const fact of Object.keys(contact).filter(f => read.has(f))) {
    const value = given(contact, fact)
    const to = (milder: unknown): void => {
      pairs.push([withFacts(contact, { [fact]: milder }), { fact, value }])
    }
    const scale = scales[fact]
    if (scale) for (const milder of scale.slice(0, Math.max(0, scale.indexOf(value)))) to(milder)
    else if (fact === 'planType') for (const milder of [undefined, 'child-in-need']) to(milder)
    else if (fact === 'concerns')
      for (const topic of contact.concerns ?? [])
        pairs.push([
          withFacts(contact, { concerns: contact.concerns?.filter(c => c !== topic) }),
          { fact, value: topic },
        ])
    else if (fact === 'events' && contact.events?.strategyDiscussionAt !== undefined) {
      const { strategyDiscussionAt: at, ...events } = contact.events
      const milder = withFacts(contact, { events: Object.keys(events).length > 0 ? events : undefined })
      pairs.push([milder, { fact: discussion, value: at }])
    } else if (value === true) {
      to(false)
      to(undefined)
    }
  }
  return pairs.filter(([milder, change]) => graverBy(vocabulary, milder, change) !== null)
}

/** What a change says, for a sentence. */
export function changeWords(vocabulary: Vocabulary, { fact, value }: Change): string {
  if (fact === discussion) return 'a strategy discussion held'
  const label = vocabulary.facts[fact]?.label ?? fact
  if (value === true) return `"${label}: yes"`
  return fact === 'concerns' ? `the concern \`${String(value)}\`` : `"${label}: ${String(value)}"`
}
