import type { Condition } from '../../rules/language/condition.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { sampleContacts } from './arbitrary.js'
import type { Facts } from './contacts-towards.js'
import { factsAround, factsTowards, overlay } from './contacts-towards.js'

/** How many of the contacts laid under the facts of one changed condition are tried. */
const basesEach = 6

/**
 * Contacts that may tell two rulebooks apart: drawn from what each of them reads, and led towards every rule and indicator that
 * differs. Always the same ones.
 * @param count how many are drawn from each rulebook
 */
export function* tellingContacts(before: Rulebook, after: Rulebook, count: number): Generator<Contact> {
  const drawn = [sampleContacts(before, count, 1), sampleContacts(after, count, 2)]
  const bases: Contact[] = [{ receivedAt: '2026-01-13T10:00:00+00:00' }]
  for (let i = 0; i < basesEach; i++) bases.push(...drawn.flatMap(d => d[i] ?? []))
  let turn = 0
  for (const [rulebook, other] of [
    [before, after],
    [after, before],
  ] as const)
    for (const facts of differingFacts(rulebook, other)) {
      yield overlay({ receivedAt: '2026-01-13T10:00:00+00:00' }, facts) as unknown as Contact
      // A changed rule may only show where others have, or have not, decided before it.
      for (let i = 0; i < 2; i++) yield overlay(bases[turn++ % bases.length] ?? {}, facts) as unknown as Contact
    }
  for (const list of drawn) yield* list
}

/** With how many of the rules that follow it in its list a changed rule is tried, and in how many ways each. */
const followersAtMost = 8
const waysEach = 3

/** Facts towards what stands in one rulebook and not, or otherwise, in another. */
function differingFacts(rulebook: Rulebook, other: Rulebook): readonly Facts[] {
  const others = new Map(other.rules.map(r => [r.id, r]))
  // The place of a rule in its list bears on what it decides.
  const placesIn = (r: Rulebook, shared: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> =>
    new Map(r.rules.filter(x => shared.has(x.id)).map((x, i) => [x.id, i]))
  const own = new Map(rulebook.rules.map(r => [r.id, r]))
  const [here, there] = [placesIn(rulebook, others), placesIn(other, own)]
  const moved = rulebook.rules.filter(r => here.get(r.id) !== there.get(r.id))
  const rules = rulebook.rules.filter(r => canonicalJson(r) !== canonicalJson(others.get(r.id)) || moved.includes(r))
  // Where a rule stands, or stood, before another shows where both hold; its own facts are laid over the other's.
  const passed = rules.flatMap(a =>
    rulebook.rules
      .slice(rulebook.rules.indexOf(a) + 1)
      .filter(b => a.stage === b.stage && a.list === b.list && !b.otherwise)
      .slice(0, followersAtMost)
      .map((b): Condition => ({ all: [b.when, a.when] })),
  )
  const indicators = rulebook.indicators.filter(
    i => canonicalJson(i) !== canonicalJson(other.indicators.find(o => o.id === i.id)),
  )
  const wide = [
    ...rules.flatMap(r => [r.when, ...(r.unless ? [r.unless, { all: [r.when, r.unless] }] : [])]),
    ...indicators.flatMap((i): Condition[] => {
      const was = other.indicators.find(o => o.id === i.id)
      const mates = rulebook.indicators.filter(o => o.id !== i.id && o.bullet === i.bullet && i.bullet !== was?.bullet)
      const concerns = i.concerns.filter(c => !was?.concerns.includes(c))
      const readers = rulebook.rules.filter(r => atomsOf(r.when).some(a => concerns.includes(String(a.value))))
      return [
        seen(i.id),
        ...[i.when, i.unless].filter(c => c !== null).map(c => ({ all: [seen(i.id), c] })),
        // Of one bullet indicators count once; what a concern leads to shows where only the indicator implies it.
        ...mates.slice(0, 2).map(m => ({ all: [seen(i.id), seen(m.id)] })),
        ...readers.map(r => ({ all: [seen(i.id), withoutConcerns(r.when)] })),
      ]
    }),
  ]
  return [
    ...passed.flatMap(c => factsTowards(rulebook, c).slice(0, waysEach)),
    ...wide.flatMap(c => factsAround(rulebook, c)),
  ]
}

const seen = (indicator: string): Condition => ({ fact: 'indicators', operator: 'contains', value: indicator })

/** A condition of which nothing is said of concerns. */
function withoutConcerns(condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map(withoutConcerns) }
  if ('any' in condition) return { any: condition.any.map(withoutConcerns) }
  return condition.fact === 'concerns' ? { all: [] } : condition
}
