import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isContact } from '../../src/rules/is-contact.js'
import type { FactSpec } from '../../src/rules/vocabulary/fact-spec.js'
import { Contact, factNames, facts } from '../../src/rules/vocabulary/facts.js'
import { contacts } from '../../src/tools/contacts.js'
import { shippedRulebooks } from '../rulebooks.js'
import { runs } from '../runs.js'

const receivedAt = '2026-03-27T16:30:00+00:00'

/** What somebody could write for a fact: values of every fact's own, near misses, and anything. */
const anyValue = fc.oneof(
  fc.constantFrom(...factNames.flatMap((n): readonly unknown[] => facts[n].values)),
  fc.constantFrom(-1, 0, 0.5, 25, 26, 45, 46, 100, 101, 168, 168.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53),
  fc.constantFrom('', 'yes', 'not-tested', receivedAt, '2026-03-27', 'x'.repeat(500), 'x'.repeat(501), ['x'], [], {}),
  fc.array(fc.constantFrom(...facts.concerns.values, 'given', 3), { maxLength: 101 }),
  fc.dictionary(
    fc.constantFrom('referral', 'learning', 'mashReceivedAt', 'reference', '__proto__'),
    fc.constantFrom('given', 3, 'not-tested', receivedAt, undefined),
  ),
  fc.anything({ withNullPrototype: true, withSparseArray: true, withMap: true }),
)

describe('a fact is checked without its schema as with it', () => {
  test.each(factNames)('%s', name => {
    const { schema, accepts }: FactSpec = facts[name]
    fc.assert(
      fc.property(anyValue, value => {
        // The schema passes over `__proto__` in a map and takes what a class made; only with it is that found out.
        const told = accepts(value)
        if (told) expect(schema.safeParse(value).success).toBe(true)
        else if (isData(value)) expect(schema.safeParse(value).success).toBe(false)
      }),
      { numRuns: runs(300) },
    )
  })
})

/** What JSON could say, and without `__proto__`. */
function isData(value: unknown): boolean {
  if (Array.isArray(value)) return Object.keys(value).length === value.length && value.every(isData)
  if (typeof value !== 'object' || value === null) return true
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return false
  return !Object.hasOwn(value, '__proto__') && Object.values(value).every(v => v !== undefined && isData(v))
}

describe('a contact', () => {
  test('that is well formed needs no schema', () => {
    for (const { rulebook } of shippedRulebooks())
      fc.assert(
        fc.property(contacts(rulebook), contact => isContact(contact)),
        { numRuns: runs(200) },
      )
  })

  test('is never taken where the schema would not take it', () => {
    const spoilt = fc
      .record({ receivedAt: fc.constantFrom(receivedAt, undefined, 7) })
      .chain(base =>
        fc
          .dictionary(fc.constantFrom<string>(...factNames, 'level', '__proto__'), anyValue, { maxKeys: 6 })
          .map((more): object => ({ ...base, ...more })),
      )
    fc.assert(
      fc.property(spoilt, contact => {
        if (isContact(contact)) expect(Contact.safeParse(contact)).toMatchObject({ success: true, data: contact })
      }),
      { numRuns: runs(3000) },
    )
  })

  test.each([
    ['a fact that there is none', { receivedAt, weather: 'fair' }],
    ['no receivedAt', { ageYears: 4 }],
    ['receivedAt undefined', { receivedAt: undefined }],
    ['what a class made', Object.assign(new (class Referral {})(), { receivedAt })],
    ['what it inherits', Object.create({ receivedAt })],
  ])('with %s is left to the schema', (_, contact) => {
    expect(isContact(contact)).toBe(false)
  })
})
