import { actionKinds, strengths } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Action } from './decision.js'
import { spokenOf } from './rationale.js'

/** Every action once, with its strongest strength, in the order of kinds; every team once, the contact's own team left out. */
export function gather(
  program: Program,
  asking: CompiledRule[],
  team: string | null,
): { readonly actions: readonly Action[]; readonly also: readonly string[] } {
  const found: Action[] = []
  const also: string[] = []
  // The first rule in file order gives the rule id; rules are asked in the order of the file, stage by stage.
  asking.sort((a, b) => a.place - b.place)
  for (const rule of asking) {
    for (const t of rule.rule.also) if (t !== team && !also.includes(t)) also.push(t)
    for (const action of spokenOf(program, rule).actions) {
      const nth = found.findIndex(a => a.id === action.id)
      const before = found[nth]
      if (before) found[nth] = stronger(before, action)
      else found.push(action)
    }
  }
  return { actions: inOrder(found), also }
}

const kindPlaces: ReadonlyMap<string, number> = new Map(actionKinds.map((kind, place) => [kind, place]))

/** In the order of kinds, and within a kind as they were found. */
const inOrder = (found: Action[]): readonly Action[] =>
  found.sort((a, b) => (kindPlaces.get(a.kind) ?? 0) - (kindPlaces.get(b.kind) ?? 0))

const strongerBy = new WeakMap<Action, Map<string, Action>>()

/** The same action asked for twice: the first, with the stronger strength. Made once for each of the few strengths. */
function stronger(first: Action, second: Action): Action {
  if (strengths.indexOf(second.strength) >= strengths.indexOf(first.strength)) return first
  const made = strongerBy.get(first) ?? new Map<string, Action>()
  strongerBy.set(first, made)
  const before = made.get(second.strength)
  if (before) return before
  const action = Object.freeze({ ...first, strength: second.strength })
  made.set(second.strength, action)
  return action
}
