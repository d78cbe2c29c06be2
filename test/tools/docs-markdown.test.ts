import { describe, expect, it } from 'vitest'
import type { Block } from '../../src/tools/pages/model/page.js'
import { details, heading, item, list, note, paragraph, table } from '../../src/tools/pages/model/page.js'
import { writeMarkdown } from '../../src/tools/pages/write/markdown.js'

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

describe('each kind of block in Markdown', () => {
  const written = (...blocks: readonly Block[]): string => {
    const text = writeMarkdown([{ name: 'x', title: 'x', blocks }])[0]?.text ?? ''
    return text.slice(text.indexOf('# x') + '# x'.length).trim()
  }
  const alternative = [paragraph('In words.')]

  it.each<[string, Block | readonly Block[], string]>([
    ['a note is a quotation', note('Mind ', { strong: 'this' }), '> Mind **this**'],
    ['details stand open', details('More', [paragraph('a'), ...list([item('b')])]), '**More**\n\na\n\n- b'],
    [
      'a flow chart is told in words',
      { kind: 'flow', title: 'The way', chart: { nodes: [], edges: [] }, alternative },
      'In words.',
    ],
    [
      'a timeline is told in words',
      { kind: 'timeline', title: 'Clocks', timeline: { from: '', to: '', daysOff: [], bars: [] }, alternative },
      'In words.',
    ],
    [
      'a list to filter is grouped by its filters, in the order of first coming',
      {
        kind: 'filter-list',
        filters: { level: 'Level', ages: 'Ages' },
        entries: [
          { item: { text: ['a'], anchor: 'one' }, values: { level: '2', ages: null } },
          { item: { text: ['b'] }, values: { level: '4', ages: '0 to 4' } },
          { item: { text: ['c'] }, values: { level: '2', ages: null } },
        ],
      },
      '#### Level 2\n\n- <a id="one"></a>a\n- c\n\n#### Level 4, Ages 0 to 4\n\n- b',
    ],
    ['a link to elsewhere stands as it is', paragraph({ text: 'a', href: '../b/c.html#d' }), '[a](../b/c.html#d)'],
  ])('%s', (_, block, text) => {
    expect(written(...[block].flat())).toBe(text)
  })

  it('finds addresses wherever they stand', () => {
    const hidden: readonly Block[] = details('More', list([{ text: ['a'], items: [{ text: ['b'], anchor: 'deep' }] }]))
    expect(written(paragraph({ text: 'to it', to: 'deep' }), ...hidden)).toContain('[to it](#deep)')
    expect(() => written(...hidden, heading(2, 'c', 'deep'))).toThrow('deep')
  })
})
