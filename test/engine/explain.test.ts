import { describe, expect, it } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Explanation } from '../../src/engine/explain/explain.js'
import { explain } from '../../src/engine/explain/explain.js'
import { renderExplanation } from '../../src/engine/render/explanation.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import type { FactName } from '../../src/rules/vocabulary/contact-type.js'
import { facts } from '../../src/rules/vocabulary/contact-type.js'
import { shippedRulebooks } from '../rulebooks.js'
import { receivedAt, small } from '../small.js'

type Facts = Readonly<Record<string, unknown>>

function explained(contact: Facts = {}, rulebook: Rulebook = small()): Explanation {
  const result = explain(rulebook, { receivedAt, ...contact })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics, null, 1))
  return result.value
}

const textOf = (contact: Facts): string => renderExplanation(explained(contact), small(), { width: 100 })
const waysTo = (level: number, contact: Facts) => explained(contact).nextLevels.find(n => n.level === level)?.ways ?? []
const lacksOf = (rule: string, level: number, contact: Facts) =>
  waysTo(level, contact).find(w => w.rule === rule)?.lacks

describe('explain', () => {
  it('decides as decide does', () => {
    const contact = { receivedAt, ageYears: 7, riskOfSignificantHarm: true, consent: 'refused' }
    const result = explain(small(), contact)
    expect(result.ok && { ok: true, value: result.value.decision }).toEqual(decide(small(), contact))
  })

  it.each(shippedRulebooks())('decides as decide does on every example: $name', ({ rulebook }) => {
    for (const { contact } of rulebook.examples) {
      const result = explain(rulebook, contact)
      expect(result.ok && { ok: true, value: result.value.decision }).toEqual(decide(rulebook, contact))
    }
  })

  it('refuses what decide refuses, in the same words', () => {
    const contact = { receivedAt, ageYaers: 7 }
    expect(explain(small(), contact)).toEqual(decide(small(), contact))
  })

  it('gives each reason its clauses with section and source', () => {
    expect(explained({ riskOfSignificantHarm: true }).reasons).toContainEqual(
      expect.objectContaining({
        rule: 'harm-is-four',
        clauses: [{ id: 'g-2.1', source: 'A guide of two pages', section: '2.1', says: 'What the levels are.' }],
      }),
    )
  })

  it('gives every reading that a reason rests on, once and whole', () => {
    const contact = { ageYears: 5, indicators: ['home-l2-alone', 'home-l2-crowded'] }
    const { readings, reasons } = explained(contact)
    expect(readings.map(r => [r.id, r.reading, r.why])).toEqual([
      ['age-of-being-alone', 'Up to twelve.', 'The guide speaks of younger children.'],
    ])
    expect(reasons.filter(r => r.readings.includes('age-of-being-alone')).map(r => r.rule)).toEqual(['two-signs'])
  })

  it('asks what is still open, the most consequential first', () => {
    expect(explained().open[0]).toMatchObject({
      fact: 'riskOfSignificantHarm',
      question: expect.stringMatching(/significant harm\?$/),
      highestLevel: 4,
    })
  })
})

describe('why not the next level', () => {
  it('looks at the next level up, and at level 4', () => {
    const levels = (contact: Facts) => explained(contact).nextLevels.map(n => n.level)
    expect(levels({})).toEqual([1, 4])
    expect(levels({ professionalLevel: 1 })).toEqual([2, 4])
    expect(levels({ professionalLevel: 3 })).toEqual([4])
    expect(levels({ professionalLevel: 4 })).toEqual([])
  })

  it('names a rule for each way there, those of a practitioner included', () => {
    expect(waysTo(2, { professionalLevel: 1 }).map(w => w.rule)).toEqual(['as-judged', 'two-signs'])
    expect(lacksOf('as-judged', 2, { professionalLevel: 1 })).toEqual([
      {
        fact: 'practitionerLevel',
        wants: "the practitioner's latest level is 2",
        state: 'otherwise',
        is: "the practitioner's latest level is 1",
        short: null,
      },
    ])
  })

  it('says by how many a count falls short', () => {
    const lacking = (indicators: string[]) =>
      lacksOf('two-signs', 2, { professionalLevel: 1, indicators, indicatorsAbsent: [] })
    expect(lacking(['home-l2-crowded'])).toMatchObject([{ state: 'unknown', is: '1', short: 1 }])
    // Two of one bullet count once.
    expect(lacking(['home-l2-cold', 'home-l2-damp'])).toMatchObject([{ is: '1', short: 1 }])
    expect(lacking([])).toMatchObject([{ is: null, short: 2 }])
  })

  it('tells what is known to be otherwise from what is not known', () => {
    expect(lacksOf('harm-is-four', 4, { riskOfSignificantHarm: false })).toMatchObject([
      { fact: 'riskOfSignificantHarm', state: 'otherwise', is: null },
    ])
    expect(lacksOf('harm-is-four', 4, {})).toMatchObject([{ state: 'unknown', is: null }])
    expect(lacksOf('harm-is-four', 4, { riskOfSignificantHarm: true, ageYears: 19 })).toMatchObject([
      { fact: 'ageYears', state: 'otherwise', is: 'the age is 19' },
    ])
  })

  it('offers alternatives as alternatives, the shortest first', () => {
    expect(lacksOf('needs', 3, { professionalLevel: 2 })).toMatchObject([
      { anyOf: [[{ short: 1, wants: 'at least 1 functional need scored 3 or 4' }], [{ short: 2 }]] },
    ])
    const one = { professionalLevel: 2, functionalNeeds: { learning: 2 } }
    expect(lacksOf('needs', 3, one)).toMatchObject([{ anyOf: [[{ short: 1 }], [{ short: 1, is: null }]] }])
  })

  it('puts the way that lacks least first', () => {
    const near = { riskOfSignificantHarm: false, professionalLevel: 1 }
    expect(waysTo(4, near).map(w => w.rule)).toEqual(['one-grave-sign', 'harm-is-four', 'as-judged'])
  })

  it('counts the indicators of the level instead of listing them', () => {
    const { nextLevels } = explained({ indicators: ['home-l2-crowded'], professionalLevel: 1 })
    expect(nextLevels.map(n => n.indicators)).toEqual([
      { total: 4, touched: [{ domain: 'home', count: 4 }] },
      { total: 1, touched: [{ domain: 'home', count: 0 }] },
    ])
  })

  it.each(shippedRulebooks())('a way that is said to lack nothing would have decided: $name', ({ rulebook }) => {
    for (const { contact } of rulebook.examples)
      for (const { ways } of explained(contact, rulebook).nextLevels)
        for (const way of ways) expect(way.lacks, way.rule).not.toEqual([])
  })

  it.each(shippedRulebooks())('what is lacking and alone is enough once it is given: $name', ({ rulebook }) => {
    const base = { receivedAt, ageYears: 7 }
    for (const { level, ways } of explained(base, rulebook).nextLevels)
      for (const { lacks } of ways) {
        const [only] = lacks
        const isBoolean = only !== undefined && 'fact' in only && facts[only.fact as FactName]?.kind === 'boolean'
        if (lacks.length !== 1 || !isBoolean) continue
        const result = decide(rulebook, { ...base, [only.fact]: true })
        expect(result.ok && (result.value.level ?? 0), only.fact).toBeGreaterThanOrEqual(level)
      }
  })
})

describe('an explanation as text', () => {
  it('begins with the outcome, and goes on with why, what is open and why not more', () => {
    const text = textOf({ professionalLevel: 2, riskOfSignificantHarm: false })
    const places = ['Smallshire', 'Level 2', '\nWhy\n', '\nStill open\n', '\nWhy not level 3\n', '\nWhy not level 4\n']
    const found = places.map(p => text.indexOf(p))
    expect(found).not.toContain(-1)
    expect([...found].sort((a, b) => a - b)).toEqual(found)
    expect(text).toContain('Source: A guide of two pages, 2.1 (g-2.1)')
    expect(text).toContain('Lacks: there is a risk of significant harm (known to be otherwise)')
  })

  it('says that level 4 is the highest', () => {
    expect(textOf({ riskOfSignificantHarm: true })).toContain('Level 4 is the highest.')
  })

  it('sets out the readings with both sides', () => {
    const text = textOf({ ageYears: 5, indicators: ['home-l2-alone', 'home-l2-crowded'] })
    for (const line of [
      'Read here as: Up to twelve.',
      'Not as: At any age.',
      'Why: The guide speaks of younger children.',
    ])
      expect(text).toContain(line)
  })

  it('names a count that is one short', () => {
    expect(textOf({ professionalLevel: 1, indicators: ['home-l2-crowded'] })).toContain(
      'at least 2 indicators of level 2 of the group listed (1 so far: 1 short)',
    )
  })

  it('keeps to the width', () => {
    const lines = renderExplanation(explained({ professionalLevel: 2 }), small(), { width: 72 }).split('\n')
    expect(lines.filter(line => line.length > 72)).toEqual([])
  })
})
