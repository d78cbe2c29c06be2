import { keptFor } from '../../kept-for.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'

/** A set of facts as bits, 32 a number: joining two costs a few operations, however many facts are in them. */
export type FactSet = Int32Array

/** What can be asked for: the facts in the order of consequence, then the events. A fact's place here is its bit in a set. */
export interface Askables {
  readonly names: readonly string[]
  /** The place of a fact, or of an event (`events.NAME`); -1 where there is none. */
  readonly placeOf: (name: string) => number
  readonly placeOfEvent: (event: string) => number
  /** A new set with nothing in it. All sets of one vocabulary are of one length. */
  readonly noFacts: () => FactSet
  readonly setOf: (names: Iterable<string>) => FactSet
}

/** What can be asked for in a vocabulary. */
export const askablesOf: (vocabulary: Vocabulary) => Askables = keptFor(({ factNames, eventNames }) => {
  const names = [...factNames, ...eventNames.map(e => `events.${e}`)]
  const places = new Map(names.map((name, place) => [name, place]))
  const eventPlaces = new Map(eventNames.map((name, nth) => [name, factNames.length + nth]))
  const words = Math.ceil(names.length / 32)
  const noFacts = (): FactSet => new Int32Array(words)
  const placeOf = (name: string): number => places.get(name) ?? -1
  return {
    names,
    placeOf,
    placeOfEvent: event => eventPlaces.get(event) ?? -1,
    noFacts,
    setOf: found => {
      const set = noFacts()
      for (const name of found) addPlace(set, placeOf(name))
      return set
    },
  }
})

export function addPlace(set: FactSet, place: number): void {
  if (place >= 0) set[place >>> 5] = (set[place >>> 5] as number) | (1 << (place & 31))
}

export function removePlace(set: FactSet, place: number): void {
  if (place >= 0) set[place >>> 5] = (set[place >>> 5] as number) & ~(1 << (place & 31))
}

/** Takes out those facts of a set that are in another. */
export function removeFacts(from: FactSet, others: FactSet): void {
  for (let w = 0; w < from.length; w++) from[w] = (from[w] as number) & ~(others[w] as number)
}

/** Adds every fact of one set to another. */
export function addFacts(into: FactSet, from: FactSet): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] as number) | (from[w] as number)
}

/** Adds those facts of one set that are in a second as well. */
export function addCommonFacts(into: FactSet, from: FactSet, within: FactSet): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] as number) | ((from[w] as number) & (within[w] as number))
}

export function hasFacts(set: FactSet): boolean {
  for (let w = 0; w < set.length; w++) if (set[w] !== 0) return true
  return false
}

/** Whether a fact is in both sets. */
export function haveCommon(some: FactSet, others: FactSet): boolean {
  for (let w = 0; w < some.length; w++) if (((some[w] as number) & (others[w] as number)) !== 0) return true
  return false
}

export function areSameFacts(some: FactSet, others: FactSet): boolean {
  for (let w = 0; w < some.length; w++) if (some[w] !== others[w]) return false
  return true
}

export const hasPlace = (set: FactSet, place: number): boolean =>
  ((set[place >>> 5] as number) & (1 << (place & 31))) !== 0

/** The place of the first fact of a set from a place on; -1 where there is none. */
export function nextPlace(set: FactSet, from: number): number {
  for (let w = from >>> 5; w < set.length; w++) {
    // Of the first word only what lies from that place on; then the lowest bit that is left.
    const word = (set[w] as number) & (w === from >>> 5 ? -1 << (from & 31) : -1)
    if (word !== 0) return w * 32 + 31 - Math.clz32(word & -word)
  }
  return -1
}

/** The places of a set's facts, in order. */
export function placesIn(set: FactSet): readonly number[] {
  const found: number[] = []
  for (let w = 0; w < set.length; w++)
    // The lowest bit that is left, until none is.
    for (let word = set[w] as number; word !== 0; word &= word - 1) found.push(w * 32 + 31 - Math.clz32(word & -word))
  return found
}
