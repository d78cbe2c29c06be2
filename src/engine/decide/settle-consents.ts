import { keptFor } from '../../kept-for.js'
import { UNKNOWN } from '../../rules/language/operators.js'
import type { ConsentAnswer, ConsentGiver, Requirement } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule } from '../compile/program.js'
import { nthSlot } from '../compile/slot-in.js'
import { truthOver } from '../graph/graph.js'
import { clausesOf } from './citing.js'
import { mayProceed } from './consent.js'
import type { Consent, Reason } from './decision.js'
import type { Making } from './making.js'
import { explain, firstOfEach, gatherFrom, isTold, leave, listNamed, outcomeOf, trueOf } from './making.js'

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
    if (requirement === null) {
      explain(making, rule, 'none', outcome, tellNone)
      continue
    }
    const nthGiver = outcome.giver === null ? -1 : listNamed(walks.givers, outcome.giver)
    const namedRule = giverRules[nthGiver]
    const from = namedRule ? outcomeOf(namedRule, 'givers').from : outcome.from
    const answer = answers?.[purpose] ?? (facts[at.of.consent] as ConsentAnswer | undefined)
    const others = requirement === 'required' && answer === 'given' ? othersBefore(making, namedRule) : nobody
    const proceeds = mayProceed(purpose, requirement, from, answer, aboutConsent, others)
    leave(making, nthSlot(at.mayProceed, nth), proceeds ?? undefined)
    const consent = consentOf(making, rule, namedRule, requirement, proceeds)
    explain(making, rule, from, consent, tellConsent)
    if (namedRule && making.reasons !== null && !isTold(making, namedRule))
      explain(making, namedRule, from, from, tellGiver)
    consents.push(consent)
  }
  return { consents, giverRules, consentRules }
}

type Told = Reason['outcome']

const tellNone = (
  { purpose, requirement }: Pick<Consent, 'purpose'> & { requirement: null | string },
  riders: Told,
) => ({
  purpose,
  requirement,
  ...riders,
})

const tellConsent = ({ purpose, requirement, from }: Consent, riders: Told): Told => ({
  purpose,
  requirement,
  from,
  ...riders,
})

const tellGiver = (from: ConsentGiver | null): Told => ({ from })

/** What was settled on a purpose before, by the rules that decided and whether it may go ahead. */
const keptConsents = keptFor((_: CompiledRule) => new Map<number, Consent>())

/** What is settled on a purpose; made once where its clauses are always the same. */
function consentOf(
  { citing }: Making,
  rule: CompiledRule,
  namedRule: CompiledRule | undefined,
  requirement: Requirement,
  mayProceed: boolean | null,
): Consent {
  const key = ((namedRule?.place ?? -1) + 1) * 3 + (mayProceed === null ? 2 : Number(mayProceed))
  const before = rule.citesIndicators ? undefined : keptConsents(rule).get(key)
  if (before) return before
  const { purpose, from } = outcomeOf(rule, 'consent')
  const own = clausesOf(citing, rule)
  const made: Consent = {
    purpose,
    requirement,
    from: namedRule ? outcomeOf(namedRule, 'givers').from : from,
    mayProceed,
    rule: rule.rule.id,
    clauses: namedRule ? Object.freeze([...new Set([...own, ...namedRule.rule.clauses])]) : own,
  }
  if (!rule.citesIndicators) keptConsents(rule).set(key, Object.freeze(made))
  return made
}

const nobody: readonly (ConsentGiver | null)[] = []

/** Whom an undecided rule before the one that names the giver could name instead. */
function othersBefore({ program, derived }: Making, namedRule: CompiledRule | undefined): typeof nobody {
  const list = namedRule && program.walks.givers[program.listOf[namedRule.place] ?? -1]
  if (!list) return nobody
  return list.rules
    .slice(0, list.rules.indexOf(namedRule))
    .filter(rule => truthOver(program.graph, rule.place, derived.scope.states) === UNKNOWN)
    .map(rule => outcomeOf(rule, 'givers').from)
}
