import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { runs } from '../runs.js'
import { decided, rulesOf, small, smallText } from '../small.js'

const from = 'when: { level: 4 }, unless: { socialCareStatus: open }, route:'
const atRule = small()
const inSet = small([from, 'when: { level: 4, unless: { socialCareStatus: open } }, route:'])
const listed = small([
  from,
  'when: { any: [{ level: 4, unless: [{ says: the case is open, when: { socialCareStatus: open } }, { says: it is an adult, when: { ageYears: at least 18 } }] }] }, route:',
])

describe('`unless` as a line of a set', () => {
  test('comes to the same as at the rule', () => {
    fc.assert(
      fc.property(contacts(atRule), contact => {
        const [one, other] = [decide(atRule, contact), decide(inSet, contact)]
        expect(other.ok && rulesOf(other.value, 'route')).toEqual(one.ok && rulesOf(one.value, 'route'))
      }),
      { numRuns: runs(200) },
    )
  })

  test('holds the set back only where one of its exceptions is known to apply', () => {
    const routed = (facts: object): readonly string[] =>
      rulesOf(decided(listed, { professionalLevel: 4, ...facts }), 'route')
    expect(routed({})).toEqual(['grave'])
    expect(routed({ socialCareStatus: 'not-known', ageYears: 17 })).toEqual(['grave'])
    expect(routed({ socialCareStatus: 'open' })).toEqual(['held'])
    expect(routed({ ageYears: 18 })).toEqual(['held'])
  })

  test('is read by both evaluators alike', async () => {
    await fc.assert(
      fc.asyncProperty(contacts(listed), async contact => {
        expect(await decideWithEngine(listed, contact)).toEqual(decide(listed, contact))
      }),
      { numRuns: runs(100) },
    )
  })

  test.each([
    ['unless: { unless: { level: 4 } }', 'unless-in-unless'],
    ['unless: { mayBe: { level: 4 } }', 'may-be-in-unless'],
    ['unless: [{ when: { level: 4 } }]', 'wrong-condition'],
  ])('%s is refused', (line, code) => {
    const loaded = loadRulebook(smallText.replace(from, `when: { level: 4, ${line} }, route:`))
    expect(loaded.ok ? [] : loaded.diagnostics.map(d => d.code)).toEqual([code])
  })
})
