import type { Outcome, Stage } from '../../rules/vocabulary/stages.js'
import { stages } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, SaidList } from '../compile/program.js'
import type { Making } from './making.js'
import { explain, leave, trueOf } from './making.js'

export type SaidValue = string | number | null

/** What a stage came to whose outcome is one value, and the rule that decided. */
export interface SaidOutcome {
  readonly stage: Stage
  readonly value: SaidValue
  readonly deciding: CompiledRule | null
}

/** What such stages came to so far, in their order. */
export type SaidOutcomes = SaidOutcome[]

export const saidOf = (said: SaidOutcomes, stage: Stage): SaidOutcome | undefined => said.find(s => s.stage === stage)

/** Settles the stages before another whose outcome is one value, tells why, and leaves each for later stages to read. */
export function settleSaidBefore(making: Making, said: SaidOutcomes, next: Stage): void {
  const end = stages.indexOf(next)
  const lists = making.program.said
  for (let one = lists[said.length]; one !== undefined && one.order < end; one = lists[said.length])
    said.push(settleSaid(making, one))
}

function settleSaid(making: Making, list: SaidList): SaidOutcome {
  const { stage, key, slot, none, isHighest, tellsAll, unruled, takes } = list
  const { values } = making.derived.scope
  const valueAt = (from: number): SaidValue => (values[from] as string | number | undefined) ?? null
  const valueBy = (rule: CompiledRule): SaidValue => {
    const from = takes.size === 0 ? undefined : takes.get(rule)
    return from === undefined ? saidIn(rule.rule.outcome, key) : valueAt(from)
  }
  const rules = trueOf(making, stage)
  let deciding = rules[0] ?? null
  // Where the source knows no ratings, one that the authority gave all the same is its rating.
  let value = deciding ? valueBy(deciding) : unruled < 0 ? null : valueAt(unruled)
  if (isHighest)
    for (const rule of rules)
      if (Number(valueBy(rule)) > Number(value)) {
        deciding = rule
        value = valueBy(rule)
      }
  if (making.reasons !== null)
    for (const rule of rules)
      if (rule === deciding || (tellsAll && value !== null && valueBy(rule) === value))
        explain(making, rule, value, list, () => ({ [key]: value }))
  leave(making, slot, value ?? none)
  return { stage, value, deciding }
}

const saidIn = (outcome: Outcome, key: string): SaidValue =>
  (outcome as unknown as Readonly<Record<string, SaidValue>>)[key] ?? null
