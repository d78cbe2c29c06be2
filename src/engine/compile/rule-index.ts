import type { OpenList } from '../../rules/language/operators.js'
import type { CompiledRule, Program } from './program.js'
import type { Scope } from './scope.js'

interface FactIndex {
  /** Rules that any known value of the fact can make true. */
  readonly any: Uint32Array
  /** Rules that one value can make true. */
  readonly byValue: Map<string | boolean, Uint32Array>
}

/** For each fact and value the rules that it can make true, as sets of bits. */
export interface RuleIndex {
  readonly words: number
  readonly always: Uint32Array
  readonly bySlot: readonly (FactIndex | null)[]
}

/** Builds the inverted index of a program's rules. */
export function buildIndex(program: Program): RuleIndex {
  const words = Math.ceil(program.rules.length / 32)
  const always = new Uint32Array(words)
  const bySlot: (FactIndex | null)[] = program.slotNames.map(() => null)
  const mark = (set: Uint32Array, place: number): void => {
    set[place >>> 5] = (set[place >>> 5] ?? 0) | (1 << (place & 31))
  }
  program.triggers.forEach((triggers, place) => {
    if (triggers === null) {
      mark(always, place)
      return
    }
    for (const { fact, value } of triggers) {
      const slot = program.slots.get(fact)
      if (slot === undefined) {
        mark(always, place)
        return
      }
      const index = bySlot[slot] ?? { any: new Uint32Array(words), byValue: new Map() }
      bySlot[slot] = index
      if (value === null) {
        mark(index.any, place)
        continue
      }
      const set = index.byValue.get(value) ?? new Uint32Array(words)
      index.byValue.set(value, set)
      mark(set, place)
    }
  })
  return { words, always, bySlot }
}

/** The set of rules that could be true of a scope: the rest need not be looked at. */
export function candidates(index: RuleIndex, scope: Scope): Uint32Array {
  const set = index.always.slice()
  const add = (other: Uint32Array | undefined): void => {
    if (other) for (let w = 0; w < set.length; w++) set[w] = (set[w] ?? 0) | (other[w] ?? 0)
  }
  const { values } = scope
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot]
    const facts = value === undefined ? null : index.bySlot[slot]
    if (!facts) continue
    if (typeof value !== 'object') {
      add(facts.any)
      if (typeof value === 'string' || typeof value === 'boolean') add(facts.byValue.get(value))
    } else if ('atLeast' in value) {
      if (value.atLeast > 0) add(facts.any)
    } else {
      add(facts.any)
      for (const id of (value as OpenList).present) add(facts.byValue.get(id))
    }
  }
  return set
}

/** The rules of one stage that are in the set and true of the scope, in order. */
export function firedRules(stage: readonly CompiledRule[], set: Uint32Array, scope: Scope): readonly CompiledRule[] {
  const first = stage[0]?.place ?? 0
  const end = first + stage.length
  const fired: CompiledRule[] = []
  for (let place = first; place < end; place++) {
    const word = set[place >>> 5] ?? 0
    if (word >>> (place & 31) === 0) {
      place |= 31 // nothing more in this word
      continue
    }
    const rule = stage[place - first]
    if ((word & (1 << (place & 31))) !== 0 && rule?.holds(scope)) fired.push(rule)
  }
  return fired
}
