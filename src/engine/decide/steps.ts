import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Basis, Level, Rating } from '../../rules/vocabulary/fixed.js'
import type { OutcomeOf } from '../../rules/vocabulary/stages.js'
import { version } from '../../version.js'
import type { DecidingRules, Settled } from '../ahead/unknowns.js'
import { findUnknowns } from '../ahead/unknowns.js'
import type { CompiledRule, Program } from '../compile/program.js'
import { deriveFromIndicators } from '../contact/counting.js'
import type { Derived } from '../contact/derived.js'
import { truthOver } from '../graph/graph.js'
import { settleIndicator } from '../graph/known.js'
import { clausesOf } from './citing.js'
import type { Clocks, DatedDeadline } from './deadlines.js'
import { byDue, dateDeadline, durationOf, governing } from './deadlines.js'
import type { Deadline, Decision, Notice, Reason, Route } from './decision.js'
import { gather } from './gather.js'
import { decidedBy, inForceNotices } from './in-force.js'
import type { Answer, Making } from './making.js'
import {
  beginMaking,
  explain,
  firstOfEach,
  gatherFrom,
  leave,
  listNamed,
  outcomeOf,
  takeReasons,
  trueOf,
} from './making.js'
import { settleConsents } from './settle-consents.js'
import type { SaidOutcomes } from './settle-said.js'
import { saidOf, settleSaidBefore } from './settle-said.js'

/** What a decision holds beside its outcomes; both are on unless switched off. */
export interface DecideOptions {
  /** The reasons, rule by rule. */
  readonly rationale?: boolean
  /** The facts not given that could change the decision. */
  readonly unknowns?: boolean
}

/** A decision without what could change it, and what that is looked up by. */
export interface Steps {
  readonly decision: Decision
  readonly settled: Settled
}

/** The stages of a decision, and after them the facts not given that could change it. */
export function decisionSteps(program: Program, derived: Derived, options: DecideOptions, answer: Answer): Decision {
  const { decision, settled } = takeSteps(program, derived, options.rationale !== false, answer)
  return options.unknowns === false ? decision : { ...decision, unknowns: findUnknowns(program, settled) }
}

/** The stages of a decision. It asks, stage by stage, which rules are true; everything else is here, whoever answers. */
export function takeSteps(program: Program, derived: Derived, withRationale: boolean, answer: Answer): Steps {
  const making = beginMaking(program, derived, answer, withRationale)
  settleIndicators(making)
  const entry = settleEntry(making)
  const said: SaidOutcomes = []
  settleSaidBefore(making, said, 'route')
  const level = (saidOf(said, 'level')?.value ?? null) as Level | null
  const routed = settleRoute(making)
  settleSaidBefore(making, said, 'givers')
  const { consents, giverRules, consentRules } = settleConsents(making)
  settleSaidBefore(making, said, 'deadlines')
  const { dated, deadlineRules } = settleDeadlines(making)
  const first = governing(dated)
  settleSaidBefore(making, said, 'actions')
  settleActions(making)

  const { actions, also } = gather(program, making.asking, making.askingCount, routed.team)
  const { rulebook, at } = program
  const referral = consents.find(c => c.purpose === 'referral')
  const decision: Decision = {
    authority: rulebook.authority,
    reference: (derived.facts[at.of.reference] as string | undefined) ?? null,
    rulebook: decidedBy(rulebook),
    engine: version,
    level,
    basis: (saidOf(said, 'basis')?.value ?? null) as Basis | null,
    rag: (saidOf(said, 'rag')?.value ?? null) as Rating | null,
    route: routeOf(program, routed, also),
    consent: referral
      ? { requirement: referral.requirement, from: referral.from, mayProceed: referral.mayProceed }
      : null,
    consents,
    deadline: first?.deadline ?? null,
    deadlines: dated.map(d => d.deadline),
    actions,
    ...(making.reasons !== null && { rationale: takeReasons(making.reasons, making.reasonCount) }),
    notices: once(noticesOf(program, derived)),
    assumed: derived.assumed,
  }
  const deciding: DecidingRules = {
    eligibility: entry,
    said: stage => saidOf(said, stage)?.deciding ?? null,
    route: routed.rule,
    givers: giverRules,
    consent: consentRules,
    deadlines: deadlineRules,
  }
  return { decision, settled: { derived, level, consents, governing: first, deciding } }
}

/** Settles which of the conditional indicators that are given count, and what follows from those that do. */
function settleIndicators({ program, derived, answer }: Making): void {
  const { graph, indicatorPlaces } = program
  const { scope, conditional } = derived
  if (conditional.length > 0) {
    const counting = new Set(answer('indicators', conditional, scope))
    for (const rule of conditional) {
      const { outcome, says } = rule.rule
      const place = outcome.stage === 'indicators' ? indicatorPlaces.get(outcome.indicator) : undefined
      if (place === undefined) continue
      const open = truthOver(graph, rule.place, scope.states) === UNKNOWN
      settleIndicator(graph, scope, place, counting.has(rule) ? TRUE : open ? UNKNOWN : FALSE)
      // A sign that somebody has seen never goes without a word.
      if (scope.indicators[place] === FALSE)
        derived.notices.push({
          code: 'facts-at-odds',
          says: `"${says}" is given as seen, and by the other facts it does not count: somebody has to look whether that is right.`,
        })
    }
  }
  deriveFromIndicators(program, derived)
}

/** Settles what the contact counts as: the rule that decides. */
function settleEntry(making: Making): CompiledRule | null {
  const rule = trueOf(making, 'eligibility')[0] ?? null
  const entry = rule && outcomeOf(rule, 'eligibility').entry
  leave(making, making.program.at.entry, entry ?? 'none')
  if (rule) {
    gatherFrom(making, rule)
    explain(making, rule, null, entry, tellEntry)
  }
  return rule
}

type Told = Reason['outcome']

const tellEntry = (entry: string | null, riders: Told): Told => ({ entry, ...riders })

interface Routed {
  readonly rule: CompiledRule | null
  readonly destination: Route['destination']
  readonly team: string | null
}

/** Settles where the contact goes. */
function settleRoute(making: Making): Routed {
  const { at } = making.program
  const rule = trueOf(making, 'route')[0] ?? null
  const outcome = rule && outcomeOf(rule, 'route')
  const destination = outcome?.destination ?? 'screening'
  const team = outcome?.team ?? null
  if (rule) {
    gatherFrom(making, rule)
    explain(making, rule, null, outcome, tellRoute)
  }
  leave(making, at.route, destination)
  leave(making, at.team, team ?? 'none')
  return { rule, destination, team }
}

const tellRoute = (outcome: OutcomeOf<'route'> | null, riders: Told): Told => ({
  destination: outcome?.destination,
  team: outcome?.team,
  ...riders,
})

const routeOf = ({ rulebook: { teams } }: Program, { destination, team }: Routed, also: readonly string[]): Route => ({
  destination,
  team,
  label: team === null ? null : (teams[team] ?? null),
  also,
  alsoLabels: also.map(t => teams[t] ?? t),
})

/** Dates the clocks that run, the earliest first; with the rules that decided, by the place of their list. */
function settleDeadlines(making: Making) {
  const { program, derived, citing } = making
  const deadlineRules = firstOfEach(program, program.walks.deadlines, trueOf(making, 'deadlines'))
  const lists = program.walks.deadlines
  const ruleOf = (id: string): CompiledRule | undefined => deadlineRules[listNamed(lists, id)]
  const clocks: Clocks = { program, derived, ruleOf, started: null }
  const dated: DatedDeadline[] = []
  for (const { nth } of lists) {
    const rule = deadlineRules[nth]
    const one = rule && dateDeadline(clocks, rule, clausesOf(citing, rule), derived.notices)
    if (!rule || !one) continue
    gatherFrom(making, rule)
    const { from, duration } = one.deadline
    // Most clocks always have the same start.
    const isUsual = from === outcomeOf(rule, 'deadlines').from && duration === durationOf(program, rule)
    explain(making, rule, isUsual ? null : `${duration} ${from}`, one.deadline, tellClock)
    addByDue(dated, one)
  }
  return { dated, deadlineRules }
}

const tellClock = ({ id, duration, from }: Deadline, riders: Told): Told => ({
  deadline: id,
  duration,
  from,
  ...riders,
})

/** Puts a clock into the order in which they fall due; there are few of them. */
function addByDue(dated: DatedDeadline[], one: DatedDeadline): void {
  let at = dated.push(one) - 1
  for (; at > 0 && byDue(one, dated[at - 1] as DatedDeadline) < 0; at--) dated[at] = dated[at - 1] as DatedDeadline
  dated[at] = one
}

/** Gathers what is to be done. */
function settleActions(making: Making): void {
  const rules = trueOf(making, 'actions')
  for (let nth = 0; nth < rules.length; nth++) {
    const rule = rules[nth] as CompiledRule
    gatherFrom(making, rule)
    explain(making, rule, null, null, tellRiders)
  }
}

const tellRiders = (_: null, riders: Told): Told => riders

/** What came up in deciding, and then what is to be known of the rulebook on that day. */
function noticesOf({ rulebook }: Program, { notices, receivedMs }: Derived): readonly Notice[] {
  const about = inForceNotices(rulebook, receivedMs)
  return about.length === 0 ? notices : [...notices, ...about]
}

/** Each notice once. */
const once = (notices: readonly Notice[]): readonly Notice[] =>
  notices.length < 2
    ? notices
    : notices.filter((n, i) => notices.findIndex(m => m.code === n.code && m.says === n.says) === i)
