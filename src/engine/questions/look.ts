import type { Result } from '../../diagnostic.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import { findUnknowns } from '../ahead/unknowns.js'
import type { FactSet } from '../compile/fact-set.js'
import type { Program } from '../compile/program.js'
import { within } from '../decide/decide.js'
import type { Decision, Unknown } from '../decide/decision.js'
import { graphAnswer } from '../decide/graph-answer.js'
import { takeSteps } from '../decide/steps.js'
import { outcomeKey } from './outcome.js'

/** A contact as the caller gives it: facts by name. */
export type Facts = Readonly<Record<string, unknown>>

/** A contact with what is decided of it, and what it could still turn on. */
export interface Look {
  readonly contact: Facts
  readonly decision: Decision
  readonly key: string
  readonly moment: Moment
  /** Every fact that could change anything, cautiously. */
  readonly unknowns: readonly Unknown[]
}

/** Decides a contact and looks ahead. @param never facts that are taken to become known no more */
export const lookAt = (program: Program, contact: Facts, never: FactSet | null = null): Result<Look> =>
  within(program, contact, (_, derived) => {
    const { decision, settled } = takeSteps(program, derived, false, graphAnswer(program))
    const unknowns = findUnknowns(program, settled, { everySign: true, ...(never && { never }) })
    return { contact, decision, key: outcomeKey(decision), moment: derived.moment, unknowns }
  })

/** Decides a contact alone; `null` where it cannot be decided. */
export function decideAlone(program: Program, contact: Facts): Decision | null {
  const result = within(
    program,
    contact,
    (_, derived) => takeSteps(program, derived, false, graphAnswer(program)).decision,
  )
  return result.ok ? result.value : null
}

const outcomes: ReadonlySet<string> = new Set(['level', 'route', 'consent', 'deadline'])

/** Whether a fact could change what an interview settles. */
export const couldChangeOutcome = ({ couldChange }: Unknown): boolean => couldChange.some(c => outcomes.has(c))

/**
 * The facts that could change the outcome of a contact, alone or together: those that the look ahead names, and what is assumed, which it
 * turns out otherwise alone. The time of an event that comes with receipt is not asked for: a contact gives it where it was another.
 */
export const candidatesOf = ({ decision, unknowns }: Look): readonly string[] => [
  ...new Set([
    ...unknowns.filter(couldChangeOutcome).map(u => u.fact),
    ...decision.assumed.flatMap(({ fact }) => (fact.startsWith('events.') ? [] : [fact])),
  ]),
]

/** The value of a fact, also of one event (`events.NAME`); `undefined` where it is not given. */
export function factValue(contact: Facts, fact: string): unknown {
  const [outer = '', inner] = fact.split('.')
  const value = contact[outer]
  return inner === undefined ? value : (value as Facts | undefined)?.[inner]
}

/** A contact with one fact set; `undefined`, and a map without entries, are left out. */
export function withFact(contact: Facts, fact: string, value: unknown): Facts {
  const [outer = '', inner] = fact.split('.')
  if (inner !== undefined) return withFact(contact, outer, withFact((contact[outer] ?? {}) as Facts, inner, value))
  const isEmptyMap =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  if (value !== undefined && !isEmptyMap) return { ...contact, [outer]: value }
  return Object.fromEntries(Object.entries(contact).filter(([name]) => name !== outer))
}
