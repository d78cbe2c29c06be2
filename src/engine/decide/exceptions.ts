import type { Condition } from '../../rules/language/condition.js'
import type { Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import { openPlanOf } from '../ahead/open-plan.js'
import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, hasFacts, haveCommon } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import { IS_FALSE, IS_TRUE, walkCould, walkHolds } from '../graph/walk.js'
import type { OpenException } from './decision.js'

/** What is asked of an exception: whether it applies, and which facts not given would settle that. */
type Settle = (scope: Scope, open: Open) => Truth

/** What the exceptions of a contact are asked in. */
export interface Open {
  /** The facts not given that can be known by the contact's moment. */
  readonly askable: FactSet
  /** Those of them that would settle the exception asked about. */
  readonly facts: FactSet
  /** Outcomes of earlier stages that are not known. */
  readonly outcomes: string[]
}

/** An exception as it was told before, by what would settle it. */
export interface Told {
  readonly facts: FactSet
  readonly outcomes: readonly string[]
  readonly open: OpenException
}

export interface CompiledException {
  readonly says: string
  /** Where its condition begins in the graph. */
  readonly from: number
  readonly settle: Settle
  /** How it was told before. */
  readonly told: Told[]
}

/** A rule's exceptions, ready to be asked. */
export const compileExceptions = (program: Program, { rule }: CompiledRule): readonly CompiledException[] =>
  rule.exceptions.map(({ says, condition }) => ({
    says,
    from: beginsAt(program, condition),
    settle: settler(program, condition),
    told: [],
  }))

/** Where a condition begins that is asked by itself. */
function beginsAt({ graph }: Program, condition: Condition): number {
  const from = graph.others.get(condition)
  if (from === undefined) throw new Error('A condition of an exception is not in the graph.')
  return from
}

/** What a condition of the graph comes to. */
export function truthFrom({ graph: { code } }: Program, from: number, { states }: Scope): Truth {
  if (walkCould(code, from, states) === IS_FALSE) return FALSE
  return walkHolds(code, from, states) === IS_TRUE ? TRUE : UNKNOWN
}

function settler(program: Program, condition: Condition): Settle {
  if ('fact' in condition) return atomSettler(program, condition)
  const all = 'all' in condition
  const parts = (all ? condition.all : condition.any).map(c => settler(program, c))
  return (scope, open) => {
    let truth: Truth = all ? TRUE : FALSE
    // Each is asked, also where one settles it all: what is open of the others is told too.
    for (const part of parts) {
      const one = part(scope, open)
      if (all ? one < truth : one > truth) truth = one
    }
    return truth
  }
}

function atomSettler(program: Program, atom: Extract<Condition, { fact: string }>): Settle {
  const from = beginsAt(program, atom)
  const slot = slotIn(program.slots, atom.fact)
  const behind = openPlanOf(program).behind[slot] ?? program.askables.noFacts()
  const isOutcome = !hasFacts(behind)
  return (scope, { askable, facts, outcomes }) => {
    const truth = truthFrom(program, from, scope)
    if (truth !== UNKNOWN) return truth
    if (isOutcome) {
      outcomes.push(atom.fact)
      return UNKNOWN
    }
    addCommonFacts(facts, behind, askable)
    // What cannot be known yet cannot hold the rule back yet.
    return haveCommon(behind, askable) ? UNKNOWN : FALSE
  }
}
