import type { Observed, Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { changeables } from '../../rules/vocabulary/fixed.js'
import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, addFacts, hasPlace, isWithin, placesIn } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Derived } from '../contact/derive.js'
import type { Changeable, Unknown } from '../decide/decision.js'
import type { OpenPlan } from './open-plan.js'
import { behindOf, openPlanOf } from './open-plan.js'
import type { OpenScopes } from './open-scope.js'
import { askableFacts, assumedScopes, openScopes } from './open-scope.js'

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
  readonly derived: Derived
  /** The facts not given that can be asked for. */
  readonly askable: FactSet
  readonly notes: Notes
  /** By slot, the facts that it turns on, once they were looked up or an outcome was left open. */
  readonly sources: (FactSet | undefined)[]
  /** By the rule's place, one more than its open truth, once that was looked up: all that it reads is settled by its stage. */
  readonly truths: Uint8Array
}

/** The bits of those that are outcomes; a fact that could change another part alone is told after those. */
const outcomeBits = (1 << changeables.indexOf('deadlines')) - 1
const nothing: FactSet = []

export function beginInquiry(program: Program, derived: Derived, level: Level | null): Inquiry {
  const plan = openPlanOf(program)
  return begin(program, derived, level, openScopes(program, plan, derived), askableFacts(program, plan, derived))
}

/** A look at what it would make of a decided contact if what is assumed of it were said to be otherwise. */
export const beginAssumedInquiry = (program: Program, derived: Derived, level: Level | null): Inquiry =>
  begin(program, derived, level, assumedScopes(program, derived), derived.assumedFacts)

function begin(program: Program, derived: Derived, level: Level | null, scopes: OpenScopes, askable: FactSet): Inquiry {
  const { noFacts } = program.askables
  return {
    ...scopes,
    program,
    plan: openPlanOf(program),
    level,
    derived,
    askable,
    notes: {
      changes: Object.fromEntries(changeables.map(c => [c, noFacts()])) as Record<Changeable, FactSet>,
      raisesTo: program.vocabulary.levels.map(noFacts),
      leads: noFacts(),
      asked: noFacts(),
    },
    sources: new Array(program.slotNames.length),
    truths: new Uint8Array(program.rules.length),
  }
}

/** Adds the facts not given that the fact in a slot comes from. */
export function addAskable({ plan, askable, wide }: Inquiry, slot: number, into: FactSet): void {
  addCommonFacts(into, behindOf(plan, slot, wide.possible) ?? nothing, askable)
}

/** What later information could make of a rule: unknown where it could turn. */
export function openTruth({ plan, wide, truths }: Inquiry, { place }: CompiledRule): Truth {
  const before = truths[place] ?? 0
  if (before > 0) return (before - 1) as Truth
  const truth = plan.rules[place]?.test(wide) ?? FALSE
  truths[place] = truth + 1
  return truth
}

/** Whether a rule that is open can carry on to later stages. */
export const carriesOn = ({ plan, wide, narrow }: Inquiry, rule: CompiledRule): boolean =>
  wide === narrow || plan.rules[rule.place]?.test(narrow) === UNKNOWN

/** The facts not given that a rule turns on, through outcomes that are not settled as well; `asked` gets those that it asks for. */
export function addTurning(inquiry: Inquiry, rule: CompiledRule, all: FactSet, asked: FactSet): void {
  const open = inquiry.plan.rules[rule.place]
  if (!open) return
  const { asks, limits } = open
  for (const slot of asks) {
    const source = sourceOf(inquiry, slot)
    addFacts(all, source)
    addFacts(asked, source)
  }
  for (const slot of limits) {
    const source = sourceOf(inquiry, slot)
    addFacts(all, source)
    // A fact that can still be replaced (a rating by the final one) can lift an exception that applies now.
    if (inquiry.wide.possible[slot]) addFacts(asked, source)
  }
}

function sourceOf(inquiry: Inquiry, slot: number): FactSet {
  const before = inquiry.sources[slot]
  if (before) return before
  const source = isOpen(inquiry, slot) ? factsOf(inquiry, slot) : nothing
  inquiry.sources[slot] = source
  return source
}

function isOpen({ plan, wide }: Inquiry, slot: number): boolean {
  if (wide.possible[slot]) return true
  return plan.readsIndicators[slot] === true || wide.open[slot] === 1
}

function factsOf(inquiry: Inquiry, slot: number): FactSet {
  const { program, plan, askable, wide } = inquiry
  const behind = behindOf(plan, slot, wide.possible) ?? nothing
  if (isWithin(behind, askable) && wide.pending.size === 0) return behind
  const facts = program.askables.noFacts()
  addAskable(inquiry, slot, facts)
  // An indicator that is present but counts only on a condition turns on that condition's facts.
  if (plan.bringsConditions[slot])
    for (const place of wide.pending) {
      const rule = program.conditional.get(place)
      if (rule) addCommonFacts(facts, plan.rules[rule.place]?.facts ?? nothing, askable)
    }
  return facts
}

/** Makes an outcome that is not settled readable to the stages after it: its possible values, and what they turn on. */
export function leaveOpen<T>(
  { plan, wide, narrow, sources }: Inquiry,
  slot: number | undefined,
  possible: readonly T[],
  read: (one: T) => Observed,
  facts: FactSet,
): void {
  if (slot === undefined || !plan.isRead[slot]) return
  const values: Observed[] = []
  for (const one of possible) {
    const value = read(one)
    if (!values.includes(value)) values.push(value)
  }
  if (values.length < 2) return
  sources[slot] = facts
  wide.possible[slot] = values
  narrow.possible[slot] = values
}

/** What an ordered list could come to. */
export interface Outlook {
  /** The rules that could come to decide; `null` where none would. */
  readonly possible: readonly (CompiledRule | null)[]
  readonly facts: FactSet
}

/** An ordered list: every rule that is still open, before the first that is certain, could come to decide. */
export function lookAhead(
  inquiry: Inquiry,
  rules: readonly CompiledRule[],
  decided: CompiledRule | null,
  change: Changeable | null,
): Outlook {
  const { plan, notes } = inquiry
  const { noFacts } = inquiry.program.askables
  const [first] = rules
  if (first === undefined) return { possible: [null], facts: nothing }
  const outcomeOf = (rule: CompiledRule | null): number | undefined =>
    rule === null ? plan.without[first.rule.stage] : plan.rules[rule.place]?.outcome
  const now = outcomeOf(decided)
  const reach: CompiledRule[] = []
  let certain: CompiledRule | null = null
  for (const rule of rules) {
    const open = openTruth(inquiry, rule)
    if (open === FALSE) continue
    if (open === TRUE) {
      certain = rule
      break
    }
    reach.push(rule)
  }
  const facts = noFacts()
  if (outcomeOf(certain) !== now || reach.some(rule => outcomeOf(rule) !== now)) {
    const asked = change ? notes.asked : noFacts()
    for (const rule of reach) {
      addTurning(inquiry, rule, facts, asked)
      if (change && (decided === null || rule.place < decided.place)) addTurning(inquiry, rule, notes.leads, asked)
    }
  }
  if (change) addFacts(notes.changes[change], facts)
  // A second look at a list, for the clock that governs, finds no more of them.
  if (change !== 'deadline') lookAtRiders(inquiry, reach, certain, decided)
  const possible = reach.filter(rule => carriesOn(inquiry, rule))
  return { possible: [...possible, certain, decided], facts }
}

/** What rules ask for beside their outcomes comes and goes with the one that decides. */
function lookAtRiders(
  inquiry: Inquiry,
  reach: readonly CompiledRule[],
  certain: CompiledRule | null,
  decided: CompiledRule | null,
): void {
  const { plan, notes, program } = inquiry
  for (const part of ['also', 'actions'] as const) {
    const asks = (rule: CompiledRule | null): number => (rule === null ? 0 : (plan.rules[rule.place]?.[part] ?? 0))
    const now = asks(decided)
    if (asks(certain) === now && reach.every(rule => asks(rule) === now)) continue
    for (const rule of reach) addTurning(inquiry, rule, notes.changes[part], program.askables.noFacts())
  }
}

/** Every set of changes, in their order, by its bits. */
const changeSets: readonly (readonly Changeable[])[] = Array.from({ length: 1 << changeables.length }, (_, bits) =>
  Object.freeze(changeables.filter((_, nth) => (bits & (1 << nth)) !== 0)),
)

/** The facts noted, the most consequential first. */
export function concludeInquiry({ program, notes, level }: Inquiry): readonly Unknown[] {
  const { askables, vocabulary } = program
  const { levels } = vocabulary
  const { changes, raisesTo, leads, asked } = notes
  const turning = changeables.map(change => changes[change])
  const all = askables.noFacts()
  for (const facts of turning) addFacts(all, facts)
  const noted = placesIn(all)
  const changed = new Uint8Array(askables.names.length)
  const raised = new Uint8Array(askables.names.length)
  // What could change an outcome first; then by level, then what is asked for, what leads, how much could change, and last the order of consequence.
  const ranks = new Float64Array(noted.length)
  noted.forEach((place, nth) => {
    let bits = 0
    for (let c = 0; c < turning.length; c++) if (hasPlace(turning[c] ?? nothing, place)) bits |= 1 << c
    // By its place among the levels; 0 is none.
    let highest = level === null ? 0 : levels.indexOf(level) + 1
    for (let l = highest; l < levels.length; l++) if (hasPlace(raisesTo[l] ?? nothing, place)) highest = l + 1
    changed[place] = bits
    raised[place] = highest
    const flags = (hasPlace(asked, place) ? 2 : 0) + (hasPlace(leads, place) ? 1 : 0)
    const outcomes = changeSets[bits & outcomeBits]?.length ?? 0
    const rank = (((outcomes > 0 ? 8 : 0) + highest) * 4 + flags) * 16 + outcomes
    ranks[nth] = -rank * askables.names.length + place
  })
  return Array.from(ranks.sort(), rank => {
    const place = ((rank % askables.names.length) + askables.names.length) % askables.names.length
    const couldChange = changeSets[changed[place] ?? 0] ?? []
    return { fact: askables.names[place] ?? '', couldChange, highestLevel: levels[(raised[place] ?? 0) - 1] ?? null }
  })
}
