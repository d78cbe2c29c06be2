import { keptFor } from '../../kept-for.js'
import { deadlineIn, deliveryEvent } from '../../rules/language/clock-starts.js'
import { dueFrom } from '../../rules/time/due.js'
import type { Due, Duration } from '../../rules/time/durations.js'
import { formatDuration, needsCalendar } from '../../rules/time/durations.js'
import { atLondonTime, formatDay, formatInstant, londonDay } from '../../rules/time/london.js'
import { outsideWords } from '../../rules/time/office-words.js'
import type { ClockStart, Outcome } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Deadline, Notice } from './decision.js'

type DeadlineOutcome = Extract<Outcome, { stage: 'deadlines' }>

/** A deadline with its instant, in milliseconds since 1970 UTC, for comparing. */
export interface DatedDeadline {
  readonly deadline: Deadline
  readonly dueMs: number | null
}

const durationsOf = keptFor((_: Program): (string | undefined)[] => [])

/** A rule's duration in its ISO form. */
export function durationOf(program: Program, { place, rule: { outcome } }: CompiledRule): string {
  const kept = durationsOf(program)
  const text = kept[place] ?? (outcome.stage === 'deadlines' ? formatDuration(outcome.duration) : '')
  kept[place] = text
  return text
}

/** What clocks are dated by: a contact, and by a deadline's id the rule that decides it. */
export interface Clocks {
  readonly program: Program
  readonly derived: Derived
  readonly ruleOf: (deadline: string) => CompiledRule | undefined
  /** The dates of clocks that others start from, by their rules: each is worked out once. */
  started: Map<DeadlineOutcome, Dates> | null
}

/** Dates one deadline; without a date where its event is not given, or where the date is past the bank-holiday table. */
export function dateDeadline(
  clocks: Clocks,
  rule: CompiledRule,
  clauses: readonly string[],
  notices: Notice[],
): DatedDeadline | null {
  const { program } = clocks
  const { outcome } = rule.rule
  if (outcome.stage !== 'deadlines') return null
  const about = program.rulebook.deadlines[outcome.deadline]
  const label = about?.label ?? outcome.deadline
  const { due, from, duration, notBefore } = datesOf(clocks, outcome, label, notices)
  return {
    dueMs: due?.due ?? null,
    deadline: {
      id: outcome.deadline,
      label,
      action: label,
      duration: duration === outcome.duration ? durationOf(program, rule) : formatDuration(duration),
      from,
      due: due === null ? null : formatInstant(due.due),
      dueDate: due === null ? null : formatDay(due.day),
      notBefore: notBefore === null ? null : formatInstant(notBefore),
      strength: outcome.strength,
      governs: about?.governs ?? true,
      rule: rule.rule.id,
      clauses,
    },
  }
}

/** The instant that a deadline falls due, or `null`, also where that turns on another clock. */
export function dueOf(program: Program, derived: Derived, outcome: DeadlineOutcome): number | null {
  const { from, orLater } = outcome
  if (isMovable(program, derived, from) || (orLater !== null && isMovable(program, derived, orLater.from))) return null
  return datesOf({ program, derived, ruleOf: noRule, started: null }, outcome, '', []).due?.due ?? null
}

/** Where a clock starts: what it starts from, and the instant, where that is known. */
interface Start {
  readonly from: ClockStart
  readonly at: number | null
}

function startOf(clocks: Clocks, from: ClockStart): Start {
  const { program, derived } = clocks
  if (from === 'receivedAt') return { from, at: derived.receivedMs }
  const id = deadlineIn(from)
  if (id !== null) return startAfter(clocks, from, id)
  return { from, at: eventAt(program, derived, from) ?? (from === deliveryEvent ? deliveryAt(program, derived) : null) }
}

function eventAt({ eventPlaces }: Program, { eventTexts, eventTimes }: Derived, name: string): number | null {
  const nth = eventPlaces.get(name) ?? -1
  return eventTexts[nth] === undefined ? null : (eventTimes[nth] ?? null)
}

/** The start of a clock at another: where that was done, else where it falls due. */
function startAfter(clocks: Clocks, from: ClockStart, id: string): Start {
  const { program, derived, ruleOf } = clocks
  const doneAt = program.rulebook.deadlines[id]?.doneAt ?? null
  const rule = ruleOf(id)?.rule.outcome
  const other = rule?.stage === 'deadlines' ? startedDates(clocks, rule) : null
  const done = doneAt === null ? null : eventAt(program, derived, doneAt)
  // What was done before the other clock began (at an earlier plan, say) does not end that one.
  if (doneAt !== null && done !== null && done >= (other?.start ?? done)) return { from: doneAt, at: done }
  return { from, at: other?.due?.due ?? null }
}

function startedDates(clocks: Clocks, outcome: DeadlineOutcome): Dates {
  clocks.started ??= new Map()
  const dates = clocks.started.get(outcome) ?? datesOf(clocks, outcome, '', [])
  clocks.started.set(outcome, dates)
  return dates
}

const term = 40 * 7 // days

/**
 * The expected date of delivery by the completed weeks of pregnancy at receipt: the soonest that it can be, so that what is counted
 * back from it never comes later than it may.
 */
function deliveryAt({ at: { of } }: Program, { facts, receivedMs }: Derived): number | null {
  const weeks = facts[of.gestationWeeks]
  return typeof weeks === 'number' ? atLondonTime(londonDay(receivedMs) + term - (weeks * 7 + 6), 0) : null
}

/** Whether a start turns on another clock, or is a date of delivery that nobody gave. */
const isMovable = (program: Program, derived: Derived, start: ClockStart): boolean =>
  start !== 'receivedAt' &&
  (deadlineIn(start) !== null || (start === deliveryEvent && eventAt(program, derived, start) === null))

const noRule = (): undefined => undefined

interface Dates {
  readonly due: Due | null
  readonly start: number | null
  readonly from: ClockStart
  readonly duration: Duration
  readonly notBefore: number | null
}

function datesOf(clocks: Clocks, outcome: DeadlineOutcome, label: string, notices: Notice[]): Dates {
  const { program, derived } = clocks
  const main = reachFrom(clocks, outcome.duration, outcome.from)
  const later = outcome.orLater && reachFrom(clocks, outcome.orLater.duration, outcome.orLater.from)
  // As long as one of the two is not known the other stands: the later of them is no sooner.
  const chosen = later !== null && isAfter(later, main) ? later : main
  const { start, from, duration } = chosen
  let { due } = chosen
  if (start === null) return { due, start, from, duration, notBefore: null }
  if (due === null)
    notices.push({
      code: 'outside-calendar',
      says: needsCalendar(duration)
        ? `"${label}" has no date: it falls ${outsideWords(program.rulebook.calendar)}.`
        : `"${label}" has no date: it falls outside the years that can be written.`,
    })
  // What ended before this began (an earlier plan's closure) does not end it.
  const end = outcome.orAt === null ? null : startOf(clocks, outcome.orAt).at
  const sooner = end !== null && end >= start ? end : null
  if (due !== null && sooner !== null && sooner < due.due) due = { due: sooner, day: londonDay(sooner) }
  if (due !== null && due.due < derived.receivedMs && from !== 'receivedAt')
    notices.push({
      code: 'already-passed',
      says: `"${label}" fell due on ${formatDay(due.day)}, before this contact came in.`,
    })
  const opens =
    outcome.opens === null || main.start === null ? null : dueFrom(outcome.opens, main.start, program.office)
  return { due, start, from, duration, notBefore: opens?.due ?? null }
}

interface Reached {
  readonly duration: Duration
  readonly from: ClockStart
  readonly start: number | null
  readonly due: Due | null
}

function reachFrom(clocks: Clocks, duration: Duration, start: ClockStart): Reached {
  const { from, at } = startOf(clocks, start)
  return { duration, from, start: at, due: at === null ? null : dueFrom(duration, at, clocks.program.office) }
}

const isAfter = (one: Reached, other: Reached): boolean =>
  one.due === null ? other.start === null && one.start !== null : other.due === null || one.due.due > other.due.due

/** The governing deadline, of those in the order of `byDue`: the earliest dated one that governs and is a must, else the earliest that governs. */
export function governing(inOrder: readonly DatedDeadline[]): DatedDeadline | null {
  let first: DatedDeadline | null = null
  for (const one of inOrder) {
    if (!one.deadline.governs || one.dueMs === null) continue
    if (one.deadline.strength === 'must') return one
    first ??= one
  }
  return first
}

/** Earliest first, undated last, ties by id. */
export function byDue(a: DatedDeadline, b: DatedDeadline): number {
  const [x, y] = [a.dueMs ?? Number.POSITIVE_INFINITY, b.dueMs ?? Number.POSITIVE_INFINITY]
  if (x !== y) return x < y ? -1 : 1
  return a.deadline.id < b.deadline.id ? -1 : a.deadline.id > b.deadline.id ? 1 : 0
}
