/** Facts of a contact by name, unchecked. */
export type Facts = Readonly<Record<string, unknown>>

/** What was said about one authority's indicators; `null`: that list is not given. */
export interface Signs {
  readonly seen: readonly string[] | null
  readonly absent: readonly string[] | null
}

/** Why a question was passed over. Either way its fact stays unknown. */
export type Passed = 'not-known' | 'skipped'

/** The page's own question: which authority, and when the contact came. */
export const startQuestion = 'start'

/** Everything that the page remembers. The contact, and so the decision, follows from it. */
export interface TryState {
  readonly authority: string | null
  /** The facts given, indicators aside. */
  readonly facts: Facts
  /** Each authority has its own indicators: those of another one wait until it is chosen again. */
  readonly signs: Readonly<Record<string, Signs>>
  readonly passed: Readonly<Record<string, Passed>>
  /** The question that somebody asked for; `null`: the most consequential one. */
  readonly asking: string | null
  /** Counts the answers, so that the page knows when to move the focus on. */
  readonly turn: number
  /** What went wrong, in words, with a link or a file. */
  readonly problem: string | null
}

export type TryAction =
  | { readonly type: 'begin'; readonly authority: string; readonly receivedAt: string }
  | { readonly type: 'answer'; readonly fact: string; readonly value: unknown }
  | { readonly type: 'pass'; readonly fact: string; readonly how: Passed }
  /** `done`: the next question can come; else the list stays open for more. */
  | { readonly type: 'signs'; readonly signs: Signs; readonly done?: boolean }
  | { readonly type: 'ask'; readonly fact: string | null }
  | { readonly type: 'remove'; readonly fact: string }
  | { readonly type: 'load'; readonly authority: string; readonly contact: Facts }
  | { readonly type: 'problem'; readonly message: string | null }
  | { readonly type: 'restart'; readonly receivedAt: string }

const noSigns: Signs = { seen: null, absent: null }

/** The state before anything is said. */
export const beginState = (receivedAt: string): TryState => ({
  authority: null,
  facts: { receivedAt },
  signs: {},
  passed: {},
  asking: null,
  turn: 0,
  problem: null,
})

/** What was said about the indicators of the authority chosen. */
export const signsOf = ({ authority, signs }: TryState): Signs => signs[authority ?? ''] ?? noSigns

/** The contact that was described, as `decide` takes it. */
export function contactOf(state: TryState): Facts {
  const { seen, absent } = signsOf(state)
  return {
    ...state.facts,
    ...(seen === null ? {} : { indicators: seen }),
    ...(absent === null ? {} : { indicatorsAbsent: absent }),
  }
}

const without = <V>(record: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> =>
  Object.fromEntries(Object.entries(record).filter(([k]) => k !== key))

/** The key under which a fact is kept, and the key within it: `events.caseClosedAt` is one of the map `events`. */
const pathOf = (fact: string): readonly [string, string | null] => {
  const [outer = '', inner = null] = fact.split('.')
  return [outer, inner]
}

/** The value of a fact, also of one in a map. */
export function factValue(facts: Facts, fact: string): unknown {
  const [outer, inner] = pathOf(fact)
  const value = facts[outer]
  return inner === null ? value : (value as Facts | undefined)?.[inner]
}

/** The facts with one of them set; `undefined`, and a map without entries, say nothing and are left out. */
export function withFact(facts: Facts, fact: string, value: unknown): Facts {
  const [outer, inner] = pathOf(fact)
  if (inner !== null) return withFact(facts, outer, withFact((facts[outer] ?? {}) as Facts, inner, value))
  const isEmptyMap =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  return value === undefined || isEmptyMap ? without(facts, outer) : { ...facts, [outer]: value }
}

/** The state after an action; pure, and no action but `restart` and `load` loses what was said. */
export function reduce(state: TryState, action: TryAction): TryState {
  const turn = state.turn + 1
  switch (action.type) {
    case 'begin':
      return {
        ...state,
        authority: action.authority,
        facts: withFact(state.facts, 'receivedAt', action.receivedAt),
        asking: null,
        turn,
        problem: null,
      }
    case 'answer':
      return {
        ...state,
        facts: withFact(state.facts, action.fact, action.value),
        passed: without(state.passed, action.fact),
        asking: null,
        turn,
        problem: null,
      }
    case 'pass':
      // Who no longer knows, takes the answer back.
      return {
        ...(action.how === 'not-known' ? forget(state, action.fact) : state),
        passed: { ...state.passed, [action.fact]: action.how },
        asking: null,
        turn,
        problem: null,
      }
    case 'signs':
      return {
        ...state,
        signs: { ...state.signs, [state.authority ?? '']: action.signs },
        passed: without(state.passed, 'indicators'),
        ...(action.done ? { asking: null, turn } : { asking: 'indicators' }),
      }
    case 'ask':
      return { ...state, asking: action.fact, turn }
    case 'remove':
      return forget(state, action.fact)
    case 'load': {
      const { indicators, indicatorsAbsent, ...facts } = action.contact
      const signs: Signs = {
        seen: (indicators as readonly string[] | undefined) ?? null,
        absent: (indicatorsAbsent as readonly string[] | undefined) ?? null,
      }
      return {
        ...beginState(''),
        facts,
        authority: action.authority,
        signs: { [action.authority]: signs },
        // A page that opens with a contact is read from its top.
        turn: state.turn === 0 ? 0 : turn,
      }
    }
    case 'problem':
      return { ...state, problem: action.message }
    case 'restart':
      return { ...beginState(action.receivedAt), turn }
  }
}

function forget(state: TryState, fact: string): TryState {
  const passed = without(state.passed, fact)
  return fact === 'indicators'
    ? { ...state, passed, signs: without(state.signs, state.authority ?? '') }
    : { ...state, passed, facts: withFact(state.facts, fact, undefined) }
}

/** The question to ask now: the one asked for, else the first open one that was not passed over; `null`: none is left. */
export const questionNow = ({ asking, passed }: TryState, open: readonly string[]): string | null =>
  asking ?? open.find(fact => passed[fact] === undefined) ?? null
