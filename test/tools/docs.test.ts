import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/rulebook.js'
import { documentRulebook } from '../../src/tools/docs/document-rulebook.js'
import type { DocumentFile } from '../../src/tools/docs/markdown.js'
import { writeMarkdown } from '../../src/tools/docs/markdown.js'
import { heading, item, list, paragraph, table } from '../../src/tools/docs/page.js'
import { isOnDisagreement } from '../../src/tools/docs/situations.js'
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

/** The page on which a rule belongs. */
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

describe('what the pages say', () => {
  const pages = pagesOf(small())
  const page = (name: string): string => textOf(pages, `${name}.md`)

  it('leaves out the page on disagreements where no rule is on one', () => {
    expect(pages.map(p => p.path)).not.toContain('disagreements.md')
    const bucks = every.find(e => e.name === 'bucks')
    expect(bucks?.pages.map(p => p.path)).toContain('disagreements.md')
  })

  it('sets a rule out in words, with its outcome, actions, sources and id', () => {
    expect(page('where-it-goes')).toContain(
      [
        '### <a id="rule-grave"></a>1. Level 4 goes to the duty team.',
        '',
        '- When: level is 4',
        '- Unless it is known that: known to social care is open',
        "- Then: **goes to Children's social care: The duty team**",
        '- To do: [Make a plan](what-to-do.md#action-plan)',
        '- Also tell: The police',
        '- Source: [3.1](sources.md#clause-g-3.1)',
        '- Rule: `grave`',
      ].join('\n'),
    )
  })

  it('reads a definition by its name, and says once what it means', () => {
    const [twice] = [small(['when: { is: harm, seekingConsentWould: some }', 'when: { is: harm, channel: form }'])]
    const text = textOf(pagesOf(twice), 'consent.md')
    expect(text).toContain('[Harm is suspected in a child.](index.md#term-harm)')
    expect(page('index')).toContain('- It holds when: all of these\n    - risk of significant harm: yes\n')
  })

  it('lists indicators with their notes, conditions and readings', () => {
    expect(page('levels')).toContain(
      [
        '- <a id="indicator-home-l2-alone"></a>Is left alone `home-l2-alone`',
        '  - Counts only when: age is at most 12',
        '  - Group: listed',
        '  - Reading: [Up to which age does being left alone count?](readings.md#reading-age-of-being-alone)',
      ].join('\n'),
    )
    expect(page('levels')).toContain('#### Health, ages 0 to 4')
  })

  it('works the clocks out by the engine over a bank holiday and a clock change', () => {
    const row = page('timescales')
      .split('\n')
      .find(line => line.startsWith('| within 3 working days |'))
    expect(row).toBe(
      '| within 3 working days | Thu 9 Apr 2026, 17:30 | Wed 1 Apr 2026, 17:30 | Wed 28 Oct 2026, 17:30 |',
    )
    const hours = page('timescales')
      .split('\n')
      .find(line => line.startsWith('| within 4 hours |'))
    expect(hours).toBe('| within 4 hours | Thu 2 Apr 2026, 20:40 | Sat 28 Mar 2026, 20:30 | Sat 24 Oct 2026, 20:30 |')
    expect(page('timescales')).toContain('Good Friday (2026-04-03) and Easter Monday (2026-04-06) are no working days')
  })

  it('gives consent as a table in the order of the rules, and in plain words for families', () => {
    const rows = page('consent')
      .split('\n')
      .filter(line => /^\| \d/.test(line))
    expect(rows.map(row => /#rule-([a-z-]+)/.exec(row)?.[1])).toEqual(['unsafe-to-ask', 'ask', 'needed'])
    expect(page('consent')).toContain("### When somebody asks children's services to help your family")
  })

  it('tells each reading from both sides, with what rests on it', () => {
    const text = page('readings')
    for (const line of [
      '- **Read here as**: Up to twelve.',
      '- **Not as**: At any age.',
      '(levels.md#indicator-home-l2-alone)',
    ])
      expect(text).toContain(line)
  })
})

describe('Markdown', () => {
  const written = (text: string): string =>
    writeMarkdown([
      {
        name: 'x',
        title: text,
        blocks: [paragraph(text), ...list([item(text)]), ...table(['a'], [[[text]]]), heading(2, text)],
      },
    ])[0]?.text ?? ''

  it.each([
    ['a tag', '<script>alert(1)</script>', '\\<script\\>'],
    ['a link', '[here](https://example.org)', '\\[here\\]'],
    ['emphasis', '*very* _so_', '\\*very\\* \\_so\\_'],
    ['the bar of a table', 'either | or', 'either \\| or'],
    ['an entity', 'this &lt; that', '\\&lt;'],
    ['code', 'a `b` c', '\\`b\\`'],
    ['a line break', 'one\n\n# two', 'one \\# two'],
  ])('keeps %s from meaning anything', (_, text, escaped) => {
    const out = written(text)
    expect(out.split(escaped).length - 1).toBe(5)
  })

  it('keeps a text that begins like a list from being one', () => {
    expect(written('1. First')).toContain('\n\n1\\. First\n')
    expect(written('- First')).toContain('\n\n\\- First\n')
  })

  it('refuses an address that stands twice, and a link that leads nowhere', () => {
    const page = (...blocks: Parameters<typeof paragraph>) => [
      { name: 'x', title: 'x', blocks: [paragraph(...blocks)] },
    ]
    expect(() => writeMarkdown(page({ text: 'a', to: 'nowhere' }))).toThrow('nowhere')
    const twice = [heading(2, 'a', 'one'), heading(2, 'b', 'one')]
    expect(() => writeMarkdown([{ name: 'x', title: 'x', blocks: twice }])).toThrow('one')
  })
})
