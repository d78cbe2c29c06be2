import { describe, expect, it } from 'vitest'
import type { Atom, Condition } from '../../src/rules/language/condition.js'
import { agePhrase, withoutAge } from '../../src/tools/pages/families/age-words.js'
import { familyCondition } from '../../src/tools/pages/families/family-words.js'
import { writeMarkdown } from '../../src/tools/pages/write/markdown.js'
import { small } from '../small.js'
import { documented } from './documented.js'

const atom = (fact: string, operator: Atom['operator'], value: Atom['value']): Atom => ({ fact, operator, value })
const age = (operator: Atom['operator'], value: number): Atom => atom('ageYears', operator, value)
const able = atom('gillickCompetent', 'equal', true)
const harm = atom('riskOfSignificantHarm', 'equal', true)

describe('the ages that a condition asks for', () => {
  it.each<[string | null, Condition]>([
    ['16 and over', age('greaterThanInclusive', 16)],
    ['19 and over', age('greaterThan', 18)],
    ['up to 12', age('lessThan', 13)],
    ['19', age('equal', 19)],
    ['16 to 17', { all: [age('greaterThanInclusive', 16), age('lessThanInclusive', 17), harm] }],
    ['13 to 15 and able to understand the decision', { all: [age('greaterThan', 12), age('lessThan', 16), able] }],
    ['not able to understand the decision', atom('gillickCompetent', 'notEqual', true)],
    ['unborn', atom('unborn', 'equal', true)],
    ['19, or up to 3', { any: [age('equal', 19), age('lessThanInclusive', 3)] }],
    // One way that asks for no age is open to every age.
    [null, { any: [age('equal', 19), harm] }],
    [null, harm],
    [null, age('mayBe:lessThan', 18)],
  ])('are %s', (words, condition) => {
    expect(agePhrase(condition)).toBe(words)
  })

  it('can be taken out of it', () => {
    expect(withoutAge({ all: [age('equal', 3), harm] })).toEqual({ all: [harm] })
    expect(withoutAge({ all: [age('equal', 3), able] })).toEqual({ all: [] })
    expect(withoutAge({ any: [age('equal', 3), harm] })).toEqual({ any: [age('equal', 3), harm] })
  })
})

describe('a condition for a family', () => {
  const rulebook = small()
  it.each<[string, string | null, Condition]>([
    ['says the same thing once', 'a child may be seriously harmed', { any: [harm, atom('rag', 'equal', 'red')] }],
    [
      'leaves out what holds unless it is known not to',
      'a child is in danger now',
      { all: [atom('immediateDanger', 'equal', true), atom('residentInArea', 'mayBe:equal', true)] },
    ],
    [
      'begins once what begins alike',
      'asking you could put a child in danger or spoil an investigation',
      {
        any: [
          atom('seekingConsentWould', 'contains', 'increase-risk'),
          atom('seekingConsentWould', 'contains', 'prejudice-investigation'),
        ],
      },
    ],
    [
      'keeps together what belongs together',
      'a child is in danger now, or social workers look at it and you have said no',
      {
        any: [
          atom('immediateDanger', 'equal', true),
          { all: [atom('route', 'in', ['mash', 'social-care']), atom('consent', 'equal', 'refused')] },
        ],
      },
    ],
    [
      'has the words of the rules where there are no plainer ones',
      'the contact came by telephone',
      atom('channel', 'equal', 'telephone'),
    ],
    ['is nothing where nothing is said', null, { all: [] }],
  ])('%s', (_, words, condition) => {
    expect(familyCondition(rulebook, condition)).toBe(words)
  })
})

describe.each(documented)('the page for families of $name', ({ rulebook, pages }) => {
  const text = writeMarkdown(pages).find(p => p.path === 'for-families.md')?.text ?? ''

  it('has an answer for each rule on consent', () => {
    const rules = rulebook.rules.filter(r => r.stage === 'consent').map(r => r.id)
    expect([...text.matchAll(/\[The rule\]\(consent\.md#rule-([^)]+)\)/g)].map(m => m[1])).toEqual(rules)
  })

  it('uses no word of the trade and no long sentence', () => {
    const plain = text.replace(/<[^>]*>|\]\([^)]*\)|[*[]/g, '')
    expect(
      plain.match(
        /\b(basis|section|Gillick|entry|threshold|MASH|route|indicators?|undefined|null|sought|practitioner)\b/g,
      ),
    ).toBeNull()
    const long = plain.split(/[.:\n]/).filter(s => s.trim().split(/\s+/).length > 32)
    expect(long).toEqual([])
  })
})
