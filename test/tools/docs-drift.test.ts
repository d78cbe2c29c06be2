import { describe, expect, it } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { writeHtml } from '../../src/tools/pages/write/html.js'
import { small } from '../small.js'
import { draw } from './documented.js'

/** A page of a rulebook as words, without its tags. */
const words = (rulebook: Rulebook, name: string): string =>
  (writeHtml(documentRulebook(rulebook), { draw }).find(p => p.name === name)?.body ?? '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('a rulebook that changes', () => {
  it('changes the length of a clock, its example and its picture', () => {
    const before = words(small(), 'timescales')
    const after = words(small(['within: 4 hours', 'within: 6 hours']), 'timescales')
    expect(before).toContain('within 4 hours receipt')
    expect(after).toContain('within 6 hours receipt')
    // The sentence of a rule is people's, and only they can mend it.
    expect(after.replaceAll('Level 4 is decided within 4 hours.', '')).not.toContain('within 4 hours')
    // The worked example starts at 16:40, the picture at 09:40.
    expect([before, after].map(t => /within \d hours (Thu 2 Apr 2026, \d\d:40)/.exec(t)?.[1])).toEqual([
      'Thu 2 Apr 2026, 20:40',
      'Thu 2 Apr 2026, 22:40',
    ])
    expect(
      [before, after].map(t => /within \d hours from receipt, so by (Thu 2 Apr 2026, \d\d:40)/.exec(t)?.[1]),
    ).toEqual(['Thu 2 Apr 2026, 13:40', 'Thu 2 Apr 2026, 15:40'])
  })

  it('changes how many signs make a level', () => {
    const changed = small(['{ level: 2, group: listed, atLeast: 2 }', '{ level: 2, group: listed, atLeast: 3 }'])
    expect(words(small(), 'levels')).toContain('at least 2 indicators of level 2')
    expect(words(changed, 'levels')).toContain('at least 3 indicators of level 2')
    expect(words(changed, 'levels')).not.toContain('at least 2 indicators of level 2')
  })

  it('changes where a contact goes, in the chart, the list and the table', () => {
    const changed = small(['route: { to: social-care, team: duty-team }', 'route: { to: mash, team: police }'])
    const places = (text: string, place: string): number => text.split(place).length - 1
    expect(places(words(small(), 'where-it-goes'), 'MASH')).toBe(0)
    expect(places(words(changed, 'where-it-goes'), 'MASH: The police')).toBe(3)
    expect(words(changed, 'where-it-goes')).not.toContain("Children's social care")
  })

  it('changes what families read', () => {
    const changed = small([
      'when: { riskOfSignificantHarm: true }, consent: seek, consentFrom: who-may',
      'when: { is: harm }, consent: not-required',
    ])
    expect(words(small(), 'for-families')).toContain('We ask you. We may go on if you say no.')
    expect(words(changed, 'for-families')).not.toContain('We ask you.')
    expect(words(changed, 'for-families')).toContain('If a child may be seriously harmed: We do not need you to agree.')
  })
})
