import type { Atom } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import type { Citing } from './citing.js'
import { citedBy } from './citing.js'
import type { OpenException, Reason } from './decision.js'
import { findOpenExceptions } from './open-exceptions.js'
import type { Cited } from './spoken.js'
import { spokenOf } from './spoken.js'

/** A rule as a reason: what it matched, and on which clauses and readings it rests. The same as before where the same was matched. */
export function reasonFor(citing: Citing, compiled: CompiledRule, outcome: Reason['outcome']): Reason {
  const { exceptions, allowance } = spokenOf(citing.program, compiled)
  const cited = citedBy(citing, compiled)
  const open = exceptions.length === 0 ? noneOpen : findOpenExceptions(citing, exceptions)
  if (cited.reasons === null || !open.isKept) return newReason(citing, compiled, cited, outcome, open.count)
  const { opened } = citing.room
  for (const reason of cited.reasons)
    if (reason.outcome === outcome && areOpen(reason.unless, opened, open.count)) return reason
  const reason = newReason(citing, compiled, cited, outcome, open.count)
  if (allowance.left > 0) {
    allowance.left--
    cited.reasons.push(Object.freeze(reason))
  }
  return reason
}

/** Whether the exceptions that are open now are those of a reason. */
function areOpen(unless: Reason['unless'], open: readonly OpenException[], count: number): boolean {
  if (unless.length !== count) return false
  for (let nth = 0; nth < count; nth++) if (unless[nth] !== open[nth]) return false
  return true
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
    unless: open === 0 ? noExceptions : Object.freeze(room.opened.slice(0, open)),
  }
}

/** What is known of the fact that an atom asks about. */
export const observedOf = (program: Program, scope: Scope, atom: Atom): Observed =>
  scope.values[slotIn(program.slots, atom.fact)]
