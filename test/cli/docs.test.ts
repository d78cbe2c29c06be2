import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { thresholds } from './command.js'

const rules = fileURLToPath(new URL('../good/small.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'thresholds-docs-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const names = [
  'consent.md',
  'index.md',
  'levels.md',
  'readings.md',
  'sources.md',
  'timescales.md',
  'what-to-do.md',
  'where-it-goes.md',
]

describe('thresholds docs', () => {
  it('writes a folder of pages for each authority, and makes the folder', async () => {
    const out = join(folder, 'new', 'pages')
    const { status, out: says } = await thresholds(['docs', rules, 'lancashire', '--out', out])
    expect([status, says]).toEqual([0, expect.stringContaining(`Wrote 8 pages to ${join(out, 'smallshire')}`)])
    expect(readdirSync(out).sort()).toEqual(['lancashire', 'smallshire'])
    expect(readdirSync(join(out, 'smallshire')).sort()).toEqual(names)
    expect(readFileSync(join(out, 'smallshire', 'levels.md'), 'utf8')).toContain('# Smallshire: levels')
  })

  it('writes its own pages anew, and names those that it makes no longer', async () => {
    const out = join(folder, 'again')
    await thresholds(['docs', rules, '--out', out])
    const page = join(out, 'smallshire', 'levels.md')
    const first = readFileSync(page, 'utf8')
    writeFileSync(page, `${first}An old line.\n`)
    writeFileSync(join(out, 'smallshire', 'disagreements.md'), first)
    const { status, out: says } = await thresholds(['docs', rules, '--out', out])
    expect([status, says]).toEqual([0, expect.stringContaining('No longer made')])
    expect(says).toContain('disagreements.md')
    expect(readFileSync(page, 'utf8')).toBe(first)
  })

  it('leaves a folder alone that holds anything else, and writes nothing at all then', async () => {
    const out = join(folder, 'taken')
    mkdirSync(join(out, 'lancashire'), { recursive: true })
    writeFileSync(join(out, 'lancashire', 'index.md'), '# My own page\n')
    const { status, err } = await thresholds(['docs', rules, 'lancashire', '--out', out])
    expect([status, err]).toEqual([2, expect.stringContaining('index.md; nothing was written')])
    expect(readFileSync(join(out, 'lancashire', 'index.md'), 'utf8')).toBe('# My own page\n')
    expect(readdirSync(out)).toEqual(['lancashire'])
  })

  it.each([
    [['docs', '--out', 'x'], 'name a rulebook'],
    [['docs', rules], 'say where to write the pages'],
    [['docs', rules, rules, '--out', join(folder, 'twice')], 'two of the rulebooks are of `smallshire`'],
    [['docs', rules, '--out', join(folder, 'x'), '--format', 'html'], '`--format html` is not there yet'],
    [['docs', rules, '--out', join(folder, 'x'), '--format', 'pdf'], '`--format pdf` is not known'],
    [['docs', 'nowhere.yaml', '--out', join(folder, 'x')], 'there is no file `nowhere.yaml`'],
    [['docs', rules, '--out', rules], 'is a file'],
  ])('%j is a misuse', async (args, message) => {
    const { status, err } = await thresholds(args)
    expect([status, err]).toEqual([2, expect.stringContaining(message)])
  })

  it('shows its help', async () => {
    const { status, out } = await thresholds(['docs', '--help'])
    expect([status, out]).toEqual([0, expect.stringMatching(/^thresholds docs RULES…/)])
  })
})
