import { keptFor } from '../../kept-for.js'
import { deepFreeze } from '../freeze.js'
import type { RulebookContent } from '../language/rulebook.js'
import { checkBound } from './bound-facts.js'
import { englandWords } from './england.js'
import type { FactSpec } from './fact-spec.js'
import { earlierConcerns, factSpec, levelsOf } from './fact-spec.js'
import type { Moment } from './fixed.js'
import { moments } from './fixed.js'
import type { Implication } from './implications.js'
import { implicationOf, strayIn } from './implications.js'
import { ownersOf } from './own-facts.js'
import type { DestinationWords, FactWords, OwnWords, Words } from './words.js'

/** An event that a clock may start from. */
export interface EventSpec {
  readonly label: string
  readonly question: string
  /** The moment from which it can be known. */
  readonly moment: Moment
}

/** The words that an authority's contacts, rules and decisions use: England's and its own. */
export interface Vocabulary {
  readonly facts: Readonly<Record<string, FactSpec>>
  /** In the order of consequence: of two unknown facts that could change a decision equally, the first here is asked first. */
  readonly factNames: readonly string[]
  /** By the name that rules read: of these facts, in the order in which they come to be known, the latest that is given. */
  readonly latestOf: Words['latestOf']
  /** What one fact says of another, in the order in which it is followed. */
  readonly implications: readonly Implication[]
  readonly events: Readonly<Record<string, EventSpec>>
  readonly eventNames: readonly string[]
  /** The events by which work of social care ends, or steps down: what began later, they did not end. */
  readonly endings: readonly string[]
  /** The events by which such work begins, or a plan. */
  readonly beginnings: readonly string[]
  readonly destinations: Readonly<Record<string, DestinationWords>>
  readonly destinationNames: readonly string[]
  /** What is told of an earlier contact, each word with what it says: what came of it, and the concerns that it raised. */
  readonly earlier: Readonly<Record<'outcomes' | 'concerns', Readonly<Record<string, string>>>>
  readonly protection: Words['protection']
  readonly purposes: Readonly<Record<string, string>>
  readonly purposeNames: readonly string[]
  readonly areas: Readonly<Record<string, string>>
  readonly areaNames: readonly string[]
  /** The lowest first. */
  readonly levels: readonly number[]
  readonly levelNames: Readonly<Record<string, string>>
  /** The level that a risk of significant harm gives at least. */
  readonly section47Level: number
  readonly ratings: Readonly<Record<string, string>>
  /** The gravest first. */
  readonly ratingNames: readonly string[]
  readonly bases: Readonly<Record<string, string>>
  readonly baseNames: readonly string[]
}

/** A map that holds what it was given and nothing else, whatever it is asked for. */
const bare = <V>(map: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
  Object.freeze(Object.assign(Object.create(null) as Record<string, V>, map))

/** Makes a vocabulary of words. @throws Error where they say that a fact follows, and it or its value is not there. */
export function vocabularyOfWords(words: Words, own: ReadonlySet<string>): Vocabulary {
  const facts = Object.entries(words.facts).map(
    ([name, fact]) => [name, factSpec(name, fact, words, own.has(name))] as const,
  )
  checkBound(Object.fromEntries(facts))
  const eventNames = Object.keys(words.events)
  const names = (of: Readonly<Record<string, unknown>>): readonly string[] => Object.freeze(Object.keys(of))
  const known = {
    facts: bare(Object.fromEntries(facts)),
    factNames: Object.freeze(facts.map(([name]) => name)),
    events: bare(
      Object.fromEntries(
        Object.entries(words.events).map(([name, { label, ask = `When was ${label}?`, moment = 'receipt' }]) => [
          name,
          Object.freeze({ label, question: ask, moment }),
        ]),
      ),
    ),
    eventNames: Object.freeze(eventNames),
  }
  const implications = words.implies.map(implicationOf)
  for (const i of implications) {
    const stray = strayIn(i, known)
    if (stray !== null) throw new Error(`\`implies\` names \`${stray}\`, or a value of it, and it is not there`)
  }
  return Object.freeze({
    ...known,
    latestOf: bare(words.latestOf),
    implications: deepFreeze(implications),
    endings: Object.freeze(eventNames.filter(name => words.events[name]?.ends === true)),
    beginnings: Object.freeze(eventNames.filter(name => words.events[name]?.begins === true)),
    destinations: bare(words.destinations),
    destinationNames: names(words.destinations),
    earlier: Object.freeze({ outcomes: bare(words.earlier.outcomes), concerns: bare(earlierConcerns(words)) }),
    protection: words.protection,
    purposes: bare(words.purposes),
    purposeNames: names(words.purposes),
    areas: bare(words.areas),
    areaNames: names(words.areas),
    levels: Object.freeze(levelsOf(words)),
    levelNames: bare(words.levels),
    section47Level: words.levelOf['section-47'],
    ratings: bare(words.ratings),
    ratingNames: names(words.ratings),
    bases: bare(words.bases),
    baseNames: names(words.bases),
  })
}

/** What every authority in England shares. */
export const england: Vocabulary = vocabularyOfWords(deepFreeze(englandWords) as Words, new Set())

/** A fact with the choices that an authority adds to it. */
const withChoices = (fact: FactWords, added: Readonly<Record<string, string>>): FactWords =>
  fact.severalOf === undefined
    ? { ...fact, choices: { ...fact.choices, ...added } }
    : { ...fact, severalOf: { ...fact.severalOf, ...added } }

/** The ratings with an authority's own, each before the one that it is graver than. */
function withRatings(ratings: Words['ratings'], own: NonNullable<OwnWords['ratings']>): Words['ratings'] {
  const all = Object.entries(ratings)
  for (const [name, { label, graverThan }] of Object.entries(own)) {
    const place = all.findIndex(([other]) => other === graverThan)
    all.splice(place < 0 ? all.length : place, 0, [name, label])
  }
  return Object.fromEntries(all)
}

/**
 * England's facts with an authority's own, each where its group and moment put it: after the last fact of its group that is known as
 * early as it is, else after the whole group. What stands in no group of England's is asked last.
 */
function amongAsked(asked: Words['facts'], own: NonNullable<OwnWords['facts']>): Words['facts'] {
  const all = Object.entries(asked)
  const earliest = (fact: FactWords): number => moments.indexOf(fact.moment ?? 'receipt')
  for (const [name, fact] of Object.entries(own)) {
    const ofGroup = fact.group === undefined ? [] : all.filter(([, other]) => other.group === fact.group)
    const before = ofGroup.filter(([, other]) => earliest(other) <= earliest(fact)).at(-1) ?? ofGroup.at(-1)
    all.splice(before === undefined ? all.length : all.indexOf(before) + 1, 0, [name, fact])
  }
  return Object.fromEntries(all)
}

/** England's words with an authority's own. */
export function extendedVocabulary(own: OwnWords): Vocabulary {
  const common: Words = englandWords
  const { choices = {} } = own
  const facts = Object.fromEntries(
    Object.entries(common.facts).map(([name, fact]) => [
      name,
      Object.hasOwn(choices, name) ? withChoices(fact, choices[name] ?? {}) : fact,
    ]),
  )
  // The instant of receipt and the reference stay last: they are never asked for.
  const { receivedAt, reference, events, ...asked } = facts
  return vocabularyOfWords(
    {
      ...common,
      facts: {
        ...amongAsked(asked, own.facts ?? {}),
        ...Object.fromEntries(
          Object.entries({ events, receivedAt, reference }).filter((e): e is [string, FactWords] => e[1] !== undefined),
        ),
      },
      implies: [...common.implies, ...(own.implies ?? [])],
      events: { ...common.events, ...own.events },
      destinations: { ...common.destinations, ...own.destinations },
      purposes: { ...common.purposes, ...own.purposes },
      levels: { ...common.levels, ...own.levels },
      levelOf: { ...common.levelOf, ...own.levelOf },
      ratings: withRatings(common.ratings, own.ratings ?? {}),
    },
    new Set(Object.keys(own.facts ?? {})),
  )
}

const ofWords = keptFor((words: OwnWords) => (Object.keys(words).length === 0 ? england : extendedVocabulary(words)))

/** The words of one rulebook. */
export const vocabularyOf = ({ words }: Pick<RulebookContent, 'words'>): Vocabulary => ofWords(words)

/** A fact that is known to be there. */
export function factOf(vocabulary: Vocabulary, name: string): FactSpec {
  const found = vocabulary.facts[name]
  if (found === undefined) throw new Error(`there is no fact \`${name}\``)
  return found
}

/** An event that is known to be there. */
export function eventOf(vocabulary: Vocabulary, name: string): EventSpec {
  const found = vocabulary.events[name]
  if (found === undefined) throw new Error(`there is no event \`${name}\``)
  return found
}

/** An event in words, as a noun: `strategyDiscussionAt` is the strategy discussion; a deadline that a clock starts from by its id. */
export const eventWords = (vocabulary: Vocabulary, name: string): string =>
  name === 'receivedAt'
    ? 'receipt'
    : name.startsWith('deadline ')
      ? `the deadline "${name.slice('deadline '.length).replaceAll('-', ' ')}"`
      : (vocabulary.events[name]?.label ?? name)

/** How people are asked for a fact, or for the time of an event (`events.NAME`). */
export const questionFor = (vocabulary: Vocabulary, fact: string): string =>
  vocabulary.facts[fact]?.question ??
  vocabulary.events[fact.replace('events.', '')]?.question ??
  `When was ${eventWords(vocabulary, fact.replace('events.', ''))}?`

/** The authorities, of those whose rulebooks come with the package, that declare a fact, or a choice of one, for themselves. */
export function declaredElsewhere(fact: string, choice: unknown = null): readonly string[] {
  const key = choice === null ? fact : `${fact}: ${String(choice)}`
  return Object.hasOwn(ownersOf, key) ? (ownersOf[key] ?? []) : []
}
