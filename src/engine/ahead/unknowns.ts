import type { Observed } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { changeables, strengths } from '../../rules/vocabulary/fixed.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { stages } from '../../rules/vocabulary/stages.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts, hasFacts } from '../compile/fact-set.js'
import type { CompiledRule, Listed, Program, SaidList } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { DatedDeadline } from '../decide/deadlines.js'
import { dueOf } from '../decide/deadlines.js'
import type { Assumed, Changeable, Consent, Unknown } from '../decide/decision.js'
import { IS_FALSE, ruleAt, walkHolds } from '../graph/walk.js'
import { assumedOtherwise, concludeInquiry } from './conclude.js'
import type { Inquiry } from './inquiry.js'
import { addAskable, carriesOn, inquire, inquireAssumed, openRules, openTruth } from './inquiry.js'
import { leaveOpen, leaveSet, lookAhead } from './look-ahead.js'
import type { OpenRule } from './open-plan.js'
import type { Beyond } from './open-scope.js'
import type { Outlook, Places } from './places.js'
import { addTurning } from './turning.js'
import { addValue, beginValues } from './values.js'

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
export function findUnknowns(program: Program, settled: Settled, beyond: Beyond = {}): readonly Unknown[] {
  const { derived, level } = settled
  const found = inquire(program, derived, level, settled, lookAround, beyond)
  const { assumed } = derived
  if (assumed.length === 0) return found
  const otherwise = inquireAssumed(program, derived, level, settled, lookAround)
  // What is taken for granted is asked first, but for the two judgements that matter most.
  let at = 0
  for (let nth = 0; nth < found.length; nth++) if (isJudgement(found[nth])) at = nth + 1
  for (const one of assumed) {
    const open = ofFact(otherwise, one)
    if (open) found.splice(at++, 0, assumedOtherwise(program, open, one))
  }
  return found
}

const isJudgement = (unknown: Unknown | undefined): boolean =>
  unknown?.fact === 'riskOfSignificantHarm' || unknown?.fact === 'immediateDanger'

function ofFact(unknowns: readonly Unknown[], { fact }: Assumed): Unknown | undefined {
  for (const unknown of unknowns) if (unknown.fact === fact) return unknown
  return undefined
}

/** What the outcomes could still be; filled while they are looked at. */
export interface PossibleOutcomes {
  readonly levels: Set<Level | null>
  /** The rules that could come to decide where it goes, by their places; below zero: none. */
  readonly routes: Set<number>
  /** The deadlines that could come to govern, by id; `null`: none. */
  readonly clocks: Set<string | null>
}

/** What the outcomes could still be, where nothing that is assumed turns out otherwise: it may name too much, never too little. */
export function findPossible(program: Program, settled: Settled): PossibleOutcomes {
  const found: PossibleOutcomes = { levels: new Set(), routes: new Set(), clocks: new Set() }
  const { derived, level } = settled
  inquire(program, derived, level, settled, (inquiry, one) => lookAround(inquiry, one, found), { everySign: true })
  return found
}

function lookAround(inquiry: Inquiry, settled: Settled, found: PossibleOutcomes | null = null): Unknown[] {
  lookAtEntry(inquiry, settled)
  let next = lookAtSaidBefore(inquiry, settled, 0, stageOrder.route, found)
  lookAtRoute(inquiry, settled, found)
  next = lookAtSaidBefore(inquiry, settled, next, stageOrder.consent, found)
  lookAtConsents(inquiry, settled)
  next = lookAtSaidBefore(inquiry, settled, next, stageOrder.deadlines, found)
  lookAtDeadlines(inquiry, settled, found)
  lookAtSaidBefore(inquiry, settled, next, stageOrder.actions, found)
  lookAtActions(inquiry)
  return concludeInquiry(inquiry)
}

const stageOrder = {
  route: stages.indexOf('route'),
  consent: stages.indexOf('consent'),
  deadlines: stages.indexOf('deadlines'),
  actions: stages.indexOf('actions'),
} as const

/** Looks at the stages before another whose outcome is one value, from one of them on. @returns which comes next */
function lookAtSaidBefore(
  inquiry: Inquiry,
  settled: Settled,
  from: number,
  end: number,
  found: PossibleOutcomes | null,
): number {
  const { said } = inquiry.program
  let next = from
  for (let one = said[next]; one !== undefined && one.order < end; one = said[++next])
    if (one.isHighest) lookAtLevel(inquiry, found)
    else lookAtSaid(inquiry, settled, one)
  return next
}

const placeOf = (rule: CompiledRule | null | undefined): number => rule?.place ?? -1

/** The place of the rule that decides a list where an indicator that could still fall away is left out; -1 where none does. */
function decidedOf(
  { pending, program, without }: Inquiry,
  { start }: Listed,
  decided: CompiledRule | null | undefined,
): number {
  if (pending.length === 0) return placeOf(decided)
  const end = walkHolds(program.graph.code, start, without)
  return end === IS_FALSE ? -1 : ruleAt(end)
}

/** The list of a stage that has one. */
function listOf({ program }: Inquiry, stage: Stage): Listed {
  const list = program.walks[stage][0]
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
  leaveSet(inquiry, inquiry.program.at.entry, possible, facts)
}

/** Adds the values that a fact could have: what it is, or whatever it could still become. */
function addCouldBe({ possible, derived, values }: Inquiry, slot: number): void {
  const could = possible.get(slot)
  if (could === undefined) addValue(values, derived?.scope.values[slot])
  else for (const value of could) addValue(values, value)
}

function lookAtLevel(inquiry: Inquiry, found: PossibleOutcomes | null): void {
  const { program, plan, notes, values, noFacts } = inquiry
  const { practitionerLevel } = program.at
  beginValues(values)
  addCouldBe(inquiry, practitionerLevel)
  const judged = values.list.slice(0, values.count).filter((l): l is Level => typeof l === 'number')
  const rules = openRules(inquiry, listOf(inquiry, 'level'))
  // What is certain whatever comes: no open rule at or below it could change the level.
  let floor = 0
  for (let nth = 0; nth < rules.count; nth++) {
    const place = rules.at[nth] as number
    if (openTruth(inquiry, place) === TRUE)
      floor = Math.max(floor, (plan.rules[place]?.level ?? 0) || Math.min(...judged))
  }
  beginValues(values)
  addValue(values, inquiry.level ?? undefined)
  const { levels: all } = program.vocabulary
  const facts = noFacts()
  for (let nth = 0; nth < rules.count; nth++) {
    const place = rules.at[nth] as number
    const open = openTruth(inquiry, place)
    const own = plan.rules[place]?.level ?? 0
    const varies = own === 0 && judged.length > 1
    if (open === FALSE || (open === TRUE && !varies)) continue
    const top = own || Math.max(...judged)
    if (top <= floor) continue
    const asked = noFacts()
    // What stands in an exception alone could only hold the rule back.
    addTurning(inquiry, place, facts, asked)
    if (varies) addAskable(inquiry, practitionerLevel, asked)
    addFacts(facts, asked)
    addFacts(notes.asked, asked)
    addFacts(notes.raisesTo[all.indexOf(top)] ?? facts, asked)
    if (!varies && !(open === UNKNOWN && carriesOn(inquiry, place))) continue
    if (own > floor) addValue(values, own)
    else if (own === 0) for (const level of judged) if (level > floor) addValue(values, level)
  }
  addFacts(notes.changes.level, facts)
  // A level that is not certain can come down to what is.
  if (values.count > 1 || (inquiry.level ?? 0) > floor) addValue(values, floor === 0 ? undefined : floor)
  if (found) for (const one of values.list.slice(0, values.count)) found.levels.add((one as Level | undefined) ?? null)
  leaveOpen(inquiry, program.at.level, facts)
}

/** Looks at a stage of which the first rule says the value, or takes it from the contact. */
function lookAtSaid(inquiry: Inquiry, { deciding }: Settled, { stage, slot, unruled, takes }: SaidList): void {
  const { plan, program, values } = inquiry
  const change = changeOf.get(stage) ?? null
  const { possible, facts } = lookAtList(inquiry, stage, deciding.said(stage), change)
  if (!plan.isRead[slot]) return
  if (unruled < 0 && takes.size === 0) {
    leaveSet(inquiry, slot, possible, facts)
    return
  }
  const turning = inquiry.noFacts()
  addFacts(turning, facts)
  beginValues(values)
  const take = (from: number): void => {
    addAskable(inquiry, from, turning)
    addCouldBe(inquiry, from)
  }
  if (unruled >= 0) take(unruled)
  else
    for (let nth = 0; nth < possible.count; nth++) {
      const place = possible.at[nth] as number
      const rule = program.rules[place]
      const from = rule && takes.get(rule)
      if (from === undefined) addValue(values, plan.set.get(slot)?.[1 + place])
      else take(from)
    }
  leaveOpen(inquiry, slot, turning)
}

const changeOf: ReadonlyMap<string, Changeable> = new Map(changeables.map(change => [change, change]))

function lookAtRoute(inquiry: Inquiry, { deciding }: Settled, found: PossibleOutcomes | null): void {
  const { at } = inquiry.program
  const { possible, facts } = lookAtList(inquiry, 'route', deciding.route, 'route')
  if (found) for (let nth = 0; nth < possible.count; nth++) found.routes.add(possible.at[nth] as number)
  leaveSet(inquiry, at.route, possible, facts)
  leaveSet(inquiry, at.team, possible, facts)
}

function lookAtConsents(inquiry: Inquiry, { consents, deciding }: Settled): void {
  const { program, plan, notes, noFacts, values } = inquiry
  const { walks, at } = program
  const givers = walks.givers.map(list => {
    const decided = decidedOf(inquiry, list, deciding.givers[list.nth])
    return lookAhead(inquiry, 'givers', openRules(inquiry, list), decided, null).facts
  })
  for (const list of walks.consent) {
    const decided = decidedOf(inquiry, list, deciding.consent[list.nth])
    const { possible, facts } = lookAhead(inquiry, 'consent', openRules(inquiry, list), decided, 'consent')
    const turning = noFacts()
    addFacts(turning, facts)
    let [mayNeed, mattersBy] = [false, false]
    for (let nth = 0; nth < possible.count; nth++) {
      const about = plan.rules[possible.at[nth] as number]?.consent
      if (!about) continue
      if (about.giver >= 0) addFacts(turning, givers[about.giver] ?? plan.none)
      if (about.isRequired) mayNeed = true
      if (about.mattersBy) mattersBy = true
    }
    if (mayNeed || isUndecided(consents, list.name)) addAnswersBehind(inquiry, list.name, mattersBy, turning)
    addFacts(notes.changes.consent, turning)
    const nth = program.vocabulary.purposeNames.indexOf(list.name)
    leaveSet(inquiry, at.requirement[nth] ?? -1, possible, turning)
    if (!hasFacts(turning)) continue
    beginValues(values)
    for (const value of answers) addValue(values, value)
    leaveOpen(inquiry, at.mayProceed[nth] ?? -1, turning)
  }
}

const answers: readonly Observed[] = [true, false, undefined]

function isUndecided(consents: readonly Consent[], purpose: string): boolean {
  for (const consent of consents) if (consent.purpose === purpose) return consent.mayProceed === null
  return false
}

/** The answers that settle whether something that needs consent may go ahead. */
function addAnswersBehind(inquiry: Inquiry, purpose: string, mattersBy: boolean, into: FactSet): void {
  const { of } = inquiry.program.at
  const given = inquiry.derived?.facts[of.consentFor] as Readonly<Record<string, unknown>> | undefined
  if (given?.[purpose] === undefined) addAskable(inquiry, of.consent, into)
  if (mattersBy) addAskable(inquiry, of.consentGivenBy, into)
  addAskable(inquiry, of.riskOfSignificantHarm, into)
}

function lookAtDeadlines(
  inquiry: Inquiry,
  { derived, governing, deciding }: Settled,
  found: PossibleOutcomes | null,
): void {
  const { program, notes, plan, picked } = inquiry
  const { walks, rulebook } = program
  const latest = latestGoverning(inquiry, derived, governing)
  for (const list of walks.deadlines) {
    const decided = decidedOf(inquiry, list, deciding.deadlines[list.nth])
    const open = openRules(inquiry, list)
    lookAhead(inquiry, 'deadlines', open, decided, 'deadlines')
    addEventsBehind(inquiry, open, null, notes.changes.deadlines)
    const isStart = plan.startsGoverning.has(list.name)
    if (rulebook.deadlines[list.name]?.governs === false && !isStart) continue
    picked.count = 0
    for (let nth = 0; nth < open.count; nth++) {
      const place = open.at[nth] as number
      // What starts a clock that governs moves that one, whenever it falls due itself.
      if (isStart || place === decided || couldGovern(program, derived, place, latest))
        picked.at[picked.count++] = place
    }
    lookAhead(inquiry, 'deadlines', picked, decided, 'deadline')
    addEventsBehind(inquiry, picked, decided, notes.changes.deadline)
    if (picked.count > 0 && rulebook.deadlines[list.name]?.governs !== false) found?.clocks.add(list.name)
  }
  found?.clocks.add(governing?.deadline.id ?? null)
  if (governing !== null && isOpenRule(inquiry, governing) && latest === Number.POSITIVE_INFINITY)
    found?.clocks.add(null)
}

/** The first of the clocks that run whatever comes: no later one can govern. */
function latestGoverning(inquiry: Inquiry, derived: Derived, governing: DatedDeadline | null): number {
  if (governing === null) return Infinity
  // Where the one that governs now is itself open, another may hold.
  if (isOpenRule(inquiry, governing)) {
    let latest = Infinity
    for (const list of inquiry.program.walks.deadlines)
      latest = Math.min(latest, certainDue(inquiry, derived, list) ?? Infinity)
    return latest
  }
  return governing.deadline.strength === 'must' ? (governing.dueMs ?? Infinity) : Infinity
}

function isOpenRule(inquiry: Inquiry, { deadline: { id, rule } }: DatedDeadline): boolean {
  for (const one of inquiry.program.lists.deadlines.get(id) ?? [])
    if (one.rule.id === rule && openTruth(inquiry, one.place) === UNKNOWN) return true
  return false
}

function couldGovern(program: Program, derived: Derived, place: number, latest: number): boolean {
  const outcome = program.rules[place]?.rule.outcome
  if (outcome?.stage !== 'deadlines' || latest === Infinity) return true
  const due = dueOf(program, derived, outcome)
  return due === null || due <= latest
}

/** When a clock that governs, as a duty, is due whatever comes; `null` where that cannot be said. */
function certainDue(inquiry: Inquiry, derived: Derived, list: Listed): number | null {
  const { program } = inquiry
  if (program.rulebook.deadlines[list.name]?.governs === false) return null
  const { at, count } = openRules(inquiry, list)
  const first = count === 0 ? undefined : program.rules[at[0] as number]
  if (first === undefined || openTruth(inquiry, first.place) !== TRUE) return null
  const { outcome } = first.rule
  // The later of two can still become later.
  return outcome.stage === 'deadlines' && outcome.strength === 'must' && outcome.orLater === null
    ? dueOf(program, derived, outcome)
    : null
}

/** A clock that waits for its event would run once the event is known. */
function addEventsBehind(inquiry: Inquiry, { at, count }: Places, decided: number | null, into: FactSet): void {
  const { plan, notes } = inquiry
  for (let nth = 0; nth < count; nth++) {
    const place = at[nth] as number
    const { events } = plan.rules[place] as OpenRule
    for (const slot of events) {
      addAskable(inquiry, slot, into)
      addAskable(inquiry, slot, notes.asked)
      if (place === decided) addAskable(inquiry, slot, notes.leads)
    }
  }
}

/** What rules ask for that could still come to hold, or cease to, where no rule that holds whatever comes asks for it. */
function lookAtActions(inquiry: Inquiry): void {
  const { plan, notes, certain, truths } = inquiry
  const { at, count } = openRules(inquiry, listOf(inquiry, 'actions'))
  certain.fill(strengths.length)
  for (let nth = 0; nth < count; nth++) {
    const place = at[nth] as number
    if (truths[place] === 1 + TRUE) addCertain(certain, plan.rules[place] as OpenRule)
  }
  for (let nth = 0; nth < count; nth++) {
    const place = at[nth] as number
    if (truths[place] !== 1 + UNKNOWN) continue
    const rule = plan.rules[place] as OpenRule
    if (asksMore(certain, rule)) addTurning(inquiry, place, notes.changes.actions, notes.asked)
    if (tellsMore(certain, rule)) addTurning(inquiry, place, notes.changes.also, notes.asked)
  }
}

/** Notes what a rule asks for that holds whatever comes. */
function addCertain(certain: Uint8Array, { actionNumbers, strengths: strong, teamNumbers }: OpenRule): void {
  for (let nth = 0; nth < actionNumbers.length; nth++) {
    const number = actionNumbers[nth] as number
    if ((strong[nth] as number) < (certain[number] as number)) certain[number] = strong[nth] as number
  }
  for (let nth = 0; nth < teamNumbers.length; nth++) certain[teamNumbers[nth] as number] = 0
}

function asksMore(certain: Uint8Array, { actionNumbers, strengths: strong }: OpenRule): boolean {
  for (let nth = 0; nth < actionNumbers.length; nth++)
    if ((certain[actionNumbers[nth] as number] as number) > (strong[nth] as number)) return true
  return false
}

function tellsMore(certain: Uint8Array, { teamNumbers }: OpenRule): boolean {
  for (let nth = 0; nth < teamNumbers.length; nth++) if (certain[teamNumbers[nth] as number] !== 0) return true
  return false
}
