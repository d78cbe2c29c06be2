import type { Condition } from '../../rules/language/condition.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { drawGiven } from '../contacts/draw-given.js'
import type { RulebookPromise } from './promise.js'
import { withFacts } from './protection.js'

/** What a rulebook's own promise about single contacts has in common with others: each contact is tried as it is. */
export const ofSingleContacts = {
  own: true,
  every: 1,
  changes: () => [null],
} as const satisfies Partial<RulebookPromise>

/** A promise about contacts for which a condition holds: those tried are drawn towards it. */
export function givenThat(
  rulebook: Rulebook,
  condition: Condition,
): Pick<RulebookPromise, 'own' | 'every' | 'changes'> & Required<Pick<RulebookPromise, 'prepare'>> {
  const draw = drawGiven(rulebook, condition)
  return {
    ...ofSingleContacts,
    prepare: (contact, chance) => {
      const facts = draw(chance)
      return facts === null ? contact : withFacts(contact, facts)
    },
  }
}
