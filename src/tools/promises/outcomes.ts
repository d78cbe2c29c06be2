import type { CompiledRule } from '../../engine/compile/program.js'
import { compile } from '../../engine/compile/program.js'
import type { Decision } from '../../engine/decide/decision.js'
import { TRUE } from '../../rules/language/operators.js'
import type { OutcomeSet, Rulebook, RulebookContent } from '../../rules/language/rulebook.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { conditionWords } from '../changes/condition-changes.js'
import { buildFor } from '../contacts/built-contacts.js'
import type { Formula } from '../logic/formula.js'
import { certain, every, impossible, some } from '../logic/formula.js'
import type { Logic } from '../logic/logic.js'
import { ask } from '../logic/logic.js'
import { testOf } from '../logic/test-of.js'
import { givenThat, ofSingleContacts } from './given.js'
import type { Built, RulebookPromise } from './promise.js'
import { traced } from './promise.js'
import type { Settled } from './settled.js'
import { rulesBefore, settledBy, withSettled } from './settled.js'

// Promises over what a decision brings: things that exclude each other, and things of which one is always due.

type Opposites = RulebookContent['opposites'][number]
type OneOf = RulebookContent['alwaysOneOf'][number]

/** What of a set a decision brings, by id; a route by its destination. */
function broughtOf(
  set: OutcomeSet,
  { route, deadlines, actions }: Decision,
): Readonly<Record<keyof OutcomeSet, readonly string[]>> {
  const told = [route.team, ...route.also].filter(t => t !== null)
  return {
    routes: set.routes.filter(d => d === route.destination),
    teams: set.teams.filter(t => told.includes(t)),
    deadlines: deadlines.map(d => d.id).filter(d => set.deadlines.includes(d)),
    actions: actions.map(a => a.id).filter(a => set.actions.includes(a)),
    kinds: actions.filter(a => set.kinds.includes(a.kind)).map(a => a.id),
  }
}

const all = (brought: ReturnType<typeof broughtOf>): readonly string[] => [...new Set(Object.values(brought).flat())]

/** Whether a decision brings anything of a set: asked of every contact, and seldom so. */
const bringsAny = (set: OutcomeSet, { route, deadlines, actions }: Decision): boolean =>
  set.routes.includes(route.destination) ||
  (set.deadlines.length > 0 && deadlines.some(d => set.deadlines.includes(d.id))) ||
  (set.actions.length > 0 && actions.some(a => set.actions.includes(a.id))) ||
  (set.kinds.length > 0 && actions.some(a => set.kinds.includes(a.kind))) ||
  set.teams.some(t => t === route.team || route.also.includes(t))

/** Whether a rule, where it decides, brings something of a set. */
const brings =
  ({ actions: declared }: Rulebook, set: OutcomeSet) =>
  ({ rule: { outcome: o, also, actions } }: CompiledRule): boolean =>
    (o.stage === 'route' && (set.routes.includes(o.destination) || (o.team !== null && set.teams.includes(o.team)))) ||
    (o.stage === 'deadlines' && set.deadlines.includes(o.deadline)) ||
    also.some(t => set.teams.includes(t)) ||
    actions.some(a => set.actions.includes(a.id) || set.kinds.some(k => declared[a.id]?.kind === k))

/** The rules that gave something of these ids. */
function rulesBehind(rulebook: Rulebook, decision: Decision, ids: readonly string[]): readonly string[] {
  const routed = rulebook.rules.filter(
    ({ outcome: o }) =>
      o.stage === 'route' && (ids.includes(o.destination) || (o.team !== null && ids.includes(o.team))),
  )
  const given = [...decision.deadlines, ...decision.actions].filter(x => ids.includes(x.id)).map(x => x.rule)
  const telling = rulebook.rules.filter(r => r.also.some(t => ids.includes(t)))
  return [...given, ...[...routed, ...telling].map(r => r.id)]
}

/** The promise that no decision brings something of both sides. */
function notAtOdds(rulebook: Rulebook, opposites: Opposites): RulebookPromise {
  const { one, other } = opposites
  const program = compile(rulebook)
  return {
    id: 'decision-at-odds-with-itself',
    says: opposites.says,
    why: `No decision brings something of both sides of \`${opposites.id}\`: who reads it would have to choose.`,
    ...ofSingleContacts,
    build: () =>
      buildFor(
        rulebook,
        logic => questions(logic, opposites),
        c => breaks(c) !== null,
      ),
    breaks: (book, contact) =>
      book === rulebook ? breaks(contact) : notAtOdds(book, opposites).breaks(book, contact, null),
  }

  function breaks(contact: Parameters<RulebookPromise['breaks']>[1]): ReturnType<RulebookPromise['breaks']> {
    const { decision, fired } = traced(rulebook, contact)
    if (!bringsAny(one, decision) || !bringsAny(other, decision)) return null
    const [left, right] = [broughtOf(one, decision), broughtOf(other, decision)]
    const [mine, theirs] = [all(left), all(right)]
    const isFired = new Set(fired.map(r => r.rule.id))
    const rules = rulesBehind(rulebook, decision, [...mine, ...theirs]).filter(id => isFired.has(id))
    const quoted = (ids: readonly string[]): string => ids.map(id => `\`${id}\``).join(', ')
    const says = `${quoted(mine)} beside ${quoted(theirs)}`
    return {
      contact,
      against: null,
      says,
      expect: unexpected(right),
      stages: [...new Set(program.rules.filter(r => rules.includes(r.rule.id)).map(r => r.rule.stage))],
      parts: [{ says, rules }],
    }
  }
}

/** What a case would expect, were the other side right. */
const unexpected = (brought: ReturnType<typeof broughtOf>): Readonly<Record<string, unknown>> => ({
  ...(brought.routes.length > 0 && { notRoute: brought.routes }),
  ...(brought.teams.length > 0 && { route: { notAlso: brought.teams } }),
  ...(brought.deadlines.length > 0 && { noDeadlines: brought.deadlines }),
  ...(brought.actions.length + brought.kinds.length > 0 && {
    noActions: [...new Set([...brought.actions, ...brought.kinds])],
  }),
})

/** For each place a contact can go to: rules of both sides decide there. First with the level as given, which is soon answered. */
function* questions(logic: Logic, { one, other }: Opposites): Generator<Formula | 'undecided'> {
  const { program } = logic
  const { rulebook, vocabulary } = program
  const levels: readonly (Level | null)[] = [null, ...vocabulary.levels]
  const [isOne, isOther] = [brings(rulebook, one), brings(rulebook, other)]
  const elsewhere = program.rules.filter(r => r.rule.stage !== 'route' && r.rule.stage !== 'indicators')
  const [mine, theirs] = [elsewhere.filter(isOne), elsewhere.filter(isOther)]
  for (const routes of byPlace(program.byStage.route)) {
    const [first] = routes
    if (!first) continue
    if (mine.length === 0 && !routes.some(isOne)) continue
    if (theirs.length === 0 && !routes.some(isOther)) continue
    const side = (level: Level | null, rules: readonly CompiledRule[]): Formula =>
      some(rules.map(r => decidesAt(logic, r, level, first)))
    for (const level of levels) {
      const both = some(
        routes.flatMap(route => {
          const left = isOne(route) ? certain : side(level, mine)
          const right = isOther(route) ? certain : side(level, theirs)
          return left === impossible || right === impossible ? [] : [every([way(logic, route, level), left, right])]
        }),
      )
      const { status } = ask(logic, both)
      if (status === 'undecided') yield status
      if (status !== 'satisfiable') continue
      yield every([both, logic.where('level', null, v => v === (level ?? undefined))])
    }
  }
}

/** Route rules that send to the same team of the same place, together. */
function byPlace(routes: readonly CompiledRule[]): readonly (readonly CompiledRule[])[] {
  const places = new Map<string, CompiledRule[]>()
  for (const r of routes) {
    const { outcome: o } = r.rule
    const key = o.stage === 'route' ? `${o.destination} ${o.team ?? ''}` : ''
    places.set(key, [...(places.get(key) ?? []), r])
  }
  return [...places.values()]
}

/** This route decides, at a level taken as given. */
function way(logic: Logic, route: CompiledRule, level: Level | null): Formula {
  const given = settledBy(level)
  return every([
    logic.holds(withSettled(route.condition, given)),
    ...rulesBefore(logic.program, route).map(r => logic.holdsNot(withSettled(r.condition, given))),
  ])
}

/** A rule decides where a contact has this level and is sent to this place. */
function decidesAt(logic: Logic, rule: CompiledRule, level: Level | null, route: CompiledRule): Formula {
  // Whether a contact is taken in is settled before its level and its place are.
  const given: Settled = rule.rule.stage === 'eligibility' ? new Map() : settledBy(level, route)
  const before = rulesBefore(logic.program, rule)
  return every([
    logic.holds(withSettled(rule.condition, given)),
    ...before.map(r => logic.holdsNot(withSettled(r.condition, given))),
  ])
}

/** The promise that one of a set of actions is due, whatever else is unknown. */
function oneIsDue(rulebook: Rulebook, set: OneOf): RulebookPromise {
  const program = compile(rulebook)
  const when = testOf(program, set.when)
  const labels = set.actions.map(id => `\`${id}\``).join(', ')
  return {
    id: 'one-of-them-always',
    says: set.says,
    why: `Given ${conditionWords(rulebook, set.when)}, one of ${labels} is due, whatever else is unknown.`,
    ...givenThat(rulebook, set.when),
    build: (): Built => buildFor(rulebook, logic => noneDue(logic, set), lacks),
    breaks: (book, contact) =>
      book === rulebook && lacks(contact)
        ? {
            contact,
            against: null,
            says: `none of ${labels} is asked for`,
            expect: { actions: set.actions.slice(0, 1) },
            stages: ['route', 'deadlines', 'actions'],
          }
        : null,
  }

  function lacks(contact: Parameters<RulebookPromise['breaks']>[1]): boolean {
    const { decision, scope } = traced(rulebook, contact)
    return when(scope) === TRUE && !decision.actions.some(a => set.actions.includes(a.id))
  }
}

/** The condition holds, and no rule that asks for one of the actions decides. */
function* noneDue(logic: Logic, set: OneOf): Generator<Formula> {
  const { program } = logic
  const asking = program.rules.filter(r => r.rule.actions.some(a => set.actions.includes(a.id)))
  const silent = (rule: CompiledRule): Formula => {
    const before = rulesBefore(program, rule)
    return some([logic.firesNot(rule), ...before.map(r => logic.fires(r))])
  }
  yield every([logic.holds(set.when), ...asking.map(silent)])
}

/** The promises that a rulebook makes under `opposites` and `alwaysOneOf`. */
export const outcomePromises = (rulebook: Rulebook): readonly RulebookPromise[] => [
  ...rulebook.opposites.map(o => notAtOdds(rulebook, o)),
  ...rulebook.alwaysOneOf.map(s => oneIsDue(rulebook, s)),
]
