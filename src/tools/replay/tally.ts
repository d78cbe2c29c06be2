import type { Decision } from '../../engine/decide/decision.js'
import { parseInstant } from '../../rules/time/london.js'
import type { ChangeTally } from './changes.js'
import { addChanges } from './changes.js'

/** How often each of a few words came up. */
export type Counted = Record<string, number>

/** What a replay has counted so far; plain data, so that parts of it can be counted elsewhere and added up. */
export interface Tally {
  decided: number
  rejected: number
  /** By the digest of the version that decided. */
  readonly versions: Counted
  /** `1` to `4`, or `none` where no rule can say. */
  readonly levels: Counted
  /** `destination` or `destination/team`. */
  readonly routes: Counted
  /** The requirement for the referral, or `no-rule`. */
  readonly consent: Counted
  /** From receipt until the governing deadline: one of `dueWithin`. */
  readonly dueWithin: Counted
  /** The hour of the day in London, `00` to `23`, of the governing deadline. */
  readonly dueHour: Counted
  readonly changes: ChangeTally | null
}

const hourMs = 3_600_000
/** Times from receipt until the governing deadline, in order: a name, and how many hours at most. */
export const dueWithin = [
  ['at once', 0],
  ['1 hour', 1],
  ['4 hours', 4],
  ['a day', 24],
  ['2 days', 48],
  ['4 days', 96],
  ['a week', 168],
  ['4 weeks', 672],
  ['longer', Number.POSITIVE_INFINITY],
] as const
/** A governing deadline that has passed before receipt counts as due at once; without one, or without a date: */
export const noDate = 'no date'

export const emptyTally = (changes: ChangeTally | null): Tally => ({
  decided: 0,
  rejected: 0,
  versions: {},
  levels: {},
  routes: {},
  consent: {},
  dueWithin: {},
  dueHour: {},
  changes,
})

const count = (counted: Counted, word: string, times = 1): void => {
  counted[word] = (counted[word] ?? 0) + times
}

/** Counts one decision. */
export function tallyDecision(tally: Tally, decision: Decision, receivedAt: string): void {
  const { level, route, consent, deadline } = decision
  tally.decided++
  count(tally.versions, decision.rulebook.digest)
  count(tally.levels, level === null ? 'none' : String(level))
  count(tally.routes, route.team === null ? route.destination : `${route.destination}/${route.team}`)
  count(tally.consent, consent === null ? 'no-rule' : consent.requirement)
  const due = deadline?.due ?? null
  if (due === null) return count(tally.dueWithin, noDate)
  const hours = ((parseInstant(due) ?? 0) - (parseInstant(receivedAt) ?? 0)) / hourMs
  count(tally.dueWithin, dueWithin.find(([, most]) => hours <= most)?.[0] ?? noDate)
  count(tally.dueHour, due.slice(11, 13))
}

/** Adds what was counted elsewhere. */
export function addTally(to: Tally, more: Tally): void {
  to.decided += more.decided
  to.rejected += more.rejected
  for (const part of ['versions', 'levels', 'routes', 'consent', 'dueWithin', 'dueHour'] as const)
    for (const word in more[part]) count(to[part], word, more[part][word])
  if (to.changes && more.changes) addChanges(to.changes, more.changes)
}
