import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { decide } from '../../src/engine/decide/decide.js'
import { england } from '../../src/rules/vocabulary/vocabulary.js'
import type { JsonSchema } from '../../src/schema/json-schema.js'
import { rulebookIds } from '../../src/tools/authoring/rulebook-ids.js'
import { contactSchema, type Draft, decisionSchema, rulebookSchema } from '../../src/tools/authoring/rulebook-schema.js'
import { scaffoldRulebook } from '../../src/tools/authoring/scaffold.js'
import { casesOf } from '../case-files.js'
import { rulebookFrom, shippedRulebooks } from '../rulebooks.js'
import { smallText } from '../small.js'

const drafts: readonly Draft[] = ['7', '2020-12']
const folder = fileURLToPath(new URL('../../rules/', import.meta.url))
const texts = new Map([
  ...readdirSync(folder)
    .filter(f => f.endsWith('.yaml') && f !== 'england.yaml')
    .map(f => [f.slice(0, -5), readFileSync(`${folder}${f}`, 'utf8')] as const),
  ['smallshire', smallText],
  ['clockshire', readFileSync(fileURLToPath(new URL('../good/time.yaml', import.meta.url)), 'utf8')],
])

/** A validator of a JSON Schema. zod reads every keyword used here but `not`, which is taken out. */
function validator(schema: JsonSchema): z.ZodType {
  const plain = JSON.stringify(schema, (key, value: unknown) =>
    key === 'not' &&
    typeof value === 'object' &&
    value !== null &&
    (('required' in value && !('type' in value)) || 'enum' in value)
      ? undefined
      : value,
  )
  return z.fromJSONSchema(JSON.parse(plain) as Parameters<typeof z.fromJSONSchema>[0])
}

/** The places at which a value breaks a schema: of alternatives that which got furthest. */
function placesOf(validate: z.ZodType, data: unknown): readonly string[] {
  const result = validate.safeParse(data)
  const placesIn = (issues: readonly z.core.$ZodIssue[], base: readonly PropertyKey[]): readonly string[] =>
    issues.flatMap(issue => {
      const path = [...base, ...issue.path]
      if (issue.code === 'invalid_union' && issue.errors.length > 0) {
        const inner = issue.errors.map(e => placesIn(e, path))
        return [...inner].sort((a, b) => Math.max(...b.map(p => p.length)) - Math.max(...a.map(p => p.length)))[0] ?? []
      }
      return issue.code === 'unrecognized_keys' ? issue.keys.map(k => [...path, k].join('.')) : [path.join('.')]
    })
  return result.success ? [] : placesIn(result.error.issues, [])
}

describe.each([...texts])('the schema of the rulebook %s', (_, text) => {
  const data = parse(text) as Record<string, unknown>
  const ids = rulebookIds(data)

  // The drafts differ in the words of the schema and not in what it holds; the small rulebook has every construct of the language.
  const isLong = process.env.THRESHOLDS_LONG === '1'
  test.each(isLong || text === smallText ? drafts : drafts.slice(0, 1))('holds it, in draft %s', draft => {
    expect(placesOf(validator(rulebookSchema(draft, ids)), data)).toEqual([])
    // Of England's words alone only those rulebooks are held that add none.
    if (ids.vocabulary === england) expect(placesOf(validator(rulebookSchema(draft)), data)).toEqual([])
    else expect(placesOf(validator(rulebookSchema(draft)), data)).not.toEqual([])
  })
})

describe('the schema of a rulebook', () => {
  const data = parse(smallText) as Record<string, unknown>
  const ids = rulebookIds(data)
  const validate = validator(rulebookSchema('7', ids))
  const changed = (from: string, to: string): unknown => {
    expect(smallText.split(from)).toHaveLength(2)
    return parse(smallText.replace(from, to))
  }

  test.each([
    [
      'a key that is not known',
      'level: 2, clauses: [g-2.1] }\n    - { id: one-grave',
      'levle: 2, clauses: [g-2.1] }\n    - { id: one-grave',
      'rules.level.0.levle',
    ],
    [
      'a fact that is not known',
      'when: { given: events.planStartedAt }',
      'when: { agedYears: 3 }',
      'rules.deadlines.3.when.agedYears',
    ],
    [
      'a fact that is not known, in `given`',
      'when: { given: events.planStartedAt }',
      'when: { given: planStarted }',
      'rules.deadlines.3.when.given',
    ],
    ['a team that is not known', 'also: [police]', 'also: [polis]', 'rules.route.0.also.0'],
    [
      'a clause that is not known',
      'actions: [call-back], clauses: [g-6.2]',
      'actions: [call-back], clauses: [g-6.3]',
      'rules.actions.1.clauses.0',
    ],
    ['a definition that is not known', 'given: { is: harm }', 'given: { is: ham }', 'promises.0.given.is'],
    ['an action that is not known', 'actions: [plan]', 'actions: [plane]', 'rules.route.0.actions.0'],
    ['an event that is not known', 'from: caseClosedAt', 'from: caseShutAt', 'rules.deadlines.2.from'],
    [
      'a giver that is not known',
      'consent: seek, consentFrom: who-may',
      'consent: seek, consentFrom: who-must',
      'rules.consent.referral.1.consentFrom',
    ],
    [
      'a group of indicators that is not known',
      'level: 2, group: listed',
      'level: 2, group: lister',
      'rules.level.0.when.indicators.group',
    ],
    [
      'an interpretation that is not known',
      'interpretation: age-of-being-alone',
      'interpretation: age',
      'indicators.0.listed.home-l2-alone.interpretation',
    ],
    [
      'an indicator of an example that is not known',
      'riskOfSignificantHarm: true }, expect',
      'indicators: [home-l2-colt] }, expect',
      'examples.0.contact.indicators.0',
    ],
    [
      'a fact of an example that is not known',
      'riskOfSignificantHarm: true }, expect',
      'riskOfHarm: true }, expect',
      'examples.0.contact.riskOfHarm',
    ],
    [
      'a choice that is none',
      'when: { channel: telephone, level: 4 }',
      'when: { channel: telegraph, level: 4 }',
      'rules.actions.1.when.channel',
    ],
    [
      'a level that is none',
      'when: { channel: telephone, level: 4 }',
      'when: { channel: telephone, level: 5 }',
      'rules.actions.1.when.level',
    ],
    [
      'a number in other words',
      'ageYears: at most 12',
      'ageYears: up to 12',
      'indicators.0.listed.home-l2-alone.when.ageYears',
    ],
  ])('shows %s at its place', (_, from, to, place) => {
    expect(placesOf(validate, changed(from, to)).join(' ')).toContain(place)
  })

  test('without a rulebook lets any id stand, and still knows facts and keys', () => {
    const any = validator(rulebookSchema('7'))
    expect(placesOf(any, changed('also: [police]', 'also: [polis]'))).toEqual([])
    expect(placesOf(any, changed('when: { given: events.planStartedAt }', 'when: { agedYears: 3 }'))).not.toEqual([])
  })

  test('accepts whatever a condition may say', () => {
    const conditions = [
      '{ initialRag: [red, amber] }',
      '{ initialRag: { not: [red, amber] } }',
      '{ initialRag: not red }',
      '{ socialCareStatus: { not: not-known } }',
      '{ ageYears: 13 to 15 }',
      '{ ageYears: [3, 4] }',
      '{ ageYears: not 3 }',
      '{ level: at least 2 }',
      '{ concerns: disability }',
      '{ concerns: not disability }',
      '{ concerns: { all: [disability, trafficking] } }',
      '{ concerns: none }',
      '{ indicators: some }',
      '{ indicators: [home-l2-cold, home-l2-damp] }',
      '{ indicators: { not: home-l2-cold } }',
      '{ indicators: not home-l2-cold }',
      '{ indicators: { level: at least 3, domain: home, notGroup: listed, count: less than 2 } }',
      '{ functionalNeeds: { score: at least 3, areas: at least 1 } }',
      '{ functionalNeeds.learning: at least 2 }',
      '{ mayBe: { residentInArea: true }, notGiven: [ageYears, events.planStartedAt] }',
      '{ any: [{ team: police }, { team: none }], isNot: harm }',
      '{ consentFor.referral: refused, requirement.referral: none, mayProceed.service: false, entry: ours }',
    ]
    for (const condition of conditions) {
      const text = smallText.replace('when: { channel: telephone, level: 4 }', `when: ${condition}`)
      rulebookFrom(text)
      expect([condition, placesOf(validate, parse(text))]).toEqual([condition, []])
    }
  })

  test('says what each fact is', () => {
    const { definitions } = rulebookSchema('7', ids) as {
      definitions: { condition: { properties: Record<string, { description: string }> } }
    }
    const { properties } = definitions.condition
    expect(properties.ageYears?.description).toBe('age (fact of the contact). How old is the child, in whole years?')
    expect(properties.level?.description).toBe('level (outcome of the level stage).')
    expect(Object.keys(properties).filter(name => !properties[name]?.description)).toEqual([])
  })

  test('can be made while the rulebook has mistakes', () => {
    expect(rulebookIds(null).teams).toEqual([])
    const broken = rulebookIds({
      teams: ['a'],
      indicators: 'none',
      rules: { route: [3, { id: 'x' }] },
      clauses: { c: 1 },
    })
    expect([broken.indicators, broken.rules, broken.clauses]).toEqual([[], ['x'], ['c']])
  })

  test('holds the first rulebook of a new authority', () => {
    const text = scaffoldRulebook('my-county')
    const scaffold = parse(text.ok ? text.value : '') as unknown
    expect(placesOf(validator(rulebookSchema('7', rulebookIds(scaffold))), scaffold)).toEqual([])
  })
})

describe.each(shippedRulebooks())('contacts and decisions of $name', ({ name, rulebook }) => {
  const cases = [...rulebook.examples, ...casesOf(name)]

  test.each(drafts)('are held by their schemas, in draft %s', draft => {
    const ids = rulebookIds(parse(texts.get(name) ?? ''))
    const contact = validator(contactSchema(draft, ids))
    const decision = validator(decisionSchema(draft, ids))
    for (const c of cases) {
      const result = decide(rulebook, c.contact)
      // A date that does not exist, or an indicator given both ways, is refused by the reader of contacts alone.
      if (!result.ok) continue
      expect(placesOf(contact, c.contact)).toEqual([])
      expect(placesOf(decision, JSON.parse(JSON.stringify(result.value)))).toEqual([])
    }
  })
})

test('every rulebook names the schema that is made for it in its first line', () => {
  for (const [name, text] of texts)
    if (name !== 'smallshire')
      expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=../dist/schema/${name}.schema.json`)
})

test('the schema of a contact refuses what no contact may hold', () => {
  const validate = validator(contactSchema('2020-12', rulebookIds(parse(smallText))))
  const receivedAt = '2026-03-27T16:30:00+00:00'
  expect(
    placesOf(validate, { receivedAt, indicators: ['home-l2-cold'], events: { caseClosedAt: receivedAt } }),
  ).toEqual([])
  expect(placesOf(validate, { receivedAt, indicators: ['home-l2-colt'] })).toEqual(['indicators.0'])
  expect(placesOf(validate, { receivedAt, ageYear: 3 })).toEqual(['ageYear'])
  expect(placesOf(validate, { receivedAt, events: { caseShutAt: receivedAt } })).toEqual(['events.caseShutAt'])
  expect(placesOf(validate, { ageYears: 3 })).toEqual(['receivedAt'])
})

test('each draft says which it is', () => {
  expect(drafts.map(d => [rulebookSchema(d).$schema, contactSchema(d).$schema, decisionSchema(d).$schema])).toEqual([
    new Array(3).fill('http://json-schema.org/draft-07/schema#'),
    new Array(3).fill('https://json-schema.org/draft/2020-12/schema'),
  ])
})
