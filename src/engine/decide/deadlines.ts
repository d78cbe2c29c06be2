import { keptFor } from '../../kept-for.js'
import { dueFrom } from '../../rules/time/due.js'
import { formatDuration, needsCalendar } from '../../rules/time/durations.js'
import { formatDay, formatInstant, londonDay } from '../../rules/time/london.js'
import { officeOf } from '../../rules/time/office.js'
import { outsideWords } from '../../rules/time/office-words.js'
import type { Outcome } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Deadline, Notice } from './decision.js'

type DeadlineOutcome = Extract<Outcome, { stage: 'deadlines' }>

/** A deadline with its instant, in milliseconds since 1970 UTC, for comparing. */
export interface DatedDeadline {
  readonly deadline: Deadline
  readonly dueMs: number | null
}

function instantOf({ eventPlaces }: Program, derived: Derived, name: string): number | null {
  if (name === 'receivedAt') return derived.receivedMs
  const nth = eventPlaces.get(name) ?? -1
  return derived.eventTexts[nth] === undefined ? null : (derived.eventTimes[nth] ?? null)
}

const durationsOf = keptFor((_: Program): (string | undefined)[] => [])

/** A rule's duration in its ISO form. */
export function durationOf(program: Program, { place, rule: { outcome } }: CompiledRule): string {
  const kept = durationsOf(program)
  const text = kept[place] ?? (outcome.stage === 'deadlines' ? formatDuration(outcome.duration) : '')
  kept[place] = text
  return text
}

/** Dates one deadline; without a date where its event is not given, or where the date is past the bank-holiday table. */
export function dateDeadline(
  program: Program,
  derived: Derived,
  rule: CompiledRule,
  clauses: readonly string[],
  notices: Notice[],
): DatedDeadline | null {
  const outcome = rule.rule.outcome
  if (outcome.stage !== 'deadlines') return null
  const about = program.rulebook.deadlines[outcome.deadline]
  const label = about?.label ?? outcome.deadline
  const { due, notBefore } = datesOf(program, derived, outcome, label, notices)
  return {
    dueMs: due?.due ?? null,
    deadline: {
      id: outcome.deadline,
      label,
      action: label,
      duration: durationOf(program, rule),
      from: outcome.from,
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

/** The instant that a deadline falls due, or `null`. */
export function dueOf(program: Program, derived: Derived, outcome: DeadlineOutcome): number | null {
  return datesOf(program, derived, outcome, '', []).due?.due ?? null
}

function datesOf(program: Program, derived: Derived, outcome: DeadlineOutcome, label: string, notices: Notice[]) {
  const start = instantOf(program, derived, outcome.from)
  if (start === null) return { due: null, notBefore: null }
  const office = officeOf(program.rulebook)
  let due = dueFrom(outcome.duration, start, office)
  if (due === null)
    notices.push({
      code: 'outside-calendar',
      says: needsCalendar(outcome.duration)
        ? `"${label}" has no date: it falls ${outsideWords(program.rulebook.calendar)}.`
        : `"${label}" has no date: it falls outside the years that can be written.`,
    })
  // What ended before this began (an earlier plan's closure) does not end it.
  const end = outcome.orAt === null ? null : instantOf(program, derived, outcome.orAt)
  const sooner = end !== null && end >= start ? end : null
  if (due !== null && sooner !== null && sooner < due.due) due = { due: sooner, day: londonDay(sooner) }
  if (due !== null && due.due < derived.receivedMs && outcome.from !== 'receivedAt')
    notices.push({
      code: 'already-passed',
      says: `"${label}" fell due on ${formatDay(due.day)}, before this contact came in.`,
    })
  const notBefore = outcome.opens === null ? null : (dueFrom(outcome.opens, start, office)?.due ?? null)
  return { due, notBefore }
}

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
