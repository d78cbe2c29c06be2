import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { thresholds } from '../cli/command.js'
import { root } from './source-files.js'

// The guide is followed from top to bottom in a folder of its own. A block whose fence says `file=NAME` is written there; a diff from
// one file to another is applied; a block that says `run` is run, and the block after it is what it prints, or a part of that.
const guide = readFileSync(join(root, 'docs/testing-a-rulebook.md'), 'utf8')
const blocks = [...guide.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', flags = '', text = ''], i) => ({
    language,
    flags: Object.fromEntries(flags.split(' ').map(f => f.split('='))) as Readonly<Record<string, string | undefined>>,
    text,
    i,
  }),
)

const folder = mkdtempSync(join(tmpdir(), 'thresholds-guide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const inFolder = (word: string): string => (/\.(yaml|json|ndjson)$/.test(word) ? join(folder, word) : word)

describe('docs/testing-a-rulebook.md', () => {
  for (const { language, flags, text, i } of blocks) {
    if (flags.file !== undefined) it(`gives ${flags.file}`, () => writeFileSync(join(folder, flags.file ?? ''), text))
    if (language === 'diff')
      it(`changes ${flags.from} into ${flags.to}`, () => {
        const lines = text.trimEnd().split('\n')
        let changed = readFileSync(join(folder, flags.from ?? ''), 'utf8')
        const [gone, come] = ['-', '+'].map(sign => lines.filter(l => l.startsWith(sign)).map(l => l.slice(1)))
        gone?.forEach((line, n) => {
          expect(changed.split(line)).toHaveLength(2)
          changed = changed.replace(line, come?.[n] ?? '')
        })
        writeFileSync(join(folder, flags.to ?? ''), changed)
      })
    if ('run' in flags)
      it(`${text.trim()} prints what it says`, async () => {
        const [, ...args] = text.trim().split(/\s+/).map(inFolder)
        const { out, err } = await thresholds(args)
        expect(err).toBe('')
        const printed = out.replaceAll(`${folder}/`, '')
        const next = blocks[i + 1]
        if (next?.flags.output === 'part') expect(printed).toContain(next.text.trimEnd())
        else if (next && 'output' in next.flags) expect(printed).toBe(next.text)
        else expect(printed).not.toBe('')
      })
  }

  it('names every command that it promises', async () => {
    const { out } = await thresholds(['--help'])
    for (const [, command] of guide.matchAll(/`thresholds (\w+)/g)) expect(out).toContain(`thresholds ${command} `)
  })
})
