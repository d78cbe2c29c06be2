import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { explain } from '../../src/engine/explain/explain.js'
import { digestOf } from '../../src/rules/packed/digest.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { rulebookFrom, shippedRulebooks } from '../rulebooks.js'
import { receivedAt, small, smallText } from '../small.js'

type Json = Record<string, unknown>

const smallCompiled = serializeRulebook(small())

/** A compiled rulebook that holds a text, with its digest worked out anew. */
const holding = (content: string): Json => ({
  ...(JSON.parse(smallCompiled) as Json),
  content,
  digest: digestOf(content),
})

const smallContent = (JSON.parse(smallCompiled) as { readonly content: string }).content

/** A compiled rulebook whose content somebody changed, with its digest worked out anew. */
function tampered(change: (content: Json) => void): Json {
  const content = JSON.parse(smallContent) as Json
  change(content)
  return holding(JSON.stringify(content))
}

const list = (json: Json, key: string): Json[] => json[key] as Json[]
function first(json: Json, stage: string): Json {
  const rule = list(json, 'rules').find(r => r.stage === stage)
  if (!rule) throw new Error(`small.yaml has no rule of ${stage}`)
  return rule
}
const outcome = (json: Json, stage: string): Json => first(json, stage).outcome as Json

const changes: readonly (readonly [string, (json: Json) => void, RegExp])[] = [
  ['level 99', j => Object.assign(outcome(j, 'level'), { level: 99 }), /^rules\[\d+\]\.outcome\.level$/],
  ['a route to nowhere', j => Object.assign(outcome(j, 'route'), { destination: 'nowhere' }), /outcome\.destination$/],
  ['a team that is not there', j => Object.assign(outcome(j, 'route'), { team: 'constructor' }), /outcome\.team$/],
  ['an unknown operator', j => Object.assign(first(j, 'level'), { when: ['ageYears', 'near', 3] }), /when\.operator$/],
  ['an inherited operator', j => Object.assign(first(j, 'level'), { when: ['ageYears', 'toString', 3] }), /operator$/],
  ['an unknown fact', j => Object.assign(first(j, 'level'), { when: ['moon', 'equal', true] }), /when\.fact$/],
  ['a value of the wrong kind', j => Object.assign(first(j, 'level'), { when: ['consent', 'in', 'given'] }), /value$/],
  ['a value that is an object', j => Object.assign(first(j, 'level'), { when: ['consent', 'equal', {}] }), /value$/],
  ['no condition', j => Object.assign(first(j, 'level'), { when: [] }), /^rules\[\d+\]\.when/],
  ['an empty any', j => Object.assign(first(j, 'level'), { when: { any: [] } }), /when\.any$/],
  ['an outcome of another stage', j => Object.assign(outcome(j, 'level'), { stage: 'actions' }), /stage$/],
  ['a stage that is not there', j => Object.assign(first(j, 'level'), { stage: 'nowhere' }), /stage$/],
  ['rules out of order', j => list(j, 'rules').reverse(), /stage$/],
  ['a rule twice', j => list(j, 'rules').splice(1, 0, list(j, 'rules')[0] ?? {}), /^rules\[1\]\.id$/],
  [
    'a requirement that is not there',
    j => Object.assign(outcome(j, 'consent'), { requirement: 'perhaps' }),
    /requirement$/,
  ],
  ['a list of another purpose', j => Object.assign(first(j, 'consent'), { list: 'elsewhere' }), /list$/],
  [
    'no length of time',
    j => Object.assign(outcome(j, 'deadlines'), { duration: { kind: 'moons', n: 1 } }),
    /duration\.kind$/,
  ],
  [
    'no number of minutes',
    j => Object.assign(outcome(j, 'deadlines'), { duration: { kind: 'elapsed', minutes: '1' } }),
    /minutes$/,
  ],
  ['a start that is no event', j => Object.assign(outcome(j, 'deadlines'), { from: 'birth' }), /from$/],
  [
    'an action that is not there',
    j => Object.assign(first(j, 'actions'), { actions: [{ id: 'x', strength: 'must' }] }),
    /actions\[0\]\.id$/,
  ],
  ['a strength that is not there', j => Object.assign(first(j, 'actions'), { actions: [{ id: 'x' }] }), /actions\[0\]/],
  ['a clause that is not there', j => Object.assign(first(j, 'route'), { clauses: ['toString'] }), /clauses\[0\]$/],
  [
    'office hours without end',
    j => Object.assign(j, { officeHours: { weekdays: [0, 1, 2, 3, 4].map(() => ({ opens: 0, closes: 1e9 })) } }),
    /officeHours\.weekdays\[0\]\.closes$/,
  ],
  [
    'office hours for four days of five',
    j => Object.assign(j, { officeHours: { weekdays: [{ opens: 1, closes: 2 }], closedDays: 1020 } }),
    /officeHours\.weekdays$/,
  ],
  [
    'a calendar of a million years',
    j => Object.assign(j, { calendar: { name: 'x', version: '1', firstYear: 1, confirmedTo: 1e6, days: {} } }),
    /calendar\.confirmedTo$/,
  ],
  [
    'an indicator of level 5',
    j => Object.assign(list(j, 'indicators')[0] ?? {}, { level: 5 }),
    /^indicators\[0\]\.level$/,
  ],
  ['an indicator twice', j => list(j, 'indicators').push(list(j, 'indicators')[0] ?? {}), /^indicators\[\d+\]\.id$/],
  ['a label that is none', j => Object.assign(j, { teams: { x: 7 } }), /^teams\.x$/],
  ['no clauses at all', j => Reflect.deleteProperty(j, 'clauses'), /clauses/],
  ['no name', j => Reflect.deleteProperty(j, 'name'), /^name$/],
  ['examples that are none', j => Object.assign(j, { examples: 7 }), /^examples$/],
]

describe('a compiled rulebook with its digest worked out anew is checked in shape', () => {
  test('as it is, it is read', () => {
    expect(readRulebook(tampered(() => undefined))).toMatchObject({ ok: true })
  })

  test.each(shippedRulebooks())('so is $name', ({ rulebook }) => {
    const read = readRulebook(JSON.parse(serializeRulebook(rulebook)))
    expect(read).toMatchObject({ ok: true })
    expect(read.ok && read.value).toEqual(rulebook)
    // In the same order, too, which lists, pages and explanations follow.
    expect(JSON.stringify(read.ok && read.value)).toBe(JSON.stringify(rulebook))
  })

  test.each(changes)('%s', (_, change, place) => {
    const json = tampered(change)
    expect(readRulebook(json)).toMatchObject({ ok: false, diagnostics: [{ code: 'not-a-rulebook' }] })
    const read = readRulebook(json)
    if (!read.ok) expect(/`(.*)`/.exec(read.diagnostics[0]?.message ?? '')?.[1]).toMatch(place)
  })

  test('whatever single value is exchanged, it is refused, or decides without throwing', () => {
    const whole = JSON.parse(smallContent) as Json
    const places: (readonly (string | number)[])[] = []
    const walk = (x: unknown, at: readonly (string | number)[]): void => {
      if (at.length > 0) places.push(at)
      if (Array.isArray(x)) for (const [i, v] of x.entries()) walk(v, [...at, i])
      else if (typeof x === 'object' && x !== null) for (const [k, v] of Object.entries(x)) walk(v, [...at, k])
    }
    for (const key of [
      'rules',
      'indicators',
      'counts',
      'officeHours',
      'calendar',
      'teams',
      'actions',
      'deadlines',
      'entries',
      'clauses',
    ])
      walk(whole[key], [key])
    const put =
      (at: readonly (string | number)[], value: unknown) =>
      (json: Json): void => {
        let holder: unknown = json
        for (const key of at.slice(0, -1)) holder = (holder as Record<string | number, unknown>)[key]
        ;(holder as Record<string | number, unknown>)[at.at(-1) ?? ''] = value
      }
    const contact = { receivedAt, riskOfSignificantHarm: true, ageYears: 15, consent: 'refused', professionalLevel: 3 }
    let refused = 0
    let tried = 0
    for (const at of places.filter((_, i) => i % 19 === 0))
      for (const value of [null, 99, 'constructor', {}]) {
        let json: Json
        try {
          json = tampered(put(at, value))
        } catch {
          continue // so much is broken that it cannot be put together
        }
        tried++
        const read = readRulebook(json)
        if (!read.ok) refused++
        else
          for (const ask of [decide, explain])
            expect(() => ask(read.value, contact), `${at.join('.')} = ${JSON.stringify(value)}`).not.toThrow()
      }
    expect(tried).toBeGreaterThan(60)
    expect(refused / tried).toBeGreaterThan(0.5)
  })
})

describe('the digest', () => {
  const compiled = (): Json => JSON.parse(smallCompiled) as Json

  test('a change without a new digest is found, of a single letter too', () => {
    const changed = JSON.parse(smallContent) as Json
    Object.assign(outcome(changed, 'level'), { level: 1 })
    for (const content of [JSON.stringify(changed), `${smallContent} `, smallContent.replace('G', 'g'), '', null])
      expect(readRulebook({ ...compiled(), content })).toMatchObject({ ok: false, diagnostics: [{ code: 'changed' }] })
  })

  test('is of the content as text, whatever the file around it looks like', () => {
    const { format, digest, content } = compiled()
    expect(readRulebook({ more: 1, content, digest, format })).toEqual(readRulebook(compiled()))
    expect(digestOf(smallContent)).toBe(small().digest)
    const read = readRulebook(compiled())
    expect(read.ok && serializeRulebook(read.value)).toBe(smallCompiled)
  })

  test('of own words tells the order of facts and of choices, and not that of what is said of a fact', () => {
    const own = (facts: string): string =>
      rulebookFrom(smallText.replace('sources:\n', `facts:\n${facts}sources:\n`)).digest
    const tea = '  tea: { ask: Is there tea?, group: Kitchen }\n'
    const cake = '  cake: { ask: Which cake?, choices: { sponge: sponge, fruit: fruit } }\n'
    const digest = own(`${tea}${cake}`)
    expect(own(`  tea: { group: Kitchen, ask: Is there tea? }\n${cake}`)).toBe(digest)
    expect(own(`${cake}${tea}`)).not.toBe(digest)
    expect(own(`${tea}${cake.replace('sponge: sponge, fruit: fruit', 'fruit: fruit, sponge: sponge')}`)).not.toBe(
      digest,
    )
  })

  test('a sound rulebook that says something else is found only by the digest expected', () => {
    const json = tampered(j => Object.assign(outcome(j, 'route'), { destination: 'signpost', team: null }))
    expect(readRulebook(json)).toMatchObject({ ok: true })
    const expectedDigest = small().digest
    expect(readRulebook(json, { expectedDigest })).toMatchObject({ ok: false, diagnostics: [{ code: 'other-digest' }] })
    expect(readRulebook(compiled(), { expectedDigest })).toMatchObject({ ok: true })
  })
})

describe('what is no compiled rulebook is refused, and nothing throws', () => {
  const deep = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
  const json = (): Json => JSON.parse(smallCompiled) as Json
  const throwing = (): never => {
    throw new Error('secret')
  }
  test.each<readonly [string, () => unknown]>([
    ['nothing', () => undefined],
    ['a big number', () => 7n],
    ['100,000 deep', () => holding(`{"rules":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
    ['a format 100,000 deep', () => ({ format: deep(100_000), digest: '' })],
    ['content that is not text', () => ({ ...json(), content: JSON.parse(smallContent) })],
    ['content that is no JSON', () => holding('{')],
    ['content that is nothing', () => holding('null')],
    ['content that is a list', () => holding('[]')],
    ['a getter that throws', () => Object.defineProperty(json(), 'content', { get: throwing, enumerable: true })],
    ['a format that throws', () => Object.defineProperty(json(), 'format', { get: throwing, enumerable: true })],
    ['a proxy that throws', () => new Proxy(json(), { has: throwing })],
    ['a prototype of its own', () => holding(smallContent.replace('"teams":{', '"teams":{"__proto__":"x",'))],
    ['one spelled otherwise', () => holding(smallContent.replace('"teams":{', '"teams":{"\\u005f_proto__":"x",'))],
  ])('%s', (_, make) => {
    const read = readRulebook(make())
    expect(read.ok).toBe(false)
    expect(() => JSON.stringify(read)).not.toThrow()
  })

  test('what answers differently each time it is asked is asked once', () => {
    const other = tampered(j => Object.assign(outcome(j, 'route'), { destination: 'signpost', team: null }))
    let asked = 0
    const twofold = Object.defineProperty(json(), 'content', {
      get: () => (asked++ === 0 ? smallContent : other.content),
      enumerable: true,
    })
    expect(readRulebook(twofold)).toEqual({ ok: true, value: small() })
    expect(asked).toBe(1)
  })
})
