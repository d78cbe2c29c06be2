import type { Rulebook } from '../../rules/language/rulebook.js'
import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { england, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

/** The words of several authorities together, as far as they stand side by side: England's first, then their own. */
export type JointWords = Pick<
  Vocabulary,
  'facts' | 'destinations' | 'destinationNames' | 'purposes' | 'purposeNames' | 'levels' | 'ratingNames' | 'events'
>

export function jointWords(rulebooks: readonly Rulebook[]): JointWords {
  const all = [england, ...rulebooks.map(vocabularyOf)]
  const joined = <T>(of: (vocabulary: Vocabulary) => Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.assign({}, ...[...all].reverse().map(of)) as Readonly<Record<string, T>>
  const names = (of: (vocabulary: Vocabulary) => readonly string[]): readonly string[] => [...new Set(all.flatMap(of))]
  const facts: Record<string, FactSpec> = {}
  for (const name of names(v => v.factNames)) {
    const specs = all.flatMap(v => v.facts[name] ?? [])
    const [first] = specs
    // Of a fact to which an authority adds choices all are told.
    if (first) facts[name] = { ...first, values: [...new Set(specs.flatMap(s => s.values))] }
  }
  return {
    facts,
    events: joined(v => v.events),
    destinations: joined(v => v.destinations),
    destinationNames: names(v => v.destinationNames),
    purposes: joined(v => v.purposes),
    purposeNames: names(v => v.purposeNames),
    levels: [...new Set(all.flatMap(v => v.levels))].sort((a, b) => a - b),
    ratingNames: names(v => v.ratingNames),
  }
}

/** Whether an authority knows a fact with a value: a choice of another authority's says nothing in its terms. */
export function knowsFact(rulebook: Rulebook, fact: string, value: unknown): boolean {
  const spec = vocabularyOf(rulebook).facts[fact]
  return spec?.accepts(value) === true
}
