import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, addFacts } from '../compile/fact-set.js'
import type { CompiledRule } from '../compile/program.js'
import type { Inquiry, Turning } from './inquiry.js'
import { addAskable } from './inquiry.js'
import { OPEN, REPLACEABLE } from './open-scope.js'

/** Adds the facts not given that a rule turns on, through outcomes that are not settled as well; `asked` gets those that it asks for. */
export function addTurning(inquiry: Inquiry, rule: CompiledRule, all: FactSet, asked: FactSet | null): void {
  const before = inquiry.turning[rule.place]
  const found = before?.isFound === true ? before : turningOf(inquiry, rule)
  addFacts(all, found.all)
  if (asked) addFacts(asked, found.asks)
}

function turningOf(inquiry: Inquiry, { place }: CompiledRule): Turning {
  const { plain, open, plan, program } = inquiry
  const { noFacts } = program.askables
  const found = inquiry.turning[place] ?? { all: noFacts(), asks: noFacts(), isFound: true }
  found.isFound = true
  inquiry.turning[place] = found
  inquiry.turned.push(found)
  const about = plan.rules[place]
  if (!about) return found
  const { asks, limits, plainAsks, plainLimits } = about
  addCommonFacts(found.asks, plainAsks, plain)
  addCommonFacts(found.all, plainLimits, plain)
  for (let nth = 0; nth < asks.length; nth++) {
    const source = sourceOf(inquiry, asks[nth] as number)
    if (source) addFacts(found.asks, source)
  }
  for (let nth = 0; nth < limits.length; nth++) {
    const slot = limits[nth] as number
    const source = sourceOf(inquiry, slot)
    // A fact that can still be replaced (a rating by the final one) can lift an exception that applies now.
    if (source) addFacts(open[slot] === REPLACEABLE ? found.asks : found.all, source)
  }
  addFacts(found.all, found.asks)
  return found
}

/** The facts that an open slot turns on; `null` of one that is settled. */
function sourceOf(inquiry: Inquiry, slot: number): FactSet | null {
  if (!isOpen(inquiry, slot)) return null
  const source = inquiry.sources[slot] ?? factsOf(inquiry, slot)
  inquiry.sources[slot] = source
  return source
}

const isOpen = ({ plan, open }: Inquiry, slot: number): boolean =>
  (open[slot] ?? 0) >= OPEN || plan.readsIndicators[slot] === true

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
