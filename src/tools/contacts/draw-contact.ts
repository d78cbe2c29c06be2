import { keptFor } from '../../kept-for.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { consentAnswers } from '../../rules/vocabulary/fixed.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import { takenFrom } from '../../rules/vocabulary/stages.js'
import { factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { atomsByFact } from '../logic/classes.js'
import type { Chance } from './chance.js'
import { chanceFrom } from './chance.js'
import { drawDate, drawEarlier } from './earlier-contacts.js'

type Draw = (chance: Chance) => unknown

/** What a rulebook's contacts are drawn from. */
interface Source {
  readonly draws: readonly (readonly [string, Draw])[]
  readonly indicators: readonly string[]
  /** Whether a rule asks for how long indicators are seen. */
  readonly asksHowLong: boolean
}

/** Instants more often than not near a change of clocks, a weekend or a bank holiday. */
const edges = [
  '2026-03-28T23:30:00+00:00',
  '2026-03-29T00:40:00+00:00',
  '2026-10-24T14:00:00+01:00',
  '2026-10-25T00:30:00Z',
  '2026-04-02T16:30:00+01:00',
  '2026-12-24T16:30:00+00:00',
  '2026-05-01T16:55:00+01:00',
]
const pad = (n: number): string => String(n).padStart(2, '0')

function drawInstant(chance: Chance): string {
  if (chance.chance(0.4)) return chance.pick(edges) ?? ''
  const day = `2026-${pad(1 + chance.below(12))}-${pad(1 + chance.below(28))}`
  return `${day}T${pad(chance.below(24))}:${pad(chance.below(60))}:00${chance.pick(['Z', '+01:00'])}`
}

/** The facts of the contact that the rules read, directly or through what is worked out. */
export const factsRead: (rulebook: Rulebook) => ReadonlySet<string> = keptFor(readBy)

function readBy(rulebook: Rulebook): ReadonlySet<string> {
  const readable = readableFacts(vocabularyOf(rulebook))
  const names = [...atomsByFact(rulebook).keys()].flatMap(fact =>
    /^(functionalNeeds|earlierContacts)/.test(fact)
      ? [/^[a-zA-Z]+?(?=Count:|\.|$)/.exec(fact)?.[0] ?? fact]
      : (readable.get(fact)?.behind ?? []),
  )
  // An outcome can take its value from what a practitioner gave, without a condition that reads it.
  const taken = rulebook.rules.flatMap(({ outcome }) => readable.get(takenFrom(outcome) ?? '')?.behind ?? [])
  const always = ['consent', 'consentGivenBy', 'consentFor', 'events', 'riskOfSignificantHarm', ...taken]
  return new Set([...names.map(n => (n.startsWith('events.') ? 'events' : n)), ...always])
}

/** Numbers on, just below and just above every bound that the conditions draw for a fact. */
function bounds(rulebook: Rulebook, fact: string): readonly number[] {
  const values = (atomsByFact(rulebook).get(fact) ?? []).flatMap(a => a.value).filter(v => typeof v === 'number')
  const near = values.flatMap(v => [v - 1, v, v + 1])
  return [...new Set(near)].filter(factOf(vocabularyOf(rulebook), fact).accepts)
}

function someOf<T>(chance: Chance, values: readonly T[], most: number): T[] {
  const wanted = chance.below(Math.min(most, values.length) + 1)
  const out = new Set<T>()
  for (let i = 0; i < wanted; i++) {
    const value = chance.pick(values)
    if (value !== undefined) out.add(value)
  }
  return [...out]
}

const mapOf = (chance: Chance, keys: readonly string[], most: number, value: Draw): object =>
  Object.fromEntries(someOf(chance, keys, most).map(key => [key, value(chance)]))

function drawFor(rulebook: Rulebook, name: string): Draw {
  const vocabulary = vocabularyOf(rulebook)
  const { kind, values, range } = factOf(vocabulary, name)
  switch (kind) {
    case 'boolean':
      return chance => chance.chance(0.5)
    case 'list':
      return chance => someOf(chance, values, 3)
    case 'map':
      if (name === 'events') return chance => mapOf(chance, vocabulary.eventNames, 3, drawInstant)
      if (name === 'consentFor') return chance => mapOf(chance, vocabulary.purposeNames, 2, c => c.pick(consentAnswers))
      return chance => mapOf(chance, vocabulary.areaNames, 5, c => c.pick([0, 1, 2, 3, 4, 'not-tested']))
    case 'earlier-contacts':
      return chance => drawEarlier(vocabulary, chance)
    case 'number': {
      if (values.length > 0) return chance => chance.pick(values)
      const near = bounds(rulebook, name)
      const { min, max } = range ?? { min: 0, max: 0 }
      const most = Math.min(41, max - min + 1)
      return chance => (near.length > 0 && chance.chance(0.75) ? chance.pick(near) : min + chance.below(most))
    }
    default:
      return chance => chance.pick(values)
  }
}

const sourceOf: (rulebook: Rulebook) => Source = keptFor(rulebook => {
  const read = factsRead(rulebook)
  const vocabulary = vocabularyOf(rulebook)
  const names = vocabulary.factNames.filter(
    n => read.has(n) && !['indicators', 'dates-by-indicator', 'instant', 'text'].includes(factOf(vocabulary, n).kind),
  )
  return {
    draws: names.map(n => [n, drawFor(rulebook, n)] as const),
    indicators: rulebook.indicators.map(i => i.id),
    asksHowLong: Object.values(rulebook.counts).some(c => c.of === 'indicators' && c.lasting !== undefined),
  }
})

/**
 * A contact that the rulebook can tell from others: facts that its rules read, with values on both sides of every bound they draw.
 * Some contacts say little and some almost everything, so that what is unknown is tried as well.
 */
export function drawContact(rulebook: Rulebook, seed: number): Contact {
  const chance = chanceFrom(seed)
  const { draws, indicators, asksHowLong } = sourceOf(rulebook)
  const contact: Record<string, unknown> = { receivedAt: drawInstant(chance) }
  const share = chance.pick([0.04, 0.08, 0.15, 0.3, 0.5, 0.9]) ?? 0
  for (const [name, draw] of draws) if (chance.chance(share)) contact[name] = draw(chance)
  // Drawn apart, an age in months and one in years rarely fit.
  if (contact.ageMonths !== undefined && chance.chance(0.8)) delete contact.ageYears
  if (indicators.length > 0 && chance.chance(0.5)) contact.indicators = someOf(chance, indicators, 5)
  if (asksHowLong && Array.isArray(contact.indicators) && chance.chance(0.6))
    contact.indicatorsSince = mapOf(chance, contact.indicators as string[], 5, drawDate)
  if (indicators.length > 0 && chance.chance(0.3)) {
    const present = new Set(contact.indicators as readonly string[] | undefined)
    contact.indicatorsAbsent = someOf(chance, indicators, 5).filter(id => !present.has(id))
  }
  return contact as unknown as Contact
}

/** Facts by which a rulebook decides where a contact goes and whom it asks. */
const routing: (rulebook: Rulebook) => Source['draws'] = keptFor(rulebook => {
  const conditions = rulebook.rules
    .filter(r => ['eligibility', 'route', 'consent', 'basis'].includes(r.stage))
    .flatMap(r => [r.when, ...r.exceptions.map(e => e.condition)])
  const readable = readableFacts(vocabularyOf(rulebook))
  const read = new Set(conditions.flatMap(atomsOf).flatMap(a => readable.get(a.fact)?.behind ?? []))
  return sourceOf(rulebook).draws.filter(([name]) => read.has(name) || weighty.includes(name))
})

/** Facts that weigh in most decisions: every other one of a routed contact is one of them. */
const weighty: readonly string[] = [
  'riskOfSignificantHarm',
  'safeguardingConcern',
  'childInNeed',
  'professionalLevel',
  'levelAfterEnquiries',
  'initialRag',
  'finalRag',
  'contactType',
  'ageYears',
  'socialCareStatus',
  'planType',
]

/** A contact that says two to six things, all of them such as routes turn on: where one rule displaces another is soon met so. */
export function drawRouted(rulebook: Rulebook, seed: number): Contact {
  const chance = chanceFrom(seed)
  const contact: Record<string, unknown> = { receivedAt: drawInstant(chance) }
  for (let facts = 2 + chance.below(5); facts > 0; facts--) {
    const draws = routing(rulebook)
    const drawn = chance.pick(facts % 2 === 0 ? draws.filter(([name]) => weighty.includes(name)) : draws)
    if (drawn) contact[drawn[0]] = drawn[1](chance)
  }
  return contact as unknown as Contact
}

/** Another contact near this one: a few of its facts left out, changed or added. */
export function drawNear(rulebook: Rulebook, contact: Contact, seed: number): Contact {
  const chance = chanceFrom(seed)
  const { draws } = sourceOf(rulebook)
  const out: Record<string, unknown> = { ...contact }
  for (let i = chance.below(4); i > 0; i--) {
    const name = chance.pick(Object.keys(out).filter(k => k !== 'receivedAt'))
    if (name !== undefined && chance.chance(0.5)) delete out[name]
    const drawn = chance.pick(draws)
    if (drawn && chance.chance(0.7)) out[drawn[0]] = drawn[1](chance)
  }
  return out as unknown as Contact
}
