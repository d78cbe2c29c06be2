import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import type { Block } from '../../src/tools/pages/model/page.js'
import { details, heading, item, list, note, paragraph, table } from '../../src/tools/pages/model/page.js'
import { placeOf } from '../../src/tools/pages/model/place-of.js'
import type { HtmlPage } from '../../src/tools/pages/write/html.js'
import { writeHtml } from '../../src/tools/pages/write/html.js'
import { attributes, documented, draw, repeated, unbalanced } from './documented.js'

const every = documented.map(d => ({ ...d, written: writeHtml(d.pages, { draw }) }))

const addresses = (pages: readonly HtmlPage[]): readonly string[] =>
  pages.flatMap(({ name, body }) => attributes(body, 'id').map(id => `${name}.html#${id}`))

describe.each(every)('the HTML of $name', ({ rulebook, pages, written }) => {
  it('is one fragment a page, of closed tags, without a first heading, a style or a script', () => {
    expect(written.map(p => p.name)).toEqual(pages.map(p => p.name))
    for (const { name, body } of written) {
      expect(unbalanced(body), name).toBeNull()
      expect(
        body.match(/<h1|<script|<style| style=| on[a-z]+=|javascript:|[:>"] ?undefined|\[object/g),
        name,
      ).toBeNull()
    }
  })

  it('links only to pages and addresses that are there, and to no other site', () => {
    const there = new Set([...addresses(written), ...written.map(p => `${p.name}.html`)])
    const broken = written.flatMap(({ name, body }) =>
      attributes(body, 'href')
        .map(href => (href.startsWith('#') ? `${name}.html${href}` : href))
        .filter(href => !there.has(href)),
    )
    expect(broken).toEqual([])
  })

  it('gives every address once on its page', () => {
    expect(written.flatMap(({ body }) => repeated(attributes(body, 'id')))).toEqual([])
    // What the labels name is told apart by them.
    expect(
      written.flatMap(({ body }) =>
        repeated([...body.matchAll(/role="region" aria-label="([^"]*)"/g)].map(m => m[1] ?? '')),
      ),
    ).toEqual([])
  })

  it('has every rule, clause, reading and indicator at one address, the one that links from outside are given', () => {
    const expected = [
      ...rulebook.rules.map(r => placeOf.rule(rulebook, r.id)),
      ...Object.keys(rulebook.clauses).map(placeOf.clause),
      ...rulebook.interpretations.map(i => placeOf.reading(i.id)),
      ...rulebook.indicators.map(i => placeOf.indicator(i.id)),
    ]
    const found = addresses(written).filter(a => /#(rule|clause|reading|indicator)-/.test(a))
    expect([...found].sort()).toEqual([...expected].sort())
  })

  it('gives a layout the headings of the second level, each with its address', () => {
    for (const { name, body, contents } of written) {
      const headings = [...body.matchAll(/<h2 id="([^"]+)">/g)].map(m => m[1])
      expect(
        contents.map(c => c.anchor),
        name,
      ).toEqual(headings)
      expect(body, name).not.toContain('<h2>')
    }
  })

  it('writes each picture on one line, without what only a drawing program reads', () => {
    const pictures = written.flatMap(({ body }) => [...body.matchAll(/<svg[\s\S]*?<\/svg>/g)].map(m => m[0]))
    expect(pictures.length).toBeGreaterThan(0)
    for (const svg of pictures) expect(svg.match(/\n|<!--|xlink|<\?xml|font-family/g)).toBeNull()
  })

  it('offers every indicator to the filters', () => {
    const levels = written.find(p => p.name === 'levels')?.body ?? ''
    const entries = [...levels.matchAll(/<li id="indicator-([^"]+)">.*?<small>Level (\d) · Domain [^<]+<\/small>/g)]
    expect(entries.map(e => [e[1], Number(e[2])])).toEqual(rulebook.indicators.map(i => [i.id, i.level]))
    expect(levels.split('class="filter"').length - 1).toBe(rulebook.indicators.length > 0 ? 1 : 0)
  })
})

describe('the address of a rule', () => {
  it('is null where there is no such rule', () => {
    const { rulebook } = every[0] as { rulebook: Rulebook }
    expect(placeOf.rule(rulebook, 'no-such-rule')).toBeNull()
  })
})

describe('each kind of block in HTML', () => {
  const html = (...blocks: readonly Block[]): string =>
    writeHtml([{ name: 'x', title: 'x', blocks }], { draw })[0]?.body.trim() ?? ''

  it.each<[string, Block | readonly Block[], string]>([
    ['a heading', heading(3, 'A & B', 'a'), '<h3 id="a">A &amp; B</h3>'],
    ['a paragraph', paragraph('a ', { strong: 'b' }, ' ', { code: 'c' }), '<p>a <strong>b</strong> <code>c</code></p>'],
    [
      'a link to elsewhere',
      paragraph({ text: 'a', href: '../b.html?c&d' }),
      '<p><a href="../b.html?c&amp;d">a</a></p>',
    ],
    ['a note', note('a'), '<p class="note">a</p>'],
    [
      'a list',
      list([{ text: ['a'], anchor: 'one', items: [item('b')] }]),
      '<ul><li id="one">a<ul><li>b</li></ul></li></ul>',
    ],
    ['details', details('More', list([item('a')])), '<details><summary>More</summary><ul><li>a</li></ul></details>'],
    [
      'a table, in a region that scrolls',
      table(['A', ''], [[['b'], ['c']]]),
      '<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table><thead><tr><th scope="col">A</th><td></td></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table></div>',
    ],
    [
      'a list to filter',
      {
        kind: 'filter-list',
        filters: { level: 'Level', ages: 'Ages' },
        entries: [{ item: { text: ['a'], anchor: 'one', items: [item('b')] }, values: { level: '4', ages: null } }],
      },
      '<div class="filter" data-filters="Level|Ages"></div><ul class="filtered"><li id="one">a <small>Level 4</small><ul><li>b</li></ul></li></ul>',
    ],
  ])('%s', (_, block, expected) => {
    expect(html(...[block].flat())).toBe(expected)
  })

  it.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><b>', '&lt;b&gt;'])(
    'keeps %s from meaning anything',
    text => {
      const entry = { item: item(text), values: { level: text } }
      const out = html(
        heading(2, text),
        paragraph(text, { strong: text }, { code: text }, { text, href: text }),
        note(text),
        ...list([item(text)]),
        ...table([text], [[[text]]]),
        ...details(text, [paragraph(text)]),
        { kind: 'filter-list', filters: { level: text }, entries: [entry] },
        {
          kind: 'flow',
          title: text,
          chart: { nodes: [{ id: text, kind: 'start', text, to: null }], edges: [] },
          alternative: [],
        },
        {
          kind: 'timeline',
          title: text,
          timeline: {
            from: '2026-04-02T09:00:00+01:00',
            to: '2026-04-02T10:00:00+01:00',
            daysOff: [],
            bars: [
              { label: text, start: '2026-04-02T09:00:00+01:00', due: '2026-04-02T10:00:00+01:00', governs: true },
            ],
          },
          alternative: [],
        },
      )
      expect(out.match(/<(script|img|b)\b/g)).toBeNull()
      expect(unbalanced(out)).toBeNull()
      // What looked like an entity is shown as it stands.
      if (text.startsWith('&')) expect(out).toContain('<p>&amp;lt;b&amp;gt;')
    },
  )

  it('gives every second heading an address, and no two the same', () => {
    const [page] = writeHtml(
      [{ name: 'x', title: 'x', blocks: [heading(2, 'A, b!'), heading(2, 'A b'), heading(2, 'c', 'a-b-2')] }],
      { draw },
    )
    expect(page?.contents.map(c => c.anchor)).toEqual(['a-b', 'a-b-3', 'a-b-2'])
  })

  it('refuses a link that leads nowhere', () => {
    expect(() => html(paragraph({ text: 'a', to: 'nowhere' }))).toThrow('nowhere')
  })
})
