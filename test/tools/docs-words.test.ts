import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import type { DocumentFile } from '../../src/tools/pages/write/markdown.js'
import { writeMarkdown } from '../../src/tools/pages/write/markdown.js'
import { small } from '../small.js'
import { documented } from './documented.js'

const pagesOf = (rulebook: Rulebook): readonly DocumentFile[] => writeMarkdown(documentRulebook(rulebook))

function textOf(pages: readonly DocumentFile[], path: string): string {
  const page = pages.find(p => p.path === path)
  if (!page) throw new Error(`there is no ${path}`)
  return page.text
}

describe('what the pages say', () => {
  const pages = pagesOf(small())
  const page = (name: string): string => textOf(pages, `${name}.md`)

  it('leaves out the page on disagreements where no rule is on one', () => {
    expect(pages.map(p => p.path)).not.toContain('disagreements.md')
    const bucks = documented.find(e => e.name === 'bucks')
    expect(bucks?.pages.map(p => p.name)).toContain('disagreements')
  })

  it('sets a rule out in words, with its outcome, actions, sources and id', () => {
    expect(page('where-it-goes')).toContain(
      [
        '### <a id="rule-grave"></a>1. Level 4 goes to the duty team, unless the case is open to social care.',
        '',
        "- Then: **goes to Children's social care: The duty team**",
        '- To do: [Make a plan](what-to-do.md#action-plan) (The duty team)',
        '- Also tell: The police',
        '- Source: [3.1](sources.md#clause-g-3.1)',
        '',
        '**When exactly**',
        '',
        '- When: the level is 4',
        '- Unless it is known that: the case is open to social care',
        '- Rule: `grave`',
      ].join('\n'),
    )
  })

  it('reads a definition by its name, and says once what it means', () => {
    const [twice] = [small(['when: { is: harm, seekingConsentWould: some }', 'when: { is: harm, channel: form }'])]
    const text = textOf(pagesOf(twice), 'consent.md')
    expect(text).toContain('[Harm is suspected in a child.](index.md#term-harm)')
    expect(page('index')).toContain('- It holds when: all of these\n  - there is a risk of significant harm\n')
  })

  it('lists indicators with their notes, conditions and readings', () => {
    expect(page('levels')).toContain(
      [
        '- <a id="indicator-home-l2-alone"></a>Is left alone',
        '  - Counts only when: the age is at most 12',
        '  - **Not clear in the source:** [Up to which age does being left alone count?](readings.md#reading-age-of-being-alone) **Read here as:** Up to twelve.',
        '  - Group: listed',
      ].join('\n'),
    )
    expect(page('levels')).toContain('#### Level 4, Domain health, Ages 0 to 4')
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

  it('gives consent as a table by purpose, age and reason, in the order of the rules', () => {
    const rows = page('consent')
      .split('\n')
      .filter(line => line.startsWith('| the referral'))
      .map(row =>
        row
          .replace(/\[[^\]]*\]\((?:[a-z-]+\.md)?#(?:rule|clause|givers)-([^)]+)\)/g, '$1')
          .split(' | ')
          .slice(0, 5),
      )
    expect(rows).toEqual([
      ['| the referral, 1', 'any', 'unsafe-to-ask', 'do not ask for it', ''],
      ['| the referral, 2', '16 and over', 'ask', 'ask for it; may go on without', 'the young person'],
      [
        '| the referral, 2',
        'any other',
        'the same',
        'ask for it; may go on without',
        'somebody with parental responsibility',
      ],
      ['| the referral, 3', '16 and over', 'needed', 'required before going on', 'the young person'],
      [
        '| the referral, 3',
        'any other',
        'the same',
        'required before going on',
        'somebody with parental responsibility',
      ],
    ])
  })

  it('tells families in plain words who is asked, and when nobody is', () => {
    const text = page('for-families')
    for (const line of [
      '- For asking us to help you:\n  - 16 and over: the young person.\n  - Otherwise a parent, or somebody else',
      '- **If a child may be seriously harmed and asking you could put a child in danger, spoil an investigation or lose time that a child does not have:** We do not ask you first.',
      '- **If a child may be seriously harmed:** We ask you. We may go on if you say no.',
      '- **At all other times:** We need you to agree first. You can say no.',
    ])
      expect(text).toContain(line)
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
