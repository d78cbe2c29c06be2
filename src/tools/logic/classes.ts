import type { Program } from '../../engine/compile/program.js'
import type { Atom } from '../../rules/language/condition.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Interval, Observed, OpenList } from '../../rules/language/operators.js'
import { evaluateOperator } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { mostEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import { moments, receivedWhen } from '../../rules/vocabulary/fixed.js'
import { takenForGranted } from '../../rules/vocabulary/implications.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import { isSaidByRules, valueSet } from '../../rules/vocabulary/stages.js'

/** Bits of a whole number that a set of classes fits into. */
const mostClasses = 30

/** Every atom of a rulebook's conditions, by the fact that it reads. */
export function atomsByFact(rulebook: Rulebook): ReadonlyMap<string, readonly Atom[]> {
  const conditions = [
    ...rulebook.rules.flatMap(r => [r.when, r.unless]),
    ...rulebook.indicators.flatMap(i => [i.when, i.unless]),
    ...rulebook.definitions.map(d => d.condition),
    ...rulebook.promises.flatMap(i => [i.given, i.then]),
  ]
  const found = new Map<string, Atom[]>()
  for (const condition of conditions)
    for (const atom of condition ? atomsOf(condition) : []) {
      const list = found.get(atom.fact)
      if (list) list.push(atom)
      else found.set(atom.fact, [atom])
    }
  return found
}

const list = (present: readonly string[], absent: readonly string[], given: boolean, complete: boolean): OpenList => ({
  present,
  absent,
  complete,
  given,
})

/** What a list fact may be seen as, beside single members: not known, empty, or holding something. */
const listStates: readonly Observed[] = [undefined, list([], [], true, true), list(['something'], [], true, true)]
const indicatorStates: readonly Observed[] = [
  undefined,
  list([], [], true, false),
  list(['something'], [], true, false),
]

/** Concerns can also be implied by indicators, without the list being given. */
const concernStates: readonly Observed[] = [...listStates, list(['something'], [], false, false)]

/** Whether a list holds one member: not known, yes, no. */
export const memberStates = (member: string): readonly Observed[] => [
  undefined,
  list([member], [], true, true),
  list([], [member], true, true),
]

/** The classes of a fact: values that stand for all that the rulebook's conditions cannot tell from them. */
export function classesOf(program: Program, fact: string, atoms: readonly Atom[]): readonly Observed[] {
  const values = valuesOf(program, fact, atoms)
  return values.length > mostClasses || isRange(program, fact) ? distinguished(values, atoms) : values
}

// A level is read through the practitioner's level too, whose conditions are not its own: its four values stay apart.
const isRange = ({ vocabulary }: Program, fact: string): boolean =>
  fact.includes('Count:') || (vocabulary.facts[fact]?.range ?? null) !== null

/** One value of each class: two are of one class where every atom answers alike to both. */
function distinguished(values: readonly Observed[], atoms: readonly Atom[]): readonly Observed[] {
  const seen = new Map<string, Observed>()
  for (const value of values) {
    const answers = [value === undefined, ...atoms.map(a => evaluateOperator(a.operator, value, a.value))].join()
    if (!seen.has(answers)) seen.set(answers, value)
  }
  return [...seen.values()].slice(0, mostClasses)
}

const numbersIn = (atoms: readonly Atom[]): readonly number[] =>
  [...new Set(atoms.flatMap(a => a.value).filter(v => typeof v === 'number'))].sort((a, b) => a - b)

function valuesOf(program: Program, fact: string, atoms: readonly Atom[]): readonly Observed[] {
  const { vocabulary, rulebook } = program
  const all = readableFacts(vocabulary, Object.keys(rulebook.teams), Object.keys(rulebook.entries))
  const readable = all.get(fact) ?? { kind: 'choice', values: [] }
  const part = fact.slice(fact.indexOf('.') + 1)
  if (fact.startsWith('events.')) return [undefined, 'given']
  if (fact.includes('Count:')) return intervals(program, fact, numbersIn(atoms))
  if (isSaidByRules(fact)) {
    const none = valueSet(fact, null)
    return [none, ...readable.values.filter(v => v !== none)]
  }
  switch (fact) {
    case 'moment':
      return moments
    // A witness that says nothing comes in office hours.
    case 'received':
      return [...receivedWhen, undefined]
    case 'functionalNeeds':
    case 'earlierContacts':
      return [undefined, true]
    case 'indicators':
      return indicatorStates
    case 'concerns':
      return concernStates
    default:
  }
  const spec = vocabulary.facts[part]
  if (spec === undefined)
    return readable.kind === 'boolean' ? [undefined, true, false] : [undefined, ...readable.values]
  const stands = takenForGranted(vocabulary).get(part)
  if (stands !== undefined) {
    const values = spec.kind === 'boolean' ? [true, false] : spec.values
    return [stands, ...values.filter(v => v !== stands)]
  }
  if (spec.kind === 'boolean') return [undefined, true, false]
  if (spec.kind === 'list') return listStates
  if (spec.kind !== 'number' || spec.values.length > 0) return [undefined, ...spec.values]
  const near = numbersIn(atoms).flatMap(n => [n - 1, n - 0.5, n, n + 0.5, n + 1])
  return [undefined, ...[...new Set([0, ...near])].filter(spec.accepts)]
}

/** What may be known of a count: at least so many, and at most so many. */
function intervals(program: Program, fact: string, cuts: readonly number[]): readonly Interval[] {
  const slot = program.slots.get(fact)
  const counted = program.indicatorCounts.find(c => c.slot === slot)
  const ofAreas = program.needsCounts.some(c => c.slot === slot)
  const most = counted?.bulletSizes.length ?? (ofAreas ? program.vocabulary.areaNames.length : mostEarlier)
  const ends = [...new Set([0, most, ...cuts.flatMap(n => [n - 1, n, n + 1])])].filter(n => n >= 0 && n <= most)
  // Nothing known comes first: it is what a contact that says nothing gives.
  return [
    { atLeast: 0, atMost: most },
    ...ends.flatMap(a => ends.filter(b => b >= a).map(b => ({ atLeast: a, atMost: b }))),
  ]
}
