import type { Path } from '../../diagnostic.js'
import { canonicalText } from '../language/canonical.js'
import type { Condition } from '../language/condition.js'
import { always, atomsOf, sizeOf, withException } from '../language/condition.js'
import type { CountSpec } from '../language/counts.js'
import { didYouMean } from '../suggest.js'
import { readableFacts } from '../vocabulary/readable.js'
import type { Stage } from '../vocabulary/stages.js'
import { stages } from '../vocabulary/stages.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import type { ConditionContext } from './condition-context.js'
import { parseCondition } from './parse-condition.js'
import type { References } from './references.js'
import type { RulebookFile } from './schema.js'

/** A condition with what the definitions that it uses cite. */
interface ReadCondition {
  readonly condition: Condition
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
}

/** Reads the conditions of one file: its definitions are read once, whenever they are first used. */
export interface ConditionReader {
  /** `null` where it is faulty, with the faults reported. `always` and `otherwise` are always true. */
  readonly read: (raw: unknown, path: Path, stage: Stage | null) => ReadCondition | null
  readonly definition: (name: string, path: Path) => ReadCondition | null
  /** Who is outside those of a name under `appliesTo`; `null` where there is nobody of that name, or the condition is faulty. */
  readonly outside: (name: string) => Condition | null
  /** A text that is the same for conditions that always come to the same. */
  readonly textOf: (condition: Condition) => string
  /** The counts that the conditions ask for, by the name of the fact that carries them. */
  readonly counts: ReadonlyMap<string, CountSpec>
}

/** How many tests one condition may come to, written out: what decides is made of all of them. */
const mostTests = 20_000

const unique = <T>(xs: readonly T[]): readonly T[] => [...new Set(xs)]

export function conditionReader(file: RulebookFile, references: References, vocabulary: Vocabulary): ConditionReader {
  const all = file.definitions ?? {}
  const groups = file.indicators ?? []
  const details = groups.flatMap(g => Object.values(g.listed).map(x => (typeof x === 'string' ? null : x)))
  const readable = readableFacts(vocabulary, Object.keys(file.teams ?? {}), Object.keys(file.entries ?? {}))
  const counts = new Map<string, CountSpec>()
  const context: ConditionContext = {
    report: references.report,
    readable,
    indicatorIds: new Set(groups.flatMap(g => Object.keys(g.listed))),
    indicatorGroups: new Set([...groups.flatMap(g => g.groups ?? []), ...details.flatMap(d => d?.groups ?? [])]),
    indicatorDomains: new Set(groups.map(g => g.domain)),
    definition: (name, path) => definition(name, path)?.condition ?? null,
    levels: vocabulary.levels,
    areas: vocabulary.areaNames,
    earlier: {
      concerns: Object.keys(vocabulary.earlier.concerns),
      outcomes: Object.keys(vocabulary.earlier.outcomes),
    },
    counts,
  }
  const done = new Map<string, ReadCondition | null>()
  const open: string[] = []
  let used: string[] = []
  const definition = (name: string, path: Path): ReadCondition | null => {
    const found = all[name]
    if (!found) {
      references.report(
        'unknown-definition',
        path,
        `there is no definition \`${name}\``,
        didYouMean(name, Object.keys(all), 'add it under `definitions`, or use one that is there'),
      )
      return null
    }
    if (open.includes(name)) {
      references.report(
        'circular-definition',
        path,
        `the definition \`${name}\` needs itself: ${[...open.slice(open.indexOf(name)), name].join(' → ')}`,
        open.at(-1) === name ? 'write it without itself' : 'write one of them without the others',
      )
      return null
    }
    used.push(name)
    const before = done.get(name)
    if (before !== undefined) return before
    open.push(name)
    const outer = used
    used = []
    const at: Path = ['definitions', name]
    const when = parseCondition(found.when, [...at, 'when'], context)
    const unless = found.unless && parseCondition(found.unless, [...at, 'unless'], context)
    if (found.appliesTo !== undefined) references.audience(found.appliesTo, [...at, 'appliesTo'])
    const audience = found.appliesTo === undefined ? undefined : file.appliesTo?.[found.appliesTo]
    const outsiders = found.appliesTo === undefined ? [] : [outside(found.appliesTo)]
    references.clauses(found.clauses, [...at, 'clauses'])
    const inner = used.flatMap(n => done.get(n) ?? [])
    const condition =
      when && unless !== null && outsiders.every(c => c !== null)
        ? [...(unless ? [unless] : []), ...outsiders].reduce(withException, when)
        : null
    const value =
      condition && isShort(condition, at)
        ? {
            condition,
            clauses: unique([...(found.clauses ?? []), ...inner.flatMap(d => d.clauses), ...(audience?.clauses ?? [])]),
            interpretations: unique([
              ...references.readings(found.interpretation, [...at, 'interpretation']),
              ...inner.flatMap(d => d.interpretations),
              ...[audience?.interpretation ?? []].flat(),
            ]),
          }
        : null
    used = outer
    open.pop()
    done.set(name, value)
    return value
  }

  /** Whether a condition, written out, can be worked with; one that cannot is reported. */
  const isShort = (condition: Condition, path: Path): boolean => {
    if (sizeOf(condition) <= mostTests) return true
    references.report(
      'too-many-tests',
      path,
      `written out, this comes to more than ${mostTests} tests, since definitions in it use others again and again`,
      'name a definition once in each condition: write what its alternatives share beside `any`, and not inside each of them',
    )
    return false
  }

  const outsiders = new Map<string, Condition | null>()
  const outside = (name: string): Condition | null => {
    const found = file.appliesTo?.[name]
    if (!found) return null
    const before = outsiders.get(name)
    if (before !== undefined) return before
    const outer = used
    const path: Path = ['appliesTo', name, 'outside', 'when']
    const condition = parseCondition(found.outside.when, path, context)
    used = outer
    // Rules of any stage may be for these, so that only what the contact says can tell who is outside.
    if (condition) checkOrder(condition, path, 'eligibility')
    outsiders.set(name, condition)
    return condition
  }

  /** Reports outcomes that a condition reads before the stage that sets them. */
  const checkOrder = (condition: Condition | null, path: Path, stage: Stage): void => {
    for (const atom of condition ? atomsOf(condition) : []) {
      const after = readable.get(atom.fact)?.after ?? null
      if (after !== null && stages.indexOf(after) >= stages.indexOf(stage))
        references.report(
          'outcome-too-early',
          path,
          `\`${atom.fact}\` is not decided yet where this rule is read`,
          `rules of \`${stage}\` are read before the ${after} stage is done; use a fact of the contact instead`,
        )
    }
  }

  const read: ConditionReader['read'] = (raw, path, stage) => {
    if (typeof raw === 'string') return { condition: always, clauses: [], interpretations: [] }
    used = []
    const condition = parseCondition(raw, path, context)
    if (!condition || !isShort(condition, path)) return null
    if (stage !== null) checkOrder(condition, path, stage)
    const found = used.flatMap(n => done.get(n) ?? [])
    return { condition, clauses: found.flatMap(d => d.clauses), interpretations: found.flatMap(d => d.interpretations) }
  }
  return { read, definition, outside, textOf: c => canonicalText(c, readable), counts }
}
