import { deadlinesBefore } from '../language/clock-starts.js'
import type { CountSpec } from '../language/counts.js'
import { dayIn } from '../language/in-force.js'
import type { OperatorSpec } from '../language/operators.js'
import { operators } from '../language/operators.js'
import type { RulebookContent } from '../language/rulebook.js'
import type { Duration } from '../time/durations.js'
import { parseDuration } from '../time/durations.js'
import { isPlainObject } from '../vocabulary/fact-spec.js'
import { actionKinds, consentGivers, lawStatuses, requirements, ruleNotices, strengths } from '../vocabulary/fixed.js'
import { ownWordsFault } from '../vocabulary/own-words.js'
import { readableFacts } from '../vocabulary/readable.js'
import { listOf as listOfOutcome, stageOf, stages } from '../vocabulary/stages.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { vocabularyOf } from '../vocabulary/vocabulary.js'

// What the engine relies on, checked in plain code: whoever changes a compiled rulebook can work out its digest anew.

/**
 * Where in a value the first part stands that cannot stand there, as a path that begins with `.` or `[`, `''` for the value itself;
 * `null` where all is well. A path is only put together on the way back from a fault: there are some ten thousand parts.
 */
type Check = (x: unknown) => string | null

const is =
  (test: (x: unknown) => boolean): Check =>
  x =>
    test(x) ? null : ''
const among = (values: readonly unknown[]): Check => {
  const set = new Set(values)
  return is(x => set.has(x))
}
const text: Check = x => (typeof x === 'string' ? null : '')
const flag = is(x => typeof x === 'boolean')
const wholeTo = (most: number): Check => is(x => Number.isInteger(x) && Math.abs(x as number) <= most)
const minuteOfDay = is(x => Number.isInteger(x) && (x as number) >= 0 && (x as number) <= 1440)
const date = is(x => typeof x === 'string' && dayIn(x, 'first') !== null)
const year = is(x => Number.isInteger(x) && (x as number) > 0 && (x as number) <= 9999)
const orNull =
  (check: Check): Check =>
  x =>
    x === null ? null : check(x)
/** Also where it is left out. */
const maybe =
  (check: Check): Check =>
  x =>
    x === undefined ? null : check(x)
const listOf =
  (check: Check, least = 0): Check =>
  x => {
    if (!Array.isArray(x) || x.length < least) return ''
    for (let i = 0; i < x.length; i++) {
      const fault = check(x[i])
      if (fault !== null) return `[${i}]${fault}`
    }
    return null
  }
const mapOf =
  (check: Check): Check =>
  x => {
    if (!isPlainObject(x)) return ''
    for (const key of Object.keys(x)) {
      const fault = check((x as Record<string, unknown>)[key])
      if (fault !== null) return `.${key}${fault}`
    }
    return null
  }
const shape = (parts: Readonly<Record<string, Check>>): Check => {
  const keys = Object.keys(parts)
  const checks = Object.values(parts)
  return x => {
    if (!isPlainObject(x)) return ''
    for (let nth = 0; nth < checks.length; nth++) {
      const key = keys[nth] as string
      const fault = (checks[nth] as Check)((x as Record<string, unknown>)[key])
      if (fault !== null) return `.${key}${fault}`
    }
    return null
  }
}
/** Of several shapes the one that a part of the value names. */
const oneOfKind = <K extends string>(key: string, shapes: Readonly<Record<K, Check>>): Check => {
  const byKind: ReadonlyMap<string, Check> = new Map(Object.entries<Check>(shapes))
  return x => {
    const kind = isPlainObject(x) ? (x as Record<string, unknown>)[key] : undefined
    const check = typeof kind === 'string' ? byKind.get(kind) : undefined
    return check ? check(x) : `.${key}`
  }
}

const texts = listOf(text)
const duration = oneOfKind<Duration['kind']>('kind', {
  elapsed: shape({ minutes: wholeTo(6_000_000) }),
  'working-days': shape({ days: wholeTo(99_999) }),
  calendar: shape({ years: wholeTo(99_999), months: wholeTo(99_999), weeks: wholeTo(99_999), days: wholeTo(99_999) }),
  'time-of-day': shape({ minutes: minuteOfDay }),
  'working-time': shape({ minutes: wholeTo(6_000_000) }),
  'next-working-day': shape({ minutes: minuteOfDay }),
  gestation: shape({ weeks: wholeTo(45) }),
})
const calendarLength = is(x => typeof x === 'string' && parseDuration(x)?.kind === 'calendar')
const countOf = ({ levels, earlier }: Vocabulary): Check =>
  oneOfKind<CountSpec['of']>('of', {
    indicators: shape({
      levels: listOf(among(levels)),
      domain: orNull(text),
      groups: texts,
      notGroups: texts,
      ids: maybe(texts),
      lasting: maybe(shape({ length: calendarLength, over: flag })),
      by: maybe(among(['domain'])),
    }),
    earlierContacts: shape({
      within: orNull(calendarLength),
      levels: listOf(among(levels)),
      concerns: listOf(among(Object.keys(earlier.concerns))),
      outcomes: listOf(among(Object.keys(earlier.outcomes))),
    }),
    functionalNeeds: shape({ scores: listOf(among([0, 1, 2, 3, 4])) }),
  })

/** The outcomes of the stages whose outcome is one value. */
const saying = (vocabulary: Vocabulary): Readonly<Record<string, Check>> =>
  Object.fromEntries(
    stages.flatMap(stage => {
      const { says } = stageOf(stage)
      return says === null ? [] : [[stage, shape({ [says.key]: among(says.values(vocabulary)) })]]
    }),
  )

const isValue = (x: unknown): boolean => typeof x === 'string' || typeof x === 'number' || typeof x === 'boolean'
const fitsOperand: Readonly<Record<OperatorSpec['operand'], (x: unknown) => boolean>> = {
  value: isValue,
  number: x => typeof x === 'number',
  name: x => typeof x === 'string',
  list: x => Array.isArray(x) && x.every(isValue),
}

/** By an operator, as a condition writes it, what its operand must be. */
const operandOf: ReadonlyMap<unknown, (x: unknown) => boolean> = new Map(
  Object.entries<OperatorSpec>(operators).flatMap(([name, { operand }]) =>
    [name, `mayBe:${name}`, `known:${name}`].map(written => [written, fitsOperand[operand]] as const),
  ),
)

function conditionOf(facts: Check): Check {
  const condition: Check = x => {
    if (!isPlainObject(x)) return ''
    const { all, any, fact, operator, value } = x as Record<string, unknown>
    if (all !== undefined) return under('.all', conditions(all))
    if (any !== undefined) return under('.any', oneOrMore(any))
    const fits = operandOf.get(operator)
    if (fits === undefined) return '.operator'
    return facts(fact) === null ? (fits(value) ? null : '.value') : '.fact'
  }
  const conditions = listOf(condition)
  const oneOrMore = listOf(condition, 1)
  return condition
}

const under = (key: string, fault: string | null): string | null => (fault === null ? null : `${key}${fault}`)

/**
 * Where a compiled rulebook's content is not what the engine relies on, or names what is not there; `null` where it is sound.
 * That its rules are those of its source nothing here can tell.
 */
export function faultIn(content: RulebookContent): string | null {
  const words = ownWordsFault(content.words)
  if (words !== null) return `words.${words}`
  const vocabulary = vocabularyOf(content)
  const { levels, destinationNames, purposeNames, eventNames } = vocabulary
  const keysOf = (part: unknown): readonly string[] => (isPlainObject(part) ? Object.keys(part) : [])
  const idsOf = (part: unknown): readonly unknown[] =>
    Array.isArray(part) ? part.map(p => (isPlainObject(p) ? (p as { id?: unknown }).id : undefined)) : []
  const team = among(keysOf(content.teams))
  const action = among(keysOf(content.actions))
  const deadlineIds = keysOf(content.deadlines)
  const clauses = listOf(among(keysOf(content.clauses)))
  const readings = listOf(among(idsOf(content.interpretations)))
  const source = among(keysOf(content.sources))
  const event = among(eventNames)
  const clockStart = among([...eventNames, 'receivedAt', ...deadlineIds.map(id => `deadline ${id}`)])
  const condition = conditionOf(among([...readableFacts(vocabulary).keys(), ...keysOf(content.counts)]))
  const cited = { clauses, interpretations: readings }
  const outcomeSet = shape({
    routes: listOf(among(destinationNames)),
    teams: listOf(team),
    deadlines: listOf(among(deadlineIds)),
    actions: listOf(action),
    kinds: listOf(among(actionKinds)),
  })
  const outcome = oneOfKind('stage', {
    ...saying(vocabulary),
    eligibility: shape({ entry: among(keysOf(content.entries)) }),
    route: shape({ destination: among(destinationNames), team: orNull(team) }),
    givers: shape({ giver: text, from: among([...consentGivers, null]) }),
    consent: shape({
      purpose: among(purposeNames),
      requirement: among([...requirements, null]),
      from: among([...consentGivers, null]),
      giver: orNull(text),
    }),
    deadlines: shape({
      deadline: among(deadlineIds),
      duration,
      from: clockStart,
      strength: among(strengths),
      opens: orNull(duration),
      orAt: orNull(event),
      orLater: orNull(shape({ duration, from: clockStart })),
    }),
    actions: shape({}),
  } satisfies Readonly<Record<'eligibility' | 'route' | 'givers' | 'consent' | 'deadlines' | 'actions', Check>>)
  const rule = shape({
    id: text,
    stage: among(stages),
    says: text,
    when: condition,
    unless: orNull(condition),
    exceptions: listOf(shape({ says: text, condition })),
    otherwise: flag,
    ...cited,
    outcome,
    actions: listOf(shape({ id: action, strength: among(strengths) })),
    also: listOf(team),
    overtakenBy: orNull(among(keysOf(content.law))),
    notices: listOf(shape({ code: among(ruleNotices), says: text })),
  })
  const fault = shape({
    authority: text,
    name: text,
    title: text,
    version: text,
    inForce: shape({ from: orNull(date), to: orNull(date), reviewBy: orNull(date), supersededBy: orNull(text) }),
    status: orNull(x => (x === 'draft' ? null : shape({ approvedBy: text, on: date })(x))),
    calendar: shape({ name: text, version: text, firstYear: year, confirmedTo: year, days: mapOf(text) }),
    officeHours: shape({
      weekdays: listOf(shape({ opens: minuteOfDay, closes: minuteOfDay }), 5),
      closedDays: minuteOfDay,
    }),
    sources: mapOf(shape({ title: text, published: maybe(text), publisher: maybe(text), short: maybe(text) })),
    teams: mapOf(text),
    actions: mapOf(shape({ label: text, kind: among(actionKinds), by: orNull(team), clauses })),
    deadlines: mapOf(shape({ label: text, governs: flag, doneAt: orNull(event) })),
    entries: mapOf(text),
    indicators: listOf(
      shape({
        id: text,
        level: among(levels),
        protective: maybe(among([true])),
        domain: text,
        ages: orNull(is(x => Array.isArray(x) && x.length === 2 && x.every(Number.isInteger))),
        label: text,
        source,
        section: text,
        concerns: texts,
        bullet: text,
        groups: texts,
        when: orNull(condition),
        unless: orNull(condition),
        note: orNull(text),
        ...cited,
      }),
    ),
    counts: mapOf(countOf(vocabulary)),
    definitions: listOf(shape({ id: text, says: text, condition, ...cited })),
    appliesTo: listOf(
      shape({ id: text, outside: shape({ says: text, condition }), throughout: listOf(among(stages)), ...cited }),
    ),
    rules: listOf(rule),
    interpretations: listOf(
      shape({ id: text, question: text, passages: clauses, reading: text, notChosen: text, why: text }),
    ),
    protection: listOf(listOf(among(destinationNames))),
    opposites: listOf(shape({ id: text, says: text, one: outcomeSet, other: outcomeSet })),
    alwaysOneOf: listOf(shape({ id: text, says: text, when: condition, actions: listOf(action) })),
    promises: listOf(shape({ id: text, says: text, given: condition, then: condition })),
    accepted: listOf(shape({ finding: text, reason: text })),
    examples: listOf(shape({ id: text, title: text, contact: mapOf(() => null), expect: mapOf(() => null) })),
    leftToJudgement: listOf(shape({ clauses, reason: text })),
    outOfScope: listOf(shape({ section: text, clauses, reason: text })),
    clauses: mapOf(shape({ source, section: text, says: text })),
    law: mapOf(shape({ title: text, from: maybe(text), status: among(lawStatuses), read: text, says: text })),
    layering: orNull(
      shape({
        layers: listOf(shape({ id: text, name: text, title: text, version: text })),
        inherited: mapOf(among(idsOf(isPlainObject(content.layering) ? content.layering.layers : []))),
        overrides: listOf(shape({ of: text, because: text, clauses })),
        removes: listOf(shape({ of: text, because: text, clauses })),
      }),
    ),
  })(content)
  return fault === null ? orderFault(content) : fault.replace(/^\./, '')
}

/** Each rule once, at its own stage and in its own list, the stages one after the other; no clock from itself; each indicator once. */
function orderFault(content: RulebookContent): string | null {
  const { rules, indicators } = content
  const ids = new Set<string>()
  let reached = 1 // past the indicators, whose rules are made from the tables
  for (const [i, { id, stage, list, outcome }] of rules.entries()) {
    const place = stages.indexOf(stage)
    if (ids.has(id)) return `rules[${i}].id`
    if (place < reached || outcome.stage !== stage) return `rules[${i}].stage`
    if (list !== listOfOutcome(outcome)) return `rules[${i}].list`
    ids.add(id)
    reached = place
  }
  for (const [i, { outcome }] of rules.entries())
    if (outcome.stage === 'deadlines' && deadlinesBefore(content, outcome.deadline).has(outcome.deadline))
      return `rules[${i}].outcome.from`
  const seen = new Set<string>()
  for (const [i, { id }] of indicators.entries()) {
    if (seen.has(id)) return `indicators[${i}].id`
    seen.add(id)
  }
  return null
}
