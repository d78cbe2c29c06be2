import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Basis, ConsentGiver, Level, Rating } from '../../rules/vocabulary/fixed.js'
import { actionKinds, strengths } from '../../rules/vocabulary/fixed.js'
import type { Outcome, Stage } from '../../rules/vocabulary/stages.js'
import { version } from '../../version.js'
import { findUnknowns } from '../ahead/unknowns.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { nthSlot } from '../compile/slot-in.js'
import { deriveFromIndicators } from '../contact/counting.js'
import type { Derived } from '../contact/derive.js'
import type { Giver } from './consent.js'
import { mayProceed } from './consent.js'
import type { DatedDeadline } from './deadlines.js'
import { byDue, dateDeadline, governing } from './deadlines.js'
import type { Action, Consent, Decision, Notice, Reason, Route } from './decision.js'
import type { Citing } from './rationale.js'
import { beginCiting, clausesOf, reasonFor, spokenOf } from './rationale.js'

/** What a decision holds beside its outcomes; both are on unless switched off. */
export interface DecideOptions {
  /** The reasons, rule by rule. */
  readonly rationale?: boolean
  /** The facts not given that could change the decision. */
  readonly unknowns?: boolean
}

/** Rules of a stage, possibly none, to be evaluated over a scope; the answer is those that are true, in order. */
export interface StageRequest {
  readonly stage: Stage
  readonly rules: readonly CompiledRule[]
  readonly scope: Scope
}

export type Steps = Generator<StageRequest, Decision, readonly CompiledRule[]>

/**
 * The stages of a decision. It asks, stage by stage, which rules are true, and is told: by the compiled conditions or by
 * json-rules-engine. Everything else is here and shared by both.
 */
export function* decisionSteps(program: Program, derived: Derived, options: DecideOptions): Steps {
  const { contact, scope, notices } = derived
  const { rulebook, byStage, lists } = program
  const { at } = program
  const { values } = scope
  const rulesOf = (stage: Stage): StageRequest => ({ stage, rules: byStage[stage], scope })
  const withRationale = options.rationale !== false
  const reasons: Reason[] = []
  const explain = (rule: CompiledRule, outcome: Reason['outcome']): void => {
    if (withRationale) reasons.push(reasonFor(citing, rule, outcome))
  }
  /** Rules that ask for actions or teams, in the order decided. */
  const asking: CompiledRule[] = []
  const gatherFrom = (rule: CompiledRule): void => {
    if (rule.rule.actions.length + rule.rule.also.length > 0) asking.push(rule)
    for (const notice of rule.rule.notices) notices.push(notice)
  }

  if (derived.conditional.length > 0) {
    const counting = new Set(yield { stage: 'indicators', rules: derived.conditional, scope })
    for (const rule of derived.conditional) {
      const place =
        rule.rule.outcome.stage === 'indicators' ? program.indicatorPlaces.get(rule.rule.outcome.indicator) : undefined
      if (place === undefined) continue
      scope.indicators[place] = counting.has(rule) ? TRUE : rule.test(scope) === UNKNOWN ? UNKNOWN : FALSE
      // A sign that somebody has seen never goes without a word.
      if (scope.indicators[place] === FALSE)
        notices.push({
          code: 'facts-at-odds',
          says: `"${rule.rule.says}" is given as seen, and by the other facts it does not count: somebody has to look whether that is right.`,
        })
    }
  }
  deriveFromIndicators(program, derived)
  const citing = beginCiting(program, derived)
  const ridersOf = (rule: CompiledRule): Reason['outcome'] => spokenOf(citing, rule).riders

  const entry = (yield rulesOf('eligibility'))[0] ?? null
  const entryOutcome = entry && outcomeOf(entry, 'eligibility')
  values[at.entry] = entryOutcome?.entry ?? 'none'
  if (entry && entryOutcome) {
    gatherFrom(entry)
    explain(entry, { entry: entryOutcome.entry, ...ridersOf(entry) })
  }

  const levelRules = yield rulesOf('level')
  const levelOf = (rule: CompiledRule): Level => {
    const { level } = outcomeOf(rule, 'level')
    return level === 'practitionerLevel' ? (values[at.practitionerLevel] as Level) : level
  }
  let level: Level | null = null
  for (const rule of levelRules) if (level === null || levelOf(rule) > level) level = levelOf(rule)
  for (const rule of levelRules) if (levelOf(rule) === level) explain(rule, { level })
  values[at.level] = level ?? undefined

  const basisRules = yield rulesOf('basis')
  const basis: Basis | null = basisRules[0] ? outcomeOf(basisRules[0], 'basis').basis : null
  for (const rule of basisRules)
    if (outcomeOf(rule, 'basis').basis === basis && (basis !== null || rule === basisRules[0])) explain(rule, { basis })
  values[at.basis] = basis ?? 'none'

  const ragRule = (yield rulesOf('rag'))[0] ?? null
  const latestRating = (values[at.rating] as Rating | undefined) ?? null
  const ruled = ragRule ? outcomeOf(ragRule, 'rag').rag : null
  // Where the source knows no ratings, one that the authority gave all the same is its rating.
  const rag: Rating | null = ruled === 'rating' || byStage.rag.length === 0 ? latestRating : ruled
  if (ragRule) explain(ragRule, { rag })
  values[at.rag] = rag ?? undefined

  const routeRule = (yield rulesOf('route'))[0] ?? null
  const routeOutcome = routeRule && outcomeOf(routeRule, 'route')
  const destination = routeOutcome?.destination ?? 'screening'
  const team = routeOutcome?.team ?? null
  if (routeRule) {
    gatherFrom(routeRule)
    explain(routeRule, { destination, team, ...ridersOf(routeRule) })
  }
  values[at.route] = destination
  values[at.team] = team ?? 'none'

  const giverRules = firstOfEachList(yield rulesOf('givers'))
  const givers = new Map<string, { rule: CompiledRule; giver: Giver }>()
  for (const [name, list] of lists.givers) {
    const rule = giverRules.get(name)
    if (rule) givers.set(name, { rule, giver: giverOf(rule, list, scope) })
  }
  const consentRules = firstOfEachList(yield rulesOf('consent'))
  const consents: Consent[] = []
  for (const purpose of program.purposes) {
    const rule = consentRules.get(purpose)
    const outcome = rule && outcomeOf(rule, 'consent')
    const requirement = outcome?.requirement ?? null
    const nth = program.vocabulary.purposeNames.indexOf(purpose)
    values[nthSlot(at.requirement, nth)] = requirement ?? 'none'
    if (!rule || !outcome) continue
    gatherFrom(rule)
    const named = outcome.giver === null ? undefined : givers.get(outcome.giver)
    const giver: Giver = named?.giver ?? { from: outcome.from, possible: [outcome.from] }
    if (requirement === null) {
      explain(rule, { purpose, requirement, ...ridersOf(rule) })
      continue
    }
    const proceeds = mayProceed(
      purpose,
      requirement,
      giver,
      contact.consentFor?.[purpose as 'referral'] ?? contact.consent,
      contact,
    )
    values[nthSlot(at.mayProceed, nth)] = proceeds ?? undefined
    explain(rule, { purpose, requirement, from: giver.from, ...ridersOf(rule) })
    if (named && !reasons.some(r => r.rule === named.rule.rule.id)) explain(named.rule, { from: giver.from })
    const own = clausesOf(citing, rule)
    const clauses = named ? [...new Set([...own, ...named.rule.rule.clauses])] : own
    consents.push({ purpose, requirement, from: giver.from, mayProceed: proceeds, rule: rule.rule.id, clauses })
  }

  const deadlineRules = firstOfEachList(yield rulesOf('deadlines'))
  const dated: DatedDeadline[] = []
  for (const [id] of lists.deadlines) {
    const rule = deadlineRules.get(id)
    const one = rule && dateDeadline(program, derived, rule, clausesOf(citing, rule), notices)
    if (!rule || !one) continue
    gatherFrom(rule)
    explain(rule, { deadline: id, duration: one.deadline.duration, from: one.deadline.from, ...ridersOf(rule) })
    dated.push(one)
  }
  dated.sort(byDue)
  const first = governing(dated)

  for (const rule of yield rulesOf('actions')) {
    gatherFrom(rule)
    explain(rule, ridersOf(rule))
  }

  const { actions, also } = gather(citing, asking, team)
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
    reference: contact.reference ?? null,
    rulebook: { version: rulebook.version, digest: rulebook.digest },
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
          basis: basisRules[0] ?? null,
          rag: ragRule,
          route: routeRule,
          givers: giverRules,
          consent: consentRules,
          deadlines: deadlineRules,
        },
      }),
    }),
  }
}

/** Of rules that are true, in order, the first of each list: those that decide. */
function firstOfEachList(rules: readonly CompiledRule[]): ReadonlyMap<string, CompiledRule> {
  const first = new Map<string, CompiledRule>()
  for (const r of rules) {
    const list = r.rule.list ?? ''
    if (!first.has(list)) first.set(list, r)
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
function giverOf(decided: CompiledRule, list: readonly CompiledRule[], scope: Scope): Giver {
  const from = outcomeOf(decided, 'givers').from
  const before = list.slice(0, list.indexOf(decided)).filter(r => r.test(scope) === UNKNOWN)
  const possible: (ConsentGiver | null)[] = before.map(r => outcomeOf(r, 'givers').from)
  return { from, possible: [from, ...possible] }
}

/** Every action once, with its strongest strength, in the order of kinds; every team once, the contact's own team left out. */
function gather(
  citing: Citing,
  asking: CompiledRule[],
  team: string | null,
): { actions: readonly Action[]; also: readonly string[] } {
  const found = new Map<string, Action>()
  const also = new Set<string>()
  // The first rule in file order gives the rule id; rules are asked in the order of the file, stage by stage.
  for (const rule of asking.sort((a, b) => a.place - b.place)) {
    for (const t of rule.rule.also) if (t !== team) also.add(t)
    for (const action of spokenOf(citing, rule).actions) {
      const before = found.get(action.id)
      found.set(action.id, before ? stronger(before, action) : action)
    }
  }
  const actions = actionKinds.flatMap(kind => [...found.values()].filter(a => a.kind === kind))
  return { actions, also: [...also] }
}

/** The same action asked for twice: the first, with the stronger strength. */
const stronger = (first: Action, second: Action): Action =>
  strengths.indexOf(second.strength) < strengths.indexOf(first.strength)
    ? { ...first, strength: second.strength }
    : first

/** Each notice once. */
const once = (notices: readonly Notice[]): readonly Notice[] =>
  notices.length < 2
    ? notices
    : notices.filter((n, i) => notices.findIndex(m => m.code === n.code && m.says === n.says) === i)
