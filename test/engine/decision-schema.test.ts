import { describe, expect, expectTypeOf, test } from 'vitest'
import type * as z from 'zod'
import { decide } from '../../src/engine/decide/decide.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { DecisionSchema, decisionSchema } from '../../src/schema/decision-schema.js'
import { casesOf } from '../case-files.js'
import { shippedRulebooks } from '../rulebooks.js'
import { decided, small } from '../small.js'

describe.each(shippedRulebooks())('the schema of decisions: $name', ({ name, rulebook }) => {
  const cases = [...rulebook.examples, ...casesOf(name)]
  const schema = decisionSchema(vocabularyOf(rulebook))

  test('holds every decision of every case', () => {
    const decisions = cases.map(c => decide(rulebook, c.contact)).flatMap(r => (r.ok ? [r.value] : []))
    expect(decisions.length).toBeGreaterThan(20)
    for (const decision of decisions) expect(schema.safeParse(decision).error?.issues ?? []).toEqual([])
  })

  test('holds a decision that has been written and read again', () => {
    for (const { contact } of cases) {
      const result = decide(rulebook, contact)
      if (!result.ok) continue
      const read = JSON.parse(JSON.stringify(result.value)) as unknown
      expect(schema.parse(read)).toEqual(read)
    }
  })
})

describe('the schema of decisions', () => {
  const decision = decided(small(), { riskOfSignificantHarm: true, channel: 'telephone' })

  test('is the type of a decision', () => {
    type Checked = z.infer<typeof DecisionSchema>
    expectTypeOf<keyof Decision['route']>().toEqualTypeOf<keyof Checked['route']>()
    expectTypeOf<keyof Decision['consents'][number]>().toEqualTypeOf<keyof Checked['consents'][number]>()
    expectTypeOf<keyof Decision['deadlines'][number]>().toEqualTypeOf<keyof Checked['deadlines'][number]>()
    expectTypeOf<Decision['actions']>().toEqualTypeOf<Checked['actions']>()
    expectTypeOf<Decision['notices']>().toEqualTypeOf<Checked['notices']>()
    expectTypeOf<keyof Decision>().toEqualTypeOf<keyof z.infer<typeof DecisionSchema>>()
  })

  test('holds a decision without reasons and unknowns', () => {
    const result = decide(small(), { receivedAt: '2026-03-27T16:30:00Z' }, { rationale: false, unknowns: false })
    expect(result.ok && DecisionSchema.safeParse(result.value).success).toBe(true)
  })

  test.each([
    ['a field that is not there', { ...decision, colour: 'blue' }],
    ['a field of a route that is not there', { ...decision, route: { ...decision.route, colour: 'blue' } }],
    ['a level that is none', { ...decision, level: 5 }],
    ['a destination that is none', { ...decision, route: { ...decision.route, destination: 'the-moon' } }],
    ['a date in other words', { ...decision, deadlines: [{ ...decision.deadlines[0], dueDate: 'tomorrow' }] }],
    ['an unknown fact that is none', { ...decision, unknowns: [{ ...decision.unknowns?.[0], fact: 'colour' }] }],
    ['nothing', {}],
  ])('refuses %s', (_, wrong) => {
    expect(DecisionSchema.safeParse(wrong).success).toBe(false)
  })
})
