import { describe, expect, test } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { shippedRulebooks } from '../rulebooks.js'
import { decided, receivedAt, small, smallText } from '../small.js'

type Change = readonly [from: string, to: string]
const inEngland: Change = ['  version: "2026"\n', '  version: "2026"\n  extends: england\n']
const clocks = (rulebook: Rulebook, contact = {}): readonly string[] =>
  decided(rulebook, contact)
    .deadlines.map(d => d.id)
    .filter(id => id.startsWith('england-'))

describe("England's clocks", () => {
  test('run beside the rules of whoever extends England, and govern nothing', () => {
    const contact = { contactType: 'referral', riskOfSignificantHarm: true }
    const before = decided(small(), contact)
    const now = decided(small(inEngland), contact)
    expect(clocks(small(inEngland), { riskOfSignificantHarm: true })).toEqual([
      'england-next-steps',
      'england-assessment',
    ])
    expect(clocks(small(), { riskOfSignificantHarm: true })).toEqual([])
    const local = ({ rulebook: _, rationale, unknowns, deadlines, ...rest }: typeof now) => ({
      ...rest,
      rationale: rationale?.filter(r => !r.rule.startsWith('england-')),
      deadlines: deadlines.filter(d => !d.id.startsWith('england-')),
    })
    expect(local(now)).toEqual(local(before))
  })

  test('do not run for somebody who is known to be 18 or over', () => {
    expect(clocks(small(inEngland), { ageYears: 18, riskOfSignificantHarm: true })).toEqual([])
    expect(clocks(small(inEngland), { ageYears: 17 })).toEqual(['england-next-steps'])
  })

  test('every shipped rulebook has a dated clock for every plain referral of a child', () => {
    for (const { name, rulebook } of shippedRulebooks())
      for (const professionalLevel of rulebook.words.levels ? [1] : [1, 2, 3, 4])
        for (const ageYears of [0, 7, 17])
          expect(
            decided(rulebook, { contactType: 'referral', professionalLevel, ageYears }).deadlines.some(
              d => d.due !== null,
            ),
            `${name}, level ${professionalLevel}, age ${ageYears}`,
          ).toBe(true)
  })

  test('a rulebook takes one on by overriding it', () => {
    const because = 'because: The council works by it., clauses: [g-5.1]'
    const book = small(
      inEngland,
      ['sources:\n', `overrides:\n  deadlines.england-next-steps: { ${because} }\nsources:\n`],
      ['  first-decision: First decision\n', '  first-decision: First decision\n  england-next-steps: Next steps\n'],
      [', deadline: first-decision, within: 3 working days', ', deadline: first-decision, within: 12 weeks'],
    )
    expect(decided(book).deadline?.id).toBe('england-next-steps')
  })
})

describe('law and guidance', () => {
  const overtaken: Change = [
    'consent: required, consentFrom: who-may,',
    'consent: required, overtakenBy: later-advice, consentFrom: who-may,',
  ]
  const law: Change = [
    'sources:\n',
    'law:\n  later-advice: { title: Later advice, from: "2024", status: in force, read: Read in 2026., says: Consent is not needed. }\nsources:\n',
  ]

  test('add a notice where a decision rests on what they overtake, and change nothing else', () => {
    const { notices, ...now } = decided(small(law, overtaken))
    const { notices: _, ...before } = decided(small())
    expect(notices).toEqual([
      { code: 'overtaken', says: 'This rests on a passage that is overtaken by: Later advice. Consent is not needed.' },
    ])
    expect({ ...now, rulebook: null }).toEqual({ ...before, rulebook: null })
    expect(decided(small(law, overtaken), { riskOfSignificantHarm: true }).notices).toEqual([])
  })

  test("Camden's rule that nothing is shared below significant harm without consent is marked", () => {
    const camden = shippedRulebooks().find(b => b.name === 'camden')?.rulebook
    if (!camden) throw new Error('no camden')
    expect(decided(camden, { receivedAt, riskOfSignificantHarm: false }).notices.map(n => n.code)).toContain(
      'overtaken',
    )
    expect(decided(camden, { receivedAt, riskOfSignificantHarm: true }).notices.map(n => n.code)).not.toContain(
      'overtaken',
    )
  })

  test('stand on a page, with what they overtake', () => {
    const overtaking: Record<string, boolean> = {}
    for (const { rulebook } of shippedRulebooks()) {
      const page = JSON.stringify(documentRulebook(rulebook).find(p => p.name === 'local-and-inherited'))
      expect(page).toContain('Working Together to Safeguard Children 2026')
      overtaking[rulebook.authority] = page.includes('Overtakes: ')
    }
    expect(overtaking).toEqual({ bucks: false, camden: true, lancashire: true, 'tower-hamlets': true })
  })

  test('an authority says what it has written since, beside the text that its rules are of', () => {
    const [bucks, , lancashire, towerHamlets] = shippedRulebooks().map(r => r.rulebook)
    if (!bucks || !lancashire || !towerHamlets) throw new Error('a rulebook is missing')
    const overtakenIn = (rulebook: Rulebook, contact: Readonly<Record<string, unknown>>): readonly string[] =>
      decided(rulebook, contact).notices.flatMap(n => (n.code === 'overtaken' ? [n.says] : []))
    expect(overtakenIn(lancashire, { professionalLevel: 2 })).toEqual([expect.stringMatching(/immediate concerns/)])
    expect(overtakenIn(lancashire, { riskOfSignificantHarm: true })).toEqual([])
    expect(overtakenIn(towerHamlets, {})).toEqual([expect.stringMatching(/24 hours for a decision on every contact/)])
    expect(overtakenIn(towerHamlets, { professionalLevel: 3 })).toEqual([])
    const sources = JSON.stringify(documentRulebook(bucks).find(p => p.name === 'local-and-inherited'))
    expect(sources).toContain('The document is under review.')
  })

  test('one that is not there is refused', () => {
    const loaded = loadRulebook(smallText.replace(...overtaken))
    expect(loaded.ok ? [] : loaded.diagnostics.map(d => [d.code, d.message])).toEqual([
      ['unknown-law', 'there is no law `later-advice`'],
    ])
  })
})
