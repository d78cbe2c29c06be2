import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { contactError, decide } from '../src/engine/decide/decide.js'
import type { Case, Rulebook } from '../src/rules/language/rulebook.js'
import type { Answer } from '../src/tools/cases/expectations.js'
import { differences } from '../src/tools/cases/expectations.js'
import { shippedRulebooks } from './rulebooks.js'
import { decided, small } from './small.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const books = new Map(shippedRulebooks().map(b => [b.name, b.rulebook]))

/** The case files of a folder, each named for the authority whose rulebook decides. */
const caseFiles = (folder: string) =>
  readdirSync(join(here, folder))
    .filter(f => f.endsWith('.yaml') && books.has(basename(f, '.yaml')))
    .map(f => ({
      file: `${folder}/${f}`,
      rulebook: books.get(basename(f, '.yaml')) as Rulebook,
      cases: (parse(readFileSync(join(here, folder, f), 'utf8')) ?? []) as Case[],
    }))

function answerTo(rulebook: Rulebook, contact: unknown): Answer {
  const result = decide(rulebook, contact)
  return result.ok ? result.value : { error: contactError(result.diagnostics) }
}

/** Cases that their own source refutes are named there, with the passage; they stay as they are and fail. */
const disputedPage = join(here, '../docs/disputed.md')
const files = [...caseFiles('cases'), ...caseFiles('cases/public')]
const disputedWords = existsSync(disputedPage) ? readFileSync(disputedPage, 'utf8').split(/[^\w-]+/) : []
const ids = new Set(files.flatMap(f => f.cases.map(c => c.id)))
const disputed = new Set(disputedWords.filter(word => ids.has(word)))

describe.each(files)('$file', ({ rulebook, cases }) => {
  test('holds cases, each under its own id', () => {
    expect(cases.length).toBeGreaterThan(0)
    expect(new Set(cases.map(c => c.id)).size).toBe(cases.length)
    expect(
      cases.filter(c => !c.title || !c.contact || Object.keys(c.expect ?? {}).length === 0).map(c => c.id),
    ).toEqual([])
  })

  const settled = cases.filter(c => !disputed.has(c.id))
  test.each(settled)('$id $title', ({ contact, expect: wanted }) => {
    expect(differences(wanted, answerTo(rulebook, contact))).toEqual([])
  })

  const open = cases.filter(c => disputed.has(c.id))
  if (open.length > 0)
    test.each(open)('$id $title is disputed, and fails', ({ contact, expect: wanted }) => {
      expect(
        differences(wanted, answerTo(rulebook, contact)),
        'it passes: take it out of docs/disputed.md',
      ).not.toEqual([])
    })
})

describe.each([...books])('the worked contacts of %s', (_, rulebook) => {
  test('are there', () => expect(rulebook.examples.length).toBeGreaterThan(0))
  test.each(rulebook.examples)('$id $title', ({ contact, expect: wanted }) => {
    expect(differences(wanted, answerTo(rulebook, contact))).toEqual([])
  })
})

describe('what is told apart', () => {
  const rulebook = small()
  const decision = decided(rulebook, {
    riskOfSignificantHarm: true,
    channel: 'telephone',
    events: { planStartedAt: '2026-01-05T09:00:00Z' },
  })

  test('nothing, where all is as expected', () => {
    const wanted = {
      level: 4,
      basis: 'section-47',
      rag: null,
      route: { destination: 'social-care', team: 'duty-team', also: ['police'], notAlso: ['front-door'] },
      consent: { requirement: 'seek', from: 'parental-responsibility', mayProceed: true },
      consents: { referral: { requirement: 'seek' }, service: null },
      deadline: 'first-decision',
      // The same instants, written with other offsets.
      deadlines: {
        'first-decision': { due: '2026-03-27T21:30:00+01:00', dueDate: '2026-03-27', governs: true },
        review: { notBefore: '2026-04-05T16:30:00Z' },
        kept: null,
      },
      noDeadlines: ['other'],
      actions: ['call-back', 'plan'],
      noActions: ['other'],
      strengths: Object.fromEntries(decision.actions.map(a => [a.id, a.strength])),
      clauses: ['g-2.1', 'g-6.2'],
      unknowns: ['consent', 'ageYears'].filter(fact => decision.unknowns?.some(u => u.fact === fact)),
      notRoute: ['mash', 'screening'],
      unless: ['socialCareStatus'],
      kinds: { plan: decision.actions.find(a => a.id === 'plan')?.kind },
      couldChange: { socialCareStatus: ['route', 'actions'] },
      assumed: [],
      notices: [],
      noNotices: ['facts-at-odds'],
    }
    expect(differences(wanted, decision)).toEqual([])
    expect(differences({}, decision)).toEqual([])
  })

  test('and of a notice that there must not be', () => {
    const noted = { ...decision, notices: [{ code: 'facts-at-odds' as const, says: 'Two facts are at odds.' }] }
    expect(differences({ notices: ['facts-at-odds'] }, noted)).toEqual([])
    expect(differences({ noNotices: ['facts-at-odds'] }, noted)).toEqual(['notices: facts-at-odds must not be there'])
  })

  const wrong: readonly [string, Readonly<Record<string, unknown>>, RegExp][] = [
    ['level', { level: 3 }, /^level: wanted 3, got 4$/],
    ['level that is none', { level: null }, /^level: wanted null, got 4$/],
    ['basis', { basis: 'section-17' }, /^basis: wanted "section-17", got "section-47"$/],
    ['rating', { rag: 'red' }, /^rag: wanted "red", got null$/],
    ['destination', { route: { destination: 'mash' } }, /^route.destination: wanted "mash", got "social-care"$/],
    ['team', { route: { team: null } }, /^route.team: wanted null, got "duty-team"$/],
    ['field that a route has not', { route: { teem: 'x' } }, /^route.teem: wanted "x", got nothing$/],
    ['other team', { route: { also: ['police', 'front-door'] } }, /^route.also: wanted front-door among/],
    ['consent', { consent: { mayProceed: null } }, /^consent.mayProceed: wanted null, got true$/],
    ['consent that there must not be', { consent: null }, /^consent: wanted null, got/],
    [
      'purpose',
      { consents: { referral: { requirement: 'required' } } },
      /^consents.referral.requirement: wanted "required", got "seek"$/,
    ],
    [
      'purpose that is not there',
      { consents: { service: { requirement: 'seek' } } },
      /^consents.service: wanted .*, got null$/,
    ],
    ['purpose that there must not be', { consents: { referral: null } }, /^consents.referral: wanted null, got/],
    ['governing deadline', { deadline: 'review' }, /^deadline: wanted "review", got "first-decision"$/],
    ['governing deadline that is none', { deadline: null }, /^deadline: wanted null, got "first-decision"$/],
    [
      'date',
      { deadlines: { 'first-decision': { due: '2026-03-27T20:31:00Z' } } },
      /^deadlines.first-decision.due: wanted/,
    ],
    [
      'date that is none',
      { deadlines: { 'first-decision': { due: null } } },
      /^deadlines.first-decision.due: wanted null/,
    ],
    [
      'day in other words',
      { deadlines: { 'first-decision': { dueDate: '2026-03-27T00:00:00Z' } } },
      /^deadlines.first-decision.dueDate: wanted/,
    ],
    ['deadline that is not there', { deadlines: { other: null } }, /^deadlines: wanted other among/],
    ['deadline that there must not be', { noDeadlines: ['review'] }, /^deadlines: review must not be there$/],
    ['action', { actions: ['tell-police'] }, /^actions: wanted tell-police among/],
    ['action that there must not be', { noActions: ['plan'] }, /^actions: plan must not be there$/],
    ['strength', { strengths: { plan: 'may' } }, /^strengths.plan: wanted "may", got "(must|should)"$/],
    [
      'strength of an action that is not there',
      { strengths: { other: 'must' } },
      /^strengths.other: wanted "must", got nothing$/,
    ],
    ['team that must not be told', { route: { notAlso: ['police'] } }, /^route.also: police must not be there$/],
    ['clause', { clauses: ['g-7.1'] }, /^clauses: nothing cites g-7.1$/],
    ['unknown', { unknowns: ['riskOfSignificantHarm'] }, /^unknowns: wanted riskOfSignificantHarm among/],
    ['place that it must not go to', { notRoute: ['mash', 'social-care'] }, /^route: social-care must not be there$/],
    ['exception that is settled', { unless: ['socialCareStatus', 'channel'] }, /^unless: wanted channel among/],
    ['kind', { kinds: { plan: 'protect' } }, /^kinds.plan: wanted "protect", got "decide"$/],
    ['kind of an action that is not there', { kinds: { other: 'tell' } }, /^kinds.other: wanted "tell", got nothing$/],
    [
      'part that it could not change',
      { couldChange: { socialCareStatus: ['level'] } },
      /^couldChange.socialCareStatus: wanted level among/,
    ],
    ['fact that is not open', { couldChange: { channel: ['actions'] } }, /^unknowns: wanted channel among/],
    ['fact that nothing takes for granted', { assumed: ['contactType'] }, /^assumed: wanted contactType among/],
    ['notice', { notices: ['facts-at-odds'] }, /^notices: wanted facts-at-odds among/],
    ['misspelt place', { notRoute: ['signpots'] }, /notRoute\[0].*`signpots`.*signpost/],
    ['misspelt kind', { kinds: { plan: 'protects' } }, /kinds.plan.*`protects`.*protect/],
    ['misspelt part', { couldChange: { socialCareStatus: ['routes'] } }, /couldChange.*`routes`.*route/],
    ['refusal', { error: 'ageYears' }, /^wanted a refusal that names ageYears, got a decision$/],
    ['misspelt expectation', { levle: 4 }, /levle.*did you mean `level`/],
    ['misspelt purpose', { consents: { referal: { requirement: 'seek' } } }, /referal.*did you mean `referral`/],
    ['word where a list should stand', { actions: 'plan' }, /actions.*a list/],
  ]
  test.each(wrong)('a %s', (_, wanted, difference) => {
    expect(differences(wanted, decision)).toEqual([expect.stringMatching(difference)])
  })

  test('every difference, not only the first', () => {
    expect(differences({ level: 1, deadline: null, noActions: ['plan'], clauses: ['g-7.1'] }, decision)).toHaveLength(4)
  })

  test('a decision without reasons', () => {
    const { rationale: _, ...bare } = decision
    expect(differences({ level: 4 }, bare)).toEqual([expect.stringMatching(/^rationale/)])
  })

  test('a refusal, which must name what is expected', () => {
    const refusal = answerTo(rulebook, { receivedAt: 'now' })
    expect(differences({ error: 'receivedAt' }, refusal)).toEqual([])
    expect(differences({ error: 'ageYears' }, refusal)).toEqual([expect.stringMatching(/^error: .*ageYears/)])
    expect(differences({ level: 4 }, refusal)).toEqual([expect.stringMatching(/^wanted a decision/)])
  })
})
