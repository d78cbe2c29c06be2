import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { decideWithEngine, evaluateWithEngine } from '../../src/engine/json-rules-engine.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { loadGenerated, rulebookFiles } from '../arbitrary/rulebooks.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs, shrinkOnRequest } from '../runs.js'

vi.setConfig({ testTimeout: patience * 4 })

async function agree(rulebook: Parameters<typeof decide>[0], contact: unknown): Promise<void> {
  expect(evaluate(rulebook, contact)).toEqual(await evaluateWithEngine(rulebook, contact))
  expect(JSON.stringify(await decideWithEngine(rulebook, contact))).toBe(JSON.stringify(decide(rulebook, contact)))
}

test('the compiled evaluator and json-rules-engine agree on generated rulebooks and contacts', async () => {
  await fc.assert(
    fc.asyncProperty(
      rulebookFiles,
      fc.infiniteStream(fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff }))),
      async (file, seeds) => {
        const rulebook = loadGenerated(file)
        fc.pre(rulebook !== null)
        const seed = seeds.next().value ?? 0
        for (const contact of fc.sample(contacts(rulebook), { seed, numRuns: 8 })) await agree(rulebook, contact)
      },
    ),
    { numRuns: runs(30), ...shrinkOnRequest },
  )
})

test.each(shippedRulebooks().filter(r => process.env.ONLY === undefined || r.name === process.env.ONLY))(
  'they agree on $name',
  async ({ rulebook }) => {
    await fc.assert(
      fc.asyncProperty(contacts(rulebook), contact => agree(rulebook, contact)),
      { numRuns: runs(25) },
    )
  },
)
