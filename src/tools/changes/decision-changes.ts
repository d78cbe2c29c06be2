import type { Consent, Deadline, Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { parseDuration, spanWords } from '../../rules/time/durations.js'
import { parseInstant } from '../../rules/time/london.js'
import { requirementPhrase } from '../../rules/vocabulary/phrases.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { eventWords, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { namedLevel } from './rule-words.js'

/** Less protective, more protective, or otherwise different (the contract's "more protective"). */
export type Direction = 'down' | 'sideways' | 'up'

/** The parts of a decision, those first that a reader of changes must see first. */
export const areas = ['level', 'deadline', 'consent', 'basis', 'route', 'rating', 'actions'] as const
export type Area = (typeof areas)[number]

/** One way in which two decisions on one contact differ; contacts with equal texts are treated differently in the same way. */
export interface DecisionChange {
  readonly area: Area
  readonly direction: Direction
  readonly says: string
  /** The rules that decided it before and now. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The words of the rulebook before, and of the one after. */
type Both = readonly [Vocabulary, Vocabulary]

/** Places of routes in the order of a rulebook: destination and team to place. */
type RouteOrder = ReadonlyMap<string, number>

const routeKey = (destination: string, team: string | null): string => `${destination} ${team ?? ''}`

function routeOrder(rulebook: Rulebook): RouteOrder {
  const order = new Map<string, number>()
  for (const { outcome } of rulebook.rules) {
    if (outcome.stage !== 'route') continue
    const key = routeKey(outcome.destination, outcome.team)
    if (!order.has(key)) order.set(key, order.size)
  }
  return order
}

const toward = (old: number, now: number): Direction => (now > old ? 'up' : now < old ? 'down' : 'sideways')

/** Compares decisions of one rulebook with those of another. */
export function decisionComparer(
  before: Rulebook,
  after: Rulebook,
): (old: Decision, now: Decision) => readonly DecisionChange[] {
  const orders = [routeOrder(before), routeOrder(after)]
  const words: Both = [vocabularyOf(before), vocabularyOf(after)]
  const routeDirection = (old: string, now: string): Direction => {
    // Of an order that both rulebooks keep one way there is up and down; where they disagree, or only one knows both routes, not.
    const known = orders.flatMap(order => {
      const [from, to] = [order.get(old), order.get(now)]
      return from === undefined || to === undefined ? [] : [toward(to, from)]
    })
    return known.length > 0 && known.every(d => d === known[0]) ? (known[0] ?? 'sideways') : 'sideways'
  }
  return (old, now) => [
    ...levelChange(words, old, now),
    ...basisChange(old, now),
    ...ratingChange(words, old, now),
    ...routeChange(words, old, now, routeDirection),
    ...consentChanges(words, old, now),
    ...deadlineChanges(words, old, now),
    ...actionChanges(old, now, before, after),
  ]
}

const rulesOf = (decision: Decision, stage: string): readonly string[] =>
  (decision.rationale ?? []).filter(r => r.stage === stage).map(r => r.rule)

const from = (stage: string, old: Decision, now: Decision) => ({
  before: rulesOf(old, stage),
  after: rulesOf(now, stage),
})

function levelChange([was, is]: Both, old: Decision, now: Decision): DecisionChange[] {
  if (old.level === now.level) return []
  const says = `${levelWords(was, old.level)} → ${levelWords(is, now.level)}`
  return [{ area: 'level', direction: toward(old.level ?? 1, now.level ?? 1), says, ...from('level', old, now) }]
}
// Where no rule can say a level, nothing rests on it: no more than on level 1.
const levelWords = (vocabulary: Vocabulary, level: number | null): string =>
  level === null ? 'no level' : namedLevel(vocabulary, level)

const basisRank: Readonly<Record<string, number>> = { 'section-17': 1, 'section-47': 2 }
function basisChange(old: Decision, now: Decision): DecisionChange[] {
  if (old.basis === now.basis) return []
  const rank = (b: Decision['basis']): number => (b === null ? 0 : (basisRank[b] ?? 0))
  const words = (b: Decision['basis']): string => b?.replace('-', ' ') ?? 'no statutory basis'
  const says = `${words(old.basis)} → ${words(now.basis)}`
  return [{ area: 'basis', direction: toward(rank(old.basis), rank(now.basis)), says, ...from('basis', old, now) }]
}

function ratingChange([was, is]: Both, old: Decision, now: Decision): DecisionChange[] {
  if (old.rag === now.rag) return []
  const words = ({ ratings }: Vocabulary, { rag }: Decision): string =>
    rag === null ? 'not rated' : (ratings[rag] ?? rag)
  const says = `${words(was, old)} → ${words(is, now)}`
  return [{ area: 'rating', direction: 'sideways', says, ...from('rag', old, now) }]
}

function routeChange(
  [was, is]: Both,
  old: Decision,
  now: Decision,
  directionOf: (old: string, now: string) => Direction,
): DecisionChange[] {
  const key = ({ route }: Decision): string => routeKey(route.destination, route.team)
  if (key(old) === key(now)) return []
  const words = ({ destinations }: Vocabulary, { route }: Decision): string =>
    [destinations[route.destination]?.label, route.label ?? route.team].filter(Boolean).join(': ')
  const says = `${words(was, old)} → ${words(is, now)}`
  return [{ area: 'route', direction: directionOf(key(old), key(now)), says, ...from('route', old, now) }]
}

// A purpose on which the source has no rule is not held up by consent.
const proceedRank = (c: Consent | undefined): number =>
  c === undefined || c.mayProceed === true ? 2 : c.mayProceed === null ? 1 : 0
const proceedWords = (c: Consent): string =>
  c.mayProceed === null ? 'whether it may go ahead is not known' : c.mayProceed ? 'may go ahead' : 'may not go ahead'
const consentWords = (c: Consent | undefined): string =>
  c ? `${requirementPhrase(c.requirement, c.from)}; ${proceedWords(c)}` : 'no rule'

function consentChanges([before, after]: Both, old: Decision, now: Decision): DecisionChange[] {
  const purposes = { ...before.purposes, ...after.purposes }
  return Object.keys(purposes).flatMap((purpose): DecisionChange[] => {
    const [was, is] = [old, now].map(d => d.consents.find(c => c.purpose === purpose))
    if (consentWords(was) === consentWords(is)) return []
    return [
      {
        area: 'consent',
        direction: toward(proceedRank(was), proceedRank(is)),
        says: `for ${purposes[purpose]}: ${consentWords(was)} → ${consentWords(is)}`,
        before: was ? [was.rule] : [],
        after: is ? [is.rule] : [],
      },
    ]
  })
}

const lengthWords = (vocabulary: Vocabulary, d: Deadline): string => {
  const duration = parseDuration(d.duration)
  return duration === null ? d.duration : spanWords(duration, eventWords(vocabulary, d.from))
}

function deadlineChanges(words: Both, old: Decision, now: Decision): DecisionChange[] {
  const ids = [...new Set([...old.deadlines, ...now.deadlines].map(d => d.id))]
  return ids.flatMap((id): DecisionChange[] => {
    const [was, is] = [old, now].map(d => d.deadlines.find(x => x.id === id))
    const base = { area: 'deadline' as const, before: was ? [was.rule] : [], after: is ? [is.rule] : [] }
    const label = `"${(is ?? was)?.label ?? id}"`
    if (!was || !is) {
      const says = was ? `${label} is no longer set` : `${label} is newly set`
      return [{ ...base, direction: 'sideways', says }]
    }
    const [before, after] = [lengthWords(words[0], was), lengthWords(words[1], is)]
    const lengths = before === after ? '' : `: ${before} → ${after}`
    if (was.due === is.due) {
      if (was.strength !== is.strength)
        return [{ ...base, direction: 'sideways', says: `${label} ${was.strength} → ${is.strength}` }]
      // Two lengths that reach the same moment, or an opening that has moved.
      return was.notBefore === is.notBefore && (lengths === '' || was.due !== null)
        ? []
        : [{ ...base, direction: 'sideways', says: `${label} runs otherwise${lengths}` }]
    }
    // Without a date nothing is due: that is later than any date.
    const [dueBefore, dueAfter] = [was.due, is.due].map(d =>
      d === null ? Number.POSITIVE_INFINITY : (parseInstant(d) ?? Number.POSITIVE_INFINITY),
    ) as [number, number]
    const direction = toward(dueAfter, dueBefore)
    return [{ ...base, direction, says: `${label} ${direction === 'down' ? 'later' : 'earlier'}${lengths}` }]
  })
}

function actionChanges(old: Decision, now: Decision, before: Rulebook, after: Rulebook): DecisionChange[] {
  const [had, has] = [new Map(old.actions.map(a => [a.id, a])), new Map(now.actions.map(a => [a.id, a]))]
  const sideways = (says: string, was: readonly string[], is: readonly string[]): DecisionChange => ({
    area: 'actions',
    direction: 'sideways',
    says,
    before: was,
    after: is,
  })
  const team = (rulebook: Rulebook, id: string): string => rulebook.teams[id] ?? id
  return [
    ...old.actions.filter(a => !has.has(a.id)).map(a => sideways(`no longer asked for: ${a.label}`, [a.rule], [])),
    ...now.actions.filter(a => !had.has(a.id)).map(a => sideways(`newly asked for: ${a.label}`, [], [a.rule])),
    ...now.actions.flatMap(a => {
      const was = had.get(a.id)
      return was && was.strength !== a.strength
        ? [sideways(`${a.label}: ${was.strength} → ${a.strength}`, [was.rule], [a.rule])]
        : []
    }),
    ...old.route.also
      .filter(t => !now.route.also.includes(t))
      .map(t => sideways(`no longer told: ${team(before, t)}`, [], [])),
    ...now.route.also
      .filter(t => !old.route.also.includes(t))
      .map(t => sideways(`newly told: ${team(after, t)}`, [], [])),
  ]
}
