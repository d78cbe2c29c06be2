import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { rulebookIds } from '../../src/tools/authoring/rulebook-ids.js'
import { rulebookSchema } from '../../src/tools/authoring/rulebook-schema.js'
import { smallText } from '../small.js'
import type { Place } from './language-client.js'
import { LanguageClient } from './language-client.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const server = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server')
const there = existsSync(server)

// The same server is behind YAML in VS Code and most other editors.
const title = there
  ? 'an editor with the YAML language server'
  : 'an editor with the YAML language server: skipped, yaml-language-server is not installed (npm install --save-dev --save-exact yaml-language-server@1.25.0)'

describe.skipIf(!there)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), 'thresholds-editor-'))
  const schema = rulebookSchema('7', rulebookIds(parse(smallText)))
  const head = '# yaml-language-server: $schema=small.schema.json\n'
  let client: LanguageClient
  let count = 0

  beforeAll(async () => {
    writeFileSync(join(folder, 'small.schema.json'), JSON.stringify(schema))
    client = new LanguageClient(process.execPath, [server, '--stdio'])
    await client.start(pathToFileURL(folder).href)
  })
  afterAll(() => {
    client.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens the small rulebook with a change, under a name of its own. */
  async function opened(from: string, to: string) {
    const text = head + smallText.replace(from, to)
    if (from !== '') expect(smallText.split(from)).toHaveLength(2)
    const uri = pathToFileURL(join(folder, `${count++}.yaml`)).href
    return { uri, text, underlined: await client.open(uri, text) }
  }
  /** The place of a mark in a text, and the text without it. */
  const placeOf = (text: string, mark: string): Place => {
    const before = text.slice(0, text.indexOf(mark)).split('\n')
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
  }
  const rule =
    '    - { id: calls, says: A caller is rung back., when: { channel: telephone }, actions: [call-back], strength: should, clauses: [g-6.1] }\n'
  const inLines = (...when: readonly string[]) =>
    `    - id: calls\n      says: A caller is rung back.\n      actions: [call-back]\n      clauses: [g-6.1]\n      when:\n${when.map(l => `        ${l}\n`).join('')}`

  test('finds nothing wrong with a rulebook that is right', async () => {
    expect((await opened('', '')).underlined).toEqual([])
  })

  test.each(readdirSync(join(root, 'rules')).filter(f => f.endsWith('.yaml') && f !== 'england.yaml'))(
    'finds nothing wrong with %s',
    async name => {
      const text = readFileSync(join(root, 'rules', name), 'utf8')
      // The file's first line names the schema that is built for it; here it stands at the same place beside a copy.
      const target = /\$schema=(\S+)/.exec(text)?.[1] ?? ''
      const copy = join(folder, 'rules', name)
      for (const path of [copy, join(copy, '..', target)]) mkdirSync(dirname(path), { recursive: true })
      writeFileSync(join(dirname(copy), target), JSON.stringify(rulebookSchema('7', rulebookIds(parse(text)))))
      expect(await client.open(pathToFileURL(copy).href, text)).toEqual([])
      // And it is this schema that speaks: a clause of nobody's is underlined.
      const broken = text.replace(/clauses: \[([\w.-]+)/, 'clauses: [no-such-clause')
      const other = pathToFileURL(join(folder, 'rules', `broken-${name}`)).href
      expect((await client.open(other, broken)).map(u => u.range.start)).toEqual([placeOf(broken, 'no-such-clause')])
    },
  )

  test.each([
    ['a wrong key', 'actions: [call-back], strength: should', 'actions: [call-back], strenght: should', 'strenght'],
    ['a fact that there is not', 'when: { channel: telephone }', 'when: { chanel: telephone }', 'chanel'],
    ['a team that there is not', 'also: [police]', 'also: [polis]', 'polis'],
    [
      'an indicator that there is not',
      'when: { channel: telephone }',
      'when: { indicators: home-l2-colt }',
      'home-l2-colt',
    ],
  ])('underlines %s at its place', async (_, from, to, wrong) => {
    const { text, underlined } = await opened(from, to)
    const start = placeOf(text, wrong)
    const at = underlined.map(u => [u.range.start, u.range.end])
    expect(at).toContainEqual([start, { line: start.line, character: start.character + wrong.length }])
  })

  test('offers the names of facts, and the words that join conditions', async () => {
    const { uri, text } = await opened(rule, inLines('channel: telephone', '@').replace('@', ''))
    const line = placeOf(text, '        channel: telephone').line + 1
    const offered = await client.complete(uri, { line, character: 8 })
    expect(offered).toEqual(
      expect.arrayContaining(['riskOfSignificantHarm', 'ageYears', 'functionalNeeds.learning', 'any', 'mayBe']),
    )
    expect(offered).not.toContain('channel')
  })

  test('offers the ids of indicators, teams and clauses of this rulebook', async () => {
    const { uri, text } = await opened(rule, inLines('indicators: '))
    const place = placeOf(text, 'indicators: \n')
    const offered = await client.complete(uri, { ...place, character: place.character + 'indicators: '.length })
    expect(offered).toEqual(expect.arrayContaining(['home-l2-cold', 'health-l4-hurt']))
  })

  test('says what a fact is', async () => {
    const { uri, text } = await opened('', '')
    expect(await client.hover(uri, placeOf(text, 'socialCareStatus: open'))).toContain('known to social care')
  })
})
