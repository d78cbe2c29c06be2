import type { Program } from '../../engine/compile/program.js'
import { compile } from '../../engine/compile/program.js'
import type { Scope } from '../../engine/compile/scope.js'
import { readContact } from '../../engine/contact/read-contact.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { conditionWords } from '../../rules/language/condition-words.js'
import type { Truth } from '../../rules/language/operators.js'
import { evaluateOperator, FALSE, splitOperator, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { CoverageCase } from './coverage.js'
import { differences } from './expectations.js'
import type { Trace } from './trace.js'
import { traceContact } from './trace.js'
import { traceWithout } from './without-rule.js'

/** One alternative of a condition, or one value of several, with every rule in which it stands: what a definition says stands in many. */
export interface Alternative {
  readonly says: string
  readonly rules: readonly string[]
}

/** Which alternatives of conditions are needed by a contact, and by a case that would notice. */
export interface AlternativeCoverage {
  readonly total: number
  /** No contact tried makes a rule true by this alternative alone. */
  readonly notNeeded: readonly Alternative[]
  /** No case needs it and would notice if it were gone. */
  readonly notExercised: readonly Alternative[]
}

interface Place {
  readonly rule: string
  readonly key: string
  /** The rule's condition without the alternative. */
  readonly without: Condition
  readonly says: string
}

/**
 * Measures conditions down to each alternative of an `any` and each value of several.
 * @param seen contacts that were run: generated ones, say; the cases are run as well
 */
export function alternativeCoverage(
  rulebook: Rulebook,
  cases: readonly CoverageCase[],
  seen: readonly Trace[],
): AlternativeCoverage {
  const program = compile(rulebook)
  const places = rulebook.rules.flatMap(r => placesOf(rulebook, r.id, r.when, c => c))
  const byRule = groupedByRule(places)
  const needed = new Set<string>()
  const exercised = new Set<string>()
  const neededBy = ({ fired, scope }: Trace, among: ReadonlySet<string>): readonly Place[] =>
    fired.flatMap(({ rule }) =>
      (byRule.get(rule.id) ?? []).filter(p => !among.has(p.key) && truthOf(p.without, program, scope) !== TRUE),
    )
  for (const { contact, expect } of cases) {
    const read = readContact(rulebook, program.indicatorPlaces, contact)
    if (!read.ok) continue
    const notices = noticesWithout(rulebook, contact, expect)
    for (const place of neededBy(traceContact(rulebook, read.value), exercised)) {
      needed.add(place.key)
      if (notices(place.rule)) exercised.add(place.key)
    }
  }
  for (const trace of seen) for (const place of neededBy(trace, needed)) needed.add(place.key)
  const all = alternativesOf(places)
  return {
    total: all.size,
    notNeeded: [...all].filter(([key]) => !needed.has(key)).map(([, alternative]) => alternative),
    notExercised: [...all].filter(([key]) => !exercised.has(key)).map(([, alternative]) => alternative),
  }
}

function groupedByRule(places: readonly Place[]): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>()
  for (const place of places) {
    const group = groups.get(place.rule)
    if (group) group.push(place)
    else groups.set(place.rule, [place])
  }
  return groups
}

function alternativesOf(places: readonly Place[]): ReadonlyMap<string, Alternative> {
  const all = new Map<string, { says: string; rules: string[] }>()
  for (const { key, says, rule } of places) {
    const found = all.get(key)
    if (!found) all.set(key, { says, rules: [rule] })
    else if (!found.rules.includes(rule)) found.rules.push(rule)
  }
  return all
}

/** Every alternative of a condition, with what is left of the whole without it. */
function placesOf(
  rulebook: Rulebook,
  rule: string,
  condition: Condition,
  within: (inner: Condition) => Condition,
): readonly Place[] {
  const place = (of: unknown, one: unknown, says: string, rest: Condition): Place => ({
    rule,
    key: JSON.stringify([of, one]),
    says,
    without: within(rest),
  })
  if ('fact' in condition) {
    const { value } = condition
    if (splitOperator(condition.operator).base !== 'in' || !Array.isArray(value) || value.length < 2) return []
    return value.map(one => {
      const words = conditionWords(rulebook, { ...condition, value: [one] })
      return place(condition, one, words, { ...condition, value: value.filter(v => v !== one) } as Atom)
    })
  }
  const all = 'all' in condition
  const parts = all ? condition.all : condition.any
  const others = (i: number, inner: Condition | null): Condition => {
    const left = parts.flatMap((part, n) => (n !== i ? [part] : inner === null ? [] : [inner]))
    return all ? { all: left } : { any: left }
  }
  return parts.flatMap((part, i) => [
    ...(all ? [] : [place(condition, part, conditionWords(rulebook, part), others(i, null))]),
    ...placesOf(rulebook, rule, part, inner => within(others(i, inner))),
  ])
}

/** Whether a case would fail if a rule were gone; worked out once for each. */
function noticesWithout(
  rulebook: Rulebook,
  contact: unknown,
  { unknowns: _, couldChange: __, ...expect }: CoverageCase['expect'],
): (rule: string) => boolean {
  const known = new Map<string, boolean>()
  const differs = (without: readonly string[]): boolean => {
    const traced = traceWithout(rulebook, contact, new Set(without))
    return traced !== null && differences(expect, traced.decision, vocabularyOf(rulebook)).length > 0
  }
  const failing = Object.keys(expect).length === 0 || differs([])
  return rule => {
    const before = known.get(rule)
    if (before !== undefined) return before
    const found = !failing && differs([rule])
    known.set(rule, found)
    return found
  }
}

/** A condition in three truth values, as a contact's scope has its facts. */
function truthOf(condition: Condition, program: Program, scope: Scope): Truth {
  if ('all' in condition)
    return condition.all.reduce<Truth>(
      (t, c) => (t === FALSE ? t : (Math.min(t, truthOf(c, program, scope)) as Truth)),
      TRUE,
    )
  if ('any' in condition)
    return condition.any.reduce<Truth>(
      (t, c) => (t === TRUE ? t : (Math.max(t, truthOf(c, program, scope)) as Truth)),
      FALSE,
    )
  const { fact, operator, value } = condition
  const { base, unknownAs } = splitOperator(operator)
  const at = fact === 'indicators' && typeof value === 'string' ? program.indicatorPlaces.get(value) : undefined
  if (at === undefined || (base !== 'contains' && base !== 'doesNotContain')) {
    const slot = program.slots.get(fact)
    return evaluateOperator(operator, slot === undefined ? undefined : scope.values[slot], value)
  }
  const seen = (scope.indicators[at] ?? UNKNOWN) as Truth
  const truth = base === 'contains' ? seen : ((2 - seen) as Truth)
  return truth === UNKNOWN ? unknownAs : truth
}
