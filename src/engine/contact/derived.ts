import { keptFor } from '../../kept-for.js'
import { UNKNOWN } from '../../rules/language/operators.js'
import type { Indicator } from '../../rules/language/rulebook.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import type { FactSet } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import type { Assumed, Notice } from '../decide/decision.js'

/** A contact with what the contract settles before the rules look. */
export interface Derived {
  /** By a fact's place, what the contact says of it. */
  readonly facts: unknown[]
  /** The places of the facts that it gives. */
  readonly places: number[]
  /** The facts and events that it gives, with the events that the channel gives. */
  readonly given: FactSet
  readonly scope: Scope
  /** By an event's place, with those that the channel gives: what was given, and its instant in milliseconds since 1970 UTC. */
  readonly eventTexts: (string | undefined)[]
  readonly eventTimes: Float64Array
  /** When it was received, in milliseconds since 1970 UTC. */
  receivedMs: number
  moment: Moment
  notices: Notice[]
  /** What the contract takes for granted of facts not given, in the order of the facts. */
  assumed: Assumed[]
  /** The same as a set, with those that no rule reads. */
  readonly assumedFacts: FactSet
  /** The indicators given as present, and those given as absent, by their places in the rulebook's tables; each once, in order. */
  readonly present: number[]
  readonly absent: number[]
  /** The conditional indicators that the contact gives as present. */
  readonly conditional: CompiledRule[]
  /** The indicators that are present and count. */
  readonly counting: Indicator[]
}

export function newDerived({ askables, slotNames, vocabulary, indicators, graph }: Program): Derived {
  return {
    facts: new Array<unknown>(vocabulary.factNames.length).fill(undefined),
    places: [],
    given: askables.noFacts(),
    scope: {
      values: new Array(slotNames.length).fill(undefined),
      indicators: new Uint8Array(indicators.length).fill(UNKNOWN),
      states: graph.states.blank.slice(),
    },
    eventTexts: new Array<string | undefined>(vocabulary.eventNames.length).fill(undefined),
    eventTimes: new Float64Array(vocabulary.eventNames.length),
    receivedMs: 0,
    moment: 'receipt',
    notices: [],
    assumed: [],
    assumedFacts: askables.noFacts(),
    present: [],
    absent: [],
    conditional: [],
    counting: [],
  }
}

/** Takes everything of a contact out again, so that nothing of it is kept; what was handed out with a decision stays there. */
function clear({ graph }: Program, derived: Derived): void {
  const { scope } = derived
  derived.facts.fill(undefined)
  derived.places.length = 0
  derived.given.fill(0)
  derived.assumedFacts.fill(0)
  scope.values.fill(undefined)
  scope.states.set(graph.states.blank)
  for (const place of derived.present) scope.indicators[place] = UNKNOWN
  for (const place of derived.absent) scope.indicators[place] = UNKNOWN
  derived.eventTexts.fill(undefined)
  derived.moment = 'receipt'
  derived.notices = []
  derived.assumed = []
  derived.present.length = 0
  derived.absent.length = 0
  derived.conditional.length = 0
  derived.counting.length = 0
}

/** One room for a contact, used again by the next: making one takes longer than deciding in it. */
const roomOf = keptFor((_: Program): { free: Derived | null } => ({ free: null }))

/** A room to decide in. A contact that decides another one while it is read finds the first taken, and gets one of its own. */
export function borrowDerived(program: Program): Derived {
  const room = roomOf(program)
  const { free } = room
  room.free = null
  return free ?? newDerived(program)
}

/** Gives a room back, with nothing left in it. */
export function giveBack(program: Program, derived: Derived): void {
  clear(program, derived)
  roomOf(program).free = derived
}
