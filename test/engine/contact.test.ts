import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic.js'
import { contactError, decide } from '../../src/engine/decide/decide.js'
import { facts } from '../../src/rules/vocabulary/contact-type.js'
import { decided, receivedAt, rulesOf, small, smallText } from '../small.js'

const rulebook = small()

function refused(contact: unknown, by = rulebook): readonly Diagnostic[] {
  const result = decide(by, contact)
  if (result.ok) throw new Error(`it is decided: level ${String(result.value.level)}`)
  return result.diagnostics
}

const json = (text: string): unknown => JSON.parse(text)
const with_ = (extra: Readonly<Record<string, unknown>>): unknown => ({ receivedAt, ...extra })

describe('what is no contact', () => {
  test.each([
    ['null', null],
    ['a list', [{ receivedAt }]],
    ['a text', 'receivedAt'],
    ['a number', 7],
    ['nothing', undefined],
    ['a function', () => receivedAt],
  ])('%s', (_, contact) => {
    expect(refused(contact)).toEqual([
      expect.objectContaining({ code: 'wrong-contact', path: [], hint: expect.stringContaining('`receivedAt`') }),
    ])
  })

  test('is told in one line, with an empty path', () => {
    expect(contactError(refused(null))).toEqual({
      code: 'wrong-contact',
      message: 'a contact is a set of facts; give an object with at least `receivedAt`',
      path: '',
    })
  })
})

// What is wrong, the contact, the code, the path, what the message names, and the remedy in the hint.
type Path = readonly (string | number)[]
const faults: readonly [string, unknown, string, Path, string, RegExp][] = [
  ['no receivedAt', {}, 'missing-key', ['receivedAt'], 'receivedAt', /with its offset, for instance `2026-/],
  ['a receivedAt that is none', { receivedAt: null }, 'wrong-value', ['receivedAt'], 'receivedAt', /offset/],
  [
    'a receivedAt in milliseconds',
    { receivedAt: 1774629000000 },
    'wrong-value',
    ['receivedAt'],
    'receivedAt',
    /offset/,
  ],
  [
    'a receivedAt without offset',
    { receivedAt: '2026-03-27T16:30:00' },
    'wrong-value',
    ['receivedAt'],
    '2026-03-27T16:30:00',
    /offset/,
  ],
  ['a receivedAt without time', { receivedAt: '2026-03-27' }, 'wrong-value', ['receivedAt'], '2026-03-27', /offset/],
  [
    '30 February',
    { receivedAt: '2026-02-30T09:00:00Z' },
    'wrong-value',
    ['receivedAt'],
    '2026-02-30T09:00:00Z',
    /real date/,
  ],
  [
    '25 o’clock',
    { receivedAt: '2026-02-03T25:00:00Z' },
    'wrong-value',
    ['receivedAt'],
    '2026-02-03T25:00:00Z',
    /real date/,
  ],
  ['a mistyped fact', with_({ ageYeras: 3 }), 'unknown-fact', ['ageYeras'], 'ageYeras', /did you mean `ageYears`\?/],
  [
    'a fact in other case',
    with_({ riskOfSignificantharm: true }),
    'unknown-fact',
    ['riskOfSignificantharm'],
    'riskOfSignificantharm',
    /did you mean `riskOfSignificantHarm`\?/,
  ],
  [
    'a text for a number',
    with_({ ageYears: '3' }),
    'wrong-value',
    ['ageYears'],
    'ageYears',
    /a whole number from 0 to 25/,
  ],
  ['half a year', with_({ ageYears: 3.5 }), 'wrong-value', ['ageYears'], 'ageYears', /whole number/],
  ['an age of 26', with_({ ageYears: 26 }), 'wrong-value', ['ageYears'], 'ageYears', /at most 25/],
  ['an age below 0', with_({ ageYears: -1 }), 'wrong-value', ['ageYears'], 'ageYears', /at least 0/],
  ['no number at all', with_({ ageYears: Number.NaN }), 'wrong-value', ['ageYears'], 'ageYears', /number/],
  [
    '46 weeks of pregnancy',
    with_({ gestationWeeks: 46 }),
    'wrong-value',
    ['gestationWeeks'],
    'gestationWeeks',
    /at most 45/,
  ],
  [
    'level 0',
    with_({ professionalLevel: 0 }),
    'wrong-value',
    ['professionalLevel'],
    'professionalLevel',
    /`1`, `2`, `3`, `4`/,
  ],
  [
    'level 5',
    with_({ levelAfterScreening: 5 }),
    'wrong-value',
    ['levelAfterScreening'],
    'levelAfterScreening',
    /`1`, `2`, `3`, `4`/,
  ],
  [
    'a text for yes or no',
    with_({ riskOfSignificantHarm: 'yes' }),
    'wrong-value',
    ['riskOfSignificantHarm'],
    'riskOfSignificantHarm',
    /`true` or `false`/,
  ],
  [
    'null for a fact that is not known',
    with_({ riskOfSignificantHarm: null }),
    'wrong-value',
    ['riskOfSignificantHarm'],
    'riskOfSignificantHarm',
    /`true` or `false`/,
  ],
  ['a mistyped choice', with_({ consent: 'gvien' }), 'wrong-value', ['consent'], 'consent', /did you mean `given`\?/],
  [
    'a choice that there is not',
    with_({ channel: 'pigeon' }),
    'wrong-value',
    ['channel'],
    'channel',
    /`form`, `telephone`, `email`/,
  ],
  ['one word for a list', with_({ concerns: 'trafficking' }), 'wrong-value', ['concerns'], 'concerns', /a list/],
  [
    'a mistyped word in a list',
    with_({ concerns: ['disability', 'traficking'] }),
    'wrong-value',
    ['concerns', 1],
    'concerns[1]',
    /did you mean `trafficking`\?/,
  ],
  [
    'an unknown indicator',
    with_({ indicators: ['home-l2-cold', 'home-l2-dam'] }),
    'unknown-indicator',
    ['indicators', 1],
    '`home-l2-dam`',
    /did you mean `home-l2-damp`\?/,
  ],
  [
    'an unknown indicator that is absent',
    with_({ indicatorsAbsent: ['home-l3'] }),
    'unknown-indicator',
    ['indicatorsAbsent', 0],
    'indicatorsAbsent',
    /`home-l2-cold`/,
  ],
  [
    'an indicator both ways',
    with_({ indicators: ['home-l2-cold'], indicatorsAbsent: ['home-l2-damp', 'home-l2-cold'] }),
    'indicator-both-ways',
    ['indicatorsAbsent', 1],
    '`home-l2-cold`',
    /the list that is right/,
  ],
  [
    'an unknown event',
    with_({ events: { planStartdAt: receivedAt } }),
    'unknown-key',
    ['events', 'planStartdAt'],
    'planStartdAt',
    /did you mean `planStartedAt`\?/,
  ],
  [
    'an event without offset',
    with_({ events: { planStartedAt: '2026-03-27T16:30' } }),
    'wrong-value',
    ['events', 'planStartedAt'],
    'planStartedAt',
    /offset/,
  ],
  [
    'an event that never was',
    with_({ events: { planStartedAt: '2025-02-29T16:30:00Z' } }),
    'wrong-value',
    ['events', 'planStartedAt'],
    '2025-02-29',
    /real date/,
  ],
  ['a list of events', with_({ events: [receivedAt] }), 'wrong-value', ['events'], 'events', /name: value/],
  [
    'an unknown functional area',
    with_({ functionalNeeds: { learing: 2 } }),
    'unknown-key',
    ['functionalNeeds', 'learing'],
    'learing',
    /did you mean `learning`\?/,
  ],
  [
    'a functional need of 5',
    with_({ functionalNeeds: { learning: 5 } }),
    'wrong-value',
    ['functionalNeeds', 'learning'],
    'functionalNeeds.learning',
    /`4`, `not-tested`/,
  ],
  [
    'an unknown purpose',
    with_({ consentFor: { referal: 'given' } }),
    'unknown-key',
    ['consentFor', 'referal'],
    'referal',
    /did you mean `referral`\?/,
  ],
  [
    'a wrong answer for a purpose',
    with_({ consentFor: { referral: 'no' } }),
    'wrong-value',
    ['consentFor', 'referral'],
    'consentFor.referral',
    /`given`, `refused`, `not-sought`/,
  ],
  ['a reference that is a number', with_({ reference: 7 }), 'wrong-value', ['reference'], 'reference', /a text/],
  [
    'a reference without end',
    with_({ reference: 'x'.repeat(501) }),
    'wrong-value',
    ['reference'],
    'reference',
    /at most 500/,
  ],
]

describe('a wrong contact is refused with the fact and the remedy', () => {
  test.each(faults)('%s', (_, contact, code, path, named, hint) => {
    const found = refused(contact)
    expect(found.map(d => [d.code, d.path])).toEqual([[code, path]])
    const [first] = found
    expect(first?.message).toContain(named)
    expect(first?.message).toContain(String(path[0]))
    expect(first?.hint).toMatch(hint)
    expect(first?.range).toBeNull()
    const error = contactError(found)
    expect(error).toEqual({ code, path: path.join('.'), message: `${first?.message}; ${first?.hint}` })
  })

  test('all mistakes at once, each once', () => {
    const found = refused({ receivedAt: 'now', ageYears: 99, consent: 'maybe', moon: 'full' })
    expect(found.map(d => [d.code, d.path[0]]).sort()).toEqual([
      ['unknown-fact', 'moon'],
      ['wrong-value', 'ageYears'],
      ['wrong-value', 'consent'],
      ['wrong-value', 'receivedAt'],
    ])
    for (const fact of ['receivedAt', 'ageYears', 'consent', 'moon'])
      expect(contactError(found).message).toContain(fact)
  })

  test('every hint is a whole sentence', () => {
    const hints = [...faults.map(([, contact]) => contact), with_({ moon: 'full' })].flatMap(c =>
      refused(c).map(d => d.hint),
    )
    expect(hints.filter(h => !/[\w`)?]$/.test(h) || /\bit can be$/.test(h))).toEqual([])
  })

  test('where the source holds no indicators, the practitioner’s level is named instead', () => {
    const [start, end] = ['indicators:\n', 'definitions:\n'].map(x => smallText.indexOf(x))
    const none = small(
      [smallText.slice(start, end), ''],
      ['{ indicators: { level: 2, group: listed, atLeast: 2 } }', '{ ageYears: 24 }'],
      ['{ indicators: { level: 4 } }', '{ ageYears: 25 }'],
    )
    expect(refused(with_({ indicators: ['anything'] }), none)).toEqual([
      expect.objectContaining({ code: 'unknown-indicator', hint: expect.stringContaining('professionalLevel') }),
    ])
  })
})

describe('hostile contacts', () => {
  const at = `"receivedAt":"${receivedAt}"`
  test.each([
    ['__proto__', `{${at},"__proto__":{"riskOfSignificantHarm":true}}`, ['__proto__']],
    ['constructor', `{${at},"constructor":{"prototype":{}}}`, ['constructor']],
    ['toString', `{${at},"toString":true}`, ['toString']],
    [
      'hasOwnProperty among the events',
      `{${at},"events":{"hasOwnProperty":"${receivedAt}"}}`,
      ['events', 'hasOwnProperty'],
    ],
    ['__proto__ among the events', `{${at},"events":{"__proto__":"${receivedAt}"}}`, ['events', '__proto__']],
    ['__proto__ among the purposes', `{${at},"consentFor":{"__proto__":"given"}}`, ['consentFor', '__proto__']],
    ['__proto__ among the needs', `{${at},"functionalNeeds":{"__proto__":4}}`, ['functionalNeeds', '__proto__']],
  ])('%s is an unknown key', (_, text, path) => {
    expect(refused(json(text)).map(d => d.path)).toContainEqual(path)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).riskOfSignificantHarm).toBeUndefined()
  })

  test('names of the language are no indicators', () => {
    const found = refused(with_({ indicators: ['__proto__', 'constructor', 'toString', ''] }))
    expect(found.map(d => [d.code, d.path[1]])).toEqual([0, 1, 2, 3].map(i => ['unknown-indicator', i]))
  })

  test.each([
    ['indicators', Array(100_000).fill('home-l2-cold'), '2000'],
    ['indicatorsAbsent', Array(2001).fill('home-l2-cold'), '2000'],
    ['concerns', Array(101).fill('trafficking'), '100'],
  ])('%s without end', (fact, list, most) => {
    const [found, ...others] = refused(with_({ [fact]: list }))
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'wrong-value', path: [fact], hint: `give at most ${most}` })
    expect(found?.message.length).toBeLessThan(300)
  })

  test('long texts are not echoed whole', () => {
    for (const contact of [with_({ consent: 'x'.repeat(10_000) }), { receivedAt: 'x'.repeat(10_000) }])
      expect(contactError(refused(contact)).message.length).toBeLessThan(1000)
  })

  test('two full lists are read at once', () => {
    const contact = with_({
      indicators: Array(2000).fill('home-l2-cold'),
      indicatorsAbsent: Array(2000).fill('home-l2-damp'),
    })
    const result = decide(rulebook, contact)
    expect(result.ok && rulesOf(result.value, 'level')).toEqual([])
  })

  test('an object without a prototype is a contact like any other', () => {
    const bare = Object.assign(Object.create(null) as object, { receivedAt, professionalLevel: 3 })
    const result = decide(rulebook, bare)
    expect(result.ok && result.value.level).toBe(3)
  })
})

describe('what is good is not refused', () => {
  test.each([
    ['only receivedAt', {}],
    ['a fact that is undefined', { consent: undefined, ageYears: undefined }],
    ['an offset of its own', { receivedAt: '2026-03-27T16:30+05:45' }],
    ['a leap day', { receivedAt: '2028-02-29T23:59:59Z' }],
    [
      'empty lists and maps',
      {
        indicators: [],
        indicatorsAbsent: [],
        concerns: [],
        seekingConsentWould: [],
        events: {},
        consentFor: {},
        functionalNeeds: {},
      },
    ],
    ['the bounds', { ageYears: 25, gestationWeeks: 0, reference: 'x'.repeat(500) }],
    ['the same indicator twice', { indicators: ['home-l2-cold', 'home-l2-cold'] }],
  ])('%s', (_, contact) => {
    expect(decide(rulebook, { receivedAt, ...contact })).toMatchObject({ ok: true })
  })

  test('every value that a fact names', () => {
    for (const [name, { values, kind }] of Object.entries(facts))
      for (const value of values)
        expect(
          decide(rulebook, with_({ [name]: kind === 'list' ? [value] : value })),
          `${name}: ${value}`,
        ).toMatchObject({ ok: true })
  })
})

/** Whether a rule with the condition `when` fires on a contact. */
const asks = (when: string) => {
  const asking = small([
    '{ id: calls, says: A caller is rung back., when: { channel: telephone }',
    `{ id: asked, says: Asked., when: ${when}`,
  ])
  return (contact: Readonly<Record<string, unknown>>): boolean =>
    rulesOf(decided(asking, contact), 'actions').includes('asked')
}

describe('what the contract settles before the rules look', () => {
  test('a contact is a referral unless it says otherwise', () => {
    const isReferral = asks('{ contactType: referral }')
    expect([isReferral({}), isReferral({ contactType: 'referral' }), isReferral({ contactType: 'step-up' })]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('an advice call is by telephone unless it says otherwise', () => {
    const byTelephone = asks('{ channel: telephone }')
    expect(byTelephone({ contactType: 'advice-call' })).toBe(true)
    expect(byTelephone({ contactType: 'advice-call', channel: 'email' })).toBe(false)
    expect(byTelephone({})).toBe(false)
    const known = asks('{ given: channel }')
    expect([known({}), known({ contactType: 'advice-call' })]).toEqual([false, true])
  })

  test.each(['callReceivedAt', 'telephoneReferralAt'] as const)(
    '%s of a telephone contact is when it was received',
    event => {
      const clock = small(['within: 1 year, from: caseClosedAt', `within: 1 hour, from: ${event}`])
      const due = (contact: Readonly<Record<string, unknown>>) =>
        decided(clock, contact).deadlines.find(d => d.id === 'kept')?.due
      expect(due({ channel: 'telephone' })).toBe('2026-03-27T17:30:00+00:00')
      expect(due({ contactType: 'advice-call' })).toBe('2026-03-27T17:30:00+00:00')
      expect(due({ channel: 'telephone', events: { [event]: '2026-03-27T09:00:00Z' } })).toBe(
        '2026-03-27T10:00:00+00:00',
      )
      expect(due({ channel: 'email' })).toBeNull()
      expect(due({})).toBeNull()
      const known = asks(`{ given: events.${event} }`)
      expect([known({ channel: 'telephone' }), known({ channel: 'form' })]).toEqual([true, false])
    },
  )

  test('the written form is a written referral, unless it is said not to be', () => {
    const received = asks('{ writtenReferralReceived: true }')
    expect(received({ channel: 'form' })).toBe(true)
    expect(received({ channel: 'form', writtenReferralReceived: false })).toBe(false)
    expect(received({ channel: 'email' })).toBe(false)
    const denied = asks('{ writtenReferralReceived: false }')
    expect([denied({ channel: 'email' }), denied({})]).toEqual([false, false])
  })

  test('a risk of significant harm is a safeguarding concern', () => {
    const concern = asks('{ safeguardingConcern: true }')
    expect([concern({ riskOfSignificantHarm: true }), concern({ riskOfSignificantHarm: false }), concern({})]).toEqual([
      true,
      false,
      false,
    ])
    const none = asks('{ safeguardingConcern: false }')
    expect(none({ riskOfSignificantHarm: false })).toBe(false)
  })

  test('the risk stands where the concern is denied, with a notice', () => {
    const contact = { riskOfSignificantHarm: true, safeguardingConcern: false }
    expect(asks('{ safeguardingConcern: true }')(contact)).toBe(true)
    const d = decided(rulebook, contact)
    expect(d.level).toBe(4)
    expect(d.notices).toEqual([{ code: 'facts-at-odds', says: expect.stringContaining('the risk stands') }])
    expect(decided(rulebook, { riskOfSignificantHarm: true }).notices).toEqual([])
    expect(decided(rulebook, { safeguardingConcern: false }).notices).toEqual([])
  })

  test('a child with an age is born, and an unborn child is of age 0', () => {
    const born = asks('{ unborn: false }')
    expect([born({ ageYears: 0 }), born({ unborn: false }), born({}), born({ unborn: true })]).toEqual([
      true,
      true,
      false,
      false,
    ])
    const young = asks('{ ageYears: at most 12 }')
    expect([young({ unborn: true }), young({ unborn: true, ageYears: 17 }), young({})]).toEqual([true, true, false])
    expect(decided(rulebook, { unborn: true, ageYears: 17 }).notices).toEqual([
      expect.objectContaining({ code: 'facts-at-odds' }),
    ])
    expect(decided(rulebook, { unborn: true, ageYears: 0 }).notices).toEqual([])
  })

  test('the moment is the latest that the contact gives a fact of', () => {
    const moments = ['receipt', 'screening', 'enquiries', 'later']
    const momentOf = (contact: Readonly<Record<string, unknown>>) =>
      moments.filter(m => asks(`{ moment: ${m} }`)(contact))
    expect(momentOf({ riskOfSignificantHarm: true })).toEqual(['receipt'])
    expect(momentOf({ initialRag: 'red' })).toEqual(['screening'])
    expect(momentOf({ events: { mashReceivedAt: receivedAt } })).toEqual(['screening'])
    expect(momentOf({ initialRag: 'red', levelAfterEnquiries: 2 })).toEqual(['enquiries'])
    expect(momentOf({ planType: 'child-in-need', initialRag: 'red' })).toEqual(['later'])
    expect(momentOf({ planType: undefined, events: {} })).toEqual(['receipt'])
  })

  test('the reference is echoed and nothing reads it', () => {
    const { reference, ...rest } = decided(rulebook, { reference: 'A/12 <b>', professionalLevel: 2 })
    const { reference: none, ...without } = decided(rulebook, { professionalLevel: 2 })
    expect([reference, none]).toEqual(['A/12 <b>', null])
    expect(rest).toEqual(without)
  })
})

test('a date as it is written in Britain is told with its parts in order', () => {
  for (const receivedAt of ['27/03/2026', '27.3.2026', '27-03-2026 14:30']) {
    const result = decide(small(), { receivedAt })
    expect(result).toMatchObject({ ok: false, diagnostics: [{ hint: expect.stringContaining('`2026-03-27T…`') }] })
  }
  expect(decide(small(), { receivedAt: '03/27/2026' })).toMatchObject({
    ok: false,
    diagnostics: [{ hint: expect.not.stringContaining('T…') }],
  })
})
