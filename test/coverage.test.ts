import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import type { CoverageCase } from '../src/tools/cases/coverage.js'
import { coverage } from '../src/tools/cases/coverage.js'
import { sampleContacts } from '../src/tools/contacts/arbitrary.js'
import floors from './coverage-floors.json' with { type: 'json' }
import { shippedRulebooks } from './rulebooks.js'

vi.setConfig({ testTimeout: 240_000 })

const folder = fileURLToPath(new URL('./cases/', import.meta.url))
const casesOf = (authority: string): CoverageCase[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(f => f.endsWith(`${authority}.yaml`))
    .flatMap(f => parse(readFileSync(`${folder}${f}`, 'utf8')) as Partial<CoverageCase>[])
    .flatMap(c => (c.contact && c.expect ? [{ contact: c.contact, expect: c.expect }] : []))

// The floors only ever rise: a change that lowers one has lost something that a rulebook said or showed.
test.each(shippedRulebooks())('$name covers no less than before', ({ name, rulebook }) => {
  const floor = floors[name as keyof typeof floors]
  const { clauses, indicators, interpretations, rules } = coverage(
    rulebook,
    [...rulebook.examples, ...casesOf(name)],
    sampleContacts(rulebook, 300),
  )
  expect(clauses.missing).toEqual([])
  expect(clauses.encoded).toBeGreaterThanOrEqual(floor.encoded)
  expect(clauses.leftToJudgement.length).toBeLessThanOrEqual(floor.leftToJudgement)
  expect(indicators).toBeGreaterThanOrEqual(floor.indicators)
  expect(interpretations).toBeGreaterThanOrEqual(floor.interpretations)
  expect(rules.withoutWitness).toEqual([])
  expect(rules.notExercised).toEqual([])
})
