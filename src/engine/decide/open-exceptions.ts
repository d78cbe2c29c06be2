import { deepFreeze } from '../../rules/freeze.js'
import { UNKNOWN } from '../../rules/language/operators.js'
import { openPlanOf } from '../ahead/open-plan.js'
import { askableFacts } from '../ahead/open-scope.js'
import { areSameFacts, placesIn } from '../compile/fact-set.js'
import type { Program } from '../compile/program.js'
import type { Citing } from './citing.js'
import type { OpenException } from './decision.js'
import type { CompiledException, Open } from './exceptions.js'
import { truthFrom } from './exceptions.js'

/** Finds the facts that can be asked for: the same for all exceptions of a contact. */
function findAskable(citing: Citing): void {
  const { program, derived, room } = citing
  if (!citing.hasAskable) askableFacts(program, openPlanOf(program), derived, room.open.askable)
  citing.hasAskable = true
}

/**
 * Finds, of a rule that holds, the exceptions that are not settled: whether they apply is not known, and could be by now. They are
 * written into the room.
 *
 * @returns how many they are, and whether each is the same object when it is found again
 */
export function findOpenExceptions(
  citing: Citing,
  exceptions: readonly CompiledException[],
): { readonly count: number; readonly isKept: boolean } {
  const { program, derived, room } = citing
  const { scope } = derived
  const { open, opened } = room
  let count = 0
  let isKept = true
  for (const exception of exceptions) {
    if (truthFrom(program, exception.from, scope) !== UNKNOWN) continue
    open.outcomes.length = 0
    open.facts.fill(0)
    findAskable(citing)
    if (exception.settle(scope, open) !== UNKNOWN) continue
    const before = toldBefore(exception, open)
    const told = before ?? tell(program, exception, open)
    if (before === null) isKept = keep(exception, open, told) && isKept
    opened[count++] = told
  }
  return { count, isKept }
}

/** So many ways in which one exception can be open are kept. */
const mostTold = 64

function toldBefore({ told }: CompiledException, { facts, outcomes }: Open): OpenException | null {
  for (const before of told)
    if (areSameFacts(before.facts, facts) && areSameNames(before.outcomes, outcomes)) return before.open
  return null
}

function areSameNames(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let nth = 0; nth < some.length; nth++) if (some[nth] !== others[nth]) return false
  return true
}

function tell({ askables }: Program, { says }: CompiledException, { facts, outcomes }: Open): OpenException {
  const names = placesIn(facts).map(place => askables.names[place] ?? '')
  return deepFreeze({ says, facts: [...names, ...new Set(outcomes)] })
}

function keep({ told }: CompiledException, { facts, outcomes }: Open, open: OpenException): boolean {
  if (told.length >= mostTold) return false
  told.push({ facts: facts.slice(), outcomes: [...outcomes], open })
  return true
}
