import type { Path } from '../../diagnostic.js'
import type { Stage } from '../vocabulary/stages.js'
import { stageOf, stages } from '../vocabulary/stages.js'
import type { RulebookFile } from './schema.js'

/** Rules that stand below one another in the file. */
export interface RuleList<S extends Stage = Stage> {
  readonly stage: S
  /** The name that stands above them (a purpose, a list of givers); `null` where none does. */
  readonly name: string | null
  readonly path: Path
  readonly rules: readonly unknown[]
}

/** Every list of rules of a file, stage by stage in the order in which a contact meets them; `names` puts those of a stage in order. */
export function ruleListsOf(
  { rules }: Pick<RulebookFile, 'rules'>,
  names: readonly string[] = [],
): readonly RuleList[] {
  return stages.flatMap((stage): readonly RuleList[] => {
    const unnamed = stageOf(stage).section(null)
    const isNamed = unnamed.at(-1) === ''
    const within = isNamed ? unnamed.slice(0, -1) : unnamed
    const section = within.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], rules)
    const list = (name: string | null, raw: unknown): readonly RuleList[] =>
      Array.isArray(raw) ? [{ stage, name, path: ['rules', ...stageOf(stage).section(name)], rules: raw }] : []
    if (!isNamed) return list(null, section)
    const named = Object.entries((section ?? {}) as Record<string, unknown>)
    const place = (name: string): number => names.indexOf(name)
    return named.sort(([a], [b]) => place(a) - place(b)).flatMap(([name, raw]) => list(name, raw))
  })
}
