import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/rules/language/rulebook.js'
import { formatText } from '../../src/rules/reading/format-text.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { renderDiagnostics } from '../../src/rules/reading/render-diagnostics.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { runCases } from '../../src/tools/cases/run-cases.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { provePromises } from '../../src/tools/promises/prove.js'
import { runs } from '../runs.js'

const folder = fileURLToPath(new URL('../../examples/rulebooks/', import.meta.url))
const textOf = (file: string): string => readFileSync(`${folder}${file}`, 'utf8')
const names = readdirSync(folder).flatMap(f => (/^[a-z-]+\.yaml$/.test(f) ? [f.slice(0, -'.yaml'.length)] : []))

describe.each(names)('the example %s', name => {
  const text = textOf(`${name}.yaml`)
  const loaded = loadRulebook(text, {
    file: `${name}.yaml`,
    find: other => ({ file: `${other}.yaml`, text: textOf(`${other}.yaml`) }),
  })
  if (!loaded.ok) throw new Error(renderDiagnostics(loaded.diagnostics, text, name))
  const rulebook = loaded.value
  const cases = parseYaml(textOf(`${name}.cases.yaml`))
  if (!cases.ok) throw new Error(JSON.stringify(cases.diagnostics))

  test('says that its authority is made up, and shows what it says', () => {
    expect(rulebook.name).toMatch(/^Made-up /)
    const given = cases.value.data as readonly Case[]
    expect(given.length).toBeGreaterThan(0)
    expect(
      runCases(
        rulebook,
        given.map(c => ({ ...c, from: name })),
      ).failed,
    ).toEqual([])
  })

  test('is clean: nothing in it is idle, and every promise is kept', () => {
    expect(findFindings(studyOf(rulebook, 1)).filter(f => f.accepted === null)).toEqual([])
    expect(provePromises(rulebook, { runs: runs(500), seed: 1, near: [] }).broken).toEqual([])
  })

  test('is in the one form', () => {
    const formed = formatText(text)
    expect(formed.ok && formed.value).toBe(text)
  })
})
