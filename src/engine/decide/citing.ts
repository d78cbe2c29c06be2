import { keptFor } from '../../kept-for.js'
import type { Indicator } from '../../rules/language/rulebook.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Matched, OpenException } from './decision.js'
import type { Open } from './exceptions.js'
import type { Found } from './matching.js'
import { beginFound, collect } from './matching.js'
import type { Cited } from './spoken.js'
import { spokenOf } from './spoken.js'

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
  readonly open: Open
  /** The exceptions of a rule that are open: of several only the first so many are meant. */
  readonly opened: OpenException[]
}

const roomOf = keptFor(
  ({ askables: { noFacts } }: Program): CitingRoom => ({
    found: { matched: [], matchedCount: 0, seen: [], seenCount: 0, key: 0, scale: 1, listed: [], isKept: true },
    open: { askable: noFacts(), facts: noFacts(), outcomes: [] },
    opened: [],
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
  const { matches, always, cited: kept, allowance } = spokenOf(citing.program, compiled)
  if (always) return always
  const { found } = citing.room
  beginFound(found)
  collect(citing.program, citing.derived, matches, found)
  // A number beyond those that are exact would stand for several things.
  const isKept = found.isKept && found.scale <= Number.MAX_SAFE_INTEGER
  let cited = isKept ? kept.get(found.key) : undefined
  if (cited === undefined) {
    const keeps = isKept && allowance.left > 0
    cited = newCited(citing, compiled, keeps)
    if (keeps) {
      allowance.left--
      kept.set(found.key, cited)
    }
  }
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
    reasons: isKept ? [] : null,
  }
  // Nothing that was made for one contact stays.
  if (!found.isKept) found.matched.fill(noMatch)
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
