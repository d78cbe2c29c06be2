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
  'facts.md',
  'for-families.md',
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
    expect([status, says]).toEqual([0, expect.stringContaining(`Wrote 10 files to ${join(out, 'smallshire')}`)])
    expect(readdirSync(out).sort()).toEqual(['lancashire', 'smallshire'])
    expect(readdirSync(join(out, 'smallshire')).sort()).toEqual(names)
    expect(readFileSync(join(out, 'smallshire', 'levels.md'), 'utf8')).toContain('# Smallshire: levels')
  })

  it('writes whole HTML documents, a handbook and their style sheet', async () => {
    const out = join(folder, 'html')
    const { status, out: says } = await thresholds(['docs', rules, '--out', out, '--format', 'html'])
    expect([status, says]).toEqual([0, expect.stringContaining('begin with')])
    expect(says).toContain(join(out, 'smallshire', 'index.html'))
    const written = [...names.map(n => n.replace('.md', '.html')), 'handbook.html', 'pages.css']
    expect(readdirSync(join(out, 'smallshire')).sort()).toEqual(written.sort())
    const page = readFileSync(join(out, 'smallshire', 'where-it-goes.html'), 'utf8')
    // The picture is drawn, by Graphviz and not by a stand-in.
    expect(page).toMatch(/<svg [^>]*role="group"[\s\S]*<a href="#rule-grave">[\s\S]*The duty team/)
    const again = await thresholds(['docs', rules, '--out', out, '--format', 'html'])
    expect(again.status).toBe(0)
    expect(readFileSync(join(out, 'smallshire', 'where-it-goes.html'), 'utf8')).toBe(page)
  })

  it('leaves HTML and style sheets of others alone, and names its own of another format', async () => {
    const out = join(folder, 'formats')
    await thresholds(['docs', rules, '--out', out])
    const { status, out: says } = await thresholds(['docs', rules, '--out', out, '--format', 'html'])
    expect([status, says]).toEqual([0, expect.stringContaining('No longer made')])
    expect(says).toContain('levels.md')
    for (const [name, text] of [
      ['other.html', '<!doctype html>\n<html>'],
      ['other.css', 'a { }'],
      ['other.svg', '<svg/>'],
    ] as const) {
      const file = join(out, 'smallshire', name)
      writeFileSync(file, text)
      const refused = await thresholds(['docs', rules, '--out', out, '--format', 'html'])
      expect([refused.status, refused.err]).toEqual([2, expect.stringContaining(`${name}; nothing was written`)])
      rmSync(file)
    }
  })

  it('adds a page on what changed where an earlier version is given', async () => {
    const earlier = join(folder, 'earlier.yaml')
    writeFileSync(
      earlier,
      readFileSync(rules, 'utf8')
        .replace('version: "2026"', 'version: "2025"')
        .replace('within: 4 hours', 'within: 6 hours'),
    )
    const out = join(folder, 'changes')
    const { status } = await thresholds(['docs', rules, '--out', out, '--earlier', earlier])
    expect(status).toBe(0)
    expect(readFileSync(join(out, 'smallshire', 'changes.md'), 'utf8')).toMatch(
      /6 hours[\s\S]*4 hours|4 hours[\s\S]*6 hours/,
    )
    expect(readFileSync(join(out, 'smallshire', 'index.md'), 'utf8')).toContain('(changes.md)')
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
    [['docs', rules, '--out', join(folder, 'x'), '--earlier', 'camden'], '`camden` is an earlier version of none'],
    [['docs', rules, '--out', join(folder, 'x'), '--earlier', 'nowhere.yaml'], 'there is no file `nowhere.yaml`'],
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
