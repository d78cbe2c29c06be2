import type { Observed } from '../rules/operators.js'
import { FALSE } from '../rules/operators.js'
import type { Level, Purpose } from '../rules/vocabulary.js'
import { purposes } from '../rules/vocabulary.js'
import type { CompiledRule, Program } from './compile.js'
import type { DatedDeadline } from './deadlines.js'
import { dueOf } from './deadlines.js'
import type { Consent, Unknown } from './decision.js'
import type { Derived } from './derive.js'
import type { Inquiry } from './inquiry.js'
import {
  askableBehind,
  beginInquiry,
  carriesOn,
  concludeInquiry,
  decidedBy,
  isCertain,
  isOpen,
  leaveOpen,
  lookAhead,
  note,
  openFacts,
} from './inquiry.js'

/** What the stages settled. */
export interface Settled {
  readonly derived: Derived
  readonly level: Level | null
  readonly consents: readonly Consent[]
  readonly governing: DatedDeadline | null
}

/**
 * The facts not given that could change the decision, the most consequential first.
 *
 * It looks at what later information could make of every rule, stage by stage: the outcomes still possible of one stage are
 * what the next stage reads. So it may name too much, never too little.
 */
export function findUnknowns(program: Program, settled: Settled): readonly Unknown[] {
  const inquiry = beginInquiry(program, settled.derived, settled.level)
  lookAtEntry(inquiry)
  lookAtLevel(inquiry)
  lookAtBasis(inquiry)
  lookAtRag(inquiry)
  lookAtRoute(inquiry)
  lookAtConsents(inquiry, settled.consents)
  lookAtDeadlines(inquiry, settled.governing)
  return concludeInquiry(inquiry)
}

function lookAtEntry(inquiry: Inquiry): void {
  const { program } = inquiry
  const entryOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'eligibility' ? r.rule.outcome.entry : 'none'
  const { possible, facts } = lookAhead(
    inquiry,
    program.byStage.eligibility,
    decidedBy(inquiry, 'eligibility'),
    null,
    entryOf,
  )
  leaveOpen(inquiry, program.at.entry, possible.map(entryOf), facts)
}

/** The values that a fact could have: what it is, or whatever it could still become. */
const couldBe = ({ wide }: Inquiry, slot: number): readonly Observed[] => wide.possible[slot] ?? [wide.values[slot]]

function lookAtLevel(inquiry: Inquiry): void {
  const { program } = inquiry
  const rules = program.byStage.level
  const judged = couldBe(inquiry, program.at.practitionerLevel).filter((l): l is Level => typeof l === 'number')
  const levelsOf = ({ rule: { outcome } }: CompiledRule): readonly Level[] =>
    outcome.stage !== 'level' ? [] : outcome.level === 'practitionerLevel' ? judged : [outcome.level]
  // What is certain whatever comes: no open rule at or below it could change the level.
  const floor = Math.max(0, ...rules.filter(r => isCertain(inquiry, r)).map(r => Math.min(...levelsOf(r))))
  const possible = new Set<Level | undefined>([inquiry.level ?? undefined])
  const facts = new Set<string>()
  for (const rule of rules) {
    const levels = levelsOf(rule)
    const varies = levels.length > 1
    if (!isOpen(inquiry, rule) && !(varies && isCertain(inquiry, rule))) continue
    const top = Math.max(...levels) as Level
    if (top <= floor) continue
    const turning = new Map(openFacts(inquiry, rule))
    if (varies) for (const fact of askableBehind(inquiry, 'practitionerLevel')) turning.set(fact, true)
    for (const [fact, asked] of turning) {
      // What stands in an exception alone could only hold the rule back.
      note(inquiry, fact, 'level', asked ? { level: top } : { asked })
      facts.add(fact)
    }
    if (carriesOn(inquiry, rule) || varies) for (const l of levels) if (l > floor) possible.add(l)
  }
  if (possible.size > 1) possible.add(floor === 0 ? undefined : (floor as Level))
  leaveOpen(inquiry, program.at.level, [...possible], facts)
}

function lookAtBasis(inquiry: Inquiry): void {
  const { program } = inquiry
  const basisOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'basis' ? (r.rule.outcome.basis ?? 'none') : 'none'
  const { possible, facts } = lookAhead(inquiry, program.byStage.basis, decidedBy(inquiry, 'basis'), 'basis', basisOf)
  leaveOpen(inquiry, program.at.basis, possible.map(basisOf), facts)
}

function lookAtRag(inquiry: Inquiry): void {
  const { program } = inquiry
  const ragOf = (r: CompiledRule | null): string => (r?.rule.outcome.stage === 'rag' ? r.rule.outcome.rag : 'none')
  const { possible, facts } = lookAhead(inquiry, program.byStage.rag, decidedBy(inquiry, 'rag'), null, ragOf)
  // Without rules on ratings, the latest one given is the authority's.
  const rags = program.byStage.rag.length === 0 ? ['rating'] : possible.map(ragOf)
  const values = rags.flatMap(r =>
    r === 'rating' ? couldBe(inquiry, program.at.rating) : [r === 'none' ? undefined : r],
  )
  leaveOpen(inquiry, program.at.rag, values, [
    ...facts,
    ...(rags.includes('rating') ? askableBehind(inquiry, 'rating') : []),
  ])
}

function lookAtRoute(inquiry: Inquiry): void {
  const { program } = inquiry
  const placeOf = (r: CompiledRule | null): readonly [string, string] =>
    r?.rule.outcome.stage === 'route'
      ? [r.rule.outcome.destination, r.rule.outcome.team ?? 'none']
      : ['screening', 'none']
  const { possible, facts } = lookAhead(inquiry, program.byStage.route, decidedBy(inquiry, 'route'), 'route', r =>
    placeOf(r).join(' '),
  )
  leaveOpen(
    inquiry,
    program.at.route,
    possible.map(r => placeOf(r)[0]),
    facts,
  )
  leaveOpen(
    inquiry,
    program.at.team,
    possible.map(r => placeOf(r)[1]),
    facts,
  )
}

function lookAtConsents(inquiry: Inquiry, consents: readonly Consent[]): void {
  const { program } = inquiry
  const giverOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'givers' ? (r.rule.outcome.from ?? 'anyone') : ''
  const givers = new Map(
    [...program.lists.givers].map(([name, list]) => [
      name,
      lookAhead(inquiry, list, decidedBy(inquiry, 'givers', name), null, giverOf).facts,
    ]),
  )
  const outcomeOf = (r: CompiledRule | null) => (r?.rule.outcome.stage === 'consent' ? r.rule.outcome : null)
  const requirementOf = (r: CompiledRule | null): string => outcomeOf(r)?.requirement ?? 'none'
  const ruling = (r: CompiledRule | null): string =>
    `${requirementOf(r)} ${outcomeOf(r)?.giver ?? outcomeOf(r)?.from ?? ''}`
  for (const purpose of program.purposes) {
    const list = program.lists.consent.get(purpose) ?? []
    const { possible, facts } = lookAhead(inquiry, list, decidedBy(inquiry, 'consent', purpose), 'consent', ruling)
    const turning = new Set(facts)
    for (const rule of possible) for (const fact of givers.get(outcomeOf(rule)?.giver ?? '') ?? []) turning.add(fact)
    const undecided = consents.find(c => c.purpose === purpose)?.mayProceed === null
    if (undecided || possible.some(r => requirementOf(r) === 'required'))
      for (const fact of answersBehind(
        inquiry,
        purpose,
        possible.some(r => outcomeOf(r)?.giver ?? outcomeOf(r)?.from),
      ))
        turning.add(fact)
    for (const fact of turning) note(inquiry, fact, 'consent', { asked: false })
    const nth = purposes.indexOf(purpose)
    leaveOpen(inquiry, program.at.requirement[nth], possible.map(requirementOf), turning)
    if (turning.size > 0) leaveOpen(inquiry, program.at.mayProceed[nth], [true, false, undefined], turning)
  }
}

/** The answers that settle whether something that needs consent may go ahead. */
function answersBehind(inquiry: Inquiry, purpose: Purpose, mattersBy: boolean): readonly string[] {
  const answered = inquiry.derived.contact.consentFor?.[purpose] !== undefined
  const asked = [...(answered ? [] : ['consent']), ...(mattersBy ? ['consentGivenBy'] : []), 'riskOfSignificantHarm']
  return asked.flatMap(fact => askableBehind(inquiry, fact))
}

function lookAtDeadlines(inquiry: Inquiry, governing: DatedDeadline | null): void {
  const { program, derived, wide } = inquiry
  const listOf = (id: string): readonly CompiledRule[] => program.lists.deadlines.get(id) ?? []
  const rests =
    governing !== null &&
    listOf(governing.deadline.id).some(r => r.rule.id === governing.deadline.rule && isOpen(inquiry, r))
  /** Sooner than the clock that governs now, unless that one is itself open. */
  const couldGovern = ({ rule: { outcome } }: CompiledRule): boolean => {
    if (outcome.stage !== 'deadlines' || governing === null || rests) return true
    if (governing.deadline.strength !== 'must' || governing.dueMs === null) return true
    const due = dueOf(program, derived, outcome)
    return due === null || due <= governing.dueMs
  }
  for (const [id, list] of program.lists.deadlines) {
    if (program.rulebook.deadlines[id]?.governs === false) continue
    const decided = decidedBy(inquiry, 'deadlines', id)
    const could = list.filter(r => r === decided || couldGovern(r))
    lookAhead(inquiry, could, decided, 'deadline', r => r?.rule.id ?? 'none')
    // A clock that waits for its event would govern once the event is known.
    for (const rule of could) {
      const { outcome } = rule.rule
      if (outcome.stage !== 'deadlines' || rule.openTest(wide) === FALSE) continue
      for (const event of [outcome.from, outcome.orAt])
        if (event !== null && event !== 'receivedAt')
          for (const fact of askableBehind(inquiry, `events.${event}`))
            note(inquiry, fact, 'deadline', { leads: rule === decided })
    }
  }
}
