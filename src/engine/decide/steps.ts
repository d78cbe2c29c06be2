import { keptFor } from '../../kept-for.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Basis, ConsentAnswer, ConsentGiver, Level, Rating } from '../../rules/vocabulary/fixed.js'
import type { Outcome, Stage } from '../../rules/vocabulary/stages.js'
import { stages } from '../../rules/vocabulary/stages.js'
import { version } from '../../version.js'
import { findUnknowns } from '../ahead/unknowns.js'
import type { CompiledRule, Listed, Program, SaidList } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { nthSlot } from '../compile/slot-in.js'
import { deriveFromIndicators } from '../contact/counting.js'
import type { Derived } from '../contact/derived.js'
import { truthOver } from '../graph/graph.js'
import { settle, settleIndicator } from '../graph/known.js'
import type { Giver } from './consent.js'
import { mayProceed } from './consent.js'
import type { DatedDeadline } from './deadlines.js'
import { byDue, dateDeadline, durationOf, governing } from './deadlines.js'
import type { Consent, Decision, Notice, Reason, Route } from './decision.js'
import { gather } from './gather.js'
import { beginCiting, clausesOf, outcomeKept, reasonFor, spokenOf } from './rationale.js'

/** What a decision holds beside its outcomes; both are on unless switched off. */
export interface DecideOptions {
  /** The reasons, rule by rule. */
  readonly rationale?: boolean
  /** The facts not given that could change the decision. */
  readonly unknowns?: boolean
}

/**
 * Tells which rules of a stage, possibly none, are true of a scope, in order: the graph of conditions, or json-rules-engine. Of lists
 * whose first rule decides, the first of each is enough.
 */
export type Answer = (stage: Stage, rules: readonly CompiledRule[], scope: Scope) => readonly CompiledRule[]

/** The stages of a decision. It asks, stage by stage, which rules are true; everything else is here, whoever answers. */
export function decisionSteps(program: Program, derived: Derived, options: DecideOptions, answer: Answer): Decision {
  const { facts, scope, notices } = derived
  const { rulebook, byStage, walks, at, graph } = program
  const { values } = scope
  const rulesOf = (stage: Stage): readonly CompiledRule[] => answer(stage, byStage[stage], scope)
  const set = (slot: number, value: string | number | boolean | undefined): void => settle(graph, scope, slot, value)
  const citing = beginCiting(program, derived)
  const withRationale = options.rationale !== false
  const reasons: Reason[] = []
  /** `by` is what the outcome of the rule varies with. */
  const explain = (rule: CompiledRule, by: unknown, outcome: () => Reason['outcome']): void => {
    if (!withRationale) return
    const spoken = spokenOf(program, rule)
    reasons.push(reasonFor(citing, rule, spoken.outcomes.get(by) ?? outcomeKept(spoken, by, outcome())))
  }
  /** Rules that ask for actions or teams, in the order decided. */
  const asking: CompiledRule[] = []
  const gatherFrom = (rule: CompiledRule): void => {
    if (rule.rule.actions.length + rule.rule.also.length > 0) asking.push(rule)
    for (const notice of rule.rule.notices) notices.push(notice)
  }
  const ridersOf = (rule: CompiledRule): Reason['outcome'] => spokenOf(program, rule).riders

  if (derived.conditional.length > 0) {
    const counting = new Set(answer('indicators', derived.conditional, scope))
    for (const rule of derived.conditional) {
      const place =
        rule.rule.outcome.stage === 'indicators' ? program.indicatorPlaces.get(rule.rule.outcome.indicator) : undefined
      if (place === undefined) continue
      const open = truthOver(graph, rule.place, scope.states) === UNKNOWN
      settleIndicator(graph, scope, place, counting.has(rule) ? TRUE : open ? UNKNOWN : FALSE)
      // A sign that somebody has seen never goes without a word.
      if (scope.indicators[place] === FALSE)
        notices.push({
          code: 'facts-at-odds',
          says: `"${rule.rule.says}" is given as seen, and by the other facts it does not count: somebody has to look whether that is right.`,
        })
    }
  }
  deriveFromIndicators(program, derived)

  const entry = rulesOf('eligibility')[0] ?? null
  const entryOutcome = entry && outcomeOf(entry, 'eligibility')
  set(at.entry, entryOutcome?.entry ?? 'none')
  if (entry && entryOutcome) {
    gatherFrom(entry)
    explain(entry, null, () => ({ entry: entryOutcome.entry, ...ridersOf(entry) }))
  }

  /** What the stages came to whose outcome is one value, in their order. */
  const said: SaidOutcome[] = []
  /** Settles the stages before another whose outcome is one value, tells why, and leaves it for later stages to read. */
  const settleBefore = (next: Stage): void => {
    const end = stages.indexOf(next)
    for (let one = program.said[said.length]; one !== undefined && one.order < end; one = program.said[said.length])
      said.push(settleSaid(one))
  }
  const settleSaid = ({ stage, key, slot, none, isHighest, tellsAll, unruled, takes }: SaidList): SaidOutcome => {
    const rules = rulesOf(stage)
    const valueAt = (from: number): SaidValue => (values[from] as string | number | undefined) ?? null
    const valueBy = (rule: CompiledRule): SaidValue => {
      const from = takes.size === 0 ? undefined : takes.get(rule)
      return from === undefined ? saidIn(rule.rule.outcome, key) : valueAt(from)
    }
    let deciding = rules[0] ?? null
    // Where the source knows no ratings, one that the authority gave all the same is its rating.
    let value = deciding ? valueBy(deciding) : unruled < 0 ? null : valueAt(unruled)
    if (isHighest)
      for (const rule of rules)
        if (Number(valueBy(rule)) > Number(value)) {
          deciding = rule
          value = valueBy(rule)
        }
    if (withRationale)
      for (const rule of rules)
        if (rule === deciding || (tellsAll && value !== null && valueBy(rule) === value))
          explain(rule, value, () => ({ [key]: value }))
    set(slot, value ?? none)
    return { stage, value, deciding }
  }
  const saidOf = (stage: Stage): SaidOutcome | undefined => said.find(s => s.stage === stage)

  settleBefore('route')
  const level = (saidOf('level')?.value ?? null) as Level | null
  const basis = (saidOf('basis')?.value ?? null) as Basis | null
  const rag = (saidOf('rag')?.value ?? null) as Rating | null

  const routeRule = rulesOf('route')[0] ?? null
  const routeOutcome = routeRule && outcomeOf(routeRule, 'route')
  const destination = routeOutcome?.destination ?? 'screening'
  const team = routeOutcome?.team ?? null
  if (routeRule) {
    gatherFrom(routeRule)
    explain(routeRule, null, () => ({ destination, team, ...ridersOf(routeRule) }))
  }
  set(at.route, destination)
  set(at.team, team ?? 'none')

  settleBefore('givers')
  const giverRules = firstOfEach(program, walks.givers, rulesOf('givers'))
  const givers = walks.givers.map(({ rules }, nth) => {
    const rule = giverRules[nth]
    return rule ? giverOf(program, rule, rules, scope) : null
  })
  const consentRules = firstOfEach(program, walks.consent, rulesOf('consent'))
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
    set(nthSlot(at.requirement, nth), requirement ?? 'none')
    if (!rule || !outcome) continue
    gatherFrom(rule)
    const nthGiver = outcome.giver === null ? -1 : walks.givers.findIndex(w => w.name === outcome.giver)
    const named = givers[nthGiver] ?? null
    const namedRule = giverRules[nthGiver]
    const giver: Giver = named ?? { from: outcome.from, possible: [outcome.from] }
    const { from } = giver
    if (requirement === null) {
      explain(rule, 'none', () => ({ purpose, requirement, ...ridersOf(rule) }))
      continue
    }
    const proceeds = mayProceed(
      purpose,
      requirement,
      giver,
      answers?.[purpose] ?? (facts[at.of.consent] as ConsentAnswer | undefined),
      aboutConsent,
    )
    set(nthSlot(at.mayProceed, nth), proceeds ?? undefined)
    explain(rule, from, () => ({ purpose, requirement, from, ...ridersOf(rule) }))
    if (namedRule && withRationale && !reasons.some(r => r.rule === namedRule.rule.id))
      explain(namedRule, from, () => ({ from }))
    const own = clausesOf(citing, rule)
    const clauses = namedRule ? [...new Set([...own, ...namedRule.rule.clauses])] : own
    consents.push({ purpose, requirement, from, mayProceed: proceeds, rule: rule.rule.id, clauses })
  }

  settleBefore('deadlines')
  const deadlineRules = firstOfEach(program, walks.deadlines, rulesOf('deadlines'))
  const dated: DatedDeadline[] = []
  for (const { name: id, nth } of walks.deadlines) {
    const rule = deadlineRules[nth]
    const one = rule && dateDeadline(program, derived, rule, clausesOf(citing, rule), notices)
    if (!rule || !one) continue
    gatherFrom(rule)
    const { from } = one.deadline
    explain(rule, null, () => ({ deadline: id, duration: durationOf(program, rule), from, ...ridersOf(rule) }))
    dated.push(one)
  }
  dated.sort(byDue)
  const first = governing(dated)

  settleBefore('actions')
  for (const rule of rulesOf('actions')) {
    gatherFrom(rule)
    explain(rule, null, () => ridersOf(rule))
  }

  const { actions, also } = gather(program, asking, team)
  const route: Route = {
    destination,
    team,
    label: team === null ? null : (rulebook.teams[team] ?? null),
    also,
    alsoLabels: also.map(t => rulebook.teams[t] ?? t),
  }
  const referral = consents.find(c => c.purpose === 'referral')
  return {
    authority: rulebook.authority,
    reference: (facts[at.of.reference] as string | undefined) ?? null,
    rulebook: named(program),
    engine: version,
    level,
    basis,
    rag,
    route,
    consent: referral
      ? { requirement: referral.requirement, from: referral.from, mayProceed: referral.mayProceed }
      : null,
    consents,
    deadline: first?.deadline ?? null,
    deadlines: dated.map(d => d.deadline),
    actions,
    ...(withRationale && { rationale: reasons }),
    notices: once(notices),
    assumed: derived.assumed,
    ...(options.unknowns !== false && {
      unknowns: findUnknowns(program, {
        derived,
        level,
        consents,
        governing: first,
        deciding: {
          eligibility: entry,
          said: stage => saidOf(stage)?.deciding ?? null,
          route: routeRule,
          givers: giverRules,
          consent: consentRules,
          deadlines: deadlineRules,
        },
      }),
    }),
  }
}

type SaidValue = string | number | null

/** What a stage came to whose outcome is one value, and the rule that decided. */
interface SaidOutcome {
  readonly stage: Stage
  readonly value: SaidValue
  readonly deciding: CompiledRule | null
}

const saidIn = (outcome: Outcome, key: string): SaidValue =>
  (outcome as unknown as Readonly<Record<string, SaidValue>>)[key] ?? null

/** By which rulebook it was decided; the same for every decision. */
const named = keptFor(({ rulebook: { version: of, digest } }: Program) => Object.freeze({ version: of, digest }))

/** Of rules that are true, in order, the first of each list: those that decide. */
function firstOfEach(
  { listOf }: Program,
  lists: readonly Listed[],
  rules: readonly CompiledRule[],
): readonly (CompiledRule | undefined)[] {
  const first = new Array<CompiledRule | undefined>(lists.length).fill(undefined)
  for (const rule of rules) {
    const nth = listOf[rule.place] ?? -1
    if (nth >= 0) first[nth] ??= rule
  }
  return first
}

/** A rule's outcome, which is of its own stage. */
export function outcomeOf<S extends Stage>(rule: CompiledRule, stage: S): Extract<Outcome, { stage: S }> {
  const { outcome } = rule.rule
  if (outcome.stage !== stage) throw new Error(`${rule.rule.id} is a rule of ${outcome.stage}, not of ${stage}`)
  return outcome as Extract<Outcome, { stage: S }>
}

/** The giver that a list names, and those whom an undecided rule before it could name instead. */
function giverOf({ graph }: Program, decided: CompiledRule, list: readonly CompiledRule[], { states }: Scope): Giver {
  const from = outcomeOf(decided, 'givers').from
  const before = list.slice(0, list.indexOf(decided)).filter(r => truthOver(graph, r.place, states) === UNKNOWN)
  const possible: (ConsentGiver | null)[] = before.map(r => outcomeOf(r, 'givers').from)
  return { from, possible: [from, ...possible] }
}

/** Each notice once. */
const once = (notices: readonly Notice[]): readonly Notice[] =>
  notices.length < 2
    ? notices
    : notices.filter((n, i) => notices.findIndex(m => m.code === n.code && m.says === n.says) === i)
