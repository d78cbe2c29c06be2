import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { messageCodes } from '../../src/codes.js'
import { noticeCodes } from '../../src/rules/vocabulary/fixed.js'
import { findingCodes } from '../../src/tools/findings/finding.js'
import { builtInPromises } from '../../src/tools/promises/built-in.js'
import { thresholds } from '../cli/command.js'
import { guideBlocks } from './guide-blocks.js'
import { root, sourceFiles, walk } from './source-files.js'

const textOf = (page: string): string => readFileSync(join(root, 'docs', `${page}.md`), 'utf8')

/** What stands under each heading of the third rank, with the page's own headings left out. */
const sectionsOf = (page: string): ReadonlyMap<string, string> =>
  new Map(
    [...textOf(page).matchAll(/^### (.+)\n([\s\S]*?)(?=^##|(?![\s\S]))/gm)].map(([, code = '', text = '']) => [
      code,
      text,
    ]),
  )

const ofMessages = Object.values(messageCodes).flat()
const messagesAndNotices = [...new Set<string>([...ofMessages, ...noticeCodes])].sort()
const pages = [
  { page: 'messages', codes: messagesAndNotices },
  { page: 'findings', codes: Object.keys(findingCodes).sort() },
]

describe.each(pages)('the page of $page', ({ page, codes }) => {
  const sections = sectionsOf(page)

  it('has a heading for each code, and no other', () => {
    expect([...sections.keys()].sort()).toEqual(codes)
  })

  it('lists all at its head, and leads to each', () => {
    const list = /^## All .*\n\n(.*)\n$/m.exec(textOf(page))?.[1]
    expect(list).toBe(codes.map(code => `[${code}](#${code})`).join(' · '))
  })

  it.each(codes)('%s: an example that shows it, what it means before, and what to do after', code => {
    const [before = '', ...rest] = (sections.get(code) ?? '').split('```')
    expect(before.trim().split(' ').length).toBeGreaterThan(3)
    expect(rest.at(-1)?.trim()).toMatch(/\.$/)
    const blocks = guideBlocks(sections.get(code) ?? '')
    expect(blocks.filter(b => b.marks.shows === code || (!('shows' in b.marks) && b.text.includes(code)))).not.toEqual(
      [],
    )
  })
})

it('docs/checking.md has a heading for each promise of every rulebook', () => {
  const headings = [...sectionsOf('checking').keys()]
  const ofOutcomes = ['decision-at-odds-with-itself', 'one-of-them-always']
  expect(headings).toEqual(expect.arrayContaining([...builtInPromises.map(p => p.id), ...ofOutcomes]))
})

describe('the table of codes', () => {
  it('holds each once', () => {
    expect(ofMessages.filter((code, i) => ofMessages.indexOf(code) < i)).toEqual([])
  })

  it('holds none that nothing gives', () => {
    const given = new Set<string>()
    for (const { file, tree } of sourceFiles())
      if (!file.endsWith('src/codes.ts')) walk(tree, node => ts.isStringLiteralLike(node) && given.add(node.text))
    expect(ofMessages.filter(code => !given.has(code))).toEqual([])
  })
})

describe('thresholds codes', () => {
  it('prints what a code means, as a terminal shows it', async () => {
    const { out, status } = await thresholds(['codes', 'bullet', '[no-route]'])
    expect(status).toBe(0)
    expect(out).toContain('bullet\n\nA bullet or a dash of a word processor')
    expect(out).toContain('    small.yaml:94:3  `•` does not begin an item of a list  [bullet]\n')
    expect(out).toContain('no-route\n\nA contact that no rule under `route` is true of.')
    expect(out).not.toContain('```')
  })

  it('lists every code where none is named, and explains each', async () => {
    const { out } = await thresholds(['codes'])
    const all = out.trimEnd().split('\n')
    for (const code of [...pages.flatMap(p => p.codes), ...builtInPromises.map(p => p.id)]) expect(all).toContain(code)
    expect((await thresholds(['codes', ...all])).status).toBe(0)
  })

  it.each([
    ['unknwon-fact', 'did you mean `unknown-fact`?'],
    ['harm-acts', 'under `promises`'],
  ])('%s is none, and what to do is said', async (code, hint) => {
    const { err, status } = await thresholds(['codes', code])
    expect(status).toBe(2)
    expect(err).toContain(hint)
  })
})
