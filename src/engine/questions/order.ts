import type { Program } from '../compile/program.js'

/** The groups of a vocabulary's facts in the order in which they are asked; a group that is not here comes before consent. */
const inOrder: readonly string[] = [
  'The contact',
  'Harm and need',
  'The child and the household',
  'Disability and caring',
  'Orders and care',
  'Who knows the family',
  'Levels and ratings given',
]

const last = inOrder.length

/** Where a question stands: danger, what is assumed, the groups in their order, consent, and harm last. */
export function placeOf({ vocabulary, at: { of } }: Program, fact: string, isAssumed: boolean): number {
  const { facts, factNames } = vocabulary
  if (fact === factNames[of.immediateDanger]) return -2
  if (isAssumed) return -1
  if (fact === factNames[of.riskOfSignificantHarm]) return last + 2
  const group = facts[fact]?.group ?? null
  if (group !== null && group === facts[factNames[of.consent] ?? '']?.group) return last + 1
  const place = group === null ? -1 : inOrder.indexOf(group)
  return place < 0 ? last : place
}
