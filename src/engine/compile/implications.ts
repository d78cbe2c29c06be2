import type { Observed } from '../../rules/language/operators.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import type { ImpliedValue } from '../../rules/vocabulary/words.js'
import type { Assumed, Notice } from '../decide/decision.js'
import type { Askables, FactSet } from './fact-set.js'
import { slotIn } from './slot-in.js'

/** A line that must hold: the slot has this value, or, where it is `null`, any. */
export interface Needs {
  readonly slot: number
  readonly value: ImpliedValue | null
}

/** That a fact follows from others, by slots. */
export interface Follows {
  readonly needs: readonly Needs[]
  readonly slot: number
  /** Its place among what can be asked for. */
  readonly place: number
  readonly value: ImpliedValue
  /** The event that it is, by its place among the events; it comes with the time of receipt. */
  readonly event: number | null
  /** Of a fact that is one of a list of values: all of them. */
  readonly all: readonly Observed[]
  /** The place of the fact by which nothing follows once that is said; `null`: whatever is said. */
  readonly unlessSaid: number | null
  readonly standsUntilSaid: boolean
  /** Where it is taken for granted: as a decision lists it, if a rule reads it. */
  readonly assumed: { readonly because: string; readonly listed: boolean; readonly entry: Assumed } | null
  readonly atOdds: Notice | null
}

/** That facts have no meaning beside others, by slots. */
export interface LeavesOut {
  readonly needs: readonly Needs[]
  readonly facts: FactSet
  readonly names: readonly string[]
  readonly slots: readonly number[]
  readonly atOdds: Notice | null
}

/** What one fact says of another, ready to be followed: what follows first, then what has no meaning beside it. */
export interface Implied {
  readonly follows: readonly Follows[]
  readonly leavesOut: readonly LeavesOut[]
}

/** Whether all that something needs is there. */
export function areMet(needs: readonly Needs[], values: readonly Observed[]): boolean {
  for (const { slot, value } of needs) {
    const now = values[slot]
    if (value === null ? now === undefined : now !== value) return false
  }
  return true
}

/** A vocabulary's implications for one program: by its slots, and by what its rules read. */
export function compileImplications(
  { implications, facts }: Vocabulary,
  slots: ReadonlyMap<string, number>,
  eventPlaces: ReadonlyMap<string, number>,
  askables: Askables,
  reads: ReadonlySet<string>,
): Implied {
  const slotOf = (name: string): number => slotIn(slots, name)
  const notice = (says: string | null): Notice | null =>
    says === null ? null : Object.freeze({ code: 'facts-at-odds', says })
  const needsOf = (when: readonly { readonly fact: string; readonly value: ImpliedValue | null }[]): readonly Needs[] =>
    when.map(({ fact, value }) => ({ slot: slotOf(fact), value }))
  return {
    follows: implications.flatMap((i): Follows[] => {
      if (i.kind !== 'follows') return []
      const { fact, value, because } = i
      const spec = facts[fact]
      return [
        {
          needs: needsOf(i.when),
          slot: slotOf(fact),
          place: askables.placeOf(fact),
          value,
          event: spec === undefined ? slotIn(eventPlaces, fact.slice('events.'.length)) : null,
          all: spec?.kind === 'boolean' ? [true, false] : (spec?.values ?? []),
          unlessSaid: i.unlessSaid === null ? null : askables.placeOf(i.unlessSaid),
          standsUntilSaid: i.standsUntilSaid,
          assumed:
            because === null
              ? null
              : {
                  because,
                  listed: reads.has(fact),
                  entry: Object.freeze({ fact, value: value as Assumed['value'], because }),
                },
          atOdds: notice(i.atOdds),
        },
      ]
    }),
    leavesOut: implications.flatMap((i): LeavesOut[] =>
      i.kind === 'follows'
        ? []
        : [
            {
              needs: needsOf(i.when),
              facts: askables.setOf(i.facts),
              names: i.facts,
              slots: i.facts.map(slotOf),
              atOdds: notice(i.atOdds),
            },
          ],
    ),
  }
}
