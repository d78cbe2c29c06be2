import { keptFor } from '../../kept-for.js'
import { strengths } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Action } from './decision.js'
import { spokenOf } from './rationale.js'

/** By an action's number, one more than its place among those found; nothing of it is there between two decisions. */
const placesOf = keptFor(({ rulebook }: Program) => new Int32Array(Object.keys(rulebook.actions).length))

/** Every action once, with its strongest strength, in the order of kinds; every team once, the contact's own team left out. */
export function gather(
  program: Program,
  asking: CompiledRule[],
  team: string | null,
): { readonly actions: readonly Action[]; readonly also: readonly string[] } {
  const places = placesOf(program)
  const found: Action[] = []
  const numbers: number[] = []
  const kinds: number[] = []
  const also: string[] = []
  // The first rule in file order gives the rule id; rules are asked in the order of the file, stage by stage.
  sortByPlace(asking)
  for (const rule of asking) {
    for (const t of rule.rule.also) if (t !== team && !also.includes(t)) also.push(t)
    for (const { action, number, kind } of spokenOf(program, rule).actions) {
      const before = (places[number] as number) - 1
      if (before >= 0) found[before] = stronger(found[before] as Action, action)
      else {
        found.push(action)
        kinds.push(kind)
        numbers.push(number)
        places[number] = found.length
      }
    }
  }
  for (const number of numbers) places[number] = 0
  return { actions: inOrder(found, kinds), also }
}

/** There are few of them, and most are in order. */
function sortByPlace(rules: CompiledRule[]): void {
  for (let nth = 1; nth < rules.length; nth++) {
    const rule = rules[nth] as CompiledRule
    let at = nth
    for (; at > 0 && (rules[at - 1] as CompiledRule).place > rule.place; at--) rules[at] = rules[at - 1] as CompiledRule
    rules[at] = rule
  }
}

/** In the order of kinds, and within a kind as they were found. */
function inOrder(found: Action[], kinds: number[]): readonly Action[] {
  for (let nth = 1; nth < found.length; nth++) {
    const [action, kind] = [found[nth] as Action, kinds[nth] as number]
    let at = nth
    for (; at > 0 && (kinds[at - 1] as number) > kind; at--) {
      found[at] = found[at - 1] as Action
      kinds[at] = kinds[at - 1] as number
    }
    found[at] = action
    kinds[at] = kind
  }
  return found
}

const strongerBy = new WeakMap<Action, Map<string, Action>>()

/** The same action asked for twice: the first, with the stronger strength. Made once for each of the few strengths. */
function stronger(first: Action, second: Action): Action {
  if (first.strength === second.strength || strengths.indexOf(second.strength) >= strengths.indexOf(first.strength))
    return first
  const made = strongerBy.get(first) ?? new Map<string, Action>()
  strongerBy.set(first, made)
  const before = made.get(second.strength)
  if (before) return before
  const action = Object.freeze({ ...first, strength: second.strength })
  made.set(second.strength, action)
  return action
}
