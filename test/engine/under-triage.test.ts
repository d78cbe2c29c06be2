import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import type { Contact } from '../../src/rules/vocabulary/contact-type.js'
import { moments } from '../../src/rules/vocabulary/fixed.js'
import { eventOf, factOf, vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import type { Chance } from '../../src/tools/contacts/chance.js'
import { chanceFrom } from '../../src/tools/contacts/chance.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs } from '../runs.js'

// The failure that must not happen: a child in danger who is judged less so than the rules say, or for whom somebody waits.

vi.setConfig({ testTimeout: patience * 2 })

type Facts = { -readonly [K in keyof Contact]?: Contact[K] }

function decided(rulebook: Rulebook, contact: Facts, unknowns = false, rationale = false): Decision {
  const result = decide(rulebook, contact, { unknowns, rationale })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

/** How far a decision protects, by part; higher is more protective. */
function protection(d: Decision): Readonly<Record<string, number>> {
  // A purpose on which the source has no rule is not held up by consent.
  const proceeds = ['referral', 'network-checks', 'information-sharing', 'service'].map(
    p => [`mayProceed ${p}`, consentOf(d, p)] as const,
  )
  return {
    // Nothing stands below level 1, and where no rule can say a level nothing rests on it.
    level: d.level ?? 1,
    basis: d.basis === 'section-47' ? 2 : d.basis === 'section-17' ? 1 : 0,
    ...Object.fromEntries(proceeds),
  }
}

function consentOf(d: Decision, purpose: string): number {
  const consent = d.consents.find(c => c.purpose === purpose)
  return consent === undefined || consent.mayProceed === true ? 2 : consent.mayProceed === null ? 1 : 0
}

const reasonsOf = (rulebook: Rulebook, contact: Facts): string =>
  (decided(rulebook, contact, false, true).rationale ?? [])
    .filter(r => ['level', 'basis', 'consent'].includes(r.stage))
    .map(r => `${r.rule} ${JSON.stringify(r.outcome)}`)
    .join(', ')

/** Fails with both contacts and the rules that fired where a part of the protection is less than it must be. */
function atLeast(
  rulebook: Rulebook,
  must: Readonly<Record<string, number>>,
  now: Facts,
  before: Facts,
  what: string,
): void {
  const have = protection(decided(rulebook, now))
  const less = Object.keys(must).filter(part => (have[part] ?? 0) < (must[part] ?? 0))
  if (less.length === 0) return
  const contact = (title: string, c: Facts): string =>
    `${title}: ${JSON.stringify(c)}\n  fired: ${reasonsOf(rulebook, c)}`
  throw new Error(`${what} lowers ${less.join(', ')}\n${contact('contact', now)}\n${contact('against', before)}`)
}

const given = (contact: Facts, fact: string): unknown => contact[fact as keyof Facts]

const without = (contact: Facts, fact: string): Facts =>
  Object.fromEntries(Object.entries(contact).filter(([k]) => k !== fact))

const momentOf = (rulebook: Rulebook, contact: Facts): number =>
  Math.max(
    0,
    ...Object.keys(contact).map(k => moments.indexOf(factOf(vocabularyOf(rulebook), k).moment)),
    ...Object.keys(contact.events ?? {}).map(e => moments.indexOf(eventOf(vocabularyOf(rulebook), e).moment)),
  )

/** Answers to a fact: every one where they can be counted. */
function answersTo(rulebook: Rulebook, fact: string): readonly unknown[] {
  const vocabulary = vocabularyOf(rulebook)
  const { kind, values } = factOf(vocabulary, fact)
  if (kind === 'boolean') return [true, false]
  if (kind === 'list') return [[], ...values.map(v => [v]), [...values]]
  if (values.length > 0) return values
  if (fact === 'ageYears') return Array.from({ length: 26 }, (_, age) => age)
  if (fact === 'gestationWeeks') return [0, 11, 12, 16, 20, 24, 28, 40, 45]
  if (kind === 'number') return [0, 1, 2, 3, 5, 10, 15, 20, 21, 25, 40]
  if (fact === 'functionalNeeds')
    return [0, 1, 2, 3, 4].map(score => Object.fromEntries(vocabulary.areaNames.map(a => [a, score])))
  return []
}

// A kind of contact that is left out is a referral; these are echoed or only say where an answer differs.
const neverUnknown = new Set<string>(['contactType', 'receivedAt', 'reference', 'consentFor', 'events'])

/**
 * What waits for consent in a decision on a child at risk of significant harm: a referral, network checks or the sharing of
 * information must not; help that is voluntary may be asked about first, but is never ruled out.
 */
const heldUp = (d: Decision): Decision['consents'] =>
  d.consents.filter(c =>
    c.purpose === 'service' ? c.mayProceed === false : c.requirement === 'required' || c.mayProceed !== true,
  )

const concernNames = (rulebook: Rulebook) =>
  factOf(vocabularyOf(rulebook), 'concerns').values as readonly NonNullable<Contact['concerns']>[number][]
const books = shippedRulebooks()

describe('a risk of significant harm', () => {
  test.each(books)('is level 4 in $name and waits for no consent, whatever else is said', ({ rulebook }) => {
    fc.assert(
      fc.property(contacts(rulebook), contact => {
        const known18 = (contact.ageYears ?? 0) >= 18 && contact.unborn !== true
        const harm: Facts = { ...(known18 ? without(contact, 'ageYears') : contact), riskOfSignificantHarm: true }
        const d = decided(rulebook, harm)
        expect({ level: d.level, contact: harm }).toEqual({ level: 4, contact: harm })
        expect({ held: heldUp(d), contact: harm }).toEqual({ held: [], contact: harm })
      }),
      { numRuns: runs(150) },
    )
  })

  test.each(books)('is never lost in $name where the age is not known', ({ rulebook }) => {
    const receivedAt = '2026-03-27T16:30:00+00:00'
    for (const extra of [
      {},
      { consent: 'refused' },
      { professionalLevel: 1 },
      { safeguardingConcern: false },
      { childInNeed: false },
    ] as const) {
      const d = decided(rulebook, { receivedAt, riskOfSignificantHarm: true, ...extra })
      expect([d.level, heldUp(d)]).toEqual([4, []])
    }
  })
})

describe('police protection or an emergency protection order', () => {
  const powers: readonly Facts[] = [
    { policeProtection: true },
    { emergencyProtectionOrder: true },
    { policeProtection: true, emergencyProtectionOrder: true },
  ]
  const elsewhere = (c: Facts): boolean => c.residentInArea === false && c.foundInArea === false
  function underSection47(rulebook: Rulebook, contact: Facts): void {
    const d = decided(rulebook, contact)
    const { level, basis } = d
    const held = heldUp(d).filter(c => c.purpose === 'referral')
    expect({ level, basis, held, contact }).toEqual({ level: 4, basis: 'section-47', held: [], contact })
  }

  test.each(books)('is level 4 under section 47 in $name and waits for no consent, whatever else is said', book => {
    fc.assert(
      fc.property(contacts(book.rulebook), fc.constantFrom(...powers), (contact, power) => {
        const known18 = (contact.ageYears ?? 0) >= 18 && contact.unborn !== true
        // The Act asks for enquiries into a child who lives in the area or is found in it.
        const here = elsewhere(contact) ? without(contact, 'foundInArea') : contact
        underSection47(book.rulebook, { ...(known18 ? without(here, 'ageYears') : here), ...power })
      }),
      { numRuns: runs(150) },
    )
  })

  test.each(books)('stands in $name beside a judgement that there is no harm, and a refusal', ({ rulebook }) => {
    const receivedAt = '2026-03-27T16:30:00+00:00'
    for (const power of powers)
      for (const extra of [
        {},
        { riskOfSignificantHarm: false },
        { riskOfSignificantHarm: false, consent: 'refused', professionalLevel: 1, childInNeed: false },
        { safeguardingConcern: false, consent: 'not-sought', seekingConsentWould: [] },
        { ageYears: 17, residentInArea: false, foundInArea: true },
        { ageYears: 0, contactType: 'police-notification', policeSubject: 'adult' },
      ] as const)
        underSection47(rulebook, { receivedAt, ...extra, ...power })
  })
})

/** What one more sign must not lower; of the consents only those on which the source has a rule already. */
function standing(d: Decision, consents = true): Readonly<Record<string, number>> {
  const kept = ['level', 'basis', ...(consents ? d.consents.map(c => `mayProceed ${c.purpose}`) : [])]
  return Object.fromEntries(Object.entries(protection(d)).filter(([part]) => kept.includes(part)))
}
function addSign(rulebook: Rulebook, contact: Facts, id: string): void {
  if (contact.indicatorsAbsent?.includes(id)) return
  const more: Facts = { ...contact, indicators: [...(contact.indicators ?? []), id] }
  const before = decided(rulebook, contact)
  // The first sign can show a level at which consent is needed; from then on no sign makes it harder to act.
  atLeast(rulebook, standing(before, before.level !== null), more, contact, `the indicator ${id}`)
}

describe('one more sign', () => {
  const withSigns = books.filter(b => b.rulebook.indicators.length > 0)

  test.each(withSigns)('an indicator never lowers anything in $name', ({ rulebook }) => {
    const ids = rulebook.indicators.map(i => i.id)
    fc.assert(
      fc.property(contacts(rulebook), fc.constantFrom(...ids), (contact, id) => addSign(rulebook, contact, id)),
      { numRuns: runs(200) },
    )
  })

  test.each(withSigns)('nor does any indicator of $name on a plain contact', ({ rulebook }) => {
    const receivedAt = '2026-03-27T16:30:00+00:00'
    const plain: readonly Facts[] = [
      { receivedAt },
      { receivedAt, ageYears: 7, professionalLevel: 1, riskOfSignificantHarm: false, consent: 'refused' },
      { receivedAt, ageYears: 16, levelAfterEnquiries: 3, consent: 'given', consentGivenBy: 'young-person' },
      { receivedAt, riskOfSignificantHarm: true, consent: 'not-sought' },
    ]
    for (const { id } of rulebook.indicators) for (const contact of plain) addSign(rulebook, contact, id)
  })

  test.each(books)('a concern never lowers anything in $name', ({ rulebook }) => {
    fc.assert(
      fc.property(contacts(rulebook), fc.constantFrom(...concernNames(rulebook)), (contact, concern) => {
        // A list that is given is complete, so one more topic is compared with the list, not with silence.
        const listed: Facts = { ...contact, concerns: (contact.concerns ?? []).filter(c => c !== concern) }
        const more: Facts = { ...listed, concerns: [...(listed.concerns ?? []), concern] }
        atLeast(rulebook, standing(decided(rulebook, listed)), more, listed, `the concern ${concern}`)
      }),
      { numRuns: runs(150) },
    )
  })
})

const leftOut = (rulebook: Rulebook, contact: Facts): readonly string[] =>
  vocabularyOf(rulebook).factNames.filter(fact => given(contact, fact) !== undefined && !neverUnknown.has(fact))

function leaveOut(rulebook: Rulebook, contact: Facts, fact: string): void {
  const open = fact === 'indicators' || fact === 'indicatorsAbsent' ? [[]] : answersTo(rulebook, fact)
  const answered = [given(contact, fact), ...open].map(value => ({ ...contact, [fact]: value }))
  const all = answered.map(c => protection(decided(rulebook, c)))
  const least = Object.fromEntries(
    Object.keys(all[0] ?? {}).map(part => [part, Math.min(...all.map(p => p[part] ?? 0))]),
  )
  atLeast(rulebook, least, without(contact, fact), contact, `leaving out ${fact}`)
}

const statedAt = '2026-03-27T16:30:00+00:00'

/** The same for a contact that does not have the fact: it protects as much as with the least protective answer. */
function leaveOutOf(rulebook: Rulebook, contact: Facts, fact: string): void {
  const answers = answersTo(rulebook, fact)
  const [first] = answers
  if (first !== undefined) leaveOut(rulebook, { ...contact, [fact]: first }, fact)
}

describe('a fact left out', () => {
  test.each(books)('never protects less in $name than the least protective answer to it', ({ rulebook }) => {
    fc.assert(
      fc.property(contacts(rulebook), contact => {
        for (const fact of leftOut(rulebook, contact)) leaveOut(rulebook, contact, fact)
      }),
      { numRuns: runs(40) },
    )
  })

  // Contacts that are drawn seldom hold a rating beside what speaks against it, so these are gone through.
  test.each(books)(
    'nor in $name beside a stated concern, however rated and whatever level is claimed',
    ({ rulebook }) => {
      const vocabulary = vocabularyOf(rulebook)
      const stated: readonly Facts[] = [
        { safeguardingConcern: true },
        { planType: 'child-protection' },
        { events: { strategyDiscussionAt: statedAt } },
        { immediateDanger: true },
        { riskOfSignificantHarm: true },
      ]
      const claims = [undefined, ...answersTo(rulebook, 'professionalLevel')]
      const rated: readonly Facts[] = ['initialRag', 'finalRag'].flatMap(fact =>
        answersTo(rulebook, fact).map(colour => ({ [fact]: colour })),
      )
      for (const concern of stated)
        for (const rating of [{}, ...rated])
          for (const professionalLevel of claims) {
            const claim = professionalLevel === undefined ? {} : { professionalLevel }
            const base = { receivedAt: statedAt, ...concern, ...rating, ...claim } as Facts
            for (const fact of vocabulary.factNames)
              if (!neverUnknown.has(fact) && given(base, fact) === undefined) leaveOutOf(rulebook, base, fact)
          }
    },
  )

  test.each(books)('is announced in $name wherever an answer would protect more', ({ rulebook }) => {
    const signs = rulebook.indicators.map(i => [i.id])
    fc.assert(
      fc.property(contacts(rulebook), contact => {
        const before = decided(rulebook, contact, true)
        const named = new Set(before.unknowns?.map(u => u.fact))
        const { level, basis } = protection(before)
        const must = { level: (level ?? 0) + 1, basis: (basis ?? 0) + 1 }
        const moreThan = (now: Facts): readonly string[] => {
          const p = protection(decided(rulebook, now))
          return (['level', 'basis'] as const).filter(part => (p[part] ?? 0) >= must[part])
        }
        const vocabulary = vocabularyOf(rulebook)
        for (const fact of vocabulary.factNames) {
          const isGiven =
            given(contact, fact) !== undefined || (fact === 'indicators' && contact.indicatorsAbsent !== undefined)
          if (
            isGiven ||
            neverUnknown.has(fact) ||
            named.has(fact) ||
            moments.indexOf(factOf(vocabulary, fact).moment) > momentOf(rulebook, contact)
          )
            continue
          // Settled by another fact, though not given itself.
          if ((fact === 'unborn' && contact.ageYears !== undefined) || (fact === 'ageYears' && contact.unborn === true))
            continue
          for (const value of fact === 'indicators' ? signs : answersTo(rulebook, fact)) {
            const more = moreThan({ ...contact, [fact]: value })
            if (more.length > 0)
              throw new Error(
                `${fact}: ${JSON.stringify(value)} raises ${more.join(', ')}, unannounced\ncontact: ${JSON.stringify(contact)}\n  fired: ${reasonsOf(rulebook, contact)}\nunknowns: ${[...named].join(', ')}`,
              )
          }
        }
        for (const event of vocabulary.eventNames) {
          if (
            contact.events?.[event as 'ragRatedAt'] !== undefined ||
            named.has(`events.${event}`) ||
            moments.indexOf(eventOf(vocabulary, event).moment) > momentOf(rulebook, contact)
          )
            continue
          const more = moreThan({ ...contact, events: { ...contact.events, [event]: contact.receivedAt ?? '' } })
          if (more.length > 0)
            throw new Error(
              `the event ${event} raises ${more.join(', ')}, unannounced\ncontact: ${JSON.stringify(contact)}`,
            )
        }
      }),
      { numRuns: runs(25) },
    )
  })
})

describe('every outcome', () => {
  test.each(books)('has its reason in $name, and every id is declared', ({ rulebook }) => {
    fc.assert(
      fc.property(contacts(rulebook), contact => {
        const d = decided(rulebook, contact, false, true)
        const reasons = d.rationale ?? []
        const gives = (stage: string, part: Readonly<Record<string, unknown>>): boolean =>
          reasons.some(r => r.stage === stage && Object.entries(part).every(([k, v]) => r.outcome[k] === v))
        const missing = [
          ...(d.level === null || gives('level', { level: d.level }) ? [] : [`level ${d.level}`]),
          ...(gives('basis', { basis: d.basis }) ? [] : [`basis ${d.basis}`]),
          ...(d.rag === null || gives('rag', { rag: d.rag }) ? [] : [`rag ${d.rag}`]),
          ...(gives('route', { destination: d.route.destination, team: d.route.team }) ? [] : ['route']),
          ...d.consents
            .filter(c => !gives('consent', { purpose: c.purpose, requirement: c.requirement }))
            .map(c => c.purpose),
          ...d.deadlines.filter(x => !gives('deadlines', { deadline: x.id })).map(x => x.id),
          ...d.actions
            .filter(
              a => !reasons.some(r => r.rule === a.rule && (r.outcome.actions as string[] | undefined)?.includes(a.id)),
            )
            .map(a => a.id),
          ...d.route.also.filter(t => !reasons.some(r => (r.outcome.also as string[] | undefined)?.includes(t))),
        ]
        expect({ missing, contact }).toEqual({ missing: [], contact })

        const cited = [...reasons, ...d.consents, ...d.deadlines, ...d.actions]
        expect(cited.filter(x => x.clauses.length === 0)).toEqual([])
        const undeclared = [
          ...[d.route.team, ...d.route.also].filter(t => t !== null && rulebook.teams[t] === undefined),
          ...d.actions.map(a => a.id).filter(id => rulebook.actions[id] === undefined),
          ...d.deadlines.map(x => x.id).filter(id => rulebook.deadlines[id] === undefined),
          ...cited.flatMap(x => x.clauses).filter(id => rulebook.clauses[id] === undefined),
          ...reasons.flatMap(r => r.interpretations).filter(id => !rulebook.interpretations.some(i => i.id === id)),
        ]
        expect(undeclared).toEqual([])
        for (const labelled of [...d.actions, ...d.deadlines]) expect(labelled.label.length).toBeGreaterThan(0)
        expect(d.route.alsoLabels).toHaveLength(d.route.also.length)
        for (const ids of [
          d.route.also,
          d.actions.map(a => a.id),
          d.deadlines.map(x => x.id),
          d.consents.map(c => c.purpose),
        ])
          expect(ids.length).toBe(new Set<string | null>([...ids]).size)
      }),
      { numRuns: runs(80) },
    )
  })
})

// Every promise at once on many contacts: a million in a long run, a quarter with each rulebook that is shipped.
describe('over many contacts', () => {
  const isLong = process.env.THRESHOLDS_LONG === '1'
  const count = Number(process.env.THRESHOLDS_SWEEP ?? (isLong ? 250_000 : runs(750)))
  // One in so many is compared in full, and by json-rules-engine, which takes a hundred times as long.
  const inFull = 10
  const byEngine = 100

  /** The same facts, written in another order; of lists too. */
  const shuffled = (value: unknown, { shuffle }: Chance): unknown => {
    if (Array.isArray(value)) return shuffle(value)
    if (typeof value !== 'object' || value === null) return value
    const choices = { shuffle } as Chance
    return Object.fromEntries(shuffle(Object.entries(value)).map(([k, v]) => [k, shuffled(v, choices)]))
  }

  test.each(books)(
    '$name protects no less with a fact left out or a sign more, and decides alike in any order and by either evaluator',
    async ({ rulebook }) => {
      const signs = rulebook.indicators.map(i => i.id)
      let asked = 0
      await fc.assert(
        fc.asyncProperty(contacts(rulebook), fc.integer(), async (contact, seed) => {
          const chance = chanceFrom(seed)
          const fact = chance.pick(leftOut(rulebook, contact))
          if (fact) leaveOut(rulebook, contact, fact)
          const sign = chance.pick(signs.filter(id => !contact.indicators?.includes(id)))
          if (sign) addSign(rulebook, contact, sign)
          const turned = shuffled(contact, chance) as Contact
          const outcome = JSON.stringify(protection(decided(rulebook, turned)))
          expect(outcome, JSON.stringify(turned)).toBe(JSON.stringify(protection(decided(rulebook, contact))))
          if (++asked % inFull !== 0) return
          const decision = JSON.stringify(decide(rulebook, contact))
          // A decision shows a list as it was given, so here only the names change their places.
          const renamed = Object.fromEntries(chance.shuffle(Object.entries(contact)))
          expect(JSON.stringify(decide(rulebook, renamed)), JSON.stringify(renamed)).toBe(decision)
          if (asked % byEngine === 0)
            expect(JSON.stringify(await decideWithEngine(rulebook, contact)), JSON.stringify(contact)).toBe(decision)
        }),
        { numRuns: count },
      )
      expect(asked).toBeGreaterThanOrEqual(count)
    },
    patience * 60,
  )
})
