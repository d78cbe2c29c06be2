import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide.js'
import { parseYaml } from '../../src/rules/parse.js'
import type { Rulebook } from '../../src/rules/rulebook.js'
import { contacts, invariants } from '../../src/testing.js'
import { differences } from '../../src/tools/cases.js'
import { sampleContacts } from '../../src/tools/contacts.js'
import { builtInInvariants } from '../../src/tools/invariants.js'
import type { BrokenInvariant } from '../../src/tools/prove.js'
import { proveInvariants } from '../../src/tools/prove.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs } from '../runs.js'
import { decided, small } from '../small.js'

/** Harm that is not level 4. */
const change = ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'] as const

const broken = (rulebook: Rulebook): readonly BrokenInvariant[] =>
  proveInvariants(rulebook, { runs: runs(1500), seed: 1 }).broken

/** The broken promise of one id; the small rulebook is broken in one place. */
function brokenBy(id: string, ...changes: readonly (readonly [string, string])[]): BrokenInvariant {
  const found = broken(small(...changes)).find(b => b.id === id && !b.own)
  if (!found) throw new Error(`${id} is not broken`)
  return found
}

/** What a contact says beside the time of its receipt. */
const factsOf = ({ contact: { receivedAt: _, ...facts } }: BrokenInvariant): object => facts

describe('a rulebook that keeps its promises', () => {
  test('breaks none', () => {
    const proof = proveInvariants(small(), { runs: runs(1500), seed: 3 })
    expect(proof.broken).toEqual([])
    expect(proof.kept.map(k => k.id)).toEqual([...builtInInvariants.map(i => i.id), 'harm-acts'])
  })

  test.each(shippedRulebooks())(
    '$name keeps the promises about harm, silence and signs',
    ({ rulebook }) => {
      const kept = new Set(
        proveInvariants(rulebook, { runs: runs(250), seed: 1 })
          .kept.filter(k => !k.own)
          .map(k => k.id),
      )
      expect([...kept]).toEqual(
        expect.arrayContaining(['harm-is-level-4', 'harm-never-waits-for-consent', 'silence-never-protects-less']),
      )
    },
    patience,
  )
})

describe('a promise that is broken on purpose comes back as the smallest contact', () => {
  test('harm that is not level 4', () => {
    const found = brokenBy('harm-is-level-4', ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'])
    expect(factsOf(found)).toEqual({ riskOfSignificantHarm: true })
    expect(found.says).toBe('a risk of significant harm gives level 3')
    expect(found.fired.map(f => f.rule)).toEqual(['harm-is-four'])
  })

  test('harm that waits for consent', () => {
    const found = brokenBy('harm-never-waits-for-consent', [
      'when: { is: harm }, consent: seek',
      'when: { is: harm }, consent: required',
    ])
    expect(factsOf(found)).toEqual({ riskOfSignificantHarm: true })
    expect(found.fired.map(f => f.rule)).toContain('ask')
  })

  test('a sign that lowers', () => {
    const found = brokenBy('one-more-sign-never-protects-less', [
      'when: { is: harm }, basis: section-47',
      'when: { is: harm, mayBe: { indicators: { not: home-l2-damp } } }, basis: section-47',
    ])
    expect(found.contact.indicators).toContain('home-l2-damp')
    expect(found.says).toMatch(/^with "The home is damp" seen as well: section 47 becomes no statutory basis$/)
    expect(found.against?.indicators ?? []).not.toContain('home-l2-damp')
    expect(found.firedAgainst.map(f => f.rule)).toContain('by-harm')
  })

  test('a concern that lowers', () => {
    const found = brokenBy('one-more-concern-never-protects-less', [
      'unless: { ageYears: at least 18 }',
      'unless: { any: [{ ageYears: at least 18 }, { concerns: disability }] }',
    ])
    expect(factsOf(found)).toEqual({ riskOfSignificantHarm: true, concerns: ['disability'] })
  })

  test('silence that protects less', () => {
    const found = brokenBy('silence-never-protects-less', [
      'when: { is: harm }, level: 4',
      'when: { is: harm, given: referrer }, level: 4',
    ])
    expect(factsOf(found)).toEqual({ riskOfSignificantHarm: true })
    expect(found.against?.referrer).toBeDefined()
  })

  test('a clock that is longer at a higher level', () => {
    const found = brokenBy('a-higher-level-never-waits-longer', ['within: 4 hours', 'within: 12 weeks'])
    expect(Object.keys(factsOf(found))).toHaveLength(1)
    expect(found.says).toContain('"First decision" has P12W at level 4 (`grave-clock`), and P3BD at level')
  })

  test('a possible sign that asserts section 47', () => {
    const found = brokenBy(
      'a-possible-sign-is-not-section-47',
      [
        'home-l2-crowded: The home is crowded',
        'home-l2-crowded: { label: The home is crowded, groups: [possible-signs] }',
      ],
      [
        'when: { is: harm }, basis: section-47',
        'when: { any: [{ is: harm }, { indicators: home-l2-crowded }] }, basis: section-47',
      ],
    )
    expect(factsOf(found)).toEqual({ indicators: ['home-l2-crowded'] })
  })

  test('a contact that goes nowhere', () => {
    const found = brokenBy('every-contact-goes-somewhere', [
      'when: otherwise, route: { to: screening, team: front-door }',
      'when: otherwise, unless: { referrer: family }, route: { to: screening, team: front-door }',
    ])
    expect(factsOf(found)).toEqual({ referrer: 'family' })
  })

  test("a promise of the rulebook's own", () => {
    const found = broken(small(['when: { is: harm }, consent: seek', 'when: { is: harm }, consent: required'])).find(
      b => b.own,
    )
    expect(found).toMatchObject({ id: 'harm-acts', promise: 'Where harm is suspected consent stops nothing.' })
    expect(found && factsOf(found)).toEqual({ riskOfSignificantHarm: true })
  })

  test('one that few contacts are about', () => {
    const found = broken(
      small([
        'invariants:\n',
        'invariants:\n  - { id: rare, says: A rare promise., given: { ageYears: 13, referrer: public, channel: email, concerns: trafficking, inHospital: true }, then: { level: 4 } }\n',
      ]),
    ).find(b => b.id === 'rare')
    expect(found && factsOf(found)).toEqual({
      ageYears: 13,
      referrer: 'public',
      channel: 'email',
      concerns: ['trafficking'],
      inHospital: true,
    })
  })
})

describe('what comes back', () => {
  test('is a case that fails now and passes once the rule is mended', () => {
    const found = brokenBy('harm-is-level-4', change)
    const parsed = parseYaml(found.case)
    if (!parsed.ok) throw new Error(found.case)
    const [one] = parsed.value.data as { contact: Record<string, unknown>; expect: Record<string, unknown> }[]
    if (!one) throw new Error(found.case)
    expect(differences(one.expect, decided(small(change), one.contact))).toEqual(['level: wanted 4, got 3'])
    expect(differences(one.expect, decided(small(), one.contact))).toEqual([])
  })

  test('is the same for the same seed', () => {
    expect(broken(small(change))).toEqual(broken(small(change)))
  })
})

describe('for those who do program', () => {
  test('contacts are decided without a mistake', () => {
    const rulebook = small()
    fc.assert(
      fc.property(contacts(rulebook), contact => decide(rulebook, contact).ok),
      { numRuns: runs(300) },
    )
  })

  test('contacts are the same for one seed, and shrink to contacts that say less', () => {
    const rulebook = small()
    expect(sampleContacts(rulebook, 20, 5)).toEqual(sampleContacts(rulebook, 20, 5))
    const result = fc.check(
      fc.property(contacts(rulebook), c => c.riskOfSignificantHarm !== true),
      { seed: 1, numRuns: 500 },
    )
    expect(result.counterexample).toEqual([{ receivedAt: '2026-01-13T10:00:00+00:00', riskOfSignificantHarm: true }])
  })

  test.each(invariants(small()))('$promise', ({ holds }) => {
    fc.assert(fc.property(contacts(small()), holds), { numRuns: runs(60) })
  })

  test('a broken one says how', () => {
    const rulebook = small(change)
    const harm = invariants(rulebook).find(i => i.id === 'harm-is-level-4')
    const contact = { receivedAt: '2026-01-13T10:00:00+00:00' }
    expect(harm?.holds(contact)).toBe(false)
    expect(harm?.breach(contact)?.says).toBe('a risk of significant harm gives level 3')
  })
})

test('every promise is explained in the guide', () => {
  const guide = readFileSync(new URL('../../docs/checking.md', import.meta.url), 'utf8')
  expect(builtInInvariants.filter(i => !guide.includes(`\`${i.id}\``)).map(i => i.id)).toEqual([])
})
