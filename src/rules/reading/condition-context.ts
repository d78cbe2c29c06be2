import type { Path, Report } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import type { CountSpec } from '../language/counts.js'
import { didYouMean } from '../suggest.js'
import type { Readable } from '../vocabulary/readable.js'

/** What a condition may refer to, and where its mistakes go. */
export interface ConditionContext {
  readonly report: Report
  readonly readable: ReadonlyMap<string, Readable>
  readonly indicatorIds: ReadonlySet<string>
  readonly indicatorGroups: ReadonlySet<string>
  readonly indicatorDomains: ReadonlySet<string>
  /** The condition of a definition, or `null` where it is unknown or faulty (already reported). */
  readonly definition: (name: string, path: Path) => Condition | null
  readonly levels: readonly number[]
  /** The areas of functional needs. */
  readonly areas: readonly string[]
  /** What earlier contacts may have raised, and led to. */
  readonly earlier: Readonly<Record<'concerns' | 'outcomes', readonly string[]>>
  /** Collects the counts that conditions ask for. */
  readonly counts: Map<string, CountSpec>
}

export const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x)
export { excerpt as show } from '../visible.js'

/** Whether a set of lines has only the keys allowed; each other one is reported. */
export function checkKeys(
  value: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  path: Path,
  context: ConditionContext,
): boolean {
  const wrong = Object.keys(value).filter(k => !allowed.includes(k))
  for (const k of wrong)
    context.report('unknown-operator', [...path, k], `\`${k}\` is not an operator here`, didYouMean(k, allowed))
  return wrong.length === 0
}
