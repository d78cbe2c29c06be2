import type { Path } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import { atomsOf } from '../language/condition.js'
import type { Indicator } from '../language/rulebook.js'
import { didYouMean } from '../suggest.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { factOf } from '../vocabulary/vocabulary.js'
import type { ConditionReader } from './condition-reader.js'
import type { References } from './references.js'
import type { RulebookFile } from './schema.js'

const unique = <T>(xs: readonly T[]): readonly T[] => [...new Set(xs)]

/** The indicators of all groups, each with what its group says of it. */
export function normaliseIndicators(
  file: RulebookFile,
  references: References,
  conditions: ConditionReader,
  vocabulary: Vocabulary,
): readonly Indicator[] {
  const concernNames = factOf(vocabulary, 'concerns').values as readonly string[]
  const seen = new Set<string>()
  return (file.indicators ?? []).flatMap((group, g): Indicator[] => {
    const at: Path = ['indicators', g]
    references.source(group.source, [...at, 'source'])
    references.clauses(group.clauses, [...at, 'clauses'])
    const isProtective = group.protective === true
    if (group.level === undefined && !isProtective)
      references.report(
        'missing-key',
        [...at, 'level'],
        '`level` is missing',
        "write the level of these signs, or `protective: true` where they speak for the child's safety",
      )
    const noLevel = (path: Path): void =>
      references.report(
        'level-of-protective',
        path,
        'a protective sign has no level: it is noted beside the others and outweighs none',
        'take `level` out; a rule asks for such signs by `group` or `id`',
      )
    if (isProtective && group.level !== undefined) noLevel([...at, 'level'])
    const groupReadings = references.readings(group.interpretation, [...at, 'interpretation'])
    return Object.entries(group.listed).map(([id, raw]): Indicator => {
      const here: Path = [...at, 'listed', id]
      const detail = typeof raw === 'string' ? { label: raw } : raw
      if (seen.has(id))
        references.report('duplicate-id', here, `the indicator \`${id}\` stands twice`, 'give one of them another id')
      seen.add(id)
      references.clauses(detail.clauses, [...here, 'clauses'])
      if (isProtective && detail.level !== undefined) noLevel([...here, 'level'])
      detail.concerns?.forEach((c, i) => {
        if (!concernNames.includes(c))
          references.report(
            'wrong-value',
            [...here, 'concerns', i],
            `there is no concern \`${c}\``,
            didYouMean(c, concernNames),
          )
      })
      const condition = (own: unknown, ownPath: Path, shared: unknown, sharedPath: Path): Condition | null => {
        const [value, path] = own !== undefined ? [own, ownPath] : [shared, sharedPath]
        const parsed = value === undefined ? null : (conditions.read(value, path, 'indicators')?.condition ?? null)
        for (const atom of parsed ? atomsOf(parsed) : [])
          if (atom.fact === 'indicators' || atom.fact === 'concerns' || atom.fact.startsWith('indicatorCount:'))
            references.report(
              'indicator-on-indicators',
              path,
              `the indicator \`${id}\` depends on \`${atom.fact.split(':')[0] ?? ''}\``,
              'an indicator counts by other facts only; write a rule that reads both instead',
            )
        return parsed
      }
      return {
        id,
        level: detail.level ?? group.level ?? vocabulary.levels[0] ?? 1,
        ...(isProtective && { protective: true as const }),
        domain: group.domain,
        ages: group.ages ?? null,
        label: detail.label,
        source: group.source,
        section: detail.section ?? group.section,
        concerns: detail.concerns ?? [],
        bullet: detail.bullet === undefined ? id : `${detail.section ?? group.section} / ${String(detail.bullet)}`,
        groups: unique([...(group.groups ?? []), ...(detail.groups ?? [])]),
        when: condition(detail.when, [...here, 'when'], group.when, [...at, 'when']),
        unless: condition(detail.unless, [...here, 'unless'], group.unless, [...at, 'unless']),
        note: detail.note ?? group.note ?? null,
        clauses: unique([...(group.clauses ?? []), ...(detail.clauses ?? [])]),
        interpretations: unique([
          ...groupReadings,
          ...references.readings(detail.interpretation, [...here, 'interpretation']),
        ]),
      }
    })
  })
}
