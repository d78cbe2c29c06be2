import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { decide } from '../../src/engine/decide.js'
import { evaluate } from '../../src/engine/evaluate.js'
import { decideWithEngine, evaluateWithEngine } from '../../src/engine/reference.js'
import { loadRulebook } from '../../src/rules/load.js'
import { contacts } from '../../src/tools/contacts.js'
import { rulebookFiles } from '../arbitrary/rulebooks.js'
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
        const loaded = loadRulebook(stringify(file, { aliasDuplicateObjects: false }))
        if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics.slice(0, 3), null, 1))
        const seed = seeds.next().value ?? 0
        for (const contact of fc.sample(contacts(loaded.value), { seed, numRuns: 8 }))
          await agree(loaded.value, contact)
      },
    ),
    { numRuns: runs(60), ...shrinkOnRequest },
  )
})

test.each(shippedRulebooks().filter(r => process.env.ONLY === undefined || r.name === process.env.ONLY))(
  'they agree on $name',
  async ({ rulebook }) => {
    await fc.assert(
      fc.asyncProperty(contacts(rulebook), contact => agree(rulebook, contact)),
      { numRuns: runs(40) },
    )
  },
)
