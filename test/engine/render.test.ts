import { describe, expect, test } from 'vitest'
import { saysUnless, sourceName } from '../../src/engine/render/decision-words.js'
import type { Mark } from '../../src/engine/render/text.js'
import { renderText } from '../../src/engine/render/text.js'
import { facts } from '../../src/rules/vocabulary/contact-type.js'
import { shippedRulebooks } from '../rulebooks.js'
import { decided, small } from '../small.js'

type Facts = Readonly<Record<string, unknown>>
const rulebook = small()
const text = (contact: Facts, width?: number): string =>
  renderText(decided(rulebook, contact), { rulebook, ...(width !== undefined && { width }) })
/** All that there is to say. */
const all = (contact: Facts, book = rulebook): string =>
  renderText(decided(book, contact), { rulebook: book, show: 'all' })

/** The text as one line, so that where it wraps does not matter. */
const flat = (s: string): string => s.replace(/\s+/g, ' ')

const grave = {
  reference: 'AB-12',
  riskOfSignificantHarm: true,
  initialRag: 'red',
  channel: 'telephone',
  indicators: ['health-l4-hurt'],
  ageYears: 9,
}
const contacts: readonly Facts[] = [
  {},
  grave,
  { professionalLevel: 2, riskOfSignificantHarm: false, consent: 'refused' },
  {
    riskOfSignificantHarm: true,
    seekingConsentWould: ['increase-risk'],
    events: { planStartedAt: '2026-01-05T09:00:00Z' },
  },
  {
    receivedAt: '2028-12-29T09:00:00Z',
    functionalNeeds: { learning: 3 },
    finalRag: 'green',
    ageYears: 16,
    consent: 'given',
    consentGivenBy: 'young-person',
  },
  { indicators: ['home-l2-crowded', 'home-l2-alone'] },
]

describe('a decision as text', () => {
  test('says the outcome first, then by when and what to do, why, and what is still open', () => {
    const lines = text(grave).split('\n')
    const labels = lines.map(l => l.slice(0, 14).trim()).filter(l => l !== '')
    expect(lines[0]).toBe('Smallshire · reference AB-12')
    expect(labels.slice(1)).toEqual([
      'Level',
      'Goes to',
      'Also tell',
      'Consent',
      'Note',
      'By when',
      'Tell',
      'Ask',
      'Decide',
      'Recording',
      'Why',
      'Still open',
      'Rests on',
    ])
    expect(lines[1]).toBe('Level         Level 4, section 47, rated red')
  })

  test('names the place by its label, and whoever else is told', () => {
    expect(flat(text(grave))).toContain(
      "Goes to Children's social care: The duty team Also tell The police, unless the case is open to social care (not known) Consent",
    )
    expect(flat(text({}))).toContain('Goes to Held at the front door: The front door Consent')
  })

  test.each<[Facts, RegExp]>([
    [
      grave,
      /for the referral: ask for it\b[^;]*with parental responsibility.*may go on without.*; it may go ahead (Note|By when)/,
    ],
    [
      {},
      /for the referral: required\b[^;]*with parental responsibility.*; whether it may go ahead is not known yet By when/,
    ],
    [
      { ageYears: 17 },
      /for the referral: required\b[^;]*the young person.*; whether it may go ahead is not known yet By when/,
    ],
    [
      { riskOfSignificantHarm: false, consent: 'refused' },
      /for the referral: required\b.*; it may not go ahead yet By when/,
    ],
    [
      { riskOfSignificantHarm: true, seekingConsentWould: ['increase-risk'] },
      /for the referral: do not ask for it; it may go ahead By when/,
    ],
  ])('says what consent asks: %j', (contact, line) => expect(flat(text(contact))).toMatch(line))

  test('says so where the source has no rule on consent', () => {
    const none = small(['when: otherwise, consent: required, consentFrom: who-may', 'when: otherwise, consent: none'])
    expect(renderText(decided(none))).toContain('Consent       the source has no rule for such a contact')
  })

  test('writes times as people do, and durations in words', () => {
    expect(flat(text(grave))).toContain('By when Fri 27 Mar 2026, 20:30: First decision, within 4 hours from receipt')
    expect(flat(text({}))).toContain('Wed 1 Apr 2026, 17:30: First decision, within 3 working days from receipt')
    expect(flat(all({}))).toMatch(
      /closing of the case[^:]*: Records are kept, within 1 year from the closing of the case/,
    )
    expect(flat(text(contacts[3] ?? {}))).toMatch(
      /Sun 5 Jul 2026, 17:30: Review of the plan \(should\), within 6 months from [^,]*, not before Sun 5 Apr 2026, 17:30/,
    )
  })

  test('does not say that a deadline without a date waits for what was given', () => {
    const late = flat(text({ receivedAt: '2028-12-29T09:00:00Z' }))
    expect(late).not.toMatch(/(waits for|until) (receivedAt|receipt)/)
    expect(late).toMatch(/Note "First decision" has no date/)
  })

  test('lists what to do by its kind, with its strength where it is no must', () => {
    expect(flat(text({ channel: 'telephone' }))).toMatch(
      /Ask The front door: Ring the caller back \(should\)\. Recording/,
    )
    const said = flat(all(grave))
    for (const a of decided(rulebook, grave).actions) expect(said).toContain(a.label)
  })

  test('says who does what, in the order of the kinds, and counts what is no must', () => {
    const book = small(
      ['kind: ask, by: front-door, clauses: [g-6.1]', 'kind: tell, by: front-door, clauses: [g-6.2]'],
      ['label: Tell the parents, kind: tell', 'label: Write it down, kind: record'],
      ['label: Make a plan, kind: decide', 'label: Keep the child safe, kind: protect'],
    )
    const screen = flat(renderText(decided(book, grave), { rulebook: book }))
    expect(screen).toMatch(
      /Protect The duty team: Keep the child safe, unless the case is open to social care \(not known\)\. Tell The front door: Ring the caller back\. Recording Write it down\. Clocks: Records are kept\./,
    )
    expect(flat(all(grave, book))).toMatch(
      /Tell Ring the caller back\. By: The front door\. \[6\.2\] Record Write it down\. \[4\.1\]/,
    )
    const decision = decided(
      small(['label: Tell the parents, kind: tell', 'label: Tell the parents, kind: ask']),
      grave,
    )
    const weaker = decision.actions.map(a => (a.id === 'call-back' ? { ...a, strength: 'may' as const } : a))
    expect(flat(renderText({ ...decision, actions: weaker }))).toContain(
      'Ask Tell the parents. And 1 that should or may be done.',
    )
  })

  test('says a rule with its exceptions that are not settled, in one sentence, and no other', () => {
    const open = 'Level 4 goes to the duty team, unless the case is open to social care (not known). [3.1'
    expect(flat(text(grave))).toContain(open)
    expect(flat(all(grave))).toContain(open)
    const settled = { ...grave, socialCareStatus: 'not-known' }
    expect(flat(all(settled))).toContain('Level 4 goes to the duty team. [3.1')
    expect(flat(all(settled))).not.toContain('unless')
  })

  test('says an exception that the sentence names itself once', () => {
    const book = small(
      ['says: Level 4 goes to the duty team.', 'says: "Level 4 goes to the duty team, unless somebody has the case."'],
      [
        'unless: { socialCareStatus: open }',
        'unless: [{ says: somebody has the case, when: { socialCareStatus: open } }]',
      ],
    )
    expect(flat(all(grave, book))).toContain('duty team, unless somebody has the case (not known). [3.1')
  })

  test('gives every reason with its section', () => {
    for (const contact of contacts) {
      const said = flat(all(contact))
      const d = decided(rulebook, contact)
      const sections = (clauses: readonly string[]) => clauses.map(c => rulebook.clauses[c]?.section).join('; ')
      // What only asks for actions stands beside the actions, or among the reasons.
      for (const r of (d.rationale ?? []).filter(x => x.stage !== 'actions'))
        expect(said).toContain(`${saysUnless(r.says, r.unless)} [${sections(r.clauses)}`)
      for (const a of d.actions) for (const c of a.clauses) expect(said).toContain(rulebook.clauses[c]?.section)
    }
    const read = decided(rulebook, { indicators: ['home-l2-crowded', 'home-l2-alone'], ageYears: 9 })
    expect(flat(renderText(read, { rulebook, show: 'all' }))).toContain('[2.1; reading: age-of-being-alone]')
    // Without the rulebook the clauses stand for their sections.
    expect(flat(renderText(read, { show: 'all' }))).toContain('[g-2.1; reading: age-of-being-alone]')
  })

  test('asks what is still open: three on a screen, else all, with what they could change', () => {
    const d = decided(rulebook)
    const unknowns = d.unknowns ?? []
    expect(unknowns.length).toBeGreaterThan(6)
    const [screen, said] = [flat(renderText(d, { rulebook })), flat(all({}))]
    for (const [i, u] of unknowns.entries()) {
      const question = `${facts[u.fact as keyof typeof facts].question} (${u.fact}`
      expect(said).toContain(question)
      expect(screen.includes(question), u.fact).toBe(i < 3)
    }
    expect(screen).toContain(`… and ${unknowns.length - 3} more.`)
    expect(said).toContain(
      '(riskOfSignificantHarm; could change the level, the basis, where it goes, consent, the first deadline',
    )
  })

  test('says what is taken for granted', () => {
    const book = small(['when: { channel: telephone }, actions', 'when: { contactType: referral }, actions'])
    expect(flat(renderText(decided(book), { rulebook: book }))).toContain(
      'Assumed A contact of which nobody says the kind is taken to be a referral.',
    )
    expect(flat(renderText(decided(book, { contactType: 'step-up' }), { rulebook: book }))).not.toContain('Assumed')
  })

  test('says why there is no level', () => {
    expect(flat(text({}))).toContain(
      'No level can be given yet What could give one is not known: whether there is a risk of significant harm, ',
    )
    expect(text(grave)).not.toContain('What could give one')
  })

  test('tells every notice', () => {
    expect(flat(text(grave))).toContain(
      'Note "Has been hurt" stands in the table for ages 0 to 4; it counts all the same.',
    )
  })

  test('leaves out what was not asked for', () => {
    const { rationale: _, unknowns: __, ...bare } = decided(rulebook, grave)
    const said = renderText(bare, { rulebook })
    expect(said).not.toMatch(/^Why/m)
    expect(said).not.toMatch(/^Still open/m)
    expect(said).toMatch(/^Decide/m)
  })
})

describe('the shape of the text', () => {
  test.each([60, 72, 100, 110])('no line is longer than %i columns, nor ends in blanks', width => {
    for (const contact of contacts)
      for (const line of text(contact, width).split('\n')) {
        expect(line.length, line).toBeLessThanOrEqual(width)
        expect(line).toBe(line.trimEnd())
      }
  })
  test('is 100 columns where nothing is said', () => {
    expect(text(grave)).toBe(text(grave, 100))
  })
  test('says the same at every width', () => {
    expect(flat(text(grave, 60))).toBe(flat(text(grave, 110)))
  })
  test('ends in one line end, with no two empty lines together', () => {
    for (const contact of contacts) expect(text(contact)).toMatch(/[^\n]\n$/)
    for (const contact of contacts) expect(text(contact)).not.toMatch(/\n\n\n/)
  })
  test('keeps a reference without end within the width', () => {
    for (const line of text({ reference: 'word '.repeat(100).trim() }, 80).split('\n'))
      expect(line.length).toBeLessThanOrEqual(80)
  })
})

describe('marks', () => {
  const used = new Set<Mark>()
  const mark = (m: Mark, t: string): string => {
    used.add(m)
    return `<${m}>${t}</${m}>`
  }
  const strip = (s: string): string => s.replace(/<\/?[a-z]+>/g, '').replace(/[ ]+$/gm, '')
  test('change nothing but themselves', () => {
    for (const contact of [...contacts, { initialRag: 'amber' }])
      expect(strip(renderText(decided(rulebook, contact), { rulebook, mark }))).toBe(text(contact))
    expect([...used].sort()).toEqual(['amber', 'green', 'label', 'quiet', 'red', 'strong', 'title', 'warning'])
  })
  test('are only put where they are asked for', () => {
    for (const contact of contacts)
      for (const beginning of ['\u001b', '<']) expect(text(contact)).not.toContain(beginning)
  })
  test('the governing deadline stands out among the others', () => {
    const said = renderText(decided(rulebook, contacts[3]), { rulebook, mark })
    expect(said).toMatch(/<strong>Fri 27 Mar 2026, 20:30: First decision/)
    expect(said).not.toMatch(/<strong>Sun 5 Jul/)
  })
})

describe('sources that are cited side by side', () => {
  const named = (sources: Readonly<Record<string, object>>, id: string): string =>
    sourceName({ sources } as unknown as Parameters<typeof sourceName>[0], id)
  const guide = { title: 'A guide', published: 'March 2017' }
  test.each<readonly [string, Readonly<Record<string, object>>, string]>([
    ['by the year, where it tells them apart', { a: guide, b: { title: 'A protocol', published: '2019' } }, '2017'],
    ['by the title, where two are of one year', { a: guide, b: { title: 'A protocol', published: '2017' } }, 'A guide'],
    [
      'by a short name before all',
      { a: { ...guide, short: 'guide 2017' }, b: { title: 'A protocol', published: '2019' } },
      'guide 2017',
    ],
    [
      'by the title, where there is no year',
      { a: { title: 'A guide' }, b: { title: 'A protocol', published: '2019' } },
      'A guide',
    ],
  ])('%s', (_, sources, name) => {
    expect(named(sources, 'a')).toBe(name)
  })
})

describe('what fits a screen', () => {
  const camden = shippedRulebooks().find(b => b.name === 'camden')?.rulebook
  test.each<Facts>([
    { riskOfSignificantHarm: true, initialRag: 'red' },
    { riskOfSignificantHarm: true, initialRag: 'red', channel: 'telephone', referrer: 'professional', ageYears: 7 },
  ])('a red contact of Camden: %j', contact => {
    if (!camden) throw new Error('there is no camden')
    const decision = decided(camden, contact)
    const screen = renderText(decision, { rulebook: camden })
    expect(screen.split('\n').length).toBeLessThanOrEqual(53)
    // Nothing that must be done now is left out.
    for (const a of decision.actions)
      if (a.strength === 'must' && a.kind !== 'record') expect(flat(screen)).toContain(a.label)
    expect(renderText(decision, { rulebook: camden, show: 'all' }).split('\n').length).toBeGreaterThan(100)
  })
})
