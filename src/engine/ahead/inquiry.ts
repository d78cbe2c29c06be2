import { keptFor } from '../../kept-for.js'
import type { Truth } from '../../rules/language/operators.js'
import { TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { changeables } from '../../rules/vocabulary/fixed.js'
import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, addPlace, removePlace } from '../compile/fact-set.js'
import type { Listed, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Changeable } from '../decide/decision.js'
import { truthOver } from '../graph/graph.js'
import { IS_FALSE, IS_TRUE, ruleAt, walkCould, walkHolds } from '../graph/walk.js'
import type { OpenPlan } from './open-plan.js'
import { behindOf, openPlanOf } from './open-plan.js'
import type { Beyond, OpenScopes } from './open-scope.js'
import { askableFacts, assumedScopes, clearScopes, newScopes, OPEN, openScopes, REPLACEABLE } from './open-scope.js'
import type { Outlook, Places } from './places.js'
import { roomForPlaces } from './places.js'
import type { Turnings } from './turnings.js'
import { clearTurnings, newTurnings } from './turnings.js'
import type { Values } from './values.js'
import { clearValues } from './values.js'

/** What was noted of the facts not given: those that each part of a decision turns on, and how. */
interface Notes {
  readonly changes: Readonly<Record<Changeable, FactSet>>
  /** The facts that a rule for a level asks for, by the level's place. */
  readonly raisesTo: readonly FactSet[]
  /** Facts whose rule was passed over before the one that decided. */
  readonly leads: FactSet
  /** Facts that a condition asks for: not those that stand in exceptions and *may be* alone, where they could only hold a rule back. */
  readonly asked: FactSet
}

/** One look at what later information could make of a decided contact. */
export interface Inquiry extends OpenScopes {
  readonly program: Program
  readonly plan: OpenPlan
  readonly level: Level | null
  readonly derived: Derived | null
  /** The facts not given that can be asked for. */
  readonly askable: FactSet
  /** Of those, the ones that are told by their own slot alone. */
  readonly plain: FactSet
  readonly notes: Notes
  /** By slot, the facts that it turns on, once they were looked up or an outcome was left open. */
  readonly sources: (FactSet | undefined)[]
  /** What rules turn on, once it was looked up. */
  readonly turnings: Turnings
  /** The rules of the list that is looked at: those that are open, those of them that are picked, those before the first that is certain. */
  readonly found: Places
  readonly picked: Places
  readonly reach: Places
  /** What the list that was looked at last could come to. */
  readonly outlook: Outlook
  /** Values in the making. */
  readonly values: Values
  /** What is told of the facts found, in the making. */
  readonly ranks: Float64Array
  /** By the number of what rules ask for, the strongest strength that it is asked with whatever comes. */
  readonly certain: Uint8Array
  /** An empty set for as long as the look is taken. */
  readonly noFacts: () => FactSet
  /** By the rule's place, one more than its open truth, once that was looked up: all that it reads is settled by its stage. */
  readonly truths: Uint8Array
}

/** Sets that are handed out one after another, and all taken back at once. */
function setsFor({ askables: { noFacts } }: Program, most: number) {
  const words = noFacts().length
  const buffer = new Int32Array(words * most)
  const sets: FactSet[] = []
  let used = 0
  return {
    take: (): FactSet => {
      const set = sets[used] ?? (used < most ? buffer.subarray(used * words, (used + 1) * words) : noFacts())
      sets[used++] = set
      return set
    },
    takeBack: (): void => {
      buffer.fill(0, 0, used * words)
      for (let nth = most; nth < used; nth++) sets[nth]?.fill(0)
      used = 0
    },
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What a look is taken in, used again by the next: no code of a caller's runs while it is. */
const roomOf = keptFor((program: Program) => {
  const { askables, vocabulary, slotNames, rules } = program
  const { noFacts } = askables
  const { take, takeBack } = setsFor(program, slotNames.length + 4 * vocabulary.eventNames.length + 64)
  const changes = Object.fromEntries(changeables.map(c => [c, noFacts()])) as Record<Changeable, FactSet>
  const notes: Notes = { changes, raisesTo: vocabulary.levels.map(noFacts), leads: noFacts(), asked: noFacts() }
  const plan = openPlanOf(program)
  const inquiry: Mutable<Inquiry> = {
    ...newScopes(program),
    program,
    plan,
    level: null,
    derived: null,
    askable: noFacts(),
    plain: noFacts(),
    notes,
    sources: new Array<FactSet | undefined>(slotNames.length).fill(undefined),
    turnings: newTurnings(rules.length, noFacts),
    found: roomForPlaces(rules.length),
    picked: roomForPlaces(rules.length),
    reach: roomForPlaces(rules.length),
    // One that is certain and the one that decides now may come on top.
    outlook: { possible: roomForPlaces(rules.length + 2), facts: noFacts() },
    values: { list: [], count: 0 },
    ranks: new Float64Array(askables.names.length),
    truths: new Uint8Array(rules.length),
    certain: new Uint8Array(plan.askedFor),
    noFacts: take,
  }
  const noted = [...notes.raisesTo, ...Object.values(changes), notes.leads, notes.asked, inquiry.plain]
  const clear = (): void => {
    clearScopes(inquiry)
    inquiry.derived = null
    inquiry.level = null
    inquiry.sources.fill(undefined)
    clearTurnings(inquiry.turnings)
    clearValues(inquiry.values)
    inquiry.truths.fill(0)
    for (const set of noted) set.fill(0)
    takeBack()
  }
  return { inquiry, clear }
})

const asDecided: Beyond = {}

/** What is looked for: `settled` is handed on to it. */
type Look<S, T> = (inquiry: Inquiry, settled: S) => T

/**
 * A look at what later information could make of a decided contact.
 *
 * @param beyond what is looked at otherwise than for the unknown facts of a decision
 */
export function inquire<S, T>(
  program: Program,
  derived: Derived,
  level: Level | null,
  settled: S,
  look: Look<S, T>,
  beyond: Beyond = asDecided,
): T {
  const { inquiry, clear } = roomOf(program)
  inquiry.derived = derived
  inquiry.level = level
  try {
    openScopes(program, inquiry.plan, derived, inquiry, beyond)
    askableFacts(program, inquiry.plan, derived, inquiry.askable)
    if (beyond.everySign && derived.present.length + derived.absent.length < program.indicators.length)
      addPlace(inquiry.askable, program.at.of.indicators)
    findPlain(inquiry)
    return look(inquiry, settled)
  } finally {
    clear()
  }
}

/** A look at what it would make of a decided contact if what is assumed of it were said to be otherwise. */
export function inquireAssumed<S, T>(
  program: Program,
  derived: Derived,
  level: Level | null,
  settled: S,
  look: Look<S, T>,
): T {
  const { inquiry, clear } = roomOf(program)
  inquiry.derived = derived
  inquiry.level = level
  try {
    assumedScopes(program, inquiry.plan, derived, inquiry)
    inquiry.askable.set(derived.assumedFacts)
    return look(inquiry, settled)
  } finally {
    clear()
  }
}

/** Finds the facts that are told by their own slot alone, and open. */
function findPlain({ plan, askable, plain, open }: Inquiry): void {
  addCommonFacts(plain, plan.plainFacts, askable)
  for (let place = 0; place < plan.facts; place++) if (open[place] !== OPEN) removePlace(plain, place)
}

/** Adds the facts not given that the fact in a slot comes from. */
export function addAskable({ plan, askable, open }: Inquiry, slot: number, into: FactSet): void {
  addCommonFacts(into, behindOf(plan, slot, open[slot] === REPLACEABLE), askable)
}

/** What later information could make of a rule: unknown where it could turn. */
export function openTruth({ program, wide, truths }: Inquiry, place: number): Truth {
  const before = truths[place] ?? 0
  if (before > 0) return (before - 1) as Truth
  const truth = truthOver(program.graph, place, wide)
  truths[place] = truth + 1
  return truth
}

/** The rules of a list that are not known to stay false, in order; until the next list is looked at. */
export function openRules({ program, wide, truths, found }: Inquiry, { start }: Listed): Places {
  const { code, after, rules: entries } = program.graph
  const { at } = found
  let count = 0
  for (let end = walkCould(code, start, wide); end !== IS_FALSE; ) {
    const place = ruleAt(end)
    at[count++] = place
    // What was looked up before stands: a rule is looked at when all that it reads is settled by its stage.
    if (truths[place] === 0)
      truths[place] = 1 + (walkHolds(code, entries[place] as number, wide) === IS_TRUE ? TRUE : UNKNOWN)
    end = walkCould(code, after[place] as number, wide)
  }
  found.count = count
  return found
}

/** Whether a rule that is open can carry on to later stages. */
export const carriesOn = ({ program, oneReading, narrow }: Inquiry, place: number): boolean =>
  oneReading || truthOver(program.graph, place, narrow) === UNKNOWN
