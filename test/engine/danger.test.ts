import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { shippedRulebooks } from '../rulebooks.js'
import { decided, small } from '../small.js'

// A child who needs protecting now, and whether anybody has judged the harm.

const rulebook = small()
const outcomes = ({ level, basis, route, consents, deadlines }: Decision) => ({
  level,
  basis,
  route: [route.destination, route.team],
  consents: consents.map(c => [c.purpose, c.requirement, c.mayProceed]),
  deadlines: deadlines.map(d => [d.id, d.due]),
})

describe('immediate danger where nobody has judged the harm', () => {
  test.each([
    {},
    { professionalLevel: 1 },
    { levelAfterEnquiries: 1 },
    { safeguardingConcern: false },
    { ageYears: 4, consent: 'refused' },
  ])('is a judgement of it, beside %j', facts => {
    expect(outcomes(decided(rulebook, { immediateDanger: true, ...facts }))).toEqual(
      outcomes(decided(rulebook, { riskOfSignificantHarm: true, ...facts })),
    )
  })

  test('is still asked about, since harm judged absent would change it', () => {
    const { unknowns, notices } = decided(rulebook, { immediateDanger: true })
    expect(unknowns?.[0]).toMatchObject({ fact: 'riskOfSignificantHarm' })
    expect(unknowns?.[0]?.couldChange).toEqual(expect.arrayContaining(['level', 'basis', 'route', 'consent']))
    expect(notices).toEqual([])
  })

  test('is told beside "no safeguarding concern"', () => {
    const { notices } = decided(rulebook, { immediateDanger: true, safeguardingConcern: false })
    expect(notices.map(n => n.code)).toEqual(['facts-at-odds'])
  })
})

describe('immediate danger beside harm judged absent', () => {
  const atOdds = { immediateDanger: true, riskOfSignificantHarm: false, consent: 'refused' }
  test('is told, and is no harm', () => {
    const d = decided(rulebook, atOdds)
    expect(d.notices.map(n => n.code)).toEqual(['facts-at-odds'])
    expect([d.level, d.basis]).toEqual([null, null])
  })
  test('is not stopped by a refusal', () => {
    expect(decided(rulebook, atOdds).consent?.mayProceed).toBeNull()
    expect(decided(rulebook, { ...atOdds, immediateDanger: false }).consent?.mayProceed).toBe(false)
  })
})

describe.each(shippedRulebooks())('$name', ({ rulebook: shipped }: { rulebook: Rulebook }) => {
  const decideIn = (facts: Readonly<Record<string, unknown>>): Decision => {
    const result = decide(shipped, {
      receivedAt: '2026-01-13T10:00:00+00:00',
      residentInArea: true,
      ageYears: 6,
      ...facts,
    })
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
    return result.value
  }
  const among = [
    {},
    ...[1, 2, 3].map(professionalLevel => ({ professionalLevel })),
    ...['green', 'amber'].map(initialRag => ({ initialRag })),
    ...['green', 'amber'].map(finalRag => ({ finalRag })),
    ...['referral', 'police-notification', 'out-of-hours-report', 'step-down', 'step-up', 'advice-call'].map(
      contactType => ({ contactType }),
    ),
    { contactType: 'step-down', needsSufficientlyReduced: true, socialCareStatus: 'open' },
    { informationSufficient: false, channel: 'form' },
    { safeguardingConcern: false, childInNeed: false },
    { weeklyLearningSupportHours: 5 },
    { complexEarlyHelpNeeds: true },
    { disabilitySupportNeed: 'lower' },
    { levelAfterEnquiries: 1 },
  ]
  test.each(among)('protects at once where it is not judged, beside %j', facts => {
    const d = decideIn({ ...facts, immediateDanger: true, consent: 'refused' })
    expect([d.level, d.basis]).toEqual([4, 'section-47'])
    expect(d.consents.filter(c => c.purpose !== 'service' && c.mayProceed !== true)).toEqual([])
  })
  test.each(among)('has somebody look where the harm is judged absent, beside %j', facts => {
    const d = decideIn({ ...facts, immediateDanger: true, riskOfSignificantHarm: false, consent: 'refused' })
    expect(['signpost', 'return-to-referrer', 'early-help', 'cssh', 'out-of-area', 'youth-service']).not.toContain(
      d.route.destination,
    )
    expect(d.basis).not.toBe('section-47')
    expect(d.notices.map(n => n.code)).toContain('facts-at-odds')
    expect(d.consents.filter(c => c.purpose !== 'service' && c.mayProceed === false)).toEqual([])
  })
})
