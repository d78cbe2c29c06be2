import { compile } from '../../engine/compile/program.js'
import { derive } from '../../engine/contact/derive.js'
import { settledFacts } from '../../engine/contact/follow.js'
import { keptFor } from '../../kept-for.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { moments } from '../../rules/vocabulary/fixed.js'
import { takenForGranted } from '../../rules/vocabulary/implications.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { eventOf, factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { traceContact } from '../cases/trace.js'
import { atomsByFact, classesOf } from '../logic/classes.js'
import type { Decide } from './decisions.js'
import type { RulebookPromise } from './promise.js'
import { outcome } from './promise.js'
import { expectationOf, inWords, lowered, protectionOf, withFacts } from './protection.js'

// These are echoed, or only say where an answer differs.
const echoed = new Set<string>(['receivedAt', 'reference', 'consentFor', 'events'])
/** Whether a fact that is left out is none that is unknown: a kind of contact that is left out is a referral. */
const isNeverUnknown = (vocabulary: Vocabulary, fact: string): boolean =>
  echoed.has(fact) || takenForGranted(vocabulary).has(fact)
const stages = ['level', 'basis', 'givers', 'consent'] as const
const answerIn = (contact: Contact, fact: string): unknown => contact[fact as keyof Contact]
const answersKnown: (rulebook: Rulebook) => Map<string, readonly unknown[]> = keptFor(() => new Map())

/** Answers to a fact: every one that the rules can tell apart. */
function answersTo(rulebook: Rulebook, fact: string): readonly unknown[] {
  const cache = answersKnown(rulebook)
  const before = cache.get(fact)
  if (before) return before
  const vocabulary = vocabularyOf(rulebook)
  const { kind, values } = factOf(vocabulary, fact)
  const answers =
    kind === 'boolean'
      ? [true, false]
      : kind === 'list'
        ? [[], ...values.map(v => [v]), [...values]]
        : values.length > 0
          ? values
          : kind === 'number'
            ? classesOf(compile(rulebook), fact, atomsByFact(rulebook).get(fact) ?? []).filter(v => v !== undefined)
            : fact === 'functionalNeeds'
              ? [0, 1, 2, 3, 4].map(score => Object.fromEntries(vocabulary.areaNames.map(a => [a, score])))
              : kind === 'earlier-contacts'
                ? earlierAnswers(vocabulary)
                : kind === 'dates-by-indicator'
                  ? [{}]
                  : []
  cache.set(fact, answers)
  return answers
}

/** No earlier contacts, and many, each the gravest or the least that it can be. */
const earlierAnswers = ({ earlier, levels }: Vocabulary): readonly unknown[] => [
  [],
  ...Object.keys(earlier.outcomes).flatMap(outcome =>
    [levels[0], levels.at(-1)].map(level =>
      Array.from({ length: 12 }, () => ({ at: '2025-12-01', level, concerns: Object.keys(earlier.concerns), outcome })),
    ),
  ),
]

export const leftOut: RulebookPromise = {
  id: 'silence-never-protects-less',
  says: 'Leaving a fact out never protects less than the least protective answer to it would.',
  why: 'Not knowing must never be the safest way to do nothing. Every answer to the fact is tried, and the worst of them is the floor.',
  own: false,
  every: 4,
  changes: (rulebook, contact, chance) => {
    const vocabulary = vocabularyOf(rulebook)
    const given = vocabulary.factNames.filter(f => answerIn(contact, f) !== undefined && !isNeverUnknown(vocabulary, f))
    const fact = chance.pick(given)
    return fact === undefined ? [] : [{ fact, value: undefined }]
  },
  breaks: (rulebook, contact, change) => {
    const fact = change?.fact ?? ''
    if (answerIn(contact, fact) === undefined) return null
    const spec = factOf(vocabularyOf(rulebook), fact)
    const silent = withFacts(contact, { [fact]: undefined })
    const have = outcome(rulebook, silent)
    const open = spec.kind === 'indicators' ? [[]] : answersTo(rulebook, fact)
    const least: Record<string, number> = { ...protectionOf(outcome(rulebook, contact)) }
    for (const value of open) {
      // Nothing is below what silence gives: no more answers need be tried.
      if (lowered(least, have).length === 0) return null
      const p = protectionOf(outcome(rulebook, withFacts(contact, { [fact]: value })))
      for (const part of Object.keys(least)) least[part] = Math.min(least[part] ?? 0, p[part] ?? 0)
    }
    const parts = lowered(least, have)
    if (parts.length === 0) return null
    const now = protectionOf(have)
    const told = parts
      .map(p => `${inWords(p, least[p] ?? 0)} at least, but ${inWords(p, now[p] ?? 0, have)}`)
      .join('; ')
    return {
      contact: silent,
      against: contact,
      says: `every answer to "${spec.label}" gives ${told} where it is left out`,
      expect: expectationOf(least, parts),
      stages,
    }
  },
}

const momentOf = (vocabulary: Vocabulary, contact: Contact): number =>
  Math.max(
    0,
    ...Object.keys(contact).map(k => moments.indexOf(factOf(vocabulary, k).moment)),
    ...Object.keys(contact.events ?? {}).map(e => moments.indexOf(eventOf(vocabulary, e).moment)),
  )

/** Whether a fact was left out and could be known by the contact's moment. */
function couldBeAsked(rulebook: Rulebook, contact: Contact, fact: string): boolean {
  const program = compile(rulebook)
  const { vocabulary } = program
  if (answerIn(contact, fact) !== undefined || isNeverUnknown(vocabulary, fact)) return false
  if (fact === 'indicatorsAbsent' || (fact === 'indicators' && contact.indicatorsAbsent !== undefined)) return false
  // Settled by another fact, though not given itself.
  if (settledFacts(program, derive(program, contact)).has(fact)) return false
  return moments.indexOf(factOf(vocabulary, fact).moment) <= momentOf(vocabulary, contact)
}

const unknownsOnly: Decide = (rulebook, contact) => traceContact(rulebook, contact, { rationale: false }).decision

/** The promise that what could protect more is announced, of whatever decides. */
export const announced = (decide: Decide = unknownsOnly): RulebookPromise => ({
  id: 'what-could-protect-more-is-asked-for',
  says: 'Every fact left out that could raise the level or the basis is announced among the unknowns.',
  why: 'The decision says what to find out next. A fact that would protect the child more, and that nobody is told to ask about, is a hole in it.',
  own: false,
  every: 2,
  changes: (rulebook, contact, chance) => {
    const vocabulary = vocabularyOf(rulebook)
    const { eventNames, factNames } = vocabulary
    if (chance.chance(0.05)) {
      const now = momentOf(vocabulary, contact)
      const event = chance.pick(eventNames.filter(e => moments.indexOf(eventOf(vocabulary, e).moment) <= now))
      return event === undefined ? [] : [{ fact: `events.${event}`, value: contact.receivedAt }]
    }
    const fact = [1, 2, 3, 4]
      .map(() => chance.pick(factNames))
      .find(f => f !== undefined && couldBeAsked(rulebook, contact, f))
    if (fact === undefined) return []
    const sign = chance.pick(rulebook.indicators)
    const value =
      fact === 'indicators'
        ? sign && [sign.id]
        : fact === 'indicatorsSince'
          ? Object.fromEntries((contact.indicators ?? []).map(id => [id, chance.pick(['2000-01', '2025-12-01'])]))
          : chance.pick(answersTo(rulebook, fact))
    return value === undefined ? [] : [{ fact, value }]
  },
  breaks: (rulebook, contact, change) => {
    if (change === null) return null
    const vocabulary = vocabularyOf(rulebook)
    const event = change.fact.startsWith('events.') ? change.fact.slice('events.'.length) : null
    if (event === null ? !couldBeAsked(rulebook, contact, change.fact) : contact.events?.[event as 'ragRatedAt'])
      return null
    if (event !== null && moments.indexOf(eventOf(vocabulary, event).moment) > momentOf(vocabulary, contact))
      return null
    const answered =
      event === null
        ? withFacts(contact, { [change.fact]: change.value })
        : withFacts(contact, { events: { ...contact.events, [event]: change.value } })
    const before = protectionOf(outcome(rulebook, contact))
    const after = protectionOf(outcome(rulebook, answered))
    const more = (['level', 'basis'] as const).filter(part => (after[part] ?? 0) > (before[part] ?? 0))
    if (more.length === 0) return null
    // Whoever is asked for the age in years may say it in months.
    const asking = change.fact === 'ageMonths' ? ['ageMonths', 'ageYears'] : [change.fact]
    if (decide(rulebook, contact).unknowns?.some(u => asking.includes(u.fact))) return null
    const label = event === null ? factOf(vocabulary, change.fact).label : `time of ${event}`
    return {
      contact,
      against: answered,
      says: `"${label}" is not among the unknowns, and ${JSON.stringify(change.value)} would give ${more.map(p => inWords(p, after[p] ?? 0)).join(' and ')}`,
      expect: { unknowns: [change.fact] },
      stages,
    }
  },
})
