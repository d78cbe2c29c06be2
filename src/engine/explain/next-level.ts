import type { Atom } from '../../rules/language/condition.js'
import { allOf, withException } from '../../rules/language/condition.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import type { CompiledRule, Program } from '../compile/program.js'
import { slotIn } from '../compile/slot-in.js'
import type { Derived } from '../contact/derived.js'
import type { Lacking } from './lacks.js'
import { byDistance, distanceOf, lacksOf } from './lacks.js'

/** One rule that would give a level, and what the contact lacks of it. */
export interface WayToLevel {
  readonly rule: string
  readonly says: string
  readonly clauses: readonly string[]
  /** All of these are lacking, by the shortest way. */
  readonly lacks: readonly Lacking[]
}

/** Why a contact is not of a higher level. */
export interface NextLevel {
  readonly level: Level
  /** The rules that would give it, the nearest first. */
  readonly ways: readonly WayToLevel[]
  /** How many indicators the source lists at this level, and how many of them in each domain that the contact touches. */
  readonly indicators: {
    readonly total: number
    readonly touched: readonly { readonly domain: string; readonly count: number }[]
  }
}

/** Says what the next level up, and level 4 where that is another, would want that a decided contact does not have. */
export function nextLevels(program: Program, derived: Derived, level: Level | null): readonly NextLevel[] {
  const { levels } = program.vocabulary
  const next = levels.find(l => l > (level ?? 0))
  const highest = levels.at(-1)
  return next === undefined || highest === undefined
    ? []
    : [...new Set<Level>([next, highest])].map(l => nextLevel(program, derived, l))
}

function nextLevel(program: Program, derived: Derived, level: Level): NextLevel {
  const ways = program.byStage.level.flatMap(rule => wayTo(program, derived, rule, level) ?? [])
  const distances = new Map(ways.map(w => [w, distanceOf(w.lacks)]))
  const of = (w: WayToLevel) => distances.get(w) ?? ([0, 0] as const)
  return {
    level,
    ways: ways.sort((a, b) => byDistance(of(a), of(b))),
    indicators: indicatorsOf(program, derived, level),
  }
}

function wayTo(program: Program, derived: Derived, compiled: CompiledRule, level: Level): WayToLevel | null {
  const { rule } = compiled
  if (rule.outcome.stage !== 'level') return null
  const about = { rule: rule.id, says: rule.says, clauses: rule.clauses }
  if (rule.outcome.level === level) return { ...about, lacks: lacksOf(program, derived.scope, compiled.condition) }
  if (rule.outcome.level !== 'practitionerLevel') return null
  const judged: Atom = { fact: 'practitionerLevel', operator: 'equal', value: level }
  const lacks = lacksOf(program, derived.scope, allOf([judged, withException(rule.when, rule.unless)]))
  // That a level is given at all goes without saying.
  const first = lacks[0]
  return { ...about, lacks: lacks.filter(l => l === first || 'anyOf' in l || l.fact !== judged.fact) }
}

function indicatorsOf(program: Program, derived: Derived, level: Level): NextLevel['indicators'] {
  const given = (derived.facts[program.at.of.indicators] ?? []) as readonly string[]
  const touched = new Set(given.flatMap(id => program.indicators[slotIn(program.indicatorPlaces, id)]?.domain ?? []))
  const ofLevel = program.indicators.filter(i => i.level === level && !i.protective)
  return {
    total: ofLevel.length,
    touched: [...touched].map(domain => ({ domain, count: ofLevel.filter(i => i.domain === domain).length })),
  }
}
