import { sectionWords } from '../../src/engine/render/decision-words.js'
import type { Rulebook } from '../../src/index.js'
import { placeOf } from '../../src/tools/pages/model/place-of.js'

interface RuleLinkProps {
  readonly rulebook: Rulebook
  readonly rule: string
  readonly clauses: readonly string[]
}

/** The sections that a rule rests on, as a link to the rule on its authority's pages. */
export function RuleLink({ rulebook, rule, clauses }: RuleLinkProps) {
  const place = placeOf.rule(rulebook, rule)
  const words = sectionWords(clauses, rulebook)
  return place === null ? (
    words
  ) : (
    <a class="govuk-link" href={`../${rulebook.authority}/${place}`}>
      {words}
    </a>
  )
}

/** The address of a reading on its authority's pages. */
export const readingHref = ({ authority }: Rulebook, id: string): string => `../${authority}/${placeOf.reading(id)}`
