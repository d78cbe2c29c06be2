import { describe, expect, test } from 'vitest'
import type { Atom } from '../../src/rules/language/condition.js'
import { atomWords, conditionWords, knownWords, observedWords } from '../../src/rules/language/condition-words.js'
import type { Observed, Operator, OperatorName } from '../../src/rules/language/operators.js'
import { evaluateOperator, operators } from '../../src/rules/language/operators.js'
import type { Readable } from '../../src/rules/vocabulary/readable.js'
import { readableFacts } from '../../src/rules/vocabulary/readable.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { shippedRulebooks } from '../rulebooks.js'

const books = shippedRulebooks().map(({ name, rulebook }) => ({
  name,
  rulebook,
  readable: readableFacts(vocabularyOf(rulebook), Object.keys(rulebook.teams), Object.keys(rulebook.entries)),
}))

const pairs = <T>(values: readonly T[]): readonly (readonly T[])[] =>
  values.flatMap((a, i) => values.slice(i + 1).map(b => [a, b]))

/** Everything that can be asked of a fact, with every value; of several values, every pair. */
function atomsAbout(fact: string, { kind, values }: Readable): readonly Atom[] {
  const numbers = values.length > 0 ? values : [0, 1, 2, 16]
  const asked: Readonly<Record<string, readonly [readonly OperatorName[], readonly Atom['value'][]][]>> = {
    boolean: [
      [
        ['equal', 'notEqual'],
        [true, false],
      ],
    ],
    choice: [
      [['equal', 'notEqual'], values],
      [['in', 'notIn'], pairs(values) as readonly Atom['value'][]],
    ],
    number: [
      [['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'], numbers],
      [['in', 'notIn'], pairs(numbers) as readonly Atom['value'][]],
    ],
    list: [
      [['contains', 'doesNotContain'], values],
      [['isEmpty', 'isNotEmpty'], [true]],
    ],
    event: [],
  }
  const kindOf = kind in asked ? asked[kind] : []
  const given: readonly [readonly OperatorName[], readonly Atom['value'][]] = [['given', 'notGiven'], [true]]
  return [...(kindOf ?? []), given].flatMap(([names, operands]) =>
    names.flatMap(name =>
      operands.flatMap(value =>
        (name.endsWith('iven') ? [name] : ([name, `mayBe:${name}`, `known:${name}`] as Operator[])).map(
          (operator): Atom => ({ fact, operator: operator as Operator, value }),
        ),
      ),
    ),
  )
}

/** What could be known of a fact. */
function stateOf({ kind, values }: Readable): readonly Observed[] {
  switch (kind) {
    case 'boolean':
      return [undefined, true, false]
    case 'choice':
      return [undefined, ...values]
    case 'number':
      return [undefined, ...Array.from({ length: 41 }, (_, n) => n / 2)]
    case 'list': {
      const list = (present: readonly string[], complete: boolean) => ({
        present,
        absent: [],
        complete,
        given: complete,
      })
      const texts = values.map(String)
      return [undefined, list([], true), ...texts.flatMap(v => [list([v], true), list([v], false)])]
    }
    default:
      return [undefined, 'given']
  }
}

/** What a test makes of everything that could be known: two tests that agree on all of it are one. */
const meaning = (atom: Atom, readable: Readable): string =>
  `${atom.fact} ${stateOf(readable)
    .map(x => evaluateOperator(atom.operator, x, atom.value))
    .join('')}`

describe.each(books)('conditions in words: $name', ({ rulebook, readable }) => {
  test('no two that differ read alike', () => {
    const read = new Map<string, string>()
    let tried = 0
    for (const [fact, about] of readable)
      for (const atom of atomsAbout(fact, about)) {
        const words = atomWords(rulebook, atom)
        const before = read.get(words)
        const now = meaning(atom, about)
        expect(before ?? now, `${JSON.stringify(atom)}: ${words}`).toBe(now)
        read.set(words, now)
        tried++
      }
    expect(tried).toBeGreaterThan(1500)
  })

  test('no two counts, and no two indicators, that differ read alike', () => {
    const read = new Map<string, string>()
    const counts = Object.keys(rulebook.counts).flatMap(fact =>
      (['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const).flatMap(
        operator => [1, 2, 3].map((value): Atom => ({ fact, operator, value })),
      ),
    )
    for (const atom of counts) {
      const words = atomWords(rulebook, atom)
      const now = JSON.stringify([rulebook.counts[atom.fact], atom.operator, atom.value])
      expect(read.get(words) ?? now, words).toBe(now)
      read.set(words, now)
    }
  })

  test('every condition of the rules reads as a sentence, with no id and no list of nothing', () => {
    for (const rule of rulebook.rules)
      for (const condition of [rule.when, ...(rule.unless ? [rule.unless] : [])]) {
        const words = conditionWords(rulebook, condition)
        expect(words, rule.id).not.toMatch(
          /[~{}|*]|undefined|\[object|\b(are|is) (some|none)\b|\w: (yes|no)(, or not known)?([;)]|$)/,
        )
        expect(words.replace(/"[^"]*"/g, ''), rule.id).not.toMatch(/\b[a-z]+[A-Z][a-z]+/)
      }
  })
})

describe('what is known, and what is not', () => {
  const [{ rulebook, readable }] = books.filter(b => b.name === 'lancashire') as [(typeof books)[number]]
  test('what is not known reads like no value, and like no condition but that it is not known', () => {
    const values = new Set<string>()
    for (const [fact, about] of readable)
      for (const atom of atomsAbout(fact, about))
        if (!atom.operator.endsWith('otGiven')) values.add(atomWords(rulebook, atom))
    const unknown = [...readable.keys()].map(fact => observedWords(rulebook, fact, null))
    expect(new Set(unknown).size).toBe(readable.size)
    for (const words of unknown) {
      expect(values, words).not.toContain(words)
      expect(words).toMatch(/not known/)
    }
  })

  test('no value says that it is not known', () => {
    for (const [fact, { kind, values }] of readable)
      for (const value of kind === 'boolean' ? [true, false] : values) {
        const words = observedWords(rulebook, fact, kind === 'list' ? [value] : value)
        expect(words, fact).not.toMatch(/not known|unknown/)
        expect(words, fact).not.toBe(knownWords(vocabularyOf(rulebook), fact, false))
      }
  })

  test.each<readonly [string, unknown, string]>([
    ['socialCareStatus', 'not-known', 'social care has no record of the family'],
    ['socialCareStatus', null, 'what social care knows of the family is not known'],
    ['riskOfSignificantHarm', false, 'there is no risk of significant harm'],
    ['riskOfSignificantHarm', null, 'it is not known whether there is a risk of significant harm'],
    ['familyEngagement', 'none', 'the family does not engage at all'],
    ['concerns', [], 'the contact raises none of the listed concerns'],
    ['concerns', ['disability', 'young-carer'], 'the contact raises disability and a young carer'],
    ['seekingConsentWould', null, 'what asking for consent would do is not known'],
    ['events.strategyDiscussionAt', null, 'the date of the strategy discussion is not known'],
    ['ageYears', 7, 'the age is 7'],
  ])('%s %j: %s', (fact, observed, words) => {
    expect(observedWords(rulebook, fact, observed)).toBe(words)
  })

  test('every operator has its words', () => {
    const used = new Set<string>()
    for (const [fact, about] of readable)
      for (const { operator } of atomsAbout(fact, about)) used.add(operator.replace(/^.*:/, ''))
    expect([...used].sort()).toEqual(Object.keys(operators).sort())
    expect(readable.size).toBeGreaterThan(80)
  })
})
