import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sampleContacts } from '../../src/tools/contacts/arbitrary.js'
import { guideBlocks } from '../package/guide-blocks.js'
import { root } from '../package/source-files.js'
import { rulebookFrom } from '../rulebooks.js'

// The page's own commands on its own terms, with more contacts and larger chunks than it shows.
const blocks = guideBlocks(readFileSync(join(root, 'docs/beyond-one-machine.md'), 'utf8'))
const block = (words: string): string => {
  const found = blocks.filter(b => b.language === 'sh' && b.text.includes(words))
  expect(found).toHaveLength(1)
  return found[0]!.text
}
const linesAChunk = 500

const folder = mkdtempSync(join(tmpdir(), 'thresholds-beyond-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)
const read = (name: string): Buffer => readFileSync(at(name))

mkdirSync(at('bin'))
writeFileSync(at('bin/thresholds'), `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/cli.js')}" "$@"\n`)
chmodSync(at('bin/thresholds'), 0o755)

/** Runs lines of shell as a reader would; gives the status. */
function shell(text: string): number {
  const env = { ...process.env, PATH: [at('bin'), process.env.PATH].join(delimiter) }
  try {
    execFileSync('bash', ['-e', '-o', 'pipefail', '-c', text], { cwd: folder, env, stdio: 'ignore' })
    return 0
  } catch (error) {
    return (error as { status: number }).status
  }
}

const receivedAt = '2026-03-27T16:30:00+00:00'
// Lines that are no contact, and that a reader of the whole file and one of a chunk could take in different ways.
const bad = [
  '[',
  '[]',
  `[{"receivedAt":"${receivedAt}"}]`,
  '{"reference":"cut short",',
  `{receivedAt: "${receivedAt}"}`,
  `receivedAt: ${receivedAt}`,
  `{"receivedAt":"${receivedAt}",\r"levle":3}`,
  '\uFEFFnonsense',
  '{}',
]
const lancashire = rulebookFrom(readFileSync(join(root, 'rules/lancashire.yaml'), 'utf8'))
// A bad line begins most chunks, stands within each, and is the whole of the last.
const lines = sampleContacts(lancashire, 1_501, 11).map((contact, i) => {
  const isBad = (i % linesAChunk === 0 && i > 0) || i % 97 === 50
  return isBad ? bad[i % bad.length]! : JSON.stringify({ ...contact, reference: `r-${i}` })
})

describe('a file split over processes', () => {
  test('gives what one process gives, byte for byte, and each contact once', () => {
    writeFileSync(at('past.ndjson'), `${lines.join('\n')}\n`)
    writeFileSync(at('decide-chunk.sh'), block('# sh decide-chunk.sh'))
    expect(shell(block('< past.ndjson > decisions.ndjson'))).toBe(1)

    const split = block('split --lines=2 ').replace('--lines=2 ', `--lines=${linesAChunk} `)
    expect(shell(split)).toBe(0)
    const chunks = readdirSync(folder).filter(name => name.startsWith('chunk-'))
    expect(chunks).toHaveLength(4)
    expect(read(chunks.at(-1)!).toString()).toBe(`${lines.at(-1)}\n`)
    expect(read('merged.ndjson').equals(read('decisions.ndjson'))).toBe(true)

    const answers = read('merged.ndjson').toString().trimEnd().split('\n')
    const references = answers.map(line => (JSON.parse(line) as { reference?: string }).reference)
    expect(references).toEqual(lines.map((line, i) => (bad.includes(line) ? undefined : `r-${i}`)))

    // A process that died left a part and no result: the same commands do that chunk alone.
    rmSync(at('decided-chunk-00003.ndjson'))
    writeFileSync(at('decided-chunk-00003.ndjson.elsewhere-7.part'), 'half a li')
    writeFileSync(at('decided-chunk-00001.ndjson'), 'is left alone\n')
    expect(shell(split)).toBe(0)
    expect(read('merged.ndjson').toString()).toBe(`is left alone\n${answers.slice(linesAChunk).join('\n')}\n`)
  }, 120_000)

  test('leaves no result of a chunk that was broken off', () => {
    writeFileSync(at('bin/thresholds'), '#!/bin/sh\nhead -n 1\nkill -KILL $$\n')
    rmSync(at('decided-chunk-00002.ndjson'))
    expect(shell('sh decide-chunk.sh chunk-00002.ndjson decided-chunk-00002.ndjson')).toBe(137)
    expect(readdirSync(folder).filter(name => name.startsWith('decided-chunk-00002'))).toEqual([])
  })
})
