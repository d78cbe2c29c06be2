import type { Result } from '../../diagnostic.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { findPossible } from '../ahead/unknowns.js'
import type { Program } from '../compile/program.js'
import { compile } from '../compile/program.js'
import { within } from '../decide/decide.js'
import { graphAnswer } from '../decide/graph-answer.js'
import { takeSteps } from '../decide/steps.js'
import type { Facts } from './look.js'
import { decideAlone, lookAt, withFact } from './look.js'
import type { OutcomePlace } from './outcome.js'
import { unsettledBy } from './questions.js'
import { samplesOf } from './values.js'

/** What a contact could still come to. It may name too much, never too little. */
export interface Possible {
  /** The lowest first; `null`, where no rule may give one, last. */
  readonly levels: readonly (Level | null)[]
  /** The place that it goes to now first. */
  readonly routes: readonly OutcomePlace[]
  /** The deadlines that could come to govern, by id, the one that does first; `null` where none may. */
  readonly clocks: readonly (string | null)[]
}

/**
 * The levels, places and governing clocks that are still open for a contact, whatever of it becomes known by its moment; one of each
 * where its outcome is settled.
 *
 * @param contact facts as `decide` takes them, still unchecked
 * @returns what is possible, or every mistake in the contact
 * @example
 * const result = possible(rulebook, { receivedAt: '2026-03-27T16:30:00+00:00', riskOfSignificantHarm: true })
 * if (result.ok) console.log(result.value.levels)
 */
export function possible(rulebook: Rulebook, contact: unknown): Result<Possible> {
  const program = compile(rulebook)
  const looked = lookAt(program, contact as Facts)
  if (!looked.ok) return looked
  const { level, route, deadline } = looked.value.decision
  const levels = new Set<Level | null>([level])
  const routes = new Map<string, OutcomePlace>()
  const addRoute = (destination: string, team: string | null): void => {
    routes.set(`${destination} ${team}`, { destination, team })
  }
  addRoute(route.destination, route.team)
  const clocks = new Set<string | null>([deadline?.id ?? null])
  if (unsettledBy(program, looked.value).length > 0)
    for (const variant of withAssumed(program, looked.value.contact)) {
      const found = within(program, variant, (_, derived) =>
        findPossible(program, takeSteps(program, derived, false, graphAnswer(program)).settled),
      )
      if (!found.ok) continue
      for (const one of found.value.levels) levels.add(one)
      for (const one of found.value.clocks) clocks.add(one)
      for (const place of found.value.routes) {
        const outcome = program.rules[place]?.rule.outcome
        if (outcome?.stage === 'route') addRoute(outcome.destination, outcome.team)
        else addRoute('screening', null)
      }
    }
  const inOrder = [...levels].sort((a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
  return { ok: true, value: { levels: inOrder, routes: [...routes.values()], clocks: [...clocks] } }
}

/** A contact as it is, and with each other value of what is assumed of it: a look ahead takes what is assumed for settled. */
function withAssumed(program: Program, contact: Facts): readonly Facts[] {
  const made: Facts[] = []
  const waiting = [contact]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    made.push(one)
    const assumed = decideAlone(program, one)?.assumed ?? []
    const fact = assumed.map(a => a.fact).find(name => !name.startsWith('events.'))
    if (fact === undefined) continue
    for (const { value } of samplesOf(program, one, fact).values) waiting.push(withFact(one, fact, value))
  }
  return made
}
