import { keptFor } from '../../kept-for.js'
import { strengths } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Action } from './decision.js'
import { spokenOf } from './spoken.js'

/** What actions are gathered in, used again by the next decision. */
const roomOf = keptFor(({ rulebook }: Program) => {
  const most = Object.keys(rulebook.actions).length
  return {
    /** By an action's number, one more than its place among those found; nothing of it is there between two decisions. */
    places: new Int32Array(most),
    /** Of those found, by their place. */
    numbers: new Int32Array(most),
    kinds: new Int32Array(most),
  }
})

/** Every action once, with its strongest strength, in the order of kinds; every team once, the contact's own team left out. */
export function gather(
  program: Program,
  asking: CompiledRule[],
  team: string | null,
): { readonly actions: readonly Action[]; readonly also: readonly string[] } {
  const { places, numbers, kinds } = roomOf(program)
  const found: Action[] = []
  const also: string[] = []
  // The first rule in file order gives the rule id; rules are asked in the order of the file, stage by stage.
  sortByPlace(asking)
  for (const rule of asking) {
    for (const t of rule.rule.also) if (t !== team && !also.includes(t)) also.push(t)
    for (const { action, number, kind } of spokenOf(program, rule).actions) {
      const before = (places[number] as number) - 1
      if (before >= 0) found[before] = stronger(found[before] as Action, action)
      else {
        kinds[found.length] = kind
        numbers[found.length] = number
        places[number] = found.push(action)
      }
    }
  }
  for (let nth = 0; nth < found.length; nth++) places[numbers[nth] as number] = 0
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
function inOrder(found: Action[], kinds: Int32Array): readonly Action[] {
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
