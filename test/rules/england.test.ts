import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { englandLaw } from '../../src/rules/reading/layers/england-law.js'
import { englandWords } from '../../src/rules/vocabulary/england.js'
import { consentAnswers, moments } from '../../src/rules/vocabulary/fixed.js'
import { ownersOf } from '../../src/rules/vocabulary/own-facts.js'
import { said } from '../../src/rules/vocabulary/said.js'
import { england, vocabularyOf, vocabularyOfWords } from '../../src/rules/vocabulary/vocabulary.js'
import { shippedRulebooks } from '../rulebooks.js'

const folder = fileURLToPath(new URL('../../rules/', import.meta.url))
const read = (file: string): Record<string, unknown> => parse(readFileSync(`${folder}${file}`, 'utf8')) as never

describe("England's words", () => {
  test('are the module that the compiler knows: build again where they differ', () => {
    const { vocabulary: _, law, sources, clauses, deadlines, rules, ...words } = read('england.yaml')
    expect(englandWords).toEqual(words)
    expect(englandLaw).toEqual({ law, sources, clauses, deadlines, rules })
  })

  test('know of every authority what it declares for itself', () => {
    const declared = readdirSync(folder)
      .filter(f => f.endsWith('.yaml') && f !== 'england.yaml')
      .flatMap(f => Object.keys((read(f).facts ?? {}) as object))
    expect(declared.length).toBeGreaterThan(0)
    expect(Object.keys(ownersOf)).toEqual(expect.arrayContaining(declared))
  })

  test.each([
    ['england', england] as const,
    ...shippedRulebooks().map(b => [b.name, vocabularyOf(b.rulebook)] as const),
  ])(
    'of %s: every fact has a question, and a sentence that reads otherwise when it is denied',
    (_, { facts, latestOf }) => {
      for (const [name, { question, kind, says, words, moment, askedFrom }] of Object.entries(facts)) {
        expect(question, name).toMatch(/^[A-Z].*\?$/)
        expect(moments.indexOf(askedFrom), name).toBeLessThanOrEqual(moments.indexOf(moment))
        const clauses =
          kind === 'boolean'
            ? [says ?? '']
            : words
              ? words.says === null
                ? Object.values(words.values)
                : [words.says]
              : []
        for (const clause of clauses) expect(said(clause, true), name).not.toBe(said(clause, false))
        if (words) expect(words.says === null || words.says.includes('*'), name).toBe(true)
      }
      for (const of of Object.values(latestOf)) for (const fact of of) expect(facts[fact]).toBeDefined()
      expect(facts.consent?.values).toEqual(consentAnswers)
    },
  )

  test('grade every place once', () => {
    expect(england.protection.flat().sort()).toEqual([...england.destinationNames].sort())
  })
})

test.each([
  [
    'has another kind',
    { ageYears: { ask: 'Is the child young?', label: 'young', says: 'the child is~ young' } },
    'boolean',
  ],
  ['is not there', { consent: undefined }, 'nothing'],
])('a fact that the engine knows by name and that %s is told at once', (_, change, found) => {
  const words = { ...englandWords, facts: { ...englandWords.facts, ...change } }
  const facts = Object.fromEntries(Object.entries(words.facts).filter(([, fact]) => fact !== undefined))
  expect(() => vocabularyOfWords({ ...words, facts, implies: [] } as never, new Set())).toThrow(
    new RegExp(`the engine reads .* the vocabulary has it as ${found}`),
  )
})
