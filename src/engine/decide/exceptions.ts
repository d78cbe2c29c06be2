import { keptFor } from '../../kept-for.js'
import type { Condition } from '../../rules/language/condition.js'
import type { Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import { openPlanOf } from '../ahead/open-plan.js'
import { askableFacts } from '../ahead/open-scope.js'
import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, addFacts, hasFacts, placesIn } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import type { Derived } from '../contact/derived.js'
import { IS_FALSE, IS_TRUE, walkCould, walkHolds } from '../graph/walk.js'
import type { OpenException } from './decision.js'

/** What is asked of an exception: whether it applies, and which facts not given would settle that. */
type Settle = (open: Open) => Truth

interface Open {
  readonly scope: Scope
  /** The facts not given that can be known by the contact's moment. */
  readonly askable: FactSet
  readonly facts: FactSet
  /** Outcomes of earlier stages that are not known. */
  readonly outcomes: string[]
}

export interface CompiledException {
  readonly says: string
  /** Where its condition begins in the graph. */
  readonly from: number
  readonly settle: Settle
}

/** A rule's exceptions, ready to be asked. */
export const compileExceptions = (program: Program, { rule }: CompiledRule): readonly CompiledException[] =>
  rule.exceptions.map(({ says, condition }) => ({
    says,
    from: beginsAt(program, condition),
    settle: settler(program, condition),
  }))

/** Where a condition begins that is asked by itself. */
function beginsAt({ graph }: Program, condition: Condition): number {
  const from = graph.others.get(condition)
  if (from === undefined) throw new Error('A condition of an exception is not in the graph.')
  return from
}

/** What a condition of the graph comes to. */
function truthFrom({ graph: { code } }: Program, from: number, { states }: Scope): Truth {
  if (walkCould(code, from, states) === IS_FALSE) return FALSE
  return walkHolds(code, from, states) === IS_TRUE ? TRUE : UNKNOWN
}

function settler(program: Program, condition: Condition): Settle {
  if ('fact' in condition) return atomSettler(program, condition)
  const all = 'all' in condition
  const parts = (all ? condition.all : condition.any).map(c => settler(program, c))
  return open => {
    const truths = parts.map(part => part(open))
    return all ? (Math.min(TRUE, ...truths) as Truth) : (Math.max(FALSE, ...truths) as Truth)
  }
}

function atomSettler(program: Program, atom: Extract<Condition, { fact: string }>): Settle {
  const from = beginsAt(program, atom)
  const slot = slotIn(program.slots, atom.fact)
  const { noFacts } = program.askables
  const behind = openPlanOf(program).behind[slot] ?? noFacts()
  const isOutcome = !hasFacts(behind)
  return ({ scope, askable, facts, outcomes }) => {
    const truth = truthFrom(program, from, scope)
    if (truth !== UNKNOWN) return truth
    if (isOutcome) {
      outcomes.push(atom.fact)
      return UNKNOWN
    }
    const own = noFacts()
    addCommonFacts(own, behind, askable)
    addFacts(facts, own)
    // What cannot be known yet cannot hold the rule back yet.
    return hasFacts(own) ? UNKNOWN : FALSE
  }
}

/** A set to write into what can be asked for: it is the same for all exceptions of a contact, and small enough to be found anew. */
const askableIn = keptFor(({ askables }: Program): FactSet => askables.noFacts())
const askableOf = (program: Program, derived: Derived): FactSet =>
  askableFacts(program, openPlanOf(program), derived, askableIn(program))

/** Of a rule that holds, the exceptions that are not settled: whether they apply is not known, and could be by now. */
export function openExceptions(
  program: Program,
  derived: Derived,
  exceptions: readonly CompiledException[],
): readonly OpenException[] {
  if (exceptions.length === 0) return none
  const { scope } = derived
  let found: OpenException[] | null = null
  for (const { says, from, settle } of exceptions) {
    if (truthFrom(program, from, scope) !== UNKNOWN) continue
    const askable = askableOf(program, derived)
    const open: Open = { scope, askable, facts: program.askables.noFacts(), outcomes: [] }
    if (settle(open) !== UNKNOWN) continue
    const facts = [...placesIn(open.facts).map(place => program.askables.names[place] ?? ''), ...new Set(open.outcomes)]
    found ??= []
    found.push({ says, facts })
  }
  return found ?? none
}

const none: readonly OpenException[] = Object.freeze([])
