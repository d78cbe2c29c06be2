import { keptFor } from '../../kept-for.js'
import type { Indicator } from '../../rules/language/rulebook.js'
import type { FactSet } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Matched, OpenException, Reason } from './decision.js'
import type { KeptPath } from './kept-parts.js'
import { follow, newPath } from './kept-parts.js'
import type { Found } from './matching.js'
import { beginFound, collect } from './matching.js'
import { spokenOf } from './spoken.js'

/** What a rule cites in one contact. */
export interface Cited {
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
  readonly matched: readonly Matched[]
  /** The reasons that were given with it, by the outcome and the exceptions that were open; `null` where none are kept. */
  readonly reasons: KeptPath<object, Reason> | null
}

/** One decision's reasons in the making. */
export interface Citing {
  readonly program: Program
  readonly derived: Derived
  readonly room: CitingRoom
  /** What the rule cites that was asked about last: a reason and its deadline, or its consent, ask about the same. */
  last: CompiledRule | null
  cited: Cited | null
  /** Whether the facts that can be asked for were found. */
  hasAskable: boolean
}

/** What reasons are made in, used again by the next. */
interface CitingRoom {
  readonly found: Found
  /** The facts that can be asked for, and those of them that would settle one exception. */
  readonly askable: FactSet
  readonly settling: FactSet
  /** A reason's outcome, and the exceptions that are open. */
  readonly open: OpenException[]
  readonly path: object[]
}

const roomOf = keptFor(
  ({ askables: { noFacts } }: Program): CitingRoom => ({
    found: { matched: [], matchedCount: 0, seen: [], seenCount: 0, listed: [], isKept: true },
    askable: noFacts(),
    settling: noFacts(),
    open: [],
    path: [],
  }),
)

/** Begins the reasons of a contact whose indicators are settled. */
export const beginCiting = (program: Program, derived: Derived): Citing => ({
  program,
  derived,
  room: roomOf(program),
  last: null,
  cited: null,
  hasAskable: false,
})

/** A rule's clauses, with those that the indicators it matched bring. */
export function clausesOf(citing: Citing, compiled: CompiledRule): readonly string[] {
  return compiled.citesIndicators ? citedBy(citing, compiled).clauses : spokenOf(citing.program, compiled).clauses
}

/** What a rule that holds cites. */
export function citedBy(citing: Citing, compiled: CompiledRule): Cited {
  if (citing.last === compiled && citing.cited) return citing.cited
  const { matches, cited: kept, isAlways, allowance } = spokenOf(citing.program, compiled)
  if (isAlways && kept.made) return kept.made
  const { found } = citing.room
  beginFound(found)
  collect(citing.program, citing.derived, matches, found)
  let at = found.isKept ? follow<object, Cited>(kept, found.matched, found.matchedCount, allowance) : null
  at &&= follow<object, Cited>(at, found.seen, found.seenCount, allowance)
  const cited = at?.made ?? newCited(citing, compiled, at !== null)
  if (at) at.made = cited
  citing.last = compiled
  citing.cited = cited
  return cited
}

function newCited({ program, room: { found } }: Citing, compiled: CompiledRule, isKept: boolean): Cited {
  const { clauses, interpretations } = spokenOf(program, compiled)
  const seen = found.seen.slice(0, found.seenCount)
  const cited: Cited = {
    clauses: joined(clauses, seen, 'clauses'),
    interpretations: joined(interpretations, seen, 'interpretations'),
    matched: found.matched.slice(0, found.matchedCount),
    reasons: isKept ? newPath() : null,
  }
  // Nothing that was made for one contact stays.
  found.matched.fill(noMatch)
  if (isKept) for (const part of [cited.clauses, cited.interpretations, cited.matched]) Object.freeze(part)
  return cited
}

const noMatch: Matched = Object.freeze({ fact: '', operator: '', value: null, observed: null })

/** A rule's own list with what the indicators bring that is not in it. */
function joined(
  own: readonly string[],
  seen: readonly Indicator[],
  key: 'clauses' | 'interpretations',
): readonly string[] {
  return seen.some(i => i[key].length > 0) ? [...new Set([...own, ...seen.flatMap(i => i[key])])] : own
}
