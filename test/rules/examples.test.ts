import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Case } from '../../src/rules/language/rulebook.js'
import { formatText } from '../../src/rules/reading/format-text.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { conditionWords } from '../../src/rules/reading/parse-condition.js'
import { renderDiagnostics } from '../../src/rules/reading/render-diagnostics.js'
import { rulebookFile } from '../../src/rules/reading/schema.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
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

describe('the example made-up-island', () => {
  const parsed = parseYaml(textOf('made-up-island.yaml'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics))
  const loaded = loadRulebook(textOf('made-up-island.yaml'))
  if (!loaded.ok)
    throw new Error(renderDiagnostics(loaded.diagnostics, textOf('made-up-island.yaml'), 'made-up-island.yaml'))
  const shape = rulebookFile(vocabularyOf(loaded.value))

  test('uses every key that a rulebook can have', () => {
    const used = keysUsed(parsed.value.data)
    const known = keysKnown(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Node)
    // Which of the lists of rules a key stands in makes no difference to what it means there.
    const inSection = (keys: ReadonlySet<string>): ReadonlySet<string> =>
      new Set([...keys].map(key => key.replace(/^(\w+)\.(?:.*\.)?/, '$1: ')))
    const { purposeNames } = vocabularyOf(loaded.value)
    // The purposes of consent are words, and this one has its own.
    const wanted = new Set([...inSection(known)].filter(key => !purposeNames.some(name => key === `rules: ${name}`)))
    expect(wanted.size).toBeGreaterThan(100)
    expect([...wanted].filter(key => !inSection(used).has(key))).toEqual([])
  })

  test('uses every word that a condition can begin with', () => {
    const text = textOf('made-up-island.yaml')
    const counts = ['indicators', 'earlierContacts', 'functionalNeeds']
    const missing = [...conditionWords, ...counts, 'received', 'age'].filter(
      word => !new RegExp(`[{ ]${word}:`).test(text),
    )
    expect(missing).toEqual([])
  })
})

/** The keys that stand in a file, each with the keys above it; an id of the author's own and a place in a list are `*`. */
function keysUsed(value: unknown, above: readonly string[] = []): ReadonlySet<string> {
  const found = new Set<string>()
  if (Array.isArray(value)) for (const one of value) for (const key of keysUsed(one, [...above, '*'])) found.add(key)
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value))
      for (const name of [key, '*']) {
        found.add([...above, name].join('.'))
        for (const deeper of keysUsed(one, [...above, name])) found.add(deeper)
      }
  return found
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
  readonly items?: Node | boolean
  readonly anyOf?: readonly Node[]
}

/** The keys that a shape names, each with the keys above it. */
function keysKnown(node: Node, above: readonly string[] = []): ReadonlySet<string> {
  const found = new Set<string>()
  const below = (inner: Node | boolean | undefined, path: readonly string[]): void => {
    if (typeof inner === 'object') for (const key of keysKnown(inner, path)) found.add(key)
  }
  for (const [key, inner] of Object.entries(node.properties ?? {})) {
    found.add([...above, key].join('.'))
    below(inner, [...above, key])
  }
  below(node.additionalProperties, [...above, '*'])
  below(node.items, [...above, '*'])
  for (const inner of node.anyOf ?? []) below(inner, above)
  return found
}
