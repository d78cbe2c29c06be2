import type { Observed } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level, Purpose } from '../../rules/vocabulary/fixed.js'
import { strengths } from '../../rules/vocabulary/fixed.js'
import { valueSet } from '../../rules/vocabulary/stages.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts, hasFacts } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import { slotIn } from '../compile/slot-in.js'
import type { Derived } from '../contact/derive.js'
import type { DatedDeadline } from '../decide/deadlines.js'
import { dueOf } from '../decide/deadlines.js'
import type { Consent, Unknown } from '../decide/decision.js'
import type { Inquiry } from './inquiry.js'
import {
  addAskable,
  addTurning,
  beginAssumedInquiry,
  beginInquiry,
  carriesOn,
  concludeInquiry,
  leaveOpen,
  lookAhead,
  openTruth,
} from './inquiry.js'

/** The rules that decided: of a stage with one list the rule, of the others the rules by their list. */
export interface DecidingRules {
  readonly eligibility: CompiledRule | null
  readonly basis: CompiledRule | null
  readonly rag: CompiledRule | null
  readonly route: CompiledRule | null
  readonly givers: ReadonlyMap<string, CompiledRule>
  readonly consent: ReadonlyMap<string, CompiledRule>
  readonly deadlines: ReadonlyMap<string, CompiledRule>
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
  const found = lookAround(beginInquiry(program, derived, level), settled)
  if (derived.assumed.length === 0) return found
  const otherwise = lookAround(beginAssumedInquiry(program, derived, level), settled)
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
  lookAtLevel(inquiry)
  lookAtBasis(inquiry, settled)
  lookAtRag(inquiry, settled)
  lookAtRoute(inquiry, settled)
  lookAtConsents(inquiry, settled)
  lookAtDeadlines(inquiry, settled)
  lookAtActions(inquiry)
  return concludeInquiry(inquiry)
}

/** The rule that decides a list where an indicator that could still fall away is left out. */
function decidedOf({ wide }: Inquiry, rules: readonly CompiledRule[], decided: CompiledRule | null | undefined) {
  return wide.pending.size === 0 ? (decided ?? null) : (rules.find(r => r.holds(wide)) ?? null)
}

function lookAtEntry(inquiry: Inquiry, { deciding }: Settled): void {
  const { byStage, at } = inquiry.program
  const decided = decidedOf(inquiry, byStage.eligibility, deciding.eligibility)
  const { possible, facts } = lookAhead(inquiry, byStage.eligibility, decided, null)
  leaveOpen(inquiry, at.entry, possible, setBy('entry'), facts)
}

/** The values that a fact could have: what it is, or whatever it could still become. */
const couldBe = ({ wide }: Inquiry, slot: number): readonly Observed[] => wide.possible[slot] ?? [wide.values[slot]]

/** What a rule sets a fact to. */
const setBy =
  (fact: string) =>
  (rule: CompiledRule | null): Observed =>
    valueSet(fact, rule?.rule.outcome ?? null)

const itself = (value: Observed): Observed => value

function lookAtLevel(inquiry: Inquiry): void {
  const { program, notes } = inquiry
  const judged = couldBe(inquiry, program.at.practitionerLevel).filter((l): l is Level => typeof l === 'number')
  const levelsOf = ({ rule: { outcome } }: CompiledRule): readonly Level[] =>
    outcome.stage !== 'level' ? [] : outcome.level === 'practitionerLevel' ? judged : [outcome.level]
  const rules = program.byStage.level
  // What is certain whatever comes: no open rule at or below it could change the level.
  let floor = 0
  for (const rule of rules) if (openTruth(inquiry, rule) === TRUE) floor = Math.max(floor, Math.min(...levelsOf(rule)))
  const possible = new Set<Level | undefined>([inquiry.level ?? undefined])
  const { levels: all } = program.vocabulary
  const { noFacts } = program.askables
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

function lookAtBasis(inquiry: Inquiry, { deciding }: Settled): void {
  const { byStage, at } = inquiry.program
  const decided = decidedOf(inquiry, byStage.basis, deciding.basis)
  const { possible, facts } = lookAhead(inquiry, byStage.basis, decided, 'basis')
  leaveOpen(inquiry, at.basis, possible, setBy('basis'), facts)
}

function lookAtRag(inquiry: Inquiry, { deciding }: Settled): void {
  const { program, plan } = inquiry
  const { byStage, at } = program
  const decided = decidedOf(inquiry, byStage.rag, deciding.rag)
  const { possible, facts } = lookAhead(inquiry, byStage.rag, decided, null)
  if (!plan.isRead[at.rag]) return
  // Without rules on ratings, the latest one given is the authority's.
  const rags = byStage.rag.length === 0 ? ['rating'] : possible.map(setBy('rag'))
  const values = rags.flatMap(r => (r === 'rating' ? couldBe(inquiry, at.rating) : [r]))
  const turning = program.askables.noFacts()
  addFacts(turning, facts)
  if (rags.includes('rating')) addAskable(inquiry, at.rating, turning)
  leaveOpen(inquiry, at.rag, values, itself, turning)
}

function lookAtRoute(inquiry: Inquiry, { deciding }: Settled): void {
  const { byStage, at } = inquiry.program
  const decided = decidedOf(inquiry, byStage.route, deciding.route)
  const { possible, facts } = lookAhead(inquiry, byStage.route, decided, 'route')
  leaveOpen(inquiry, at.route, possible, setBy('route'), facts)
  leaveOpen(inquiry, at.team, possible, setBy('team'), facts)
}

function lookAtConsents(inquiry: Inquiry, { consents, deciding }: Settled): void {
  const { program } = inquiry
  const { lists, at } = program
  const givers = new Map<string, FactSet>()
  for (const [name, list] of lists.givers)
    givers.set(name, lookAhead(inquiry, list, decidedOf(inquiry, list, deciding.givers.get(name)), null).facts)
  for (const purpose of program.purposes) {
    const list = lists.consent.get(purpose) ?? []
    const decided = decidedOf(inquiry, list, deciding.consent.get(purpose))
    const { possible, facts } = lookAhead(inquiry, list, decided, 'consent')
    const outcomes = possible.map(r => (r?.rule.outcome.stage === 'consent' ? r.rule.outcome : null))
    const turning = program.askables.noFacts()
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
  const { facts } = inquiry.program.at
  const answered = inquiry.derived.contact.consentFor?.[purpose as 'referral'] !== undefined
  if (!answered) addAskable(inquiry, slotIn(facts, 'consent'), into)
  if (mattersBy) addAskable(inquiry, slotIn(facts, 'consentGivenBy'), into)
  addAskable(inquiry, slotIn(facts, 'riskOfSignificantHarm'), into)
}

function lookAtDeadlines(inquiry: Inquiry, { governing, deciding }: Settled): void {
  const { program, derived, notes } = inquiry
  const { lists, rulebook } = program
  const rests =
    governing !== null &&
    (lists.deadlines.get(governing.deadline.id) ?? []).some(
      r => r.rule.id === governing.deadline.rule && openTruth(inquiry, r) === UNKNOWN,
    )
  /** The first of the clocks that run whatever comes: no later one can govern. Where the one that governs now is itself open, another may hold. */
  const latest = rests
    ? Math.min(...[...lists.deadlines].map(([id, list]) => certainDue(inquiry, id, list) ?? Infinity))
    : governing?.deadline.strength === 'must'
      ? (governing.dueMs ?? Infinity)
      : Infinity
  const couldGovern = ({ rule: { outcome } }: CompiledRule): boolean => {
    if (outcome.stage !== 'deadlines') return true
    const due = dueOf(program, derived, outcome)
    return due === null || due <= latest
  }
  for (const [id, list] of lists.deadlines) {
    const decided = decidedOf(inquiry, list, deciding.deadlines.get(id))
    lookAhead(inquiry, list, decided, 'deadlines')
    addEventsBehind(inquiry, list, null, notes.changes.deadlines)
    if (rulebook.deadlines[id]?.governs === false) continue
    const could = list.filter(r => r === decided || (openTruth(inquiry, r) !== FALSE && couldGovern(r)))
    lookAhead(inquiry, could, decided, 'deadline')
    addEventsBehind(inquiry, could, decided, notes.changes.deadline)
  }
}

/** When a clock that governs, as a duty, is due whatever comes; `null` where that cannot be said. */
function certainDue(inquiry: Inquiry, id: string, list: readonly CompiledRule[]): number | null {
  const { program, derived } = inquiry
  if (program.rulebook.deadlines[id]?.governs === false) return null
  const first = list.find(r => openTruth(inquiry, r) !== FALSE)
  if (first === undefined || openTruth(inquiry, first) !== TRUE) return null
  const { outcome } = first.rule
  return outcome.stage === 'deadlines' && outcome.strength === 'must' ? dueOf(program, derived, outcome) : null
}

/** A clock that waits for its event would run once the event is known. */
function addEventsBehind(
  inquiry: Inquiry,
  rules: readonly CompiledRule[],
  decided: CompiledRule | null,
  into: FactSet,
): void {
  const { program, notes } = inquiry
  for (const rule of rules) {
    const { outcome } = rule.rule
    if (outcome.stage !== 'deadlines' || openTruth(inquiry, rule) === FALSE) continue
    for (const event of [outcome.from, outcome.orAt])
      if (event !== null && event !== 'receivedAt') {
        const facts = program.askables.noFacts()
        addAskable(inquiry, slotIn(program.slots, `events.${event}`), facts)
        addFacts(into, facts)
        addFacts(notes.asked, facts)
        if (rule === decided) addFacts(notes.leads, facts)
      }
  }
}

/** What rules ask for that could still come to hold, or cease to, where no rule that holds whatever comes asks for it. */
function lookAtActions(inquiry: Inquiry): void {
  const { program, notes } = inquiry
  const rules = program.byStage.actions
  const certain = new Map<string, number>()
  for (const rule of rules) {
    if (openTruth(inquiry, rule) !== TRUE) continue
    for (const { id, strength } of rule.rule.actions)
      certain.set(id, Math.min(certain.get(id) ?? strengths.length, strengths.indexOf(strength)))
    for (const team of rule.rule.also) certain.set(`also ${team}`, 0)
  }
  const isCertain = (key: string, strength: number): boolean => (certain.get(key) ?? strengths.length) <= strength
  for (const rule of rules) {
    const { actions, also } = rule.rule
    const asksMore = actions.some(({ id, strength }) => !isCertain(id, strengths.indexOf(strength)))
    const tellsMore = also.some(team => !isCertain(`also ${team}`, 0))
    if ((!asksMore && !tellsMore) || openTruth(inquiry, rule) !== UNKNOWN) continue
    const turning = program.askables.noFacts()
    addTurning(inquiry, rule, turning, notes.asked)
    if (asksMore) addFacts(notes.changes.actions, turning)
    if (tellsMore) addFacts(notes.changes.also, turning)
  }
}
