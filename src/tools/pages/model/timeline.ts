import { decide } from '../../../engine/decide/decide.js'
import type { Deadline, Decision } from '../../../engine/decide/decision.js'
import { deadlineWords } from '../../../engine/render/decision-words.js'
import { deadlineIn } from '../../../rules/language/clock-starts.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import { formatDay, parseDay } from '../../../rules/time/calendar.js'
import { formatInstant, parseInstant } from '../../../rules/time/london.js'
import type { HolidayCalendar } from '../../../rules/time/working-days.js'
import { workingDaysOf } from '../../../rules/time/working-days.js'
import { vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import type { Timeline } from './page.js'

type Facts = Readonly<Record<string, unknown>> & { readonly receivedAt: string }

/** One contact and its clocks: those that a picture of some weeks can show, and the rest. */
export interface ClockExample {
  readonly contact: Facts
  readonly decision: Decision
  readonly drawn: readonly Deadline[]
  readonly left: readonly Deadline[]
}

/** The morning before the Easter bank holidays. */
export const exampleStart = '2026-04-02T09:40:00+01:00'

const hour = 3_600_000
const longest = 28 * 24 * hour

/**
 * The contact of a rulebook's examples that shows the most clocks, received before Easter. Where a clock waits for an event,
 * the event follows the receipt by two hours, and the next by two more.
 */
export function clockExample(rulebook: Rulebook): ClockExample | null {
  const found = rulebook.examples.flatMap(e => {
    const contact = movedTo(e.contact, exampleStart)
    const first = example(rulebook, contact)
    if (first === null) return []
    const eventful = example(rulebook, withEvents(rulebook, contact, first.decision))
    const events = new Set(eventful?.drawn.map(d => d.from))
    // An event that starts no clock of the picture is no part of the story.
    const told = eventful && example(rulebook, onlyEvents(eventful.contact, contact, events))
    return [first, ...(told ? [told] : [])]
  })
  const best = found.reduce<ClockExample | null>(
    (a, b) => (a === null || b.drawn.length > a.drawn.length ? b : a),
    null,
  )
  return best === null || best.drawn.length === 0 ? null : best
}

function example(rulebook: Rulebook, contact: Facts): ClockExample | null {
  const decided = decide(rulebook, contact)
  if (!decided.ok) return null
  const start = Date.parse(contact.receivedAt)
  const canBeDrawn = (d: Deadline): boolean => {
    const due = d.due === null ? Number.NaN : Date.parse(d.due)
    return due > start && due - start <= longest
  }
  const { deadlines } = decided.value
  return {
    contact,
    decision: decided.value,
    drawn: deadlines.filter(canBeDrawn),
    left: deadlines.filter(d => !canBeDrawn(d)),
  }
}

const eventsOf = (contact: Facts): Readonly<Record<string, string>> =>
  (contact.events ?? {}) as Readonly<Record<string, string>>

/** A contact at another time, its events as long after it as they were. */
function movedTo(contact: Readonly<Record<string, unknown>>, receivedAt: string): Facts {
  const facts = contact as Facts
  const by = (parseInstant(receivedAt) ?? 0) - (parseInstant(facts.receivedAt) ?? 0)
  const events = Object.entries(eventsOf(facts)).map(([name, at]) => [
    name,
    formatInstant((parseInstant(at) ?? 0) + by),
  ])
  return { ...facts, receivedAt, ...(events.length === 0 ? {} : { events: Object.fromEntries(events) }) }
}

function withEvents(rulebook: Rulebook, contact: Facts, decision: Decision): Facts {
  const waiting = vocabularyOf(rulebook).eventNames.filter(name =>
    decision.deadlines.some(d => d.due === null && d.from === name),
  )
  const start = parseInstant(contact.receivedAt) ?? 0
  const added = waiting.map((name, i) => [name, formatInstant(start + 2 * hour * (i + 1))])
  return { ...contact, events: { ...Object.fromEntries(added), ...eventsOf(contact) } }
}

function onlyEvents(contact: Facts, before: Facts, wanted: ReadonlySet<string>): Facts {
  const kept = Object.entries(eventsOf(contact)).filter(([name]) => wanted.has(name) || name in eventsOf(before))
  return { ...before, ...(kept.length === 0 ? {} : { events: Object.fromEntries(kept) }) }
}

/** The clocks that can be drawn, with the days off between the receipt and the last of them. */
export function timelineOf(rulebook: Rulebook, { contact, decision, drawn }: ClockExample): Timeline {
  const startOf = (d: Deadline): string =>
    eventsOf(contact)[d.from] ??
    decision.deadlines.find(other => other.id === deadlineIn(d.from))?.due ??
    contact.receivedAt
  const bars = drawn.map(d => {
    const { when, span } = deadlineWords(vocabularyOf(rulebook), d, decision.notices)
    const start = startOf(d)
    return { label: `${d.label}: ${span}, so by ${when}`, start, due: d.due ?? start, governs: d.governs }
  })
  const to = bars.reduce((latest, b) => (Date.parse(b.due) > Date.parse(latest) ? b.due : latest), contact.receivedAt)
  return { from: contact.receivedAt, to, daysOff: daysOffBetween(rulebook.calendar, contact.receivedAt, to), bars }
}

/** Weekends and bank holidays between two instants, their own days included. */
export function daysOffBetween(calendar: HolidayCalendar, from: string, to: string): Timeline['daysOff'] {
  const [first, last] = [parseDay(from.slice(0, 10)) ?? 0, parseDay(to.slice(0, 10)) ?? -1]
  const { isWorkingDay } = workingDaysOf(calendar)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter(day => isWorkingDay(day) === false)
    .map(day => ({ date: formatDay(day), name: calendar.days[formatDay(day)] ?? null }))
}
