import { keptFor } from '../../kept-for.js'
import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import { moments } from '../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { eventOf, factOf } from '../../rules/vocabulary/vocabulary.js'

/** What is asked of a fact while a contact is read. */
export interface FactPlan {
  /** Its place among the facts, which is its slot: facts come first in every program. */
  readonly place: number
  readonly spec: FactSpec
  readonly isBoolean: boolean
  /** Whether its value goes into its slot as it is. */
  readonly settles: boolean
  /** The place of the moment that a contact has reached once it gives the fact. */
  readonly moment: number
}

/** The facts of a vocabulary by name and by place, and the places of the moments of its events. */
export interface FactPlans {
  readonly byName: ReadonlyMap<string, FactPlan>
  readonly byPlace: readonly FactPlan[]
  readonly eventMoments: readonly number[]
}

export const factPlansOf: (vocabulary: Vocabulary) => FactPlans = keptFor(vocabulary => {
  const byPlace = vocabulary.factNames.map((name, place): FactPlan => {
    const spec = factOf(vocabulary, name)
    return {
      place,
      spec,
      isBoolean: spec.kind === 'boolean',
      settles: spec.kind === 'boolean' || spec.kind === 'choice' || spec.kind === 'number',
      moment: moments.indexOf(spec.moment),
    }
  })
  return {
    byName: new Map(byPlace.map(plan => [vocabulary.factNames[plan.place] ?? '', plan])),
    byPlace,
    eventMoments: vocabulary.eventNames.map(name => moments.indexOf(eventOf(vocabulary, name).moment)),
  }
})
