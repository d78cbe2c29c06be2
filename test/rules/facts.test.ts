import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWellFormed, reportFaults } from '../../src/engine/contact/contact-faults.js'
import { plainContact } from '../../src/engine/contact/plain-contact.js'
import { factNames, facts } from '../../src/rules/vocabulary/contact-type.js'
import { england, vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { ContactSchema } from '../../src/schema/contact-schema.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { shippedRulebooks } from '../rulebooks.js'
import { runs } from '../runs.js'

const receivedAt = '2026-03-27T16:30:00+00:00'

/** The schema of a contact that says one thing beside when it came. */
const accepts = (name: string, value: unknown): boolean =>
  ContactSchema.safeParse({ receivedAt, [name]: value }).success

const isContact = (contact: object): boolean => isWellFormed(england, plainContact(england, contact).facts)

/** Whether the plain check says what is wrong. */
function isTold(contact: object): boolean {
  let told = 0
  reportFaults(england, plainContact(england, contact).facts, () => {
    told++
  })
  return told > 0
}

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
    const spec = facts[name]
    fc.assert(
      fc.property(anyValue, value => {
        // The schema passes over `__proto__` in a map and takes what a class made; only with it is that found out.
        const told = spec.accepts(value)
        if (told) expect(accepts(name, value)).toBe(true)
        else if (isData(value) && value !== undefined) expect(accepts(name, value)).toBe(false)
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
        fc.property(contacts(rulebook), contact => isWellFormed(vocabularyOf(rulebook), contact)),
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
        if (isContact(contact)) expect(ContactSchema.safeParse(contact)).toMatchObject({ success: true, data: contact })
        else expect(isTold(contact)).toBe(true)
      }),
      { numRuns: runs(3000) },
    )
  })

  test.each([
    ['a fact that there is none', { receivedAt, weather: 'fair' }],
    ['no receivedAt', { ageYears: 4 }],
    ['receivedAt undefined', { receivedAt: undefined }],
  ])('with %s is not well formed', (_, contact) => {
    expect(isContact(contact)).toBe(false)
  })
})
