import { keptFor } from '../../kept-for.js'
import type { Vocabulary } from './vocabulary.js'
import type { ImplicationWords, ImpliedValue } from './words.js'

/** A line that must hold for something to follow: a fact has a value, or, where that is `null`, is known. */
export interface Premise {
  readonly fact: string
  readonly value: ImpliedValue | null
}

/** That one fact (or event) follows from others. */
export interface Following {
  readonly kind: 'follows'
  readonly when: readonly Premise[]
  /** The fact, or `events.NAME`; an event comes with the time of receipt. */
  readonly fact: string
  readonly value: ImpliedValue
  /** Where this is said, nothing follows; `null`: whatever is said. */
  readonly unlessSaid: string | null
  /** Whether it only stands until that is said, which is asked for all the same. */
  readonly standsUntilSaid: boolean
  /** Why it is taken for granted; `null` of what follows from what is said. */
  readonly because: string | null
  readonly atOdds: string | null
}

/** That facts have no meaning beside others: nobody is asked for them. */
export interface LeavingOut {
  readonly kind: 'not-asked'
  readonly when: readonly Premise[]
  readonly facts: readonly string[]
  readonly atOdds: string | null
}

/** What one fact says of another. */
export type Implication = Following | LeavingOut

/** The lines of an entry that must hold. */
export const premisesOf = ({ when = {} }: ImplicationWords): readonly Premise[] =>
  Object.entries(when).flatMap(([key, value]) =>
    key === 'notGiven' ? [] : [key === 'given' ? { fact: String(value), value: null } : { fact: key, value }],
  )

/** An entry of `implies`, as it is followed. */
export function implicationOf(entry: ImplicationWords): Implication {
  const { when = {}, then, assume, until, because = null, notAsked, atOdds = null } = entry
  if (notAsked !== undefined) return { kind: 'not-asked', when: premisesOf(entry), facts: notAsked, atOdds }
  const [fact = '', value = ''] = Object.entries(then ?? assume ?? {})[0] ?? []
  const own = 'notGiven' in when
  return {
    kind: 'follows',
    when: premisesOf(entry),
    fact,
    value,
    unlessSaid: assume !== undefined || own ? fact : (until ?? null),
    standsUntilSaid: !own && (assume !== undefined || until !== undefined),
    because: assume === undefined ? null : because,
    atOdds,
  }
}

/** What stands for a fact that nobody gives, whatever else is said: a contact of which nobody says the kind is a referral. */
export const takenForGranted: (vocabulary: Vocabulary) => ReadonlyMap<string, ImpliedValue> = keptFor(
  ({ implications }) =>
    new Map(
      implications.flatMap(i =>
        i.kind === 'follows' && i.because !== null && i.when.length === 0 ? [[i.fact, i.value]] : [],
      ),
    ),
)

/** By fact, those that it can follow from, the nearest first: asking for them can settle it. */
export function followsFrom({
  implications,
}: Pick<Vocabulary, 'implications'>): ReadonlyMap<string, readonly string[]> {
  const near = new Map<string, string[]>()
  for (const i of implications) {
    if (i.kind !== 'follows') continue
    const from = [...i.when.map(p => p.fact), ...(i.unlessSaid === null ? [] : [i.unlessSaid])]
    near.set(i.fact, [...(near.get(i.fact) ?? []), ...from])
  }
  return new Map(
    [...near.keys()].map(fact => {
      const found = new Set<string>([fact])
      for (const one of found) for (const behind of near.get(one) ?? []) found.add(behind)
      return [fact, [...found].slice(1)]
    }),
  )
}

/** The first name of an implication that a vocabulary lacks, or whose value it does not take; `null` where all is well. */
export function strayIn(i: Implication, { facts, events }: Pick<Vocabulary, 'facts' | 'events'>): string | null {
  const takes = (fact: string, value: ImpliedValue | null): boolean =>
    value === 'receivedAt' && fact.startsWith('events.')
      ? fact.slice('events.'.length) in events
      : fact in facts && (value === null || (facts[fact]?.accepts(value) ?? false))
  const named: readonly Premise[] =
    i.kind === 'follows'
      ? [
          ...i.when,
          i,
          ...(i.unlessSaid === null || i.unlessSaid === i.fact ? [] : [{ fact: i.unlessSaid, value: null }]),
        ]
      : [...i.when, ...i.facts.map(fact => ({ fact, value: null }))]
  return named.find(({ fact, value }) => !takes(fact, value))?.fact ?? null
}
