import type { Rulebook } from '../../rules/language/rulebook.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

/** The facts that a rulebook's vocabulary calls personal: what may say who somebody is. */
export function personalFacts(rulebook: Rulebook): readonly string[] {
  const { facts, factNames } = vocabularyOf(rulebook)
  return factNames.filter(name => facts[name]?.personal === true)
}
