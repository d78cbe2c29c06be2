import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { changesPage } from '../../src/tools/pages/changes-page.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import type { Page } from '../../src/tools/pages/model/page.js'
import { anchorsOf } from '../../src/tools/pages/model/page.js'
import { writeMarkdown } from '../../src/tools/pages/write/markdown.js'
import { small } from '../small.js'

const version = (name: string) => ['version: "2026"', `version: "${name}"`] as const
// A threshold that was two signs is now one, and a clock that was four hours is now six.
const first = small(version('2024'))
const second = small(version('2025'), ['group: listed, atLeast: 2', 'group: listed, atLeast: 1'])
const third = small(['group: listed, atLeast: 2', 'group: listed, atLeast: 1'], ['within: 4 hours', 'within: 6 hours'])

/** The page written beside the other pages of its rulebook, as they are on a site. */
function written(page: Page | null, rulebook: Rulebook): string {
  if (page === null) throw new Error('there is no page')
  const pages = [...documentRulebook(rulebook).filter(p => p.name !== 'changes'), page]
  return writeMarkdown(pages).find(p => p.path === 'changes.md')?.text ?? ''
}
const places = (text: string, ...pieces: readonly string[]): readonly number[] => pieces.map(p => text.indexOf(p))

describe('the page on changes', () => {
  it('is not there where there is no earlier version', () => {
    expect(changesPage([], third)).toBe(null)
  })

  const text = written(changesPage([first], third, 150), third)

  it('tells the threshold and the clock, each with the rule that changed', () => {
    expect(text).toContain('From version 2024 to 2026')
    expect(text).toContain(
      [
        '- changed [two-signs](levels.md#rule-two-signs): Two signs of level 2 make level 2.',
        '  - now wants: at least 1 indicator of level 2 of the group listed; it was: at least 2 indicators of level 2 of the group listed',
      ].join('\n'),
    )
    expect(text).toContain(
      'now "First decision" within 6 hours from receipt; it was "First decision" within 4 hours from receipt',
    )
  })

  it('tells children treated less protectively before those treated more so', () => {
    const found = places(
      text,
      '#### Less protective',
      '- deadline: "First decision" later: within 4 hours from receipt → within 6 hours from receipt',
      '#### More protective',
      '- level: no level → level 2',
    )
    expect(found).toEqual([...found].sort((a, b) => a - b))
    expect(found[0]).toBeGreaterThan(0)
  })

  it('shows a small contact for each, and counts them in a table', () => {
    expect(text).toMatch(/for instance: `\{ receivedAt: "[^"]+", indicators: \[[a-z0-9-]+\] \}`/)
    expect(text).toMatch(/^\| deadline \| [1-9]\d* \| 0 \| 0 \|$/m)
    expect(text).toMatch(/^\| level \| 0 \| 0 \| [1-9]\d* \|$/m)
  })

  it('tells every step by itself, the newest first, with addresses that stay', () => {
    const page = changesPage([first, second], third, 50)
    expect(anchorsOf(page as Page)).toEqual(['change-2', 'change-1'])
    const steps = written(page, third)
    const found = places(
      steps,
      'From version 2025 to 2026',
      'now "First decision"',
      'From version 2024 to 2025',
      'now wants',
    )
    expect(found).toEqual([...found].sort((a, b) => a - b))
    expect(found[0]).toBeGreaterThan(0)
  })

  it('names what has gone without a link to it', () => {
    const crowded = '      home-l2-crowded: The home is crowded\n'
    const after = small([crowded, ''])
    const gone = written(changesPage([small(version('2025'))], after, 50), after)
    expect(gone).toContain('- removed `home-l2-crowded`: The home is crowded')
  })

  it('says so where nothing changed, and treats nobody differently', () => {
    const same = written(changesPage([small()], small(), 50), small())
    expect(same).toContain('A change within version 2026')
    expect(same).toContain('Nothing: the two rulebooks are the same.')
    expect(same).toMatch(/None of \d+ contacts generated\./)
  })

  it('is the same each time', () => {
    expect(changesPage([first], third, 50)).toEqual(changesPage([first], third, 50))
  })

  it('refuses the rulebook of another authority as an earlier version', () => {
    const other = small(['authority: smallshire', 'authority: bigshire'])
    expect(() => changesPage([other], third)).toThrow('bigshire')
  })
})
