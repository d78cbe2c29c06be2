import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalText } from '../../src/rules/language/canonical.js'
import type { Condition } from '../../src/rules/language/condition.js'
import { negate, possibly } from '../../src/rules/language/condition.js'
import type { Operand, Operator, Truth } from '../../src/rules/language/operators.js'
import { operators, splitOperator, UNKNOWN } from '../../src/rules/language/operators.js'
import { readableFacts } from '../../src/rules/vocabulary/readable.js'
import { england } from '../../src/rules/vocabulary/vocabulary.js'

const known = readableFacts(england, ['front-door'], [])
const text = (c: Condition): string => canonicalText(c, known)
const is = (fact: string, operator: Operator, value: Operand): Condition => ({ fact, operator, value })
const inHospital = is('inHospital', 'equal', true)

describe('one text for conditions that come to the same', () => {
  test.each<[string, Condition, Condition]>([
    ['no, and not yes', is('inHospital', 'equal', false), negate(inHospital)],
    [
      'may be no, and not known to be yes',
      possibly(is('inHospital', 'equal', false)),
      negate(is('inHospital', 'known:equal', true)),
    ],
    [
      'a list of choices, and each of them under `any`',
      is('referrer', 'in', ['public', 'family']),
      { any: [is('referrer', 'equal', 'family'), is('referrer', 'equal', 'public')] },
    ],
    [
      'not one choice, and all the others',
      negate(is('referrer', 'equal', 'public')),
      is('referrer', 'in', ['family', 'professional']),
    ],
    [
      'the order of parts',
      { all: [inHospital, is('level', 'equal', 3)] },
      { all: [is('level', 'equal', 3), inHospital] },
    ],
    ['a part said twice', { all: [inHospital, inHospital] }, inHospital],
    ['a set inside a set', { any: [inHospital, { any: [inHospital] }] }, inHospital],
  ])('%s', (_, one, other) => expect(text(one)).toBe(text(other)))

  test.each<[string, Condition, Condition]>([
    ['yes and no', inHospital, negate(inHospital)],
    ['known and perhaps', inHospital, possibly(inHospital)],
    ['given and yes', inHospital, is('inHospital', 'given', true)],
    [
      'a team that is not one of many, which may be missing',
      negate(is('team', 'equal', 'front-door')),
      is('team', 'equal', 'none'),
    ],
    [
      // Where the level is only known to be 3 or 4, the first is known to hold and the second is not.
      'bounds and a list of numbers',
      is('level', 'greaterThanInclusive', 3),
      is('level', 'in', [3, 4]),
    ],
  ])('and another for %s', (_, one, other) => expect(text(one)).not.toBe(text(other)))

  test('conditions of one text are never told apart by a contact', () => {
    const atom = fc.oneof(
      fc.record({
        fact: fc.constantFrom('inHospital', 'unborn'),
        operator: fc.constantFrom<Operator>('equal', 'notEqual', 'mayBe:equal', 'known:notEqual', 'given'),
        value: fc.boolean(),
      }),
      fc.record({
        fact: fc.constant('referrer'),
        operator: fc.constantFrom<Operator>('in', 'notIn', 'mayBe:in', 'known:notIn'),
        value: fc.subarray(['professional', 'public', 'family'], { minLength: 1 }),
      }),
    )
    const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
      condition: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        atom,
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      ),
    }))
    const contacts = [undefined, true, false].flatMap(hospital =>
      [undefined, true, false].flatMap(unborn =>
        [undefined, 'professional', 'public', 'family'].map(referrer => ({ inHospital: hospital, unborn, referrer })),
      ),
    )
    const answers = (c: Condition): string => contacts.map(contact => truthOf(c, contact)).join('')
    const byText = new Map<string, { readonly condition: Condition; readonly answers: string }>()
    let again = 0
    fc.assert(
      fc.property(condition, c => {
        const before = byText.get(text(c))
        if (before) {
          again++
          expect(answers(c), JSON.stringify([before.condition, c])).toBe(before.answers)
        } else byText.set(text(c), { condition: c, answers: answers(c) })
      }),
      { numRuns: 4000, seed: 7 },
    )
    expect(again).toBeGreaterThan(500)
  })
})

function truthOf(c: Condition, contact: Readonly<Record<string, boolean | string | undefined>>): Truth {
  if ('all' in c) return Math.min(2, ...c.all.map(p => truthOf(p, contact))) as Truth
  if ('any' in c) return Math.max(0, ...c.any.map(p => truthOf(p, contact))) as Truth
  const { base, unknownAs } = splitOperator(c.operator)
  const truth = operators[base].test(contact[c.fact], c.value)
  return truth === UNKNOWN ? unknownAs : truth
}
