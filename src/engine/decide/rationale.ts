import type { Atom } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import type { Cited, Citing } from './citing.js'
import { citedBy } from './citing.js'
import type { OpenException, Reason } from './decision.js'
import { findOpenExceptions } from './exceptions.js'
import { follow } from './kept-parts.js'
import { spokenOf } from './spoken.js'

/** A rule as a reason: what it matched, and on which clauses and readings it rests. The same as before where the same was matched. */
export function reasonFor(citing: Citing, compiled: CompiledRule, outcome: Reason['outcome']): Reason {
  const { exceptions, allowance } = spokenOf(citing.program, compiled)
  const cited = citedBy(citing, compiled)
  const open = exceptions.length === 0 ? noneOpen : findOpenExceptions(citing, exceptions)
  if (cited.reasons === null || !open.isKept) return newReason(citing, compiled, cited, outcome, open.count)
  const { path, open: found } = citing.room
  path[0] = outcome
  for (let nth = 0; nth < open.count; nth++) path[nth + 1] = found[nth] as OpenException
  const at = follow(cited.reasons, path, open.count + 1, allowance)
  if (at === null) return newReason(citing, compiled, cited, outcome, open.count)
  at.made ??= Object.freeze(newReason(citing, compiled, cited, outcome, open.count))
  return at.made
}

const noneOpen = { count: 0, isKept: true } as const

const noExceptions: Reason['unless'] = Object.freeze([])

function newReason(
  { program, room }: Citing,
  compiled: CompiledRule,
  { clauses, interpretations, matched }: Cited,
  outcome: Reason['outcome'],
  open: number,
): Reason {
  const { id, says } = compiled.rule
  return {
    stage: spokenOf(program, compiled).stage,
    rule: id,
    clauses,
    interpretation: interpretations[0] ?? null,
    interpretations,
    matched,
    outcome,
    says,
    unless: open === 0 ? noExceptions : Object.freeze(room.open.slice(0, open)),
  }
}

/** What is known of the fact that an atom asks about. */
export const observedOf = (program: Program, scope: Scope, atom: Atom): Observed =>
  scope.values[slotIn(program.slots, atom.fact)]
