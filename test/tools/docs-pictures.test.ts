import { describe, expect, it } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { ruleSentence } from '../../src/engine/render/decision-words.js'
import { calendars } from '../../src/rules/reading/read-calendar.js'
import { chartParts, flowChart } from '../../src/tools/pages/model/flow-chart.js'
import type { FlowChart, Timeline } from '../../src/tools/pages/model/page.js'
import { clockExample, daysOffBetween, timelineOf } from '../../src/tools/pages/model/timeline.js'
import { flowDot } from '../../src/tools/pages/write/dot.js'
import { bareSvg } from '../../src/tools/pages/write/svg.js'
import { daysAfter, timelineSvg } from '../../src/tools/pages/write/timeline-svg.js'
import { attributes, documented, draw, unbalanced } from './documented.js'

/** The words that a picture shows, in one line. */
const wordsOf = (svg: string): string =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map(m => m[1] ?? '')
    .join(' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#45;', '-')
    .replaceAll('&#160;', ' ')
    .replace(/\s+/g, ' ')

describe.each(documented)('the flow chart of $name', ({ rulebook, pages }) => {
  const routes = rulebook.rules.filter(r => r.stage === 'route')
  const chart = flowChart(rulebook, routes, 'A contact comes in.')

  it('asks every rule on the route in the order in which a contact meets them', () => {
    const way: string[] = []
    const next = (from: string): string | undefined =>
      chart.edges.find(e => e.from === from && chart.nodes.some(n => n.id === e.to && n.kind === 'question'))?.to
    for (let at = next('start'); at !== undefined; at = next(at)) way.push(at)
    expect(way).toEqual(routes.map(r => r.id))
    const questions = chart.nodes.filter(n => n.kind === 'question')
    expect(questions.map(n => n.to)).toEqual(routes.map(r => `rule-${r.id}`))
    for (const [i, rule] of routes.entries()) expect(questions[i]?.text).toContain(ruleSentence(rule))
  })

  it('leads from each to the place and team of the rule, and to nothing else', () => {
    for (const rule of routes) {
      const outcomes = chart.edges
        .filter(e => e.from === rule.id)
        .map(e => chart.nodes.find(n => n.id === e.to))
        .filter(n => n?.kind === 'outcome')
      expect(outcomes).toHaveLength(1)
      const team = rule.outcome.stage === 'route' ? rule.outcome.team : null
      if (team !== null) expect(outcomes[0]?.text).toContain(rulebook.teams[team])
    }
  })

  it('is drawn with the words of each rule and a link to it', () => {
    const svg = bareSvg(draw(flowDot(chart, to => `#${to}`)))
    expect(unbalanced(svg)).toBeNull()
    expect([...attributes(svg, 'href')].sort()).toEqual(routes.map(r => `#rule-${r.id}`).sort())
    for (const rule of routes) expect(wordsOf(svg)).toContain(ruleSentence(rule).replace(/\s+/g, ' '))
  })

  it('stands on the page with the same as a table', () => {
    const flows = pages.flatMap(p => p.blocks.flatMap(b => (b.kind === 'flow' ? [b] : [])))
    const drawn = flows.flatMap(f => f.chart.nodes.flatMap(n => (n.to === null ? [] : [n.to])))
    const expected = rulebook.rules
      .filter(r => r.stage === 'eligibility' || r.stage === 'route')
      .map(r => `rule-${r.id}`)
    expect(drawn).toEqual(expected)
    for (const { alternative, chart: own } of flows)
      expect(alternative.flatMap(b => (b.kind === 'table' ? b.rows : []))).toHaveLength(
        own.nodes.filter(n => n.kind === 'question').length,
      )
  })

  it.each([1, 6, 100])(
    'comes apart into sheets of at most %i questions, each question and answer on one of them',
    size => {
      const parts = chartParts(chart, size)
      const kinds = (kind: string) => (c: FlowChart) => c.nodes.filter(n => n.kind === kind).map(n => n.id)
      expect(parts.flatMap(kinds('question'))).toEqual(kinds('question')(chart))
      expect(parts.flatMap(kinds('outcome'))).toEqual(kinds('outcome')(chart))
      for (const part of parts) {
        expect(kinds('question')(part).length).toBeLessThanOrEqual(size)
        expect(kinds('start')(part)).toHaveLength(1)
        const ids = part.nodes.map(n => n.id)
        for (const { from, to } of part.edges) expect(ids).toEqual(expect.arrayContaining([from, to]))
      }
    },
  )
})

describe('a flow chart in the language of Graphviz', () => {
  it.each(['say "yes"', 'a \\ b', 'a\\nb', 'x < y & z', '}'])('keeps %s as it is', text => {
    const chart: FlowChart = {
      nodes: [
        { id: text, kind: 'start', text, to: null },
        { id: 'b', kind: 'outcome', text, to: 'x' },
      ],
      edges: [{ from: text, to: 'b', label: text }],
    }
    const words = wordsOf(bareSvg(draw(flowDot(chart, () => 'x.html#y')))).replaceAll('&lt;', '<')
    expect(words.split(text).length - 1).toBe(3)
  })
})

describe('the days of a timeline', () => {
  it('has weekends and bank holidays off, those with their names, and both ends counted', () => {
    expect(
      daysOffBetween(calendars['england-and-wales'], '2026-04-02T09:00:00+01:00', '2026-04-07T17:00:00+01:00'),
    ).toEqual([
      { date: '2026-04-03', name: 'Good Friday' },
      { date: '2026-04-04', name: null },
      { date: '2026-04-05', name: null },
      { date: '2026-04-06', name: 'Easter Monday' },
    ])
    expect(
      daysOffBetween(calendars['england-and-wales'], '2026-04-04T00:00:00+01:00', '2026-04-04T23:59:00+01:00'),
    ).toHaveLength(1)
    expect(
      daysOffBetween(calendars['england-and-wales'], '2026-04-08T09:00:00+01:00', '2026-04-09T17:00:00+01:00'),
    ).toEqual([])
  })

  it('places an instant by the clock on the wall', () => {
    const first = Date.UTC(2026, 3, 2) / 86_400_000
    expect(daysAfter(first, '2026-04-02T00:00:00+01:00')).toBe(0)
    expect(daysAfter(first, '2026-04-02T12:00:00+01:00')).toBe(0.5)
    expect(daysAfter(first, '2026-04-04T18:00:00+01:00')).toBe(2.75)
  })

  it('draws bars as long as their clocks, from where they start', () => {
    const bar = (start: string, due: string, governs: boolean) => ({ label: due, start, due, governs })
    const timeline: Timeline = {
      from: '2026-04-02T12:00:00+01:00',
      to: '2026-04-06T12:00:00+01:00',
      daysOff: [{ date: '2026-04-03', name: 'Good Friday' }],
      bars: [
        bar('2026-04-02T12:00:00+01:00', '2026-04-03T12:00:00+01:00', true),
        bar('2026-04-03T12:00:00+01:00', '2026-04-06T12:00:00+01:00', true),
        bar('2026-04-02T12:00:00+01:00', '2026-04-02T12:01:00+01:00', false),
      ],
    }
    const svg = timelineSvg(timeline, { title: 'Clocks', id: 'clocks' })
    const rects = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*/g)].map(m => ({
      x: Number(m[1]),
      width: Number(m[2]),
      dashed: m[0].includes('dasharray'),
    }))
    const [off, day, three, minute] = rects
    expect(rects).toHaveLength(4)
    expect(off?.width).toBe(day?.width)
    expect(three?.width).toBeCloseTo((day?.width ?? 0) * 3, 0)
    expect(three?.x).toBeCloseTo((day?.x ?? 0) + (day?.width ?? 0), 0)
    // The shaded day begins half a day after the first bar does.
    expect(off?.x).toBeCloseTo((day?.x ?? 0) + (day?.width ?? 0) / 2, 0)
    // The shortest clock can still be seen.
    expect(minute?.width).toBeGreaterThanOrEqual(3)
    expect(rects.map(r => r.dashed)).toEqual([false, false, false, true])
    expect(wordsOf(svg)).toContain('Good Friday')
    expect(svg).toContain('<title id="clocks">Clocks</title>')
  })
})

describe.each(documented)('the contact that shows the clocks of $name', ({ rulebook, pages }) => {
  const example = clockExample(rulebook)
  if (example === null) throw new Error('no example has a clock')
  const timeline = timelineOf(rulebook, example)

  it('is received before Easter, and the picture tells what its decision says', () => {
    const again = decide(rulebook, example.contact)
    const deadlines = again.ok ? again.value.deadlines : []
    expect([...example.drawn, ...example.left].map(d => d.id).sort()).toEqual(deadlines.map(d => d.id).sort())
    expect(timeline.from).toBe('2026-04-02T09:40:00+01:00')
    expect(timeline.bars.map(b => b.due)).toEqual(
      deadlines.filter(d => example.drawn.some(x => x.id === d.id)).map(d => d.due),
    )
    expect(timeline.to).toBe([...timeline.bars.map(b => b.due)].sort().at(-1))
  })

  it('draws clocks of up to four weeks that have a date, and leaves the others to the table', () => {
    const weeks = (due: string): number => (Date.parse(due) - Date.parse(timeline.from)) / (7 * 86_400_000)
    for (const bar of timeline.bars) {
      expect(Date.parse(bar.start)).toBeGreaterThanOrEqual(Date.parse(timeline.from))
      expect(Date.parse(bar.due)).toBeGreaterThan(Date.parse(bar.start))
      expect(weeks(bar.due)).toBeLessThanOrEqual(4)
    }
    const undrawn = example.left.filter(d => d.due !== null && weeks(d.due) > 0 && weeks(d.due) <= 4)
    expect(undrawn).toEqual([])
    const picture = pages.flatMap(p => p.blocks.flatMap(b => (b.kind === 'timeline' ? [b] : [])))
    const rows = picture.flatMap(b => b.alternative.flatMap(x => (x.kind === 'table' ? x.rows : [])))
    expect(rows).toHaveLength(example.drawn.length + example.left.length)
  })

  it('shows no fewer clocks than any example does as it stands', () => {
    for (const { contact } of rulebook.examples) {
      const moved = decide(rulebook, { ...contact, receivedAt: timeline.from, events: undefined })
      const count = moved.ok
        ? moved.value.deadlines.filter(d => d.due !== null && d.due > timeline.from && d.due < '2026-04-30T09:40')
            .length
        : 0
      expect(timeline.bars.length).toBeGreaterThanOrEqual(count)
    }
  })
})
