import type { Observed } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level, Purpose } from '../../rules/vocabulary/fixed.js'
import { changeables, strengths } from '../../rules/vocabulary/fixed.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { stages, valueSet } from '../../rules/vocabulary/stages.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts, hasFacts } from '../compile/fact-set.js'
import type { CompiledRule, Listed, Program, SaidList } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { DatedDeadline } from '../decide/deadlines.js'
import { dueOf } from '../decide/deadlines.js'
import type { Changeable, Consent, Unknown } from '../decide/decision.js'
import { IS_FALSE, ruleAt, walkHolds } from '../graph/walk.js'
import { concludeInquiry } from './conclude.js'
import type { Inquiry } from './inquiry.js'
import { addAskable, carriesOn, inquire, inquireAssumed, openRules, openTruth } from './inquiry.js'
import type { Outlook } from './look-ahead.js'
import { leaveOpen, lookAhead } from './look-ahead.js'
import { addTurning } from './turning.js'

/** The rules that decided: of a stage with one list the rule, of the others the rules by their list's place. */
export interface DecidingRules {
  readonly eligibility: CompiledRule | null
  /** Of a stage whose outcome is one value. */
  readonly said: (stage: Stage) => CompiledRule | null
  readonly route: CompiledRule | null
  readonly givers: readonly (CompiledRule | undefined)[]
  readonly consent: readonly (CompiledRule | undefined)[]
  readonly deadlines: readonly (CompiledRule | undefined)[]
}

/** What the stages settled. */
export interface Settled {
  readonly derived: Derived
  readonly level: Level | null
  readonly consents: readonly Consent[]
  readonly governing: DatedDeadline | null
  readonly deciding: DecidingRules
}

/**
 * The facts not given that could change the decision, the most consequential first.
 *
 * It looks at what later information could make of every rule, stage by stage: the outcomes still possible of one stage are
 * what the next stage reads. So it may name too much, never too little.
 */
export function findUnknowns(program: Program, settled: Settled): readonly Unknown[] {
  const { derived, level } = settled
  const found = inquire(program, derived, level, inquiry => lookAround(inquiry, settled))
  if (derived.assumed.length === 0) return found
  const otherwise = inquireAssumed(program, derived, level, inquiry => lookAround(inquiry, settled))
  const assumed = derived.assumed.flatMap(({ fact, value }): Unknown[] => {
    const open = otherwise.find(u => u.fact === fact)
    return open ? [{ ...open, assumed: value }] : []
  })
  // What is taken for granted is asked first, but for the two judgements that matter most.
  const first = 1 + Math.max(...judgements.map(fact => found.findIndex(u => u.fact === fact)))
  return [...found.slice(0, first), ...assumed, ...found.slice(first)]
}

const judgements = ['riskOfSignificantHarm', 'immediateDanger'] as const

function lookAround(inquiry: Inquiry, settled: Settled): readonly Unknown[] {
  lookAtEntry(inquiry, settled)
  let next = 0
  const lookBefore = (stage: Stage): void => {
    const { said } = inquiry.program
    const end = stages.indexOf(stage)
    for (let one = said[next]; one !== undefined && one.order < end; one = said[++next])
      if (one.isHighest) lookAtLevel(inquiry)
      else lookAtSaid(inquiry, settled, one)
  }
  lookBefore('route')
  lookAtRoute(inquiry, settled)
  lookBefore('consent')
  lookAtConsents(inquiry, settled)
  lookBefore('deadlines')
  lookAtDeadlines(inquiry, settled)
  lookBefore('actions')
  lookAtActions(inquiry)
  return concludeInquiry(inquiry)
}

/** The rule that decides a list where an indicator that could still fall away is left out. */
function decidedOf(
  { pending, program, without }: Inquiry,
  { start }: Listed,
  decided: CompiledRule | null | undefined,
) {
  if (pending.length === 0) return decided ?? null
  const end = walkHolds(program.graph.code, start, without)
  return end === IS_FALSE ? null : (program.rules[ruleAt(end)] ?? null)
}

/** The list of a stage that has one. */
function listOf({ program }: Inquiry, stage: Stage): Listed {
  const [list] = program.walks[stage]
  if (!list) throw new Error(`the stage ${stage} has no list`)
  return list
}

/** Looks at the list of a stage that has one. */
function lookAtList(inquiry: Inquiry, stage: Stage, decided: CompiledRule | null, change: Changeable | null): Outlook {
  const list = listOf(inquiry, stage)
  return lookAhead(inquiry, stage, openRules(inquiry, list), decidedOf(inquiry, list, decided), change)
}

function lookAtEntry(inquiry: Inquiry, { deciding }: Settled): void {
  const { possible, facts } = lookAtList(inquiry, 'eligibility', deciding.eligibility, null)
  leaveOpen(inquiry, inquiry.program.at.entry, possible, setBy.entry, facts)
}

/** The values that a fact could have: what it is, or whatever it could still become. */
const couldBe = ({ possible, derived }: Inquiry, slot: number): readonly Observed[] =>
  possible.get(slot) ?? [derived?.scope.values[slot]]

type SetBy = (rule: CompiledRule | null) => Observed

const setTo =
  (fact: string): SetBy =>
  rule =>
    valueSet(fact, rule?.rule.outcome ?? null)

/** What a rule sets a fact to. */
const setBy = {
  entry: setTo('entry'),
  route: setTo('route'),
  team: setTo('team'),
} as const

const itself = (value: Observed): Observed => value

function lookAtLevel(inquiry: Inquiry): void {
  const { program, notes } = inquiry
  const judged = couldBe(inquiry, program.at.practitionerLevel).filter((l): l is Level => typeof l === 'number')
  const levelsOf = ({ rule: { outcome } }: CompiledRule): readonly Level[] =>
    outcome.stage !== 'level' ? [] : outcome.level === 'practitionerLevel' ? judged : [outcome.level]
  const rules = openRules(inquiry, listOf(inquiry, 'level'))
  // What is certain whatever comes: no open rule at or below it could change the level.
  let floor = 0
  for (const rule of rules) if (openTruth(inquiry, rule) === TRUE) floor = Math.max(floor, Math.min(...levelsOf(rule)))
  const possible = new Set<Level | undefined>([inquiry.level ?? undefined])
  const { levels: all } = program.vocabulary
  const { noFacts } = inquiry
  const facts = noFacts()
  for (const rule of rules) {
    const open = openTruth(inquiry, rule)
    const levels = levelsOf(rule)
    const varies = levels.length > 1
    if (open === FALSE || (open === TRUE && !varies)) continue
    const top = Math.max(...levels) as Level
    if (top <= floor) continue
    const asked = noFacts()
    // What stands in an exception alone could only hold the rule back.
    addTurning(inquiry, rule, facts, asked)
    if (varies) addAskable(inquiry, program.at.practitionerLevel, asked)
    addFacts(facts, asked)
    addFacts(notes.asked, asked)
    addFacts(notes.raisesTo[all.indexOf(top)] ?? facts, asked)
    if ((open === UNKNOWN && carriesOn(inquiry, rule)) || varies) for (const l of levels) if (l > floor) possible.add(l)
  }
  addFacts(notes.changes.level, facts)
  // A level that is not certain can come down to what is.
  if (possible.size > 1 || (inquiry.level ?? 0) > floor) possible.add(floor === 0 ? undefined : (floor as Level))
  leaveOpen(inquiry, program.at.level, [...possible], itself, facts)
}

/** Looks at a stage of which the first rule says the value, or takes it from the contact. */
function lookAtSaid(inquiry: Inquiry, { deciding }: Settled, { stage, fact, slot, unruled, takes }: SaidList): void {
  const { plan } = inquiry
  const change = (changeables as readonly string[]).includes(stage) ? (stage as Changeable) : null
  const { possible, facts } = lookAtList(inquiry, stage, deciding.said(stage), change)
  if (!plan.isRead[slot]) return
  if (unruled < 0 && takes.size === 0) {
    leaveOpen(inquiry, slot, possible, setTo(fact), facts)
    return
  }
  const turning = inquiry.noFacts()
  addFacts(turning, facts)
  const taken = (from: number): readonly Observed[] => {
    addAskable(inquiry, from, turning)
    return couldBe(inquiry, from)
  }
  const values =
    unruled >= 0
      ? taken(unruled)
      : possible.flatMap(rule => {
          const from = rule && takes.get(rule)
          return typeof from === 'number' ? taken(from) : [valueSet(fact, rule?.rule.outcome ?? null)]
        })
  leaveOpen(inquiry, slot, values, itself, turning)
}

function lookAtRoute(inquiry: Inquiry, { deciding }: Settled): void {
  const { at } = inquiry.program
  const { possible, facts } = lookAtList(inquiry, 'route', deciding.route, 'route')
  leaveOpen(inquiry, at.route, possible, setBy.route, facts)
  leaveOpen(inquiry, at.team, possible, setBy.team, facts)
}

function lookAtConsents(inquiry: Inquiry, { consents, deciding }: Settled): void {
  const { program } = inquiry
  const { walks, at } = program
  const givers = new Map<string, FactSet>()
  for (const list of walks.givers) {
    const decided = decidedOf(inquiry, list, deciding.givers[list.nth])
    givers.set(list.name, lookAhead(inquiry, 'givers', openRules(inquiry, list), decided, null).facts)
  }
  for (const list of walks.consent) {
    const { name: purpose } = list
    const decided = decidedOf(inquiry, list, deciding.consent[list.nth])
    const { possible, facts } = lookAhead(inquiry, 'consent', openRules(inquiry, list), decided, 'consent')
    const outcomes = possible.map(r => (r?.rule.outcome.stage === 'consent' ? r.rule.outcome : null))
    const turning = inquiry.noFacts()
    addFacts(turning, facts)
    for (const outcome of outcomes) {
      const behind = givers.get(outcome?.giver ?? '')
      if (behind) addFacts(turning, behind)
    }
    const undecided = consents.find(c => c.purpose === purpose)?.mayProceed === null
    if (undecided || outcomes.some(o => o?.requirement === 'required'))
      addAnswersBehind(
        inquiry,
        purpose,
        outcomes.some(o => o?.giver ?? o?.from),
        turning,
      )
    addFacts(inquiry.notes.changes.consent, turning)
    const nth = program.vocabulary.purposeNames.indexOf(purpose)
    leaveOpen(inquiry, at.requirement[nth], outcomes, o => o?.requirement ?? 'none', turning)
    if (hasFacts(turning)) leaveOpen(inquiry, at.mayProceed[nth], [true, false, undefined], itself, turning)
  }
}

/** The answers that settle whether something that needs consent may go ahead. */
function addAnswersBehind(inquiry: Inquiry, purpose: Purpose, mattersBy: boolean, into: FactSet): void {
  const { of } = inquiry.program.at
  const answers = inquiry.derived?.facts[of.consentFor] as Readonly<Record<string, unknown>> | undefined
  if (answers?.[purpose] === undefined) addAskable(inquiry, of.consent, into)
  if (mattersBy) addAskable(inquiry, of.consentGivenBy, into)
  addAskable(inquiry, of.riskOfSignificantHarm, into)
}

function lookAtDeadlines(inquiry: Inquiry, { derived, governing, deciding }: Settled): void {
  const { program, notes, plan } = inquiry
  const { walks, lists, rulebook } = program
  const rests =
    governing !== null &&
    (lists.deadlines.get(governing.deadline.id) ?? []).some(
      r => r.rule.id === governing.deadline.rule && openTruth(inquiry, r) === UNKNOWN,
    )
  /** The first of the clocks that run whatever comes: no later one can govern. Where the one that governs now is itself open, another may hold. */
  const latest = rests
    ? Math.min(...walks.deadlines.map(list => certainDue(inquiry, derived, list) ?? Infinity))
    : governing?.deadline.strength === 'must'
      ? (governing.dueMs ?? Infinity)
      : Infinity
  const couldGovern = ({ rule: { outcome } }: CompiledRule): boolean => {
    if (outcome.stage !== 'deadlines') return true
    const due = dueOf(program, derived, outcome)
    return due === null || due <= latest
  }
  for (const list of walks.deadlines) {
    const decided = decidedOf(inquiry, list, deciding.deadlines[list.nth])
    const open = openRules(inquiry, list)
    lookAhead(inquiry, 'deadlines', open, decided, 'deadlines')
    addEventsBehind(inquiry, open, null, notes.changes.deadlines)
    const isStart = plan.startsGoverning.has(list.name)
    if (rulebook.deadlines[list.name]?.governs === false && !isStart) continue
    // What starts a clock that governs moves that one, whenever it falls due itself.
    const could = isStart ? open : open.filter(r => r === decided || couldGovern(r))
    lookAhead(inquiry, 'deadlines', could, decided, 'deadline')
    addEventsBehind(inquiry, could, decided, notes.changes.deadline)
  }
}

/** When a clock that governs, as a duty, is due whatever comes; `null` where that cannot be said. */
function certainDue(inquiry: Inquiry, derived: Derived, list: Listed): number | null {
  const { program } = inquiry
  if (program.rulebook.deadlines[list.name]?.governs === false) return null
  const [first] = openRules(inquiry, list)
  if (first === undefined || openTruth(inquiry, first) !== TRUE) return null
  const { outcome } = first.rule
  // The later of two can still become later.
  return outcome.stage === 'deadlines' && outcome.strength === 'must' && outcome.orLater === null
    ? dueOf(program, derived, outcome)
    : null
}

/** A clock that waits for its event would run once the event is known. */
function addEventsBehind(
  inquiry: Inquiry,
  rules: readonly CompiledRule[],
  decided: CompiledRule | null,
  into: FactSet,
): void {
  const { plan, notes } = inquiry
  for (const rule of rules)
    for (const slot of plan.rules[rule.place]?.events ?? []) {
      addAskable(inquiry, slot, into)
      addAskable(inquiry, slot, notes.asked)
      if (rule === decided) addAskable(inquiry, slot, notes.leads)
    }
}

/** What rules ask for that could still come to hold, or cease to, where no rule that holds whatever comes asks for it. */
function lookAtActions(inquiry: Inquiry): void {
  const { plan, notes, certain } = inquiry
  const rules = openRules(inquiry, listOf(inquiry, 'actions'))
  certain.fill(strengths.length)
  for (const rule of rules) {
    if (openTruth(inquiry, rule) !== TRUE) continue
    const asks = plan.rules[rule.place]
    for (const { number, strength } of asks?.actionNumbers ?? [])
      if (strength < (certain[number] ?? 0)) certain[number] = strength
    for (const number of asks?.teamNumbers ?? []) certain[number] = 0
  }
  for (const rule of rules) {
    if (openTruth(inquiry, rule) !== UNKNOWN) continue
    const asks = plan.rules[rule.place]
    let [asksMore, tellsMore] = [false, false]
    for (const { number, strength } of asks?.actionNumbers ?? []) if ((certain[number] ?? 0) > strength) asksMore = true
    for (const number of asks?.teamNumbers ?? []) if (certain[number] !== 0) tellsMore = true
    if (!asksMore && !tellsMore) continue
    if (asksMore) addTurning(inquiry, rule, notes.changes.actions, notes.asked)
    if (tellsMore) addTurning(inquiry, rule, notes.changes.also, notes.asked)
  }
}
