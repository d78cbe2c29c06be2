import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { traceContact } from '../cases/trace.js'
import { witnessReceivedAt } from '../contacts/realise.js'
import type { RulebookPromise } from './promise.js'
import { fullDecision, outcome } from './promise.js'

/** What decides a contact for a promise: the engine, or in a test one that gets it wrong. */
export type Decide = (rulebook: Rulebook, contact: Contact) => Decision

const isMap = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x)

export const routeExists: RulebookPromise = {
  id: 'every-contact-goes-somewhere',
  says: 'Every decision has a route that a rule gives, to a team that exists.',
  why: 'A contact that no rule sends anywhere is a child whom nobody looks at.',
  own: false,
  every: 1,
  changes: () => [null],
  breaks: (rulebook, contact) => {
    const { route } = outcome(rulebook, contact)
    const missing = [route.team, ...route.also].filter(t => t !== null && rulebook.teams[t] === undefined)
    const routed = rulebook.rules.some(
      ({ outcome: o }) => o.stage === 'route' && o.destination === route.destination && o.team === route.team,
    )
    if (missing.length === 0 && routed) return null
    return {
      contact,
      against: null,
      says: missing.length > 0 ? `the team \`${missing.join(', ')}\` does not exist` : 'no rule says where it goes',
      expect: {},
      stages: ['route'],
    }
  },
}

/** The same contact, its facts and the members of its lists and maps in the other order. */
function turnedRound(contact: Contact): Contact {
  const turn = (x: unknown): unknown =>
    Array.isArray(x) ? [...x].reverse() : isMap(x) ? Object.fromEntries(Object.entries(x).reverse()) : x
  return Object.fromEntries(
    Object.entries(contact)
      .reverse()
      .map(([k, v]) => [k, turn(v)]),
  ) as unknown as Contact
}

/** A contact with something of every list: drawn contacts seldom have two of one, and one has no order. */
const withLists = (rulebook: Rulebook): Contact => ({
  ...Object.fromEntries(
    Object.entries(vocabularyOf(rulebook).facts).flatMap(([f, { kind, values }]) =>
      kind === 'list' ? [[f, values]] : [],
    ),
  ),
  receivedAt: witnessReceivedAt,
  indicators: rulebook.indicators.slice(0, 3).map(i => i.id),
})

/** The promise that order is nothing, of whatever decides. */
export const orderIsNothing = (decide: Decide = fullDecision): RulebookPromise => ({
  id: 'order-changes-nothing',
  says: 'The same contact gets the same decision, whatever the order of its facts and lists.',
  why: 'Two systems may write one contact in two orders. Reasons and unknowns are compared as well.',
  own: false,
  every: 50,
  changes: () => [null],
  always: rulebook => [[withLists(rulebook), null]],
  breaks: (rulebook, contact) => {
    const turned = turnedRound(contact)
    const [one, other] = [decide(rulebook, contact), decide(rulebook, turned)]
    const parts = Object.keys(one) as (keyof Decision)[]
    const differ = parts.filter(p => JSON.stringify(one[p]) !== JSON.stringify(other[p]))
    if (differ.length === 0) return null
    return {
      contact: turned,
      against: contact,
      says: `in another order ${differ.join(', ')} ${differ.length === 1 ? 'is' : 'are'} not the same`,
      expect: { level: one.level, basis: one.basis },
      stages: ['level', 'basis', 'route', 'consent', 'deadlines', 'actions'],
    }
  },
})

/** Outcomes of a decision for which no reason is given, or whose reason cites nothing. */
function unexplained(rulebook: Rulebook, d: Decision): readonly string[] {
  const reasons = d.rationale ?? []
  const gives = (stage: string, part: Readonly<Record<string, unknown>>): boolean =>
    reasons.some(r => r.stage === stage && Object.entries(part).every(([k, v]) => r.outcome[k] === v))
  const listed = (key: string, id: string): boolean =>
    reasons.some(r => (r.outcome[key] as readonly string[] | undefined)?.includes(id))
  const rated = rulebook.rules.some(r => r.stage === 'rag')
  return [
    ...(d.level === null || gives('level', { level: d.level }) ? [] : [`level ${d.level}`]),
    ...(gives('basis', { basis: d.basis }) ? [] : ['basis']),
    ...(d.rag === null || !rated || gives('rag', { rag: d.rag }) ? [] : ['rating']),
    ...(gives('route', { destination: d.route.destination, team: d.route.team }) ? [] : ['route']),
    ...d.consents
      .filter(c => !gives('consent', { purpose: c.purpose, requirement: c.requirement }))
      .map(c => `consent for ${c.purpose}`),
    ...d.deadlines.filter(x => !gives('deadlines', { deadline: x.id })).map(x => `the deadline ${x.id}`),
    ...d.actions.filter(a => !listed('actions', a.id)).map(a => `the action ${a.id}`),
    ...d.route.also.filter(t => !listed('also', t)).map(t => `telling ${t}`),
    ...[...reasons, ...d.consents, ...d.deadlines, ...d.actions].filter(x => x.clauses.length === 0).map(x => x.rule),
  ]
}

const reasonsOnly: Decide = (rulebook, contact) => traceContact(rulebook, contact, { unknowns: false }).decision

/** The promise that every outcome cites a clause, of whatever decides. */
export const everyOutcomeCites = (decide: Decide = reasonsOnly): RulebookPromise => ({
  id: 'every-outcome-cites-a-clause',
  says: 'Every outcome has a reason that cites a clause of the source.',
  why: 'A decision that cannot be traced to the words of the guidance cannot be defended.',
  own: false,
  every: 10,
  changes: () => [null],
  breaks: (rulebook, contact) => {
    const missing = unexplained(rulebook, decide(rulebook, contact))
    if (missing.length === 0) return null
    return {
      contact,
      against: null,
      says: `nothing in the source is cited for ${missing.join(', ')}`,
      expect: {},
      stages: ['level', 'basis', 'rag', 'route', 'consent', 'deadlines', 'actions'],
    }
  },
})
