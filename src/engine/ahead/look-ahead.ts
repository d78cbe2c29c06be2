import { FALSE, TRUE } from '../../rules/language/operators.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts } from '../compile/fact-set.js'
import type { Changeable } from '../decide/decision.js'
import type { Inquiry } from './inquiry.js'
import { carriesOn, openTruth } from './inquiry.js'
import type { OpenPlan } from './open-plan.js'
import { allowValues } from './open-scope.js'
import type { Outlook, Places } from './places.js'
import { addTurning } from './turning.js'
import { addValue, beginValues } from './values.js'

/** Makes an outcome that is not settled readable to the stages after it: the values in the making, and what they turn on. */
export function leaveOpen(inquiry: Inquiry, slot: number, facts: FactSet): void {
  const { program, plan, sources, values } = inquiry
  if (!plan.isRead[slot] || values.count < 2) return
  sources[slot] = facts
  allowValues(program, inquiry, slot, values.list, values.count)
}

/** The same of what the rules that could come to decide set. */
export function leaveSet(inquiry: Inquiry, slot: number, { at, count }: Places, facts: FactSet): void {
  const { plan, values } = inquiry
  const set = plan.set.get(slot)
  if (!set || !plan.isRead[slot]) return
  beginValues(values)
  for (let nth = 0; nth < count; nth++) addValue(values, set[1 + (at[nth] as number)])
  leaveOpen(inquiry, slot, facts)
}

/**
 * An ordered list: every rule that is still open, before the first that is certain, could come to decide.
 *
 * @param rules those of the list that are not known to stay false
 * @param decided the place of the rule that decides now; -1 where none does
 */
export function lookAhead(
  inquiry: Inquiry,
  stage: Stage,
  rules: Places,
  decided: number,
  change: Changeable | null,
): Outlook {
  const { plan, notes, reach, outlook, noFacts } = inquiry
  const certain = findReach(inquiry, rules)
  const facts = noFacts()
  if (differ(plan.outcomes, plan.without[stage], reach, certain, decided)) {
    const asked = change === null ? null : notes.asked
    for (let nth = 0; nth < reach.count; nth++) {
      const place = reach.at[nth] as number
      addTurning(inquiry, place, facts, asked)
      if (change !== null && (decided < 0 || place < decided)) addTurning(inquiry, place, notes.leads, null)
    }
  }
  if (change !== null) addFacts(notes.changes[change], facts)
  // A second look at a list, for the clock that governs, finds no more of them.
  if (change !== 'deadline') {
    lookAtRiders(inquiry, plan.also, notes.changes.also, certain, decided)
    lookAtRiders(inquiry, plan.actions, notes.changes.actions, certain, decided)
  }
  const { possible } = outlook
  let count = 0
  for (let nth = 0; nth < reach.count; nth++) {
    const place = reach.at[nth] as number
    if (carriesOn(inquiry, place)) possible.at[count++] = place
  }
  possible.at[count++] = certain
  possible.at[count++] = decided
  possible.count = count
  outlook.facts = facts
  return outlook
}

/** Finds the open rules before the first that is certain. @returns the place of that one; -1 where there is none */
function findReach(inquiry: Inquiry, { at, count }: Places): number {
  const { reach } = inquiry
  reach.count = 0
  for (let nth = 0; nth < count; nth++) {
    const place = at[nth] as number
    const open = openTruth(inquiry, place)
    if (open === FALSE) continue
    if (open === TRUE) return place
    reach.at[reach.count++] = place
  }
  return -1
}

/** Whether a list could come to anything else than it does now; `numbers` are by the rule's place, the same where it comes to the same. */
function differ(
  numbers: OpenPlan['outcomes'],
  without: number,
  { at, count }: Places,
  certain: number,
  decided: number,
): boolean {
  const now = decided < 0 ? without : numbers[decided]
  if ((certain < 0 ? without : numbers[certain]) !== now) return true
  for (let nth = 0; nth < count; nth++) if (numbers[at[nth] as number] !== now) return true
  return false
}

/** What rules ask for beside their outcomes comes and goes with the one that decides. */
function lookAtRiders(
  inquiry: Inquiry,
  numbers: OpenPlan['actions'],
  into: FactSet,
  certain: number,
  decided: number,
): void {
  const { reach } = inquiry
  if (!differ(numbers, 0, reach, certain, decided)) return
  for (let nth = 0; nth < reach.count; nth++) addTurning(inquiry, reach.at[nth] as number, into, null)
}
