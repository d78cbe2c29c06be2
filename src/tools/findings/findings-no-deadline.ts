import type { CompiledRule } from '../../engine/compile/program.js'
import type { Condition } from '../../rules/language/condition.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Destination, Level } from '../../rules/vocabulary/fixed.js'
import type { Formula } from '../logic/formula.js'
import { every, some } from '../logic/formula.js'
import { ask } from '../logic/logic.js'
import { rulesBefore, settledBy, withSettled } from '../promises/settled.js'
import type { Finding } from './finding.js'
import { finding } from './finding.js'
import type { Seen, Study } from './study.js'
import { decides, run, seek } from './study.js'

/** The gap's name: the level and the place, so that a clock lost on one way is not hidden by another that has none. */
const gapAt = (level: Level | null, place: Destination): string =>
  `${level === null ? 'no-level' : `level-${level}`}-to-${place}`

/** The level and the place of a decision by which something must be done while no clock that governs is set; else `null`. */
export function clockGapOf({ trace: { decision } }: Seen): string | null {
  const clockless = decision.actions.some(a => a.strength === 'must') && !decision.deadlines.some(d => d.governs)
  return clockless ? gapAt(decision.level, decision.route.destination) : null
}

/** For each level and each place that a contact can go to: one that must be acted on and has no deadline. */
export function findNoDeadline(study: Study): readonly Finding[] {
  const { logic } = study
  const levels: readonly (Level | null)[] = [...study.program.vocabulary.levels, null]
  const must = somethingMust(study)
  return routesByPlace(study).flatMap(([place, routes]) =>
    levels.flatMap(level => {
      const shown = shownByAcceptance(study, gapAt(level, place))
      // What an acceptance shows need not be sought.
      if (shown !== null) return [gapFinding(study, shown, level, place)]
      const clockless = some(routes.map(route => clocklessBy(study, route, level)))
      // What the level itself rests on is looked at last: most places are ruled out without it.
      if (ask(logic, clockless).status === 'unsatisfiable') return []
      const atLevel = logic.where('level', null, v => v === (level ?? undefined))
      return noDeadlineAt(study, every([clockless, atLevel, must]), level, place)
    }),
  )
}

/** A contact that shows a gap which the rulebook accepts, as it stands there. */
function shownByAcceptance({ rulebook, seen }: Study, about: string): Contact | null {
  const isAccepted = rulebook.accepted.some(a => a.finding === 'no-deadline' && a.rule === about)
  return isAccepted ? (seen.find(s => clockGapOf(s) === about)?.contact ?? null) : null
}

function routesByPlace({ program }: Study): readonly (readonly [Destination, readonly CompiledRule[]])[] {
  const places = new Map<Destination, CompiledRule[]>()
  for (const rule of program.byStage.route)
    if (rule.rule.outcome.stage === 'route') {
      const { destination } = rule.rule.outcome
      places.set(destination, [...(places.get(destination) ?? []), rule])
    }
  return [...places]
}

/** Where a rule that asks for an action that must be done is the one that decides. */
const somethingMust = (study: Study): Formula =>
  some(study.program.rules.filter(r => r.rule.actions.some(a => a.strength === 'must')).map(r => decides(study, r)))

/** Taking this level as given, this route decides, and no clock that governs is set. */
function clocklessBy({ program, logic, rulebook }: Study, route: CompiledRule, level: Level | null): Formula {
  const byLevel = ({ condition }: CompiledRule): Condition => withSettled(condition, settledBy(level))
  const way = [logic.holds(byLevel(route)), ...rulesBefore(program, route).map(r => logic.holdsNot(byLevel(r)))]
  const byRoute = ({ condition }: CompiledRule): Condition => withSettled(condition, settledBy(level, route))
  const clocks = program.byStage.deadlines.filter(
    ({ rule: { outcome: o } }) => o.stage === 'deadlines' && rulebook.deadlines[o.deadline]?.governs !== false,
  )
  return every([...way, ...clocks.map(r => logic.holdsNot(byRoute(r)))])
}

function noDeadlineAt(study: Study, question: Formula, level: Level | null, place: Destination): readonly Finding[] {
  const about = gapAt(level, place)
  const sought = seek(study, question, s => clockGapOf(s) === about)
  return sought.found === 'contact' ? [gapFinding(study, sought.contact, level, place)] : []
}

function gapFinding({ rulebook, program }: Study, witness: Contact, level: Level | null, place: Destination): Finding {
  const who = level === null ? 'a contact without a level' : `a contact at level ${level}`
  const { actions } = run(rulebook, program, witness).trace.decision
  const first = actions.find(a => a.strength === 'must')
  return finding({
    code: 'no-deadline',
    message: `${who} that goes to \`${place}\` must be acted on${first ? ` (\`${first.id}\`)` : ''} and has no deadline`,
    hint: 'add a rule under `deadlines`, or accept it with the reason if the source sets no time',
    path: ['rules', 'deadlines'],
    about: gapAt(level, place),
    witness,
    proof: 'search',
  })
}
