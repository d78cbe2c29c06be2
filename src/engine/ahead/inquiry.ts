import { keptFor } from '../../kept-for.js'
import type { Observed, Truth } from '../../rules/language/operators.js'
import { TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { changeables } from '../../rules/vocabulary/fixed.js'
import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, removePlace } from '../compile/fact-set.js'
import type { CompiledRule, Listed, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Changeable } from '../decide/decision.js'
import { truthOver } from '../graph/graph.js'
import { IS_FALSE, IS_TRUE, ruleAt, walkCould, walkHolds } from '../graph/walk.js'
import type { OpenPlan } from './open-plan.js'
import { behindOf, openPlanOf } from './open-plan.js'
import type { OpenScopes } from './open-scope.js'
import { askableFacts, assumedScopes, clearScopes, newScopes, OPEN, openScopes, REPLACEABLE } from './open-scope.js'

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

/** The facts that a rule turns on. */
export interface Turning {
  readonly all: FactSet
  readonly asks: FactSet
  isFound: boolean
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
  /** By rule, the facts that it turns on, once they were looked up; `asks` those of them that it asks for. */
  readonly turning: (Turning | undefined)[]
  /** The rules whose turning was looked up. */
  readonly turned: Turning[]
  /** The rules of the list that is looked at: those that are open, those before the first that is certain. */
  readonly found: CompiledRule[]
  readonly reach: CompiledRule[]
  /** What the list that was looked at last could come to. */
  readonly outlook: { readonly possible: (CompiledRule | null)[]; facts: FactSet }
  /** Values in the making. */
  readonly values: Observed[]
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
    turning: new Array<Turning | undefined>(rules.length).fill(undefined),
    turned: [],
    found: [],
    reach: [],
    outlook: { possible: [], facts: noFacts() },
    values: [],
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
    for (const turning of inquiry.turned) {
      turning.all.fill(0)
      turning.asks.fill(0)
      turning.isFound = false
    }
    inquiry.turned.length = 0
    inquiry.values.length = 0
    inquiry.truths.fill(0)
    for (const set of noted) set.fill(0)
    takeBack()
  }
  return { inquiry, clear }
})

/** A look at what later information could make of a decided contact. */
export function inquire<T>(program: Program, derived: Derived, level: Level | null, look: (inquiry: Inquiry) => T): T {
  return within(program, derived, level, inquiry => {
    openScopes(program, inquiry.plan, derived, inquiry)
    askableFacts(program, inquiry.plan, derived, inquiry.askable)
    findPlain(inquiry)
    return look(inquiry)
  })
}

/** A look at what it would make of a decided contact if what is assumed of it were said to be otherwise. */
export function inquireAssumed<T>(
  program: Program,
  derived: Derived,
  level: Level | null,
  look: (inquiry: Inquiry) => T,
): T {
  return within(program, derived, level, inquiry => {
    assumedScopes(program, inquiry.plan, derived, inquiry)
    inquiry.askable.set(derived.assumedFacts)
    return look(inquiry)
  })
}

function within<T>(program: Program, derived: Derived, level: Level | null, look: (inquiry: Inquiry) => T): T {
  const { inquiry, clear } = roomOf(program)
  inquiry.derived = derived
  inquiry.level = level
  try {
    return look(inquiry)
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
export function openTruth({ program, wide, truths }: Inquiry, { place }: CompiledRule): Truth {
  const before = truths[place] ?? 0
  if (before > 0) return (before - 1) as Truth
  const truth = truthOver(program.graph, place, wide)
  truths[place] = truth + 1
  return truth
}

/** The rules of a list that are not known to stay false, in order; until the next list is looked at. */
export function openRules({ program, wide, truths, found }: Inquiry, { start }: Listed): readonly CompiledRule[] {
  const { code, after, rules: entries } = program.graph
  // Written over and cut at the end: an array that is emptied first loses its room.
  let count = 0
  for (let end = walkCould(code, start, wide); end !== IS_FALSE; ) {
    const place = ruleAt(end)
    const rule = program.rules[place]
    if (rule) found[count++] = rule
    truths[place] = 1 + (walkHolds(code, entries[place] ?? IS_FALSE, wide) === IS_TRUE ? TRUE : UNKNOWN)
    end = walkCould(code, after[place] ?? IS_FALSE, wide)
  }
  found.length = count
  return found
}

/** Whether a rule that is open can carry on to later stages. */
export const carriesOn = ({ program, oneReading, narrow }: Inquiry, { place }: CompiledRule): boolean =>
  oneReading || truthOver(program.graph, place, narrow) === UNKNOWN
