import type { Atom, Condition } from '../../rules/language/condition.js'
import { atomWords, observedWords } from '../../rules/language/condition-words.js'
import type { Observed } from '../../rules/language/operators.js'
import { evaluateOperator, FALSE, operators, splitOperator, TRUE } from '../../rules/language/operators.js'
import type { Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { observedOf } from '../decide/rationale.js'

/** One test that a contact does not meet. */
export interface Lack {
  readonly fact: string
  /** What the test asks, in words. */
  readonly wants: string
  /** `unknown`: the fact is not given. `otherwise`: it is known, and is not what is asked. */
  readonly state: 'unknown' | 'otherwise'
  /** What the contact says instead, in words; `null` where it says nothing. */
  readonly is: string | null
  /** For a count: by how many it falls short. */
  readonly short: number | null
}

/** Several ways to meet one part of a condition, of which one is enough. The shortest stands first. */
export interface Alternatives {
  readonly anyOf: readonly (readonly Lacking[])[]
}

export type Lacking = Lack | Alternatives

/** How much is lacking, and how much of it is known to be otherwise. */
export type Distance = readonly [missing: number, otherwise: number]

/** What a scope lacks of a condition: nothing where the condition is true. */
export function lacksOf(program: Program, scope: Scope, condition: Condition): readonly Lacking[] {
  if ('all' in condition) return distinct(condition.all.flatMap(c => lacksOf(program, scope, c)))
  if ('any' in condition) {
    const possible = condition.any.filter(c => !isLost(program, scope, c))
    const ways = (possible.length > 0 ? possible : condition.any).map(c => lacksOf(program, scope, c))
    if (ways.some(w => w.length === 0)) return []
    const sorted = distinctWays(ways).sort((a, b) => byDistance(distanceOf(a), distanceOf(b)))
    const [only] = sorted
    return sorted.length === 1 && only ? only : [{ anyOf: sorted }]
  }
  const observed = observedOf(program, scope, condition)
  return evaluateOperator(condition.operator, observed, condition.value) === TRUE
    ? []
    : [lackOf(program, condition, observed)]
}

function lackOf({ rulebook }: Program, atom: Atom, observed: Observed): Lack {
  const { base } = splitOperator(atom.operator)
  const about = { fact: atom.fact, wants: atomWords(rulebook, atom) }
  const otherwise = operators[base].test(observed, atom.value) === FALSE
  const state = otherwise && observed !== undefined ? 'otherwise' : 'unknown'
  if (typeof observed !== 'object')
    return {
      ...about,
      state,
      // Of a yes or no it is enough that it is otherwise.
      is: observed === undefined || typeof observed === 'boolean' ? null : observedWords(rulebook, atom.fact, observed),
      short: null,
    }
  if ('present' in observed) {
    // Of an indicator it says enough that it was looked for and not found.
    if (atom.fact === 'indicators') return { ...about, state, is: otherwise ? 'it is not seen' : null, short: null }
    const says = otherwise || observed.present.length > 0
    return { ...about, state, is: says ? observedWords(rulebook, atom.fact, observed.present) : null, short: null }
  }
  const wanted = base === 'greaterThan' ? Number(atom.value) + 1 : Number(atom.value)
  const upward = base === 'greaterThanInclusive' || base === 'greaterThan' || base === 'equal'
  return {
    ...about,
    state,
    is: observed.atLeast === 0 && !otherwise ? null : String(observed.atLeast),
    short: upward && Number.isFinite(wanted) ? Math.max(1, wanted - observed.atLeast) : null,
  }
}

/** Nobody can unlearn a fact: what wants one unknown that is known is no way any more. */
function isLost(program: Program, scope: Scope, condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(c => isLost(program, scope, c))
  if ('any' in condition) return condition.any.every(c => isLost(program, scope, c))
  const { base } = splitOperator(condition.operator)
  return base === 'notGiven' && operators.notGiven.test(observedOf(program, scope, condition)) === FALSE
}

const key = (lacking: Lacking): string => JSON.stringify(lacking)

const distinct = (lacks: readonly Lacking[]): readonly Lacking[] => [...new Map(lacks.map(l => [key(l), l])).values()]

const distinctWays = (ways: readonly (readonly Lacking[])[]): (readonly Lacking[])[] => [
  ...new Map(ways.map(w => [w.map(key).join(), w])).values(),
]

/** How far a contact is from meeting all of these, by the shortest way. */
export function distanceOf(lacks: readonly Lacking[]): Distance {
  let [missing, otherwise] = [0, 0]
  for (const lack of lacks) {
    const [m, o]: Distance =
      'anyOf' in lack ? distanceOf(lack.anyOf[0] ?? []) : [lack.short ?? 1, lack.state === 'otherwise' ? 1 : 0]
    missing += m
    otherwise += o
  }
  return [missing, otherwise]
}

export const byDistance = (a: Distance, b: Distance): number => a[0] - b[0] || a[1] - b[1]
