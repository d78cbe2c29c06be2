import { UNKNOWN } from '../../rules/language/operators.js'
import type { ConsentAnswer, ConsentGiver } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule } from '../compile/program.js'
import { nthSlot } from '../compile/slot-in.js'
import { truthOver } from '../graph/graph.js'
import type { Giver } from './consent.js'
import { mayProceed } from './consent.js'
import type { Consent } from './decision.js'
import type { Making } from './making.js'
import { explain, firstOfEach, gatherFrom, leave, outcomeOf, ridersOf, trueOf } from './making.js'
import { clausesOf } from './rationale.js'

/** What consent comes to, and the rules that decided, by the place of their list. */
export interface Consents {
  readonly consents: readonly Consent[]
  readonly giverRules: readonly (CompiledRule | undefined)[]
  readonly consentRules: readonly (CompiledRule | undefined)[]
}

/** Settles for each purpose what is asked of consent, who gives it, and whether the purpose may go ahead. */
export function settleConsents(making: Making): Consents {
  const { program, derived } = making
  const { walks, at } = program
  const { facts } = derived
  const giverRules = firstOfEach(program, walks.givers, trueOf(making, 'givers'))
  const givers = walks.givers.map(({ rules }, nth) => {
    const rule = giverRules[nth]
    return rule ? giverOf(making, rule, rules) : null
  })
  const consentRules = firstOfEach(program, walks.consent, trueOf(making, 'consent'))
  const answers = facts[at.of.consentFor] as Readonly<Record<string, ConsentAnswer | undefined>> | undefined
  const aboutConsent = {
    by: facts[at.of.consentGivenBy],
    riskOfSignificantHarm: facts[at.of.riskOfSignificantHarm],
    immediateDanger: facts[at.of.immediateDanger],
  }
  const consents: Consent[] = []
  for (const { name: purpose, nth: list } of walks.consent) {
    const rule = consentRules[list]
    const outcome = rule && outcomeOf(rule, 'consent')
    const requirement = outcome?.requirement ?? null
    const nth = program.vocabulary.purposeNames.indexOf(purpose)
    leave(making, nthSlot(at.requirement, nth), requirement ?? 'none')
    if (!rule || !outcome) continue
    gatherFrom(making, rule)
    const nthGiver = outcome.giver === null ? -1 : walks.givers.findIndex(w => w.name === outcome.giver)
    const giver: Giver = givers[nthGiver] ?? { from: outcome.from, possible: [outcome.from] }
    const { from } = giver
    if (requirement === null) {
      explain(making, rule, 'none', () => ({ purpose, requirement, ...ridersOf(making, rule) }))
      continue
    }
    const answer = answers?.[purpose] ?? (facts[at.of.consent] as ConsentAnswer | undefined)
    const proceeds = mayProceed(purpose, requirement, giver, answer, aboutConsent)
    leave(making, nthSlot(at.mayProceed, nth), proceeds ?? undefined)
    explain(making, rule, from, () => ({ purpose, requirement, from, ...ridersOf(making, rule) }))
    const namedRule = giverRules[nthGiver]
    if (namedRule && making.reasons !== null && !making.reasons.some(r => r.rule === namedRule.rule.id))
      explain(making, namedRule, from, () => ({ from }))
    const own = clausesOf(making.citing, rule)
    const clauses = namedRule ? [...new Set([...own, ...namedRule.rule.clauses])] : own
    consents.push({ purpose, requirement, from, mayProceed: proceeds, rule: rule.rule.id, clauses })
  }
  return { consents, giverRules, consentRules }
}

/** The giver that a list names, and those whom an undecided rule before it could name instead. */
function giverOf({ program, derived }: Making, decided: CompiledRule, list: readonly CompiledRule[]): Giver {
  const { from } = outcomeOf(decided, 'givers')
  const isOpen = (rule: CompiledRule): boolean => truthOver(program.graph, rule.place, derived.scope.states) === UNKNOWN
  const before = list.slice(0, list.indexOf(decided)).filter(isOpen)
  const possible: (ConsentGiver | null)[] = before.map(r => outcomeOf(r, 'givers').from)
  return { from, possible: [from, ...possible] }
}
