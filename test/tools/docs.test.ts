import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { isOnDisagreement } from '../../src/tools/pages/model/situations.js'
import type { DocumentFile } from '../../src/tools/pages/write/markdown.js'
import { writeMarkdown } from '../../src/tools/pages/write/markdown.js'
import { shippedRulebooks } from '../rulebooks.js'
import { small } from '../small.js'

const pagesOf = (rulebook: Rulebook): readonly DocumentFile[] => writeMarkdown(documentRulebook(rulebook))
const every = [...shippedRulebooks(), { name: 'small', rulebook: small() }].map(({ name, rulebook }) => ({
  name,
  rulebook,
  pages: pagesOf(rulebook),
}))

/** The page of each address; an address that stands twice is there twice. */
const addresses = (pages: readonly DocumentFile[]): readonly (readonly [anchor: string, path: string])[] =>
  pages.flatMap(({ path, text }) => [...text.matchAll(/<a id="([^"]+)"><\/a>/g)].map(m => [m[1] ?? '', path] as const))

function textOf(pages: readonly DocumentFile[], path: string): string {
  const page = pages.find(p => p.path === path)
  if (!page) throw new Error(`there is no ${path}`)
  return page.text
}

/** The page on which a rule belongs, said here again so that the pages are held to it. */
function homeOf(rule: Rulebook['rules'][number]): string {
  switch (rule.stage) {
    case 'level':
    case 'basis':
    case 'rag':
      return 'levels.md'
    case 'eligibility':
    case 'route':
      return 'where-it-goes.md'
    case 'givers':
    case 'consent':
      return 'consent.md'
    case 'deadlines':
      return 'timescales.md'
    default:
      return isOnDisagreement(rule) ? 'disagreements.md' : 'what-to-do.md'
  }
}

describe.each(every)('the pages of $name', ({ rulebook, pages }) => {
  it('hold every rule, clause, reading, clock, action, indicator and term once, where it belongs', () => {
    const expected = [
      ...rulebook.rules.map(r => [`rule-${r.id}`, homeOf(r)]),
      ...Object.keys(rulebook.clauses).map(id => [`clause-${id}`, 'sources.md']),
      ...rulebook.interpretations.map(i => [`reading-${i.id}`, 'readings.md']),
      ...Object.keys(rulebook.deadlines).map(id => [`deadline-${id}`, 'timescales.md']),
      ...Object.keys(rulebook.actions).map(id => [`action-${id}`, 'what-to-do.md']),
      ...rulebook.indicators.map(i => [`indicator-${i.id}`, 'levels.md']),
      ...rulebook.definitions.map(d => [`term-${d.id}`, 'index.md']),
    ]
    const found = addresses(pages).filter(([a]) => /^(rule|clause|reading|deadline|action|indicator|term)-/.test(a))
    expect(found.map(f => f.join(' ')).sort()).toEqual(expected.map(e => e.join(' ')).sort())
  })

  it('link only to pages and addresses that are there', () => {
    const there = new Set(addresses(pages).map(([anchor, path]) => `${path}#${anchor}`))
    for (const { path } of pages) there.add(path)
    const broken = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/(?<!\\)\]\(([^)]+)\)/g)]
        .map(m => (m[1]?.startsWith('#') ? `${path}${m[1]}` : (m[1] ?? '')))
        .filter(target => !there.has(target)),
    )
    expect(broken).toEqual([])
    // Every page can be come to from the first.
    expect(pages.filter(p => p.path !== 'index.md' && !textOf(pages, 'index.md').includes(`](${p.path})`))).toEqual([])
  })

  it('are the same each time', () => {
    expect(pagesOf(rulebook)).toEqual(pages)
  })

  it('say of each clause what carries it, or why nothing does', () => {
    const lines = textOf(pages, 'sources.md').split('\n')
    const silent = lines.filter((line, i) => line.startsWith('- <a id=') && !lines[i + 1]?.startsWith('  - '))
    expect(silent).toEqual([])
  })

  it('hold rows of as many cells as their table has columns', () => {
    const cells = (row: string): number => row.split(/(?<!\\)\|/).length
    for (const { path, text } of pages) {
      let columns = 0
      for (const line of text.split('\n')) {
        if (!line.startsWith('|')) columns = 0
        else if (columns === 0) columns = cells(line)
        else expect(cells(line), `${path}: ${line}`).toBe(columns)
      }
    }
  })

  it('hold no field name, operator or nothing where a word should stand', () => {
    for (const { path, text } of pages) {
      const words = text.replace(/`[^`]*`|\]\([^)]*\)|<a id="[^"]*"><\/a>/g, '')
      expect(words.match(/: undefined|\[object|mayBe|[a-z]+At\b|indicatorCount|practitionerLevel|\bNaN\b/g), path).toBe(
        null,
      )
    }
  })
})
