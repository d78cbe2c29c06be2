import type { Observed } from '../../rules/language/operators.js'
import { FALSE, TRUE } from '../../rules/language/operators.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts } from '../compile/fact-set.js'
import type { CompiledRule } from '../compile/program.js'
import type { Changeable } from '../decide/decision.js'
import type { Inquiry } from './inquiry.js'
import { carriesOn, openTruth } from './inquiry.js'
import type { OpenPlan } from './open-plan.js'
import { allowValues } from './open-scope.js'
import { addTurning } from './turning.js'

/** Makes an outcome that is not settled readable to the stages after it: its possible values, and what they turn on. */
export function leaveOpen<T>(
  inquiry: Inquiry,
  slot: number | undefined,
  possible: readonly T[],
  read: (one: T) => Observed,
  facts: FactSet,
): void {
  const { plan, program, sources, values } = inquiry
  if (slot === undefined || !plan.isRead[slot]) return
  values.length = 0
  for (const one of possible) {
    const value = read(one)
    if (!values.includes(value)) values.push(value)
  }
  if (values.length < 2) return
  sources[slot] = facts
  allowValues(program, inquiry, slot, values)
}

/** What an ordered list could come to; until the next is looked at. */
export interface Outlook {
  /** The rules that could come to decide; `null` where none would. */
  readonly possible: readonly (CompiledRule | null)[]
  readonly facts: FactSet
}

/**
 * An ordered list: every rule that is still open, before the first that is certain, could come to decide.
 *
 * @param rules those of the list that are not known to stay false
 */
export function lookAhead(
  inquiry: Inquiry,
  stage: Stage,
  rules: readonly CompiledRule[],
  decided: CompiledRule | null,
  change: Changeable | null,
): Outlook {
  const { plan, notes, reach, outlook, noFacts } = inquiry
  const { possible } = outlook
  const now = outcomeOf(plan, stage, decided)
  let count = 0
  let certain: CompiledRule | null = null
  for (const rule of rules) {
    const open = openTruth(inquiry, rule)
    if (open === FALSE) continue
    if (open === TRUE) {
      certain = rule
      break
    }
    reach[count++] = rule
  }
  reach.length = count
  const facts = noFacts()
  let differs = outcomeOf(plan, stage, certain) !== now
  for (let nth = 0; nth < reach.length && !differs; nth++) differs = outcomeOf(plan, stage, reach[nth] ?? null) !== now
  if (differs) {
    const asked = change ? notes.asked : null
    for (const rule of reach) {
      addTurning(inquiry, rule, facts, asked)
      if (change && (decided === null || rule.place < decided.place)) addTurning(inquiry, rule, notes.leads, asked)
    }
  }
  if (change) addFacts(notes.changes[change], facts)
  // A second look at a list, for the clock that governs, finds no more of them.
  if (change !== 'deadline') lookAtRiders(inquiry, reach, certain, decided)
  count = 0
  for (const rule of reach) if (carriesOn(inquiry, rule)) possible[count++] = rule
  possible[count++] = certain
  possible[count++] = decided
  possible.length = count
  outlook.facts = facts
  return outlook
}

const outcomeOf = (plan: OpenPlan, stage: Stage, rule: CompiledRule | null): number | undefined =>
  rule === null ? plan.without[stage] : plan.rules[rule.place]?.outcome

/** What rules ask for beside their outcomes comes and goes with the one that decides. */
function lookAtRiders(
  inquiry: Inquiry,
  reach: readonly CompiledRule[],
  certain: CompiledRule | null,
  decided: CompiledRule | null,
): void {
  lookAtRider(inquiry, 'also', reach, certain, decided)
  lookAtRider(inquiry, 'actions', reach, certain, decided)
}

function lookAtRider(
  inquiry: Inquiry,
  part: 'also' | 'actions',
  reach: readonly CompiledRule[],
  certain: CompiledRule | null,
  decided: CompiledRule | null,
): void {
  const { plan, notes } = inquiry
  const now = askedBy(plan, part, decided)
  let differs = askedBy(plan, part, certain) !== now
  for (let nth = 0; nth < reach.length && !differs; nth++) differs = askedBy(plan, part, reach[nth] ?? null) !== now
  if (differs) for (const rule of reach) addTurning(inquiry, rule, notes.changes[part], null)
}

const askedBy = (plan: OpenPlan, part: 'also' | 'actions', rule: CompiledRule | null): number =>
  rule === null ? 0 : (plan.rules[rule.place]?.[part] ?? 0)
