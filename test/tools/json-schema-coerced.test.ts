import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { factNames } from '../../src/rules/vocabulary/contact-type.js'
import { england } from '../../src/rules/vocabulary/vocabulary.js'
import { ContactSchema } from '../../src/schema/contact-schema.js'
import { rulebookIds } from '../../src/tools/authoring/rulebook-ids.js'
import { contactSchema } from '../../src/tools/authoring/rulebook-schema.js'
import { casesOf } from '../case-files.js'
import { smallText } from '../small.js'

const { areaNames: functionalAreas, eventNames, purposeNames: purposes } = england

// What web servers do before a handler sees a body: values are made to fit their type, and names that are not known are dropped.
const settings = { removeAdditional: true, useDefaults: true, strict: false } as const
const validators = ([true, 'array'] as const).flatMap(coerceTypes =>
  [
    new Ajv({ ...settings, coerceTypes }).compile(contactSchema('7')),
    new Ajv2020({ ...settings, coerceTypes }).compile(contactSchema('2020-12')),
    new Ajv2020({ ...settings, coerceTypes, allErrors: true }).compile(contactSchema('2020-12')),
  ].map(validate => ({ coerceTypes, validate })),
)
const receivedAt = '2026-01-13T10:00:00+00:00'
const empty = [null, true, false, 0, 1, '', ' ', [], {}, [null], [false]]

/** What comes out of every validator that lets a contact pass. */
const passed = (contact: object): readonly unknown[] =>
  validators.flatMap(({ validate }) => {
    const body = structuredClone(contact)
    return validate(body) ? [body] : []
  })

describe('a validator that changes what it checks', () => {
  test('refuses what is no answer, and makes no answer of it', () => {
    const places = [
      ...factNames.map(name => (value: unknown) => ({ receivedAt, [name]: value })),
      ...eventNames.map(name => (value: unknown) => ({ receivedAt, events: { [name]: value } })),
      ...purposes.map(name => (value: unknown) => ({ receivedAt, consentFor: { [name]: value } })),
      ...functionalAreas.map(name => (value: unknown) => ({ receivedAt, functionalNeeds: { [name]: value } })),
    ]
    let refused = 0
    for (const put of places)
      for (const value of empty) {
        const contact = put(value)
        const out = passed(contact)
        if (ContactSchema.safeParse(contact).success) for (const body of out) expect(body).toEqual(contact)
        // A number may be read as the text of a name of one's own; nothing else passes.
        else if (out.length > 0)
          expect(['reference', 'indicators', 'indicatorsAbsent']).toContain(Object.keys(contact)[1])
        else refused++
        if (value !== '')
          for (const body of out)
            expect(Object.values(body as object).flat(), JSON.stringify(contact)).not.toContain('')
      }
    expect(refused).toBeGreaterThan(700)
  })

  test('refuses a misspelt name and drops none', () => {
    for (const contact of [
      { receivedAt, riskOfSignificantHam: true },
      { receivedAt, events: { strategyDiscussion: receivedAt } },
      { receivedAt, consentFor: { refferal: 'given' } },
      { receivedAt, functionalNeeds: { sight: 2 } },
    ])
      expect(passed(contact), JSON.stringify(contact)).toEqual([])
  })

  test('lets every contact of the cases pass as it is', () => {
    const all = ['bucks', 'camden', 'lancashire', 'tower-hamlets']
      .flatMap(name => casesOf(name).map(c => c.contact))
      .filter(c => ContactSchema.safeParse(c).success)
    expect(all.length).toBeGreaterThan(1000)
    for (const contact of all) {
      const out = passed(contact)
      expect(out.length, JSON.stringify(contact)).toBe(validators.length)
      for (const body of out) expect(body).toEqual(contact)
    }
  })

  test('keeps to the indicators of one rulebook', () => {
    const ids = rulebookIds(parse(smallText))
    const validate = new Ajv({ ...settings, coerceTypes: 'array' }).compile(contactSchema('7', ids))
    expect(validate({ receivedAt, indicators: ['home-l2-damp'] })).toBe(true)
    expect(validate({ receivedAt, indicators: ['home-l2-dry'] })).toBe(false)
  })
})
