import { describe, expect, test } from 'vitest'
import { decided, receivedAt, small } from '../small.js'

/** The small rulebook with a rule that reads a fact of which something may be taken for granted. */
const reading = (when: string) =>
  small([
    '  actions:\n    - { id: calls',
    `  actions:\n    - { id: reads, says: It reads., when: ${when}, actions: [tell-parents], clauses: [g-6.1] }\n    - { id: calls`,
  ])

const assumedOf = (when: string, contact: Readonly<Record<string, unknown>>) =>
  decided(reading(when), contact).assumed.map(a => [a.fact, a.value])

describe('what is taken for granted', () => {
  test.each([
    ['{ contactType: step-up }', {}, [['contactType', 'referral']]],
    ['{ contactType: step-up }', { contactType: 'referral' }, []],
    ['{ domesticAbuse: true }', {}, []],
    // The small rulebook reads the channel itself.
    ['{ domesticAbuse: true }', { contactType: 'advice-call' }, [['channel', 'telephone']]],
    ['{ domesticAbuse: true }', { contactType: 'advice-call', channel: 'email' }, []],
    ['{ writtenReferralReceived: true }', { channel: 'form' }, [['writtenReferralReceived', true]]],
    ['{ writtenReferralReceived: true }', { channel: 'form', writtenReferralReceived: false }, []],
    ['{ writtenReferralReceived: true }', { channel: 'email' }, []],
    ['{ given: events.callReceivedAt }', { channel: 'telephone' }, [['events.callReceivedAt', receivedAt]]],
    ['{ given: events.telephoneReferralAt }', { channel: 'telephone' }, [['events.telephoneReferralAt', receivedAt]]],
    ['{ given: events.callReceivedAt }', { channel: 'telephone', events: { callReceivedAt: receivedAt } }, []],
    // What one fact says of another is no assumption.
    ['{ unborn: true, safeguardingConcern: true }', { ageYears: 3, riskOfSignificantHarm: true }, []],
  ])('where a rule says %s and the contact %j: %j', (when, contact, expected) => {
    expect(assumedOf(when, contact)).toEqual(expected)
  })

  test('is said with why, and asked about with what it would change', () => {
    const d = decided(reading('{ contactType: step-up }'), { professionalLevel: 1 })
    expect(d.assumed[0]?.because).toMatch(/referral/)
    const open = d.unknowns?.find(u => u.fact === 'contactType')
    expect(open).toMatchObject({ assumed: 'referral', couldChange: ['actions'] })
  })

  test('is asked right after the two judgements, before what could change more', () => {
    const d = decided(reading('{ contactType: step-up }'))
    expect(d.unknowns?.slice(0, 3).map(u => u.fact)).toEqual([
      'riskOfSignificantHarm',
      'immediateDanger',
      'contactType',
    ])
  })

  test('leads the list where neither judgement is open', () => {
    const d = decided(reading('{ contactType: step-up }'), { riskOfSignificantHarm: false, immediateDanger: false })
    expect(d.unknowns?.[0]?.fact).toBe('contactType')
  })

  test('is not asked where it can change nothing', () => {
    const d = decided(reading('{ contactType: step-up, domesticAbuse: true }'), {
      domesticAbuse: false,
      channel: 'email',
    })
    expect(d.assumed.map(a => a.fact)).toEqual(['contactType'])
    expect(d.unknowns?.map(u => u.fact)).not.toContain('contactType')
  })
})
