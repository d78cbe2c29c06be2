import type { Atom, Condition } from '../../rules/language/condition.js'
import { atomsOf } from '../../rules/language/condition.js'
import { countsIndicator } from '../../rules/language/counts.js'
import { splitOperator } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { moments, receivedWhen } from '../../rules/vocabulary/fixed.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import { setterOf, valueSet } from '../../rules/vocabulary/stages.js'
import { factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { earlierOf } from './earlier-contacts.js'
import { outOfHours, witnessReceivedAt } from './realise.js'

/** Facts to lay over a contact. */
export type Facts = Readonly<Record<string, unknown>>

const most = 24
/** Before which no rule asks for how long a sign has been seen. */
const longAgo = '2000-01'

const anInstant = '2026-01-06T09:00:00+00:00'

/** A fact that only a contact of that moment has. */
const ofMoment = {
  receipt: {},
  screening: { socialCareStatus: 'not-known' },
  enquiries: { contactMadeWithFamily: true },
  later: { planType: 'child-in-need' },
} as const satisfies Record<(typeof moments)[number], Facts>

const lines = (x: unknown): Facts => (typeof x === 'object' && x !== null && !Array.isArray(x) ? (x as Facts) : {})

/** One set of facts over another: lists and maps are joined, anything else is replaced. */
export function overlay(under: Facts, over: Facts): Facts {
  const joined = Object.entries(over).map(([name, value]): [string, unknown] => {
    const before = under[name]
    if (Array.isArray(value) && Array.isArray(before) && value.length > 0)
      return [name, [...new Set([...(before as unknown[]), ...(value as unknown[])])]]
    return typeof value === 'object' && !Array.isArray(value)
      ? [name, { ...lines(before), ...lines(value) }]
      : [name, value]
  })
  const all: Record<string, unknown> = { ...under, ...Object.fromEntries(joined) }
  const dated = Object.keys(lines(all.indicatorsSince))
  const seen = over.indicators ?? under.indicators
  const present = dated.length > 0 ? [...(Array.isArray(seen) ? seen : []), ...dated] : seen
  for (const [list, other] of [
    ['indicatorsAbsent', present],
    ['indicators', over.indicatorsAbsent],
  ] as const)
    if (Array.isArray(all[list]) && Array.isArray(other))
      all[list] = (all[list] as unknown[]).filter(id => !(other as unknown[]).includes(id))
  return all
}

/**
 * Sets of facts that lead towards a condition: each makes some of it true, and together they try its alternatives and both sides of
 * its bounds. Whether a contact then meets the condition is for the rulebook to say; this only proposes.
 */
export function factsTowards(rulebook: Rulebook, condition: Condition, depth = 2): readonly Facts[] {
  if ('any' in condition) return condition.any.flatMap(c => factsTowards(rulebook, c, depth)).slice(0, most * 4)
  if ('all' in condition) {
    const parts = condition.all.map(c => factsTowards(rulebook, c, depth)).filter(p => p.length > 0)
    const base = parts.map(p => p[0] ?? {}).reduce<Facts>(overlay, {})
    const variants = parts.flatMap((p, at) =>
      p.slice(1).map(other => parts.map((q, i) => (i === at ? other : (q[0] ?? {}))).reduce<Facts>(overlay, {})),
    )
    return [base, ...variants].slice(0, most)
  }
  return atomFacts(rulebook, condition, depth)
}

function atomFacts(rulebook: Rulebook, atom: Atom, depth: number): readonly Facts[] {
  const { base } = splitOperator(atom.operator)
  const name = atom.fact
  const [head = '', ...rest] = name.split('.')
  const tail = rest.join('.')
  if (name in rulebook.counts) return countFacts(rulebook, atom, base)
  if (name === 'indicators') {
    if (base === 'isEmpty' || base === 'doesNotContain') return [{}, { indicatorsAbsent: [atom.value] }]
    return base === 'contains'
      ? [{ indicators: [atom.value] }]
      : [{ indicators: rulebook.indicators.slice(0, 1).map(i => i.id) }]
  }
  if (name === 'earlierContacts') return base === 'given' ? [{ earlierContacts: [] }] : [{}]
  if (head === 'events') return base === 'given' ? [{ events: { [tail]: anInstant } }] : [{}]
  const values = candidateValues(rulebook, atom)
  switch (head) {
    case 'practitionerLevel':
      return latestAs(rulebook, head, values, 'first and last')
    case 'rating':
    case 'rag':
      return latestAs(rulebook, 'rating', values, 'first')
    case 'consentFor':
      return values.map(v => ({ consent: v }))
    case 'functionalNeeds':
      return tail === '' ? [{ functionalNeeds: {} }] : values.map(v => ({ functionalNeeds: { [tail]: v } }))
    case 'received':
      return values.map(v => ({ receivedAt: v === receivedWhen[1] ? outOfHours : witnessReceivedAt }))
    case 'moment':
      return moments.filter(m => values.includes(m)).map(m => ofMoment[m])
    default:
      if (setterOf(name)) return depth === 0 ? [{}] : outcomeFacts(rulebook, name, values, depth - 1)
      if (!(name in vocabularyOf(rulebook).facts)) return [{}]
      if (base === 'notGiven') return [{}]
      return [...values.map(v => ({ [name]: v })), ...(atom.operator.startsWith('mayBe:') ? [{}] : [])]
  }
}

/** Values of a fact for which an atom is true, and those just beside its bound. */
function candidateValues(rulebook: Rulebook, atom: Atom): readonly unknown[] {
  const vocabulary = vocabularyOf(rulebook)
  const { base } = splitOperator(atom.operator)
  const readable = readableFacts(vocabulary, Object.keys(rulebook.teams), Object.keys(rulebook.entries)).get(atom.fact)
  const all: readonly unknown[] = readable?.kind === 'boolean' ? [true, false] : (readable?.values ?? [])
  const isList = readable?.kind === 'list'
  const given = Array.isArray(atom.value) ? (atom.value as readonly unknown[]) : [atom.value]
  const n = Number(atom.value)
  const valid = (numbers: readonly number[]): readonly number[] =>
    atom.fact in vocabulary.facts
      ? numbers.filter(factOf(vocabulary, atom.fact).accepts)
      : numbers.filter(x => all.length === 0 || all.includes(x))
  switch (base) {
    case 'equal':
    case 'in':
      return given
    case 'notEqual':
    case 'notIn':
      return all.filter(v => !given.includes(v)).slice(0, 3)
    case 'greaterThanInclusive':
    case 'lessThan':
      return valid(base === 'lessThan' ? [n - 1, n] : [n, n + 1, n - 1])
    case 'greaterThan':
    case 'lessThanInclusive':
      return valid(base === 'greaterThan' ? [n + 1, n] : [n, n - 1, n + 1])
    case 'contains':
      return [[atom.value]]
    case 'doesNotContain':
    case 'isEmpty':
      return [[]]
    case 'isNotEmpty':
      return [all.slice(0, 1)]
    default:
      return isList ? [[]] : all.slice(0, 2)
  }
}

/** Values of what is the latest of several facts, given as the first of these, or as the last as well. */
function latestAs(
  rulebook: Rulebook,
  name: string,
  values: readonly unknown[],
  given: 'first' | 'first and last',
): readonly Facts[] {
  const { latestOf } = vocabularyOf(rulebook)
  const facts = latestOf[name] ?? []
  const chosen = new Set(given === 'first' ? facts.slice(0, 1) : [...facts.slice(0, 1), ...facts.slice(-1)])
  return values.flatMap(value => [...chosen].map(fact => ({ [fact]: value })))
}

function countFacts(rulebook: Rulebook, atom: Atom, base: string): readonly Facts[] {
  const spec = rulebook.counts[atom.fact]
  const wanted = Math.max(0, Math.min(10, Number(Array.isArray(atom.value) ? atom.value[0] : atom.value)))
  const amounts = base.startsWith('less')
    ? [Math.max(0, wanted - 1), wanted]
    : [wanted, wanted + 1, Math.max(0, wanted - 1)]
  if (spec?.of === 'functionalNeeds') {
    const areas = vocabularyOf(rulebook).areaNames
    return amounts.map(k => ({
      functionalNeeds: Object.fromEntries(areas.slice(0, k).map(a => [a, spec.scores[0] ?? 0])),
    }))
  }
  if (spec?.of === 'earlierContacts')
    return amounts.map(k => ({ earlierContacts: earlierOf(vocabularyOf(rulebook), spec, k, anInstant) }))
  if (!spec) return [{}]
  const counted = rulebook.indicators.filter(i => countsIndicator(spec, i))
  // One of each bullet, or domain: indicators of one count once.
  const ids = [...new Map(counted.map(i => [spec.by === 'domain' ? i.domain : i.bullet, i.id])).values()]
  return amounts.map(k => {
    const seen = ids.slice(0, k)
    return spec.lasting === undefined
      ? { indicators: seen }
      : { indicators: seen, indicatorsSince: Object.fromEntries(seen.map(id => [id, longAgo])) }
  })
}

/** Facts towards the rules that give an outcome. */
function outcomeFacts(rulebook: Rulebook, fact: string, values: readonly unknown[], depth: number): readonly Facts[] {
  const [head, list] = fact.split('.')
  // Whether something may go ahead is open only where consent is required.
  const mayProceed = head === 'mayProceed'
  const [said, wanted] = mayProceed ? [`requirement.${list}`, ['required']] : [fact, values]
  const setter = setterOf(said)
  const gives = rulebook.rules.filter(
    r => r.stage === setter?.stage && r.list === setter.list && wanted.includes(valueSet(said, r.outcome)),
  )
  const extra: readonly Facts[] =
    fact === 'level'
      ? latestAs(rulebook, 'practitionerLevel', values, 'first')
      : mayProceed
        ? [{ riskOfSignificantHarm: false, consent: 'refused' }]
        : []
  const through = gives.slice(0, 6).flatMap(r => factsTowards(rulebook, r.when, depth).slice(0, 3))
  return [...extra, ...through].slice(0, most)
}

/** Facts that bear on what a condition reads, towards it and, by each of its atoms alone, away from it. */
export function factsAround(rulebook: Rulebook, condition: Condition): readonly Facts[] {
  return [
    ...factsTowards(rulebook, condition),
    ...atomsOf(condition)
      .slice(0, most)
      .flatMap(a => factsTowards(rulebook, a, 1)),
  ]
}
