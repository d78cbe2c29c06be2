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
  const { stage, slot, none, isHighest, tellsAll, unruled } = list
  const rules = trueOf(making, stage)
  let deciding = rules[0] ?? null
  // Where the source knows no ratings, one that the authority gave all the same is its rating.
  let value = deciding ? valueBy(making, list, deciding) : unruled < 0 ? null : valueAt(making, unruled)
  if (isHighest)
    for (let nth = 0; nth < rules.length; nth++) {
      const rule = rules[nth] as CompiledRule
      const other = valueBy(making, list, rule)
      if (Number(other) <= Number(value)) continue
      deciding = rule
      value = other
    }
  if (making.reasons !== null)
    for (let nth = 0; nth < rules.length; nth++) {
      const rule = rules[nth] as CompiledRule
      if (rule !== deciding && !(tellsAll && value !== null && valueBy(making, list, rule) === value)) continue
      explain(making, rule, value, value, list.tell)
    }
  leave(making, slot, value ?? none)
  return { stage, value, deciding }
}

const valueAt = ({ derived }: Making, from: number): SaidValue =>
  (derived.scope.values[from] as string | number | undefined) ?? null

function valueBy(making: Making, { takes, key }: SaidList, rule: CompiledRule): SaidValue {
  const from = takes.size === 0 ? undefined : takes.get(rule)
  return from === undefined ? saidIn(rule.rule.outcome, key) : valueAt(making, from)
}

const saidIn = (outcome: Outcome, key: string): SaidValue =>
  (outcome as unknown as Readonly<Record<string, SaidValue>>)[key] ?? null
