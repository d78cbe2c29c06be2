import * as fc from 'fast-check'
import { atomsOf } from '../rules/condition.js'
import type { Contact, FactName } from '../rules/facts.js'
import { factNames, facts } from '../rules/facts.js'
import { readableFacts } from '../rules/readable.js'
import type { Rulebook } from '../rules/rulebook.js'
import { consentAnswers, eventNames, functionalAreas, purposes } from '../rules/vocabulary.js'

type Mutable = { -readonly [K in keyof Contact]?: Contact[K] }

/** Numbers on, just below and just above every bound that the rulebook's conditions draw for a fact. */
function bounds(rulebook: Rulebook, fact: string): number[] {
  const conditions = [
    ...rulebook.rules.flatMap(r => [r.when, ...(r.unless ? [r.unless] : [])]),
    ...rulebook.indicators.flatMap(i => [i.when, i.unless].filter(c => c !== null)),
  ]
  const values = conditions
    .flatMap(atomsOf)
    .filter(a => a.fact === fact)
    .flatMap(a => a.value)
  return [...new Set(values.filter(v => typeof v === 'number').flatMap(v => [v - 1, v, v + 1]))]
}

/** The facts of the contact that the rulebook's rules read, directly or through what is worked out. */
function factsRead(rulebook: Rulebook): ReadonlySet<string> {
  const readable = readableFacts([], [])
  const atoms = [
    ...rulebook.rules.flatMap(r => [...atomsOf(r.when), ...(r.unless ? atomsOf(r.unless) : [])]),
    ...rulebook.indicators.flatMap(i => [i.when, i.unless].flatMap(c => (c ? atomsOf(c) : []))),
  ]
  const names = atoms.flatMap(a => {
    if (a.fact.startsWith('indicatorCount:')) return ['indicators']
    if (a.fact.startsWith('functionalNeeds')) return ['functionalNeeds']
    return readable.get(a.fact)?.behind ?? []
  })
  return new Set([
    ...names.map(n => (n.startsWith('events.') ? 'events' : n)),
    'consent',
    'consentGivenBy',
    'consentFor',
    'events',
    'riskOfSignificantHarm',
  ])
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** Instants of 2026, more often than not near a change of clocks, a weekend or a bank holiday. */
const instants = fc.oneof(
  fc.constantFrom(
    '2026-03-28T23:30:00+00:00',
    '2026-03-29T00:40:00+00:00',
    '2026-10-24T14:00:00+01:00',
    '2026-10-25T00:30:00Z',
    '2026-04-02T16:30:00+01:00',
    '2026-12-24T16:30:00+00:00',
    '2026-05-01T16:55:00+01:00',
  ),
  fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom('Z', '+01:00'),
    )
    .map(([mo, d, h, mi, z]) => `2026-${pad(mo)}-${pad(d)}T${pad(h)}:${pad(mi)}:00${z}`),
)

function valuesFor(rulebook: Rulebook, name: FactName): fc.Arbitrary<unknown> {
  const { kind, values } = facts[name]
  switch (kind) {
    case 'boolean':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...values)
    case 'list':
      return fc.subarray([...values], { maxLength: 3 })
    case 'number': {
      const near = bounds(rulebook, name)
      if (values.length > 0) return fc.constantFrom(...values)
      const inRange = near.filter(n => facts[name].schema.safeParse(n).success)
      const any = name === 'ageYears' ? fc.integer({ min: 0, max: 25 }) : fc.integer({ min: 0, max: 40 })
      return inRange.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...inRange) }, any) : any
    }
    case 'map':
      if (name === 'events') return fc.dictionary(fc.constantFrom(...eventNames), instants, { maxKeys: 3 })
      if (name === 'consentFor')
        return fc.dictionary(fc.constantFrom(...purposes), fc.constantFrom(...consentAnswers), { maxKeys: 2 })
      return fc.dictionary(fc.constantFrom(...functionalAreas), fc.constantFrom(0, 1, 2, 3, 4, 'not-tested'), {
        maxKeys: 5,
      })
    default:
      return fc.constant(undefined)
  }
}

/**
 * Contacts that a rulebook can tell apart: facts that its rules read, with values on both sides of every bound they draw.
 * Each fact is left out about as often as it is given, so that what is unknown is tried as well.
 */
export function contacts(rulebook: Rulebook): fc.Arbitrary<Contact> {
  const read = factsRead(rulebook)
  const names = factNames.filter(n => read.has(n) && facts[n].kind !== 'indicators' && facts[n].kind !== 'instant')
  const ids = rulebook.indicators.map(i => i.id)
  const share = fc.constantFrom(0.15, 0.4, 0.7, 1)
  const plain = share.chain(p =>
    fc.record(
      Object.fromEntries(
        names.map(n => [
          n,
          fc.oneof(
            { weight: Math.round(p * 100), arbitrary: valuesFor(rulebook, n) },
            { weight: Math.max(1, Math.round((1 - p) * 100)), arbitrary: fc.constant(undefined) },
          ),
        ]),
      ),
    ),
  )
  const seen =
    ids.length === 0
      ? fc.constant({})
      : fc.record({
          indicators: fc.option(fc.subarray(ids, { maxLength: 5 }), { nil: undefined }),
          indicatorsAbsent: fc.option(fc.subarray(ids, { maxLength: 5 }), { nil: undefined }),
        })
  return fc.tuple(instants, plain, seen).map(([receivedAt, values, indicators]) => {
    const contact: Mutable = { receivedAt, ...(values as Mutable), ...(indicators as Mutable) }
    if (contact.indicators && contact.indicatorsAbsent)
      contact.indicatorsAbsent = contact.indicatorsAbsent.filter(id => !contact.indicators?.includes(id))
    return Object.fromEntries(Object.entries(contact).filter(([, v]) => v !== undefined)) as Contact
  })
}

/** The same contacts every time. */
export function sampleContacts(rulebook: Rulebook, count: number, seed = 1): readonly Contact[] {
  return fc.sample(contacts(rulebook), { seed, numRuns: count })
}
