import { keptFor } from '../../kept-for.js'
import type { Condition } from '../../rules/language/condition.js'
import { splitOperator } from '../../rules/language/operators.js'
import type { Program } from '../compile/program.js'

/**
 * The members of each list that rules ask for, those together that no rule tells apart: they stand side by side wherever one of them
 * stands, so that one of them says as much as several.
 */
export const membersOf: (program: Program) => ReadonlyMap<string, readonly (readonly string[])[]> = keptFor(
  ({ rules }) => {
    const places = new Map<string, Map<string, Set<string>>>()
    const note = (fact: string, member: string, place: string): void => {
      const ofFact = places.get(fact) ?? new Map<string, Set<string>>()
      places.set(fact, ofFact)
      ofFact.set(member, (ofFact.get(member) ?? new Set()).add(place))
    }
    for (const { condition } of rules) noteMembers(condition, note)
    return new Map(
      [...places].map(([fact, members]) => {
        const alike = new Map<string, string[]>()
        for (const [member, found] of members) {
          const key = JSON.stringify([...found].sort())
          alike.set(key, [...(alike.get(key) ?? []), member])
        }
        return [fact, [...alike.values()]]
      }),
    )
  },
)

type Note = (fact: string, member: string, place: string) => void

/** Notes of each member beside which others it stands. Present, each makes an `any` true; absent, each lets an `all` of denials stand. */
function noteMembers(condition: Condition, note: Note): void {
  const isAny = 'any' in condition
  const parts = 'fact' in condition ? [condition] : isAny ? condition.any : condition.all
  const beside = new Map<string, { readonly fact: string; readonly members: string[] }>()
  for (const part of parts) {
    if (!('fact' in part)) {
      noteMembers(part, note)
      continue
    }
    const { base } = splitOperator(part.operator)
    if (base !== 'contains' && base !== 'doesNotContain') continue
    // Side by side they are one question only as "any of these" or "none of these".
    const joins = isAny === (base === 'contains')
    const key = joins ? `${part.fact} ${part.operator}` : `${part.fact} ${part.operator} ${String(part.value)}`
    const found = beside.get(key) ?? { fact: part.fact, members: [] }
    found.members.push(String(part.value))
    beside.set(key, found)
  }
  for (const [key, { fact, members }] of beside)
    for (const member of members) note(fact, member, JSON.stringify([key, [...members].sort()]))
}
