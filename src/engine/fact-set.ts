import { factNames } from '../rules/facts.js'
import { eventNames } from '../rules/vocabulary.js'

/** What can be asked for: the facts in the order of consequence, then the events. A fact's place here is its bit in a set. */
export const askableNames: readonly string[] = [...factNames, ...eventNames.map(e => `events.${e}`)]
const places = new Map(askableNames.map((name, place) => [name, place]))

/** A set of facts as bits: joining two costs a few machine words, however many facts are in them. */
export type FactSet = Int32Array

/** How many words a set has. */
export const factSetWords = Math.ceil(askableNames.length / 32)

export const noFacts = (): FactSet => new Int32Array(factSetWords)

export function setOfFacts(names: Iterable<string>): FactSet {
  const set = noFacts()
  for (const name of names) addFact(set, name)
  return set
}

export function addFact(set: FactSet, name: string): void {
  const place = places.get(name)
  if (place !== undefined) set[place >>> 5] = (set[place >>> 5] ?? 0) | (1 << (place & 31))
}

export function removeFact(set: FactSet, name: string): void {
  const place = places.get(name)
  if (place !== undefined) set[place >>> 5] = (set[place >>> 5] ?? 0) & ~(1 << (place & 31))
}

/** Adds every fact of one set to another. */
export function addFacts(into: FactSet, from: FactSet): void {
  for (let w = 0; w < factSetWords; w++) into[w] = (into[w] ?? 0) | (from[w] ?? 0)
}

/** Adds those facts of one set that are in a second as well. */
export function addCommonFacts(into: FactSet, from: FactSet, within: FactSet): void {
  for (let w = 0; w < factSetWords; w++) into[w] = (into[w] ?? 0) | ((from[w] ?? 0) & (within[w] ?? 0))
}

export function hasFacts(set: FactSet): boolean {
  for (let w = 0; w < factSetWords; w++) if (set[w] !== 0) return true
  return false
}

export const hasPlace = (set: FactSet, place: number): boolean => ((set[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0
