import { keptFor } from '../../kept-for.js'
import type { Outcome } from '../vocabulary/stages.js'
import type { RulebookContent } from './rulebook.js'

type DeadlineOutcome = Extract<Outcome, { stage: 'deadlines' }>

/** The event from which weeks of pregnancy are counted back; where it is not given, the contact's `gestationWeeks` say when it is. */
export const deliveryEvent = 'expectedDeliveryAt'

const mark = 'deadline '

/** The deadline that a clock starts from, of `deadline first-conference`; `null` where it starts from an event. */
export const deadlineIn = (start: string): string | null => (start.startsWith(mark) ? start.slice(mark.length) : null)

/** What a clock starts from: two where the later of two lengths counts. */
const startsOf = ({ from, orLater }: DeadlineOutcome): readonly string[] =>
  orLater === null ? [from] : [from, orLater.from]

/** By a deadline's id, those that its rules start from. */
const parentsOf = keptFor(({ rules }: Pick<RulebookContent, 'rules'>) => {
  const parents = new Map<string, Set<string>>()
  for (const { outcome } of rules)
    if (outcome.stage === 'deadlines')
      for (const start of startsOf(outcome)) {
        const parent = deadlineIn(start)
        if (parent === null) continue
        const found = parents.get(outcome.deadline) ?? new Set()
        parents.set(outcome.deadline, found.add(parent))
      }
  return parents
})

/** The deadlines that a deadline starts from, through others too. */
export function deadlinesBefore(rulebook: Pick<RulebookContent, 'rules'>, id: string): ReadonlySet<string> {
  const parents = parentsOf(rulebook)
  const found = new Set(parents.get(id))
  for (const one of found) for (const before of parents.get(one) ?? []) found.add(before)
  return found
}

/** The facts and events (`events.NAME`) that settle when a clock starts or ends, through the clocks that it starts from. */
export function clockFacts(
  rulebook: Pick<RulebookContent, 'rules' | 'deadlines'>,
  outcome: DeadlineOutcome,
): readonly string[] {
  const found = new Set<string>()
  const event = (name: string): void => {
    if (name !== 'receivedAt') found.add(`events.${name}`)
    if (name === deliveryEvent) found.add('gestationWeeks')
  }
  const clock = (of: DeadlineOutcome): void => {
    for (const start of startsOf(of)) if (deadlineIn(start) === null) event(start)
    if (of.orAt !== null) event(of.orAt)
  }
  clock(outcome)
  const own = startsOf(outcome).flatMap(start => deadlineIn(start) ?? [])
  const before = new Set(own.flatMap(id => [id, ...deadlinesBefore(rulebook, id)]))
  for (const id of before) {
    const { doneAt } = rulebook.deadlines[id] ?? { doneAt: null }
    if (doneAt !== null) event(doneAt)
  }
  for (const { outcome: other } of before.size === 0 ? [] : rulebook.rules)
    if (other.stage === 'deadlines' && before.has(other.deadline)) clock(other)
  return [...found]
}
