import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, addFacts } from '../compile/fact-set.js'
import type { Inquiry } from './inquiry.js'
import { addAskable } from './inquiry.js'
import type { OpenPlan } from './open-plan.js'
import { OPEN, REPLACEABLE } from './open-scope.js'

/** Adds the facts not given that a rule turns on, through outcomes that are not settled as well; `asked` gets those that it asks for. */
export function addTurning(inquiry: Inquiry, place: number, into: FactSet, asked: FactSet | null): void {
  const { turnings } = inquiry
  if (turnings.isFound[place] === 0) findTurning(inquiry, place)
  const { all, asks } = turnings
  const { length } = into
  const from = place * length
  for (let w = 0; w < length; w++) into[w] = (into[w] as number) | (all[from + w] as number)
  if (asked !== null) for (let w = 0; w < length; w++) asked[w] = (asked[w] as number) | (asks[from + w] as number)
}

function findTurning(inquiry: Inquiry, place: number): void {
  const { plain, open, plan, turnings } = inquiry
  const { newAll, newAsks } = turnings
  turnings.isFound[place] = 1
  turnings.found[turnings.count++] = place
  newAll.fill(0)
  newAsks.fill(0)
  const about = plan.rules[place]
  if (about) {
    const { asks, limits, plainAsks, plainLimits } = about
    addCommonFacts(newAsks, plainAsks, plain)
    addCommonFacts(newAll, plainLimits, plain)
    for (let nth = 0; nth < asks.length; nth++) {
      const source = sourceOf(inquiry, asks[nth] as number)
      if (source) addFacts(newAsks, source)
    }
    for (let nth = 0; nth < limits.length; nth++) {
      const slot = limits[nth] as number
      const source = sourceOf(inquiry, slot)
      // A fact that can still be replaced (a rating by the final one) can lift an exception that applies now.
      if (source) addFacts(open[slot] === REPLACEABLE ? newAsks : newAll, source)
    }
    addFacts(newAll, newAsks)
  }
  const { length } = newAll
  turnings.all.set(newAll, place * length)
  turnings.asks.set(newAsks, place * length)
}

/** The facts that an open slot turns on; `null` of one that is settled. */
function sourceOf(inquiry: Inquiry, slot: number): FactSet | null {
  if (!isOpen(inquiry.plan, inquiry.open, slot)) return null
  const source = inquiry.sources[slot] ?? factsOf(inquiry, slot)
  inquiry.sources[slot] = source
  return source
}

const isOpen = ({ readsIndicators }: OpenPlan, open: Uint8Array, slot: number): boolean =>
  (open[slot] ?? 0) >= OPEN || readsIndicators[slot] === true

function factsOf(inquiry: Inquiry, slot: number): FactSet {
  const { program, plan, askable, pending } = inquiry
  const facts = inquiry.noFacts()
  addAskable(inquiry, slot, facts)
  // An indicator that is present but counts only on a condition turns on that condition's facts.
  if (plan.bringsConditions[slot])
    for (const place of pending) {
      const rule = program.conditional.get(place)
      const behind = rule && plan.rules[rule.place]?.facts
      if (behind) addCommonFacts(facts, behind, askable)
    }
  return facts
}
