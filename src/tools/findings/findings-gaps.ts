import { effectiveCondition } from '../../engine/compile/rule-conditions.js'
import { slotIn } from '../../engine/compile/slot-in.js'
import { deadlineIn, deliveryEvent } from '../../rules/language/clock-starts.js'
import type { Condition } from '../../rules/language/condition.js'
import { negate } from '../../rules/language/condition.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import { traceContact } from '../cases/trace.js'
import { every, some } from '../logic/formula.js'
import type { Finding } from './finding.js'
import { finding } from './finding.js'
import { clockGapOf, findNoDeadline } from './findings-no-deadline.js'
import type { Seen, Study } from './study.js'
import { decides, seek } from './study.js'

/** A finding of something missing, by what it is about. */
export type Gap = Pick<Finding, 'code' | 'about'>

/** What is missing from a decision, as a finding tells it; an accepted witness is matched by it. */
export function gapsOf(rulebook: Rulebook, seen: Seen): readonly Gap[] {
  const { decision, fired } = seen.trace
  const clockless = clockGapOf(seen)
  return [
    ...(decision.level === null && isSettled(rulebook, seen) ? [{ code: 'no-level', about: 'no-level' } as const] : []),
    ...(fired.some(r => r.rule.stage === 'route') ? [] : [{ code: 'no-route', about: 'no-route' } as const]),
    ...(clockless === null ? [] : [{ code: 'no-deadline', about: clockless } as const]),
  ]
}

/** No fact that is left out could still give a level. */
function isSettled(rulebook: Rulebook, { contact }: Seen): boolean {
  const { decision } = traceContact(rulebook, contact, { rationale: false })
  return !(decision.unknowns ?? []).some(u => u.couldChange.includes('level'))
}

/** Contacts that get no level, no route or, though they must be acted on, no deadline. */
export function findGaps(study: Study): readonly Finding[] {
  return [...noLevel(study), ...noRoute(study), ...findNoDeadline(study)]
}

function noLevel(study: Study): readonly Finding[] {
  const { rulebook, program, logic } = study
  // Where the level that a practitioner gives always stands, it can always still be asked for.
  if (program.byStage.level.some(({ rule: r }) => givesJudged(r) && isAlways(r.when) && r.unless === null)) return []
  const none = every(
    program.byStage.level.map(r => logic.holds(negate(effectiveCondition(r.rule, program.vocabulary.ratingNames)))),
  )
  const sought = seek(study, none, s => s.trace.decision.level === null && isSettled(rulebook, s))
  if (sought.found !== 'contact') return []
  return [
    finding({
      code: 'no-level',
      message: 'a contact gets no level, and nothing that could still be known would give it one',
      hint: 'add a rule under `level` for such a contact, or let the level that a practitioner gives stand',
      path: ['rules', 'level'],
      about: 'no-level',
      witness: sought.contact,
      proof: 'search',
    }),
  ]
}

const givesJudged = ({ outcome }: Rule): boolean => outcome.stage === 'level' && outcome.level === 'practitionerLevel'
const isAlways = (condition: Condition): boolean => 'all' in condition && condition.all.length === 0

function noRoute(study: Study): readonly Finding[] {
  const { program, logic } = study
  const none = every(program.byStage.route.map(r => logic.firesNot(r)))
  const sought = seek(study, none, s => !s.trace.fired.some(r => r.rule.stage === 'route'))
  if (sought.found !== 'contact') return []
  return [
    finding({
      code: 'no-route',
      message: 'a contact goes nowhere: no rule under `route` is true of it',
      hint: 'let the last rule be `when: otherwise`, without an exception',
      path: ['rules', 'route'],
      about: 'no-route',
      witness: sought.contact,
      proof: 'search',
    }),
  ]
}

/** Deadlines that can never have a date, since where they are set their event cannot be given. */
export function findEventsNeverGiven(study: Study): readonly Finding[] {
  const { program, logic, paths } = study
  return program.byStage.deadlines.flatMap((rule): Finding[] => {
    const { id, outcome } = rule.rule
    if (outcome.stage !== 'deadlines') return []
    const events = [['from', outcome.from] as const, ['orAt', outcome.orAt] as const]
    return events.flatMap(([key, event]): Finding[] => {
      // What another clock starts from is told at that clock, and weeks of pregnancy stand in for their date.
      if (event === null || event === 'receivedAt' || event === deliveryEvent || deadlineIn(event) !== null) return []
      const slot = slotIn(program.slots, `events.${event}`)
      const given = logic.where(`events.${event}`, null, v => v !== undefined)
      const sought = seek(
        study,
        every([decides(study, rule), given]),
        s => s.deciding.has(id) && s.trace.scope.values[slot] !== undefined,
      )
      if (sought.found === 'contact') return []
      const set = seek(study, decides(study, rule), s => s.deciding.has(id))
      // A rule that never decides is told as that.
      if (set.found !== 'contact') return []
      return [
        finding({
          code: 'event-never-given',
          message: `the deadline of \`${id}\` starts from \`${event}\`, which is never known where the rule decides`,
          hint: 'start it from another event, or let the rule apply where this one is known',
          path: [...(paths.get(id) ?? []), key],
          rule: id,
          witness: set.contact,
          proof: sought.found === 'none' ? 'exhaustive' : 'search',
        }),
      ]
    })
  })
}

/** Teams to which contacts are sent, and of whom nothing is ever asked. */
export function findTeamsToldNothing(study: Study): readonly Finding[] {
  const { program, logic, rulebook } = study
  const asking = program.rules.filter(r => r.rule.actions.length > 0)
  const teams = program.byStage.route.flatMap(({ rule: { outcome } }) =>
    outcome.stage === 'route' && outcome.team !== null ? [outcome.team] : [],
  )
  return [...new Set(teams)].flatMap((team): Finding[] => {
    const sent = logic.where('team', null, v => v === team)
    const told = seek(
      study,
      every([sent, some(asking.map(r => decides(study, r)))]),
      s => s.trace.decision.route.team === team && s.trace.decision.actions.length > 0,
    )
    if (told.found === 'contact') return []
    const routed = seek(study, sent, s => s.trace.decision.route.team === team)
    if (routed.found !== 'contact') return []
    return [
      finding({
        code: 'team-told-nothing',
        message: `contacts are sent to \`${team}\` (${rulebook.teams[team] ?? team}), and no action is ever asked for there`,
        hint: 'give the route an action, or add a rule under `actions` for this team',
        path: ['teams', team],
        about: team,
        witness: routed.contact,
        proof: told.found === 'none' ? 'exhaustive' : 'search',
      }),
    ]
  })
}
