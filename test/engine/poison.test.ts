import { describe, expect, test } from 'vitest'
import { contactError, decide } from '../../src/engine/decide/decide.js'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { explain } from '../../src/engine/explain/explain.js'
import { nearest } from '../../src/rules/suggest.js'
import { compareAuthorities } from '../../src/tools/authorities/compare-authorities.js'
import { shippedRulebooks } from '../rulebooks.js'
import { receivedAt } from '../small.js'

const shipped = shippedRulebooks().map(s => s.rulebook)
const camden = shipped.find(r => r.authority === 'camden') ?? shipped[0]
if (!camden) throw new Error('no rulebook is shipped')

// What a refusal may take of a processor; the best of five tries, since a busy machine proves nothing.
const mostMs = 50
const quickest = (work: () => unknown): number =>
  Math.min(
    ...[1, 2, 3, 4, 5].map(() => {
      const begun = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(begun)
      return (user + system) / 1000
    }),
  )

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(depth)}${close.repeat(depth)}`)
const nestedMaps = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const cyclic = (): unknown => {
  const list: unknown[] = []
  list.push(list)
  return list
}
const throwing = (): never => {
  throw new Error('secret of the getter')
}
const letters = (nth: number): string =>
  nth +
  Array.from({ length: 50 }, (_, i) => String.fromCharCode(97 + ((nth * 7 + i * i * 3 + ((nth * i) % 11)) % 26))).join(
    '',
  )
const unknownIds = Array.from({ length: 2000 }, (_, i) => letters(i))
const othersIds = shipped.filter(r => r !== camden).flatMap(r => r.indicators.map(i => i.id))

/** Values that no fact can have. */
const values: readonly (readonly [string, () => unknown])[] = [
  ['lists, 5,000 deep', () => nested(5000, '[', ']')],
  ['lists, 100,000 deep', () => nested(100_000, '[', ']')],
  ['maps, 5,000 deep', () => nestedMaps(5000)],
  ['maps, 100,000 deep', () => nestedMaps(100_000)],
  ['a big number', () => 7n],
  ['a cycle', cyclic],
  ['a throwing toJSON', () => ({ toJSON: throwing })],
  ['a throwing toString', () => ({ toString: throwing, [Symbol.toPrimitive]: throwing })],
  ['a typed array', () => new Uint8Array(100_000)],
  ['a date', () => new Date(0)],
  ['a map', () => new Map([['a', 1]])],
  ['a symbol', () => Symbol('x')],
  ['a function', () => throwing],
  ['a getter that throws', () => Object.defineProperty({}, 'referral', { get: throwing, enumerable: true })],
  ['a list of getters that throw', () => Object.defineProperty([1], 0, { get: throwing })],
  ['a proxy that throws', () => new Proxy({}, { getPrototypeOf: throwing, ownKeys: throwing, get: throwing })],
  ['a proxy of a list without end', () => new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 40 : 'x') })],
  ['a list of 100,000 texts', () => Array(100_000).fill('x')],
  ['a map of 10,000 names', () => Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`name${i}`, 1]))],
  ['a text of a million letters', () => 'x'.repeat(1_000_000)],
]

describe('one poisonous value is refused like any other mistake', () => {
  test.each(values)('%s', (_, make) => {
    for (const fact of [
      'reference',
      'riskOfSignificantHarm',
      'ageYears',
      'consent',
      'concerns',
      'indicators',
      'consentFor',
      'events',
      'functionalNeeds',
      'receivedAt',
      'moon',
    ]) {
      const value = make()
      if (fact === 'reference' && typeof value === 'string' && value.length <= 500) continue
      const contact = { receivedAt, [fact]: value }
      for (const ask of [decide, explain, evaluate]) {
        const result = ask(camden, contact)
        expect(result.ok, fact).toBe(false)
        if (result.ok) continue
        const error = contactError(result.diagnostics)
        expect(error.message.length, error.message.slice(0, 2000)).toBeLessThan(6000)
        expect(error.message).not.toContain('secret')
        expect(() => JSON.stringify(result)).not.toThrow()
      }
      expect(
        quickest(() => decide(camden, contact)),
        fact,
      ).toBeLessThan(mostMs)
    }
  })

  test.each<readonly [string, () => unknown]>([
    ['a proxy that throws', () => new Proxy({ receivedAt }, { ownKeys: throwing })],
    ['a proxy whose prototype throws', () => new Proxy({ receivedAt }, { getPrototypeOf: throwing })],
    [
      'a proxy that was revoked',
      () => {
        const { proxy, revoke } = Proxy.revocable({ receivedAt }, {})
        revoke()
        return proxy
      },
    ],
    ['a getter that throws', () => Object.defineProperty({}, 'receivedAt', { get: throwing, enumerable: true })],
    ['a symbol', () => Symbol('contact')],
    ['a big number', () => 7n],
    ['a date', () => new Date(0)],
    ['a map', () => new Map([['receivedAt', receivedAt]])],
    ['lists, 100,000 deep', () => nested(100_000, '[', ']')],
    ['maps, 100,000 deep', () => nestedMaps(100_000)],
  ])('as is a contact that is %s', (_, make) => {
    for (const ask of [decide, explain, evaluate]) {
      const result = ask(camden, make())
      expect(result.ok).toBe(false)
      expect(() => JSON.stringify(result)).not.toThrow()
    }
  })

  test('a fact named like a part of every object is unknown, and said to be', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      for (const value of [true, {}, { a: 1 }, [1], null]) {
        const contact: unknown = JSON.parse(`{"receivedAt":"${receivedAt}","${name}":${JSON.stringify(value)}}`)
        const result = decide(camden, contact)
        expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'unknown-fact', path: [name] }] })
      }
    }
  })
})

describe('a contact is read once', () => {
  test('what a getter says later changes nothing', () => {
    let asked = 0
    const contact = {
      receivedAt,
      get riskOfSignificantHarm() {
        asked++
        return asked === 1
      },
    }
    expect(decide(camden, contact)).toMatchObject({ ok: true, value: { level: 4, basis: 'section-47' } })
    expect(asked).toBe(1)
  })

  test('what a proxy says later changes nothing', () => {
    const seen = new Map<PropertyKey, number>()
    const contact = new Proxy(
      { receivedAt, concerns: ['trafficking'], riskOfSignificantHarm: true },
      {
        get: (target, key) => {
          seen.set(key, (seen.get(key) ?? 0) + 1)
          return (seen.get(key) ?? 0) > 1 ? { nonsense: true } : Reflect.get(target, key)
        },
      },
    )
    expect(decide(camden, contact)).toMatchObject({ ok: true, value: { level: 4, basis: 'section-47' } })
  })

  test('facts that a class answers for are not passed over', () => {
    class Referral {
      readonly receivedAt = receivedAt
      get riskOfSignificantHarm(): boolean {
        return true
      }
    }
    expect(decide(camden, new Referral())).toMatchObject({ ok: true, value: { level: 4 } })
  })

  test('what every object is given besides is no fact of a contact', () => {
    const polluted = Object.prototype as { riskOfSignificantHarm?: boolean }
    const before = decide(camden, { receivedAt })
    polluted.riskOfSignificantHarm = false
    try {
      expect(decide(camden, { receivedAt })).toEqual(before)
    } finally {
      delete polluted.riskOfSignificantHarm
    }
  })

  test('nothing of the caller is changed or frozen', () => {
    const contact = { receivedAt, concerns: ['trafficking'], consentFor: { referral: 'given' }, indicators: [] }
    const before = JSON.stringify(contact)
    decide(camden, contact)
    explain(camden, contact)
    expect(JSON.stringify(contact)).toBe(before)
    for (const part of [contact, ...Object.values(contact)])
      expect(Object.isFrozen(part) && typeof part === 'object').toBe(false)
  })
})

describe('mistakes without number', () => {
  const many: readonly (readonly [string, unknown, number])[] = [
    ['2,000 indicators that nobody knows', { indicators: unknownIds }, 2000],
    ['as many absent ones as well', { indicators: unknownIds, indicatorsAbsent: unknownIds }, 4000],
    ['the indicators of all other authorities', { indicators: othersIds }, othersIds.length],
    [
      '4,000 unknown facts',
      Object.fromEntries(
        unknownIds.flatMap(id => [
          [id, 1],
          [`${id}x`, 2],
        ]),
      ),
      4000,
    ],
    [
      '100 unknown words in each list',
      { concerns: unknownIds.slice(0, 100), planConcerns: unknownIds.slice(0, 100) },
      200,
    ],
  ]
  test.each(many)('%s: some are told in full, the rest are counted, at once', (_, facts, count) => {
    const contact = { receivedAt, ...(facts as object) }
    const result = decide(camden, contact)
    if (result.ok) throw new Error('it is decided')
    expect(result.diagnostics).toHaveLength(21)
    expect(result.diagnostics.at(-1)).toMatchObject({ code: 'more-mistakes', message: `and ${count - 20} more` })
    expect(quickest(() => decide(camden, contact))).toBeLessThan(mostMs)
    expect(quickest(() => explain(camden, contact))).toBeLessThan(mostMs)
  })

  test('are refused at once under every authority too', () => {
    for (const contact of [
      { receivedAt, indicators: unknownIds },
      { receivedAt, indicators: othersIds.slice(0, 2000) },
    ])
      expect(quickest(() => compareAuthorities(shipped, contact))).toBeLessThan(mostMs * shipped.length)
  })

  test('a word is suggested as before, however it is mistyped', () => {
    expect(nearest('ageYeras', ['receivedAt', 'ageYears'])).toBe('ageYears')
    expect(nearest('riskofsignificantharm', ['riskOfSignificantHarm'])).toBe('riskOfSignificantHarm')
    expect(nearest('planStartdAt', ['planStartedAt', 'caseClosedAt'])).toBe('planStartedAt')
    expect(nearest('home-l3', ['home-l2-damp', 'home-l2-cold'])).toBeNull()
    expect(nearest('a'.repeat(101), ['a'.repeat(100)])).toBeNull()
  })
})
