import { keptFor } from '../../kept-for.js'
import { strengths } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Action } from './decision.js'
import type { Asked } from './spoken.js'
import { spokenOf } from './spoken.js'

/** What actions are gathered in, used again by the next decision. */
const roomOf = keptFor(({ rulebook }: Program) => {
  const most = Object.keys(rulebook.actions).length
  return {
    /** By an action's number, one more than its place among those found; nothing of it is there between two decisions. */
    places: new Int32Array(most),
    /** Of those found, by their place; what lies beyond those of this decision is of earlier ones. */
    actions: [] as Action[],
    numbers: new Int32Array(most),
    kinds: new Int32Array(most),
    teams: [] as string[],
  }
})

/** Every action once, with its strongest strength, in the order of kinds; every team once, the contact's own team left out. */
export function gather(
  program: Program,
  asking: CompiledRule[],
  count: number,
  team: string | null,
): { readonly actions: readonly Action[]; readonly also: readonly string[] } {
  const { places, numbers, kinds, actions, teams } = roomOf(program)
  let found = 0
  let told = 0
  // The first rule in file order gives the rule id; rules are asked in the order of the file, stage by stage.
  sortByPlace(asking, count)
  for (let nth = 0; nth < count; nth++) {
    const rule = asking[nth] as CompiledRule
    const { also } = rule.rule
    for (let t = 0; t < also.length; t++) {
      const name = also[t] as string
      if (name !== team && !isAmong(teams, told, name)) teams[told++] = name
    }
    const asked = spokenOf(program, rule).actions
    for (let a = 0; a < asked.length; a++) {
      const { action, number, kind } = asked[a] as Asked
      const before = (places[number] as number) - 1
      if (before >= 0) actions[before] = stronger(actions[before] as Action, action)
      else {
        actions[found] = action
        kinds[found] = kind
        numbers[found] = number
        places[number] = ++found
      }
    }
  }
  for (let nth = 0; nth < found; nth++) places[numbers[nth] as number] = 0
  putInOrder(actions, kinds, found)
  return { actions: actions.slice(0, found), also: teams.slice(0, told) }
}

function isAmong(names: readonly string[], count: number, name: string): boolean {
  for (let nth = 0; nth < count; nth++) if (names[nth] === name) return true
  return false
}

/** There are few of them, and most are in order. */
function sortByPlace(rules: CompiledRule[], count: number): void {
  for (let nth = 1; nth < count; nth++) {
    const rule = rules[nth] as CompiledRule
    let at = nth
    for (; at > 0 && (rules[at - 1] as CompiledRule).place > rule.place; at--) rules[at] = rules[at - 1] as CompiledRule
    rules[at] = rule
  }
}

/** In the order of kinds, and within a kind as they were found. */
function putInOrder(found: Action[], kinds: Int32Array, count: number): void {
  for (let nth = 1; nth < count; nth++) {
    const [action, kind] = [found[nth] as Action, kinds[nth] as number]
    let at = nth
    for (; at > 0 && (kinds[at - 1] as number) > kind; at--) {
      found[at] = found[at - 1] as Action
      kinds[at] = kinds[at - 1] as number
    }
    found[at] = action
    kinds[at] = kind
  }
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
