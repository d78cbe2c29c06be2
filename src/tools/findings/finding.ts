import type { Path } from '../../diagnostic.js'
import type { RulebookContent } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { stageOf } from '../../rules/vocabulary/stages.js'

/** What can be wrong with a rulebook that loads, each with what it means. */
export const findingCodes = {
  'never-decides': 'a rule that no contact can ever be decided by',
  'contradictory-condition': 'a condition that contradicts itself',
  'always-true': 'a condition that is true whatever is said',
  'no-level': 'a contact that gets no level although nothing more could be known',
  'no-route': 'a contact that goes nowhere',
  'no-deadline': 'a contact that must be acted on, with no clock',
  'unused-indicator': 'an indicator that no rule reads',
  'unused-team': 'a team that no rule names',
  'unused-word': "a fact, an event, a destination or a purpose of the authority's own that no rule uses",
  'unused-interpretation': 'a reading that nothing rests on',
  'unused-definition': 'a definition that no condition uses',
  'unused-audience': 'somebody under `appliesTo` for whom no rule is',
  'unused-source': 'a source that no clause comes from',
  'unused-action': 'an action that no rule asks for',
  'unused-deadline': 'a deadline that no rule sets',
  'unused-entry': 'an entry that no rule gives',
  'event-never-given': 'a deadline whose starting event nothing can give',
  'uncited-clause': 'a clause that nothing cites',
  'boundary-hole': 'a value that falls between two rules',
  'boundary-overlap': 'a value that two rules claim',
  'age-is-no-trapdoor': 'a contact that is protected less than it was a year younger',
  'team-told-nothing': 'a team that is sent contacts and told nothing',
  'stale-acceptance': 'an accepted finding that is not there any more',
} as const satisfies Record<string, string>

export type FindingCode = keyof typeof findingCodes

/** One thing that is wrong with a rulebook, shown and not guessed. */
export interface Finding {
  readonly code: FindingCode
  /** Plain English; the rulebook's own names stand in backticks. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  readonly path: Path
  readonly rule: string | null
  /** What it is about where that is no rule: an id, or the kind of contact. */
  readonly about: string | null
  /** A contact that shows it; `null` where there is none to show. */
  readonly witness: Contact | null
  /** `exhaustive`: every class of contacts was gone through; `search`: contacts were looked for and none found. */
  readonly proof: 'exhaustive' | 'search'
  /** The reason for which the rulebook accepts it. */
  readonly accepted: string | null
}

type Given = Pick<Finding, 'code' | 'message' | 'hint' | 'path'> & Partial<Finding>

/** A finding with what is not said left empty. */
export const finding = (given: Given): Finding => ({
  rule: null,
  about: null,
  witness: null,
  proof: 'exhaustive',
  accepted: null,
  ...given,
})

/** Where each rule stands in the file, by its id. */
export function rulePaths(rulebook: Pick<RulebookContent, 'rules'>): ReadonlyMap<string, Path> {
  const counts = new Map<string, number>()
  return new Map(
    rulebook.rules.map(({ id, stage, list }) => {
      const section = stageOf(stage).section(list)
      const key = section.join(' ')
      const place = counts.get(key) ?? 0
      counts.set(key, place + 1)
      return [id, ['rules', ...section, place]] as const
    }),
  )
}
