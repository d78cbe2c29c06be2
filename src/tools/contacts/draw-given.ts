import { slotIn } from '../../engine/compile/slot-in.js'
import type { Condition } from '../../rules/language/condition.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { ask, logicOf } from '../logic/logic.js'
import type { Chance } from './chance.js'
import { realise } from './realise.js'

const mostDrawn = 60

/** Facts for which `given` may hold, another choice each time; what a stage sets cannot be given and is left to chance. */
export function drawGiven(
  rulebook: Rulebook,
  given: Condition,
): (chance: Chance) => Readonly<Record<string, unknown>> | null {
  const logic = logicOf(rulebook)
  const question = logic.holds(given)
  const drawn: Readonly<Record<string, unknown>>[] = []
  return chance => {
    // Enough different ones are made, then used again: making one costs as much as many decisions.
    if (drawn.length >= mostDrawn) return chance.pick(drawn) ?? null
    const answer = ask(logic, question, parts => chance.shuffle(parts))
    if (answer.status !== 'satisfiable') return null
    const classes = answer.variables.map(v => answer.classes[slotIn(logic.byName, v.name)] ?? 0)
    const { receivedAt: _, ...facts } = realise(logic.program, answer.variables, classes, chance)
    drawn.push(facts)
    return facts
  }
}
