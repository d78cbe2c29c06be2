import type { Program } from '../../engine/compile/program.js'
import type { Scope } from '../../engine/compile/scope.js'
import { slotIn } from '../../engine/compile/slot-in.js'
import type { Condition } from '../../rules/language/condition.js'
import type { Truth } from '../../rules/language/operators.js'
import { evaluateOperator, FALSE, splitOperator, TRUE, UNKNOWN } from '../../rules/language/operators.js'

/** A condition as a function of what is known of a contact. */
export type Test = (scope: Scope) => Truth

/**
 * A further condition over a program, as a test: that of a promise, of a finding. The rules' own conditions are in the program's graph.
 *
 * @throws Error where it asks about something that the program has no slot for
 */
export function testOf(program: Program, condition: Condition): Test {
  if ('fact' in condition) return atomTest(program, condition)
  const all = 'all' in condition
  const parts = (all ? condition.all : condition.any).map(c => testOf(program, c))
  return scope => {
    let found: Truth = all ? TRUE : FALSE
    for (const part of parts) {
      const truth = part(scope)
      if (all ? truth < found : truth > found) found = truth
    }
    return found
  }
}

function atomTest(program: Program, { fact, operator, value }: Extract<Condition, { fact: string }>): Test {
  const slot = slotIn(program.slots, fact)
  const { base, unknownAs } = splitOperator(operator)
  const place = fact === 'indicators' && typeof value === 'string' ? program.indicatorPlaces.get(value) : undefined
  if (place === undefined || (base !== 'contains' && base !== 'doesNotContain'))
    return ({ values }) => evaluateOperator(operator, values[slot], value)
  // Whether one indicator counts is told by its own truth: its own condition may leave it undecided.
  return ({ indicators }) => {
    const present = (indicators[place] ?? UNKNOWN) as Truth
    const truth = base === 'contains' ? present : ((TRUE - present) as Truth)
    return truth === UNKNOWN ? unknownAs : truth
  }
}
