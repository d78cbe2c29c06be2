import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { england, eventWords } from '../../src/rules/vocabulary/vocabulary.js'
import { acrossPage } from '../../src/tools/pages/across/across-page.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import type { Block, Inline, Page } from '../../src/tools/pages/model/page.js'
import { anchorsOf } from '../../src/tools/pages/model/page.js'
import { writeMarkdown } from '../../src/tools/pages/write/markdown.js'
import { shippedRulebooks } from '../rulebooks.js'
import { small } from '../small.js'

type Change = readonly [from: string, to: string]
type Table = Extract<Block, { kind: 'table' }>

const flat = (blocks: readonly Block[]): readonly Block[] =>
  blocks.flatMap(b => [b, ...(b.kind === 'details' ? flat(b.blocks) : [])])
const words = (text: readonly Inline[]): string =>
  text
    .map(t => (typeof t === 'string' ? t : 'strong' in t ? t.strong : 'code' in t ? t.code : t.text))
    .join('')
    .trim()

/** The first table after the heading with an anchor. */
function tableAt(page: Page, anchor: string): Table {
  const from = page.blocks.findIndex(b => b.kind === 'heading' && b.anchor === anchor)
  const found = flat(page.blocks.slice(from)).find(b => b.kind === 'table')
  if (from < 0 || found?.kind !== 'table') throw new Error(`no table after ${anchor}`)
  return found
}

/** The cells of one line of a table, in words, by the heads. */
function line(page: Page, anchor: string, label: string): Readonly<Record<string, string>> {
  const { head, rows } = tableAt(page, anchor)
  const row = rows.find(cells =>
    words(cells[0] ?? [])
      .split('; ')
      .includes(label),
  )
  if (!row) throw new Error(`no line "${label}" after ${anchor}: ${rows.map(r => words(r[0] ?? [])).join(' | ')}`)
  return Object.fromEntries(row.slice(1).map((cell, i) => [head[i + 1] ?? '', words(cell)]))
}

const rulebooks = shippedRulebooks().map(r => r.rulebook)
const page = acrossPage(rulebooks)
const tables = flat(page.blocks).filter(b => b.kind === 'table')

describe('the page across the shipped authorities', () => {
  it('has every authority in every table, under its name or in a line of its own', () => {
    expect(tables.length).toBeGreaterThan(15)
    for (const { head, rows } of tables) {
      const firsts = rows.map(r => words(r[0] ?? []))
      const names = rulebooks.map(r => r.name)
      expect(names.every(n => head.includes(n)) || names.every(n => firsts.includes(n)), head.join(' | ')).toBe(true)
      for (const row of rows) expect(row, head.join(' | ')).toHaveLength(head.length)
    }
  })

  it('links only to addresses that the pages of the authorities have', () => {
    const there = new Set(
      rulebooks.flatMap(rulebook =>
        documentRulebook(rulebook).flatMap(p => [
          `${rulebook.authority}/${p.name}.html`,
          ...anchorsOf(p).map(a => `${rulebook.authority}/${p.name}.html#${a}`),
        ]),
      ),
    )
    const hrefs = [...JSON.stringify(page).matchAll(/"href":"([^"]+)"/g)].map(m => m[1] ?? '')
    expect(hrefs.length).toBeGreaterThan(200)
    expect(hrefs.filter(h => !there.has(h))).toEqual([])
    for (const { authority } of rulebooks) expect(hrefs.some(h => h.startsWith(`${authority}/`))).toBe(true)
  })

  it('stands alone, with no address twice, and is the same each time', () => {
    expect(() => writeMarkdown([page])).not.toThrow()
    expect(acrossPage(rulebooks)).toEqual(page)
  })

  it('shows five to seven contacts, and the authorities differ on each', () => {
    const ids = anchorsOf(page).filter(a => a.startsWith('contact-'))
    expect(ids.length).toBeGreaterThanOrEqual(5)
    expect(ids.length).toBeLessThanOrEqual(7)
    for (const id of ids) {
      const { rows } = tableAt(page, id)
      expect(new Set(rows.map(cells => cells.slice(1).map(words).join(' | '))).size, id).toBeGreaterThan(1)
    }
  })

  it('leads to where a contact can be tried, if there is such a page', () => {
    const tried: string[] = []
    const tryHref = (authority: string, contact: Readonly<Record<string, unknown>>): string => {
      tried.push(`${authority} ${JSON.stringify(contact)}`)
      return `try/index.html#${tried.length}`
    }
    const text = JSON.stringify(acrossPage(rulebooks, { tryHref }))
    expect(tried.length % rulebooks.length).toBe(0)
    expect(text).toContain(`try/index.html#${tried.length}"`)
    expect(tried[0]).toMatch(/"receivedAt":"2026-.*"consent":"refused"/)
    expect(JSON.stringify(page)).not.toContain('try/')
  })

  // What the sources say, by the clauses that the ledger lists.
  it('says that harm goes ahead without consent everywhere', () => {
    const { rows, head } = tableAt(page, 'contact-harm-and-refused')
    const consent = head.indexOf('Consent: the referral')
    expect(consent).toBeGreaterThan(0)
    for (const row of rows) {
      expect(words(row[1] ?? [])).toBe('level 4, section 47')
      expect(words(row[consent] ?? [])).toMatch(/it may go ahead$/)
    }
  })

  it('gives the times that the sources state for a case of level 4 and of red', () => {
    expect(line(page, 'first-clock', 'Risk of significant harm')).toMatchObject({
      // Lancashire: a decision within the hour; Tower Hamlets: four hours for an urgent case.
      Lancashire: 'Decision on the request, within 1 hour from receipt',
      'Tower Hamlets': 'MASH enquiry, urgent case, within 4 hours from receipt',
    })
    // Camden: partners' information on a red case within four hours.
    expect(line(page, 'first-clock', 'Rated red at first screening').Camden).toMatch(/within 4 hours from receipt$/)
  })

  it('sends a child in need where each source says', () => {
    expect(line(page, 'one-fact', 'The child is judged to be in need')).toEqual({
      Buckinghamshire: 'level 3, section 17',
      Camden: 'level 3, section 17',
      Lancashire: 'level 4, section 17',
      'Tower Hamlets': 'level 3, section 17',
    })
  })

  it('names clocks that wait for their event where none has a date', () => {
    const waiting = small([
      'says: Level 4 is decided within 4 hours., when: { level: 4 }, deadline: first-decision, within: 4 hours, from: receivedAt',
      'says: Level 4 is decided within 4 hours., when: { level: 4 }, deadline: first-decision, within: 4 hours, from: ragRatedAt',
    ])
    expect(line(acrossPage([waiting]), 'first-clock', 'Risk of significant harm').Smallshire).toBe(
      `none has a date yet: First decision, within 4 hours from ${eventWords(england, 'ragRatedAt')}`,
    )
  })
})

describe('a rulebook that changes', () => {
  const changed = (anchor: string, label: string, change: Change): readonly string[] =>
    [small(), small(change)].map(r => line(acrossPage([r]), anchor, label).Smallshire ?? '')

  it.each<readonly [string, string, string, Change, readonly string[]]>([
    [
      'a level',
      'one-fact',
      'There is a risk of significant harm',
      ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'],
      ['level 4, section 47', 'level 3, section 47'],
    ],
    [
      'a count of indicators',
      'indicators',
      'Level 2',
      ['group: listed, atLeast: 2', 'group: listed, atLeast: 1'],
      // Being left alone counts by the age, which is not known.
      [
        '4 listed; one of them: no level yet; two of them: level 2 (2), no level yet (2)',
        '4 listed; one of them: level 2 (3), no level yet (1)',
      ],
    ],
    [
      'a team',
      'who-takes-what',
      'Level 4, no risk of harm',
      ['route: { to: social-care, team: duty-team }', 'route: { to: mash, team: duty-team }'],
      [
        "Children's social care: The duty team; also told: The police, unless the case is open to social care (not known)",
        'MASH: The duty team; also told: The police, unless the case is open to social care (not known)',
      ],
    ],
    [
      'what consent asks',
      'consent-referral',
      'Risk of significant harm',
      ['consent: seek, consentFrom: who-may', 'consent: inform, consentFrom: who-may'],
      ['ask for it; may go on without', 'tell those with parental responsibility; no consent needed'],
    ],
    [
      'a clock',
      'first-clock',
      'Level 4, no risk of harm',
      ['within: 4 hours', 'within: 5 hours'],
      ['First decision, within 4 hours from receipt', 'First decision, within 5 hours from receipt'],
    ],
  ])('changes its field: %s', (_, anchor, label, change, expected) => {
    expect(changed(anchor, label, change)).toEqual(expected)
  })

  it('stands in the row of its new length', () => {
    const table = (r: Rulebook) => tableAt(acrossPage([r]), 'clocks-from-receipt').rows.map(row => row.map(words))
    expect(table(small())).toEqual([
      ['within 4 hours from receipt', 'First decision'],
      ['within 3 working days from receipt', 'First decision'],
    ])
    expect(table(small(['within: 4 hours', 'within: 6 working days']))[1]).toEqual([
      'within 6 working days from receipt',
      'First decision',
    ])
  })
})
