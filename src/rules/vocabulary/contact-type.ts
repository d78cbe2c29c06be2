import type { englandWords } from './england.js'
import type { FactSpec } from './fact-spec.js'
import type { ConsentAnswer, Level, Rating } from './fixed.js'
import { england } from './vocabulary.js'

type Declared = typeof englandWords

/** What a contact may say of a fact, by how the vocabulary declares it. */
type ValueOf<F> = F extends { readonly choices: infer C }
  ? keyof C
  : F extends { readonly severalOf: infer C }
    ? readonly (keyof C)[]
    : F extends { readonly number: string }
      ? number
      : F extends { readonly kind: infer K }
        ? OfKind<K>
        : boolean

type OfKind<K> = K extends 'level'
  ? Level
  : K extends 'rating'
    ? Rating
    : K extends 'indicators'
      ? readonly string[]
      : K extends 'dates-by-indicator'
        ? Readonly<Record<string, string>>
        : K extends 'answers-by-purpose'
          ? Readonly<Partial<Record<keyof Declared['purposes'], ConsentAnswer>>>
          : K extends 'scores-by-area'
            ? Readonly<Partial<Record<keyof Declared['areas'], 0 | 1 | 2 | 3 | 4 | 'not-tested'>>>
            : K extends 'earlier-contacts'
              ? readonly EarlierFacts[]
              : K extends 'events'
                ? Readonly<Partial<Record<keyof Declared['events'], string>>>
                : string

/** A contact about the same child that came before: dates and ids only. What is left out of it is not known. */
export interface EarlierFacts {
  /** The day in London on which it came (`2026-01-05`), or the month (`2026-01`). */
  readonly at: string
  readonly level?: Level | undefined
  /** Complete where it is given. */
  readonly concerns?:
    | readonly (keyof Declared['facts']['concerns']['severalOf'] | keyof Declared['earlier']['topics'])[]
    | undefined
  readonly outcome?: keyof Declared['earlier']['outcomes'] | undefined
}

export type FactName = keyof Declared['facts']

/** A contact: the facts of one child at one moment. Only `receivedAt` is required; a fact left out is unknown. */
export type Contact = Readonly<
  { [K in Exclude<FactName, 'receivedAt'>]?: ValueOf<Declared['facts'][K]> | undefined } & { receivedAt: string }
>

/** England's facts, by name, in the order of consequence. */
export const facts = england.facts as Readonly<Record<FactName, FactSpec>>
export const factNames = england.factNames as readonly FactName[]
