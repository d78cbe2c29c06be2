import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { contactSchema } from '../../src/schema/contact-schema.js'
import { readCases } from '../../src/tools/cases/read-cases.js'
import { runCases } from '../../src/tools/cases/run-cases.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { checkRulebook } from '../../src/tools/findings/check.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { madeUpCounty } from '../rulebooks.js'
import { patience, runs } from '../runs.js'

vi.setConfig({ testTimeout: patience * 4 })

const file = (name: string): string =>
  readFileSync(new URL(`../../examples/rulebooks/${name}`, import.meta.url), 'utf8')
const county = madeUpCounty()

test('every case of the made-up county comes out as expected, and together they exercise every rule that reads signs or history', () => {
  const cases = readCases(file('made-up-county.cases.yaml'))
  if (!cases.ok) throw new Error(JSON.stringify(cases.diagnostics))
  expect(cases.value.length).toBeGreaterThan(8)
  const report = runCases(
    county,
    cases.value.map(c => ({ ...c, from: 'made-up-county.cases.yaml' })),
    true,
  )
  expect(report.failed).toEqual([])
  const idle = report.rules?.notExercised.map(r => r.rule) ?? []
  expect(idle.filter(id => ['several-areas', 'notices-as-a-whole', 'never-assessed'].includes(id))).toEqual([])
})

test('it checks clean', async () => {
  const report = await checkRulebook(county, Promise.resolve(findFindings(studyOf(county, 1))), { runs: 400, seed: 1 })
  expect(report.findings).toEqual([])
  expect(report.promises.broken).toEqual([])
})

test('both evaluators and the compiled form decide it alike, and the schema takes what it takes', async () => {
  const packed = readRulebook(JSON.parse(serializeRulebook(county)))
  if (!packed.ok) throw new Error(JSON.stringify(packed.diagnostics))
  const schema = contactSchema(vocabularyOf(county))
  let told = 0
  await fc.assert(
    fc.asyncProperty(contacts(county), async contact => {
      const decision = JSON.stringify(decide(county, contact))
      expect(JSON.stringify(await decideWithEngine(county, contact))).toBe(decision)
      expect(JSON.stringify(decide(packed.value, contact))).toBe(decision)
      expect(schema.safeParse(contact).success).toBe(true)
      if (contact.earlierContacts !== undefined) told++
    }),
    { numRuns: runs(60) },
  )
  expect(told).toBeGreaterThan(5)
})
