import { keptFor } from '../../../kept-for.js'
import type { Condition } from '../../../rules/language/condition.js'
import { negate } from '../../../rules/language/condition.js'
import type { FindTerms, Term } from '../../../rules/language/condition-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import { canonicalJson } from '../../../rules/packed/digest.js'

interface Known extends Term {
  readonly joint: 'all' | 'any'
  readonly parts: readonly string[]
}

function partsOf(term: string, holds: boolean, condition: Condition): Known | null {
  if ('fact' in condition) return null
  const parts = 'all' in condition ? condition.all : condition.any
  return parts.length < 2
    ? null
    : { term, holds, joint: 'all' in condition ? 'all' : 'any', parts: parts.map(p => canonicalJson(p)) }
}

/** Definitions of more than one part, and their opposites, the largest first. */
const knownTerms: (rulebook: Rulebook) => readonly Known[] = keptFor(({ definitions }) =>
  definitions
    .flatMap(({ id, condition }) => [partsOf(id, true, condition), partsOf(id, false, negate(condition))])
    .filter(t => t !== null)
    .sort((a, b) => b.parts.length - a.parts.length),
)

/**
 * Finds a rulebook's definitions again in its conditions, which hold them word for word: what people named once is read once.
 *
 * @param own the definition that is itself being told, which is not found in its own words
 */
export const termsOf =
  (rulebook: Rulebook, own: string | null): FindTerms =>
  (parts, joint) => {
    let left: readonly { readonly part: Condition | Term; readonly text: string }[] = parts.map(part => ({
      part,
      text: canonicalJson(part),
    }))
    for (const { term, holds, joint: of, parts: wanted } of knownTerms(rulebook)) {
      const texts = left.map(l => l.text)
      if (of !== joint || term === own || !wanted.every(w => texts.includes(w))) continue
      const at = texts.indexOf(wanted[0] ?? '')
      left = left.flatMap((l, i) =>
        i === at ? [{ part: { term, holds }, text: '' }] : wanted.includes(l.text) ? [] : [l],
      )
    }
    return left.map(l => l.part)
  }
