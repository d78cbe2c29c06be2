import type { Vocabulary } from '../../src/index.js'

/** Questions that belong together, under a heading. */
export interface FactGroup {
  readonly title: string
  readonly facts: readonly string[]
}

/** Questions that only this authority asks and puts under no heading. */
const others = 'Asked here alone'

/** Every question of a contact, in the groups of the vocabulary; indicators are asked for where the authority has any. */
export function factGroups({ facts, factNames, eventNames }: Vocabulary): readonly FactGroup[] {
  const groups = new Map<string, string[]>()
  for (const name of factNames) {
    const spec = facts[name]
    const title = spec?.group ?? (spec?.own ? others : null)
    if (title !== null) groups.set(title, [...(groups.get(title) ?? []), name])
  }
  return [
    ...[...groups].map(([title, names]) => ({ title, facts: names })),
    { title: 'When things happened', facts: eventNames.map(name => `events.${name}`) },
  ]
}
