import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { explain } from '../../src/engine/explain/explain.js'
import { decideWithEngine, toJsonRulesEngine } from '../../src/engine/json-rules-engine.js'
import * as core from '../../src/index.js'
import { serializeRulebook } from '../../src/rules/packed/packed.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { calendars } from '../../src/rules/reading/read-calendar.js'
import { facts } from '../../src/rules/vocabulary/contact-type.js'
import * as vocabulary from '../../src/rules/vocabulary/fixed.js'
import { shippedRulebooks } from '../rulebooks.js'
import { receivedAt, small } from '../small.js'

const { evaluate, readRulebook } = core

const shipped = shippedRulebooks()
const contacts: readonly Readonly<Record<string, unknown>>[] = [
  { receivedAt, riskOfSignificantHarm: true, ageYears: 4 },
  { receivedAt, immediateDanger: true, channel: 'telephone', contactType: 'referral', consent: 'refused' },
  {
    receivedAt,
    ageYears: 15,
    professionalLevel: 3,
    initialRag: 'amber',
    concerns: ['child-sexual-exploitation', 'young-carer', 'disability'],
    functionalNeeds: { learning: 3, vision: 2 },
    consentFor: { referral: 'given' },
    seekingConsentWould: ['increase-risk'],
    events: { referralAcceptedAt: receivedAt, planStartedAt: receivedAt },
    planType: 'child-protection',
    heighteningFactors: ['over-optimism'],
  },
  { receivedAt, levelAfterEnquiries: 2, finalRag: 'green', contactType: 'step-down', accommodationGrounds: [] },
]
const contactsOf = (rulebook: core.Rulebook): readonly Readonly<Record<string, unknown>>[] => [
  ...contacts,
  ...(rulebook.indicators.length === 0
    ? []
    : [{ receivedAt, indicators: rulebook.indicators.slice(0, 200).map(i => i.id) }]),
]

/** Writes to everything that can be reached from a value, as careless or hostile code would; what is frozen throws, or stays. */
function vandalise(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const inner of Object.values(value)) vandalise(inner, seen)
  const attempts: (() => void)[] = [
    () => Object.assign(value, { extra: 1 }),
    ...Object.keys(value).flatMap(key => [
      () => Object.assign(value, { [key]: 'spoilt' }),
      () => void Reflect.deleteProperty(value, key),
    ]),
    () => {
      if (Array.isArray(value)) value.length = 0
    },
  ]
  for (const attempt of attempts)
    try {
      attempt()
    } catch {
      // Frozen.
    }
}

const unfrozen = (value: unknown, at = '', seen = new Set<unknown>()): readonly string[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  return [
    ...(Object.isFrozen(value) ? [] : [at]),
    ...Object.entries(value).flatMap(([key, inner]) => unfrozen(inner, `${at}.${key}`, seen)),
  ]
}

describe('nothing that is handed out can change another decision', () => {
  test.each(shipped)('$name: a decision, an explanation, an evaluation', ({ rulebook }) => {
    const all = (): string =>
      JSON.stringify(contactsOf(rulebook).map(c => [decide(rulebook, c), explain(rulebook, c), evaluate(rulebook, c)]))
    const before = all()
    for (const contact of contactsOf(rulebook)) {
      for (const ask of [decide, explain, evaluate]) vandalise(ask(rulebook, contact))
      vandalise(decide(rulebook, { ...contact, moon: 'full' }))
    }
    expect(all()).toBe(before)
  })

  test('what json-rules-engine gives and takes', async () => {
    const rulebook = small()
    // The second has a conditional indicator, which is a rule that no file holds.
    const asked = [
      { receivedAt, riskOfSignificantHarm: true },
      { receivedAt, indicators: ['home-l2-alone', 'home-l2-crowded'] },
    ]
    const all = (): string => JSON.stringify(asked.map(contact => decide(rulebook, contact)))
    const before = all()
    for (const contact of asked) vandalise(await decideWithEngine(rulebook, contact))
    vandalise(toJsonRulesEngine(rulebook))
    expect(all()).toBe(before)
    for (const contact of asked)
      expect(JSON.stringify(await decideWithEngine(rulebook, contact))).toBe(JSON.stringify(decide(rulebook, contact)))
  })

  test('the list that a reason shows is not the rulebook’s to write to', () => {
    const rulebook = shipped.find(s => s.name === 'camden')?.rulebook ?? small()
    const all = contactsOf(rulebook).flatMap(c => {
      const result = decide(rulebook, c)
      return result.ok ? (result.value.rationale ?? []) : []
    })
    const lists = all.flatMap(r => r.matched.map(m => m.value)).filter(Array.isArray)
    expect(lists.length).toBeGreaterThan(0)
    for (const list of lists) expect(() => list.splice(0)).toThrow(TypeError)
  })

  test.each(shipped)('$name is frozen, loaded or read', ({ rulebook }) => {
    expect(unfrozen(rulebook)).toEqual([])
    const read = readRulebook(JSON.parse(serializeRulebook(rulebook)))
    expect(unfrozen(read)).toEqual(['']) // the result itself is the caller's
    expect(() => Object.assign(rulebook.rules[0] ?? {}, { when: { all: [] } })).toThrow(TypeError)
  })

  test('facts, vocabularies and the calendar are frozen', () => {
    expect(unfrozen(vocabulary).filter(at => at !== '')).toEqual([])
    expect(unfrozen(calendars)).toEqual([])
    expect(Object.isFrozen(facts)).toBe(true)
    for (const [name, fact] of Object.entries(facts)) {
      expect(Object.isFrozen(fact), name).toBe(true)
      expect(Object.isFrozen(fact.values), name).toBe(true)
    }
    const lists = Object.entries(core).filter(([, x]) => Array.isArray(x))
    expect(lists.length).toBeGreaterThan(5)
    for (const [name, list] of lists) expect(Object.isFrozen(list), name).toBe(true)
    expect(unfrozen(core.england).filter(at => at !== '' && !at.endsWith('accepts'))).toEqual([])
  })
})

describe('nothing of the caller is kept, frozen or changed', () => {
  test('the compiled JSON', () => {
    const rulebook = small()
    const json = JSON.parse(serializeRulebook(rulebook)) as Record<string, unknown>
    const before = JSON.stringify(json)
    const read = readRulebook(json)
    if (!read.ok) throw new Error(read.diagnostics[0]?.message)
    const contact = { receivedAt, riskOfSignificantHarm: true }
    const decided = JSON.stringify(decide(read.value, contact))
    expect(JSON.stringify(json)).toBe(before)
    expect(unfrozen(json)).toEqual([''])
    vandalise(json)
    expect(JSON.stringify(decide(read.value, contact))).toBe(decided)
    expect(read.value).toEqual(rulebook)
  })

  test('the contact, also by way of the decision', () => {
    const concerns = ['trafficking']
    const contact = { receivedAt, concerns }
    for (const { rulebook } of shipped) {
      const result = decide(rulebook, contact)
      const before = JSON.stringify(result)
      concerns.push('disability')
      expect(JSON.stringify(result)).toBe(before)
      concerns.pop()
      vandalise(result)
      vandalise(explain(rulebook, contact))
      expect(contact).toEqual({ receivedAt, concerns: ['trafficking'] })
    }
  })

  test('the text of a rulebook loads the same again', () => {
    const text = readFileSync(new URL('../good/small.yaml', import.meta.url), 'utf8')
    vandalise(loadRulebook(text))
    expect(loadRulebook(text)).toMatchObject({ ok: true, value: { digest: small().digest } })
  })
})
