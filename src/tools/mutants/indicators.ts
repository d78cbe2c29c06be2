import type { Path } from '../../diagnostic.js'
import type { RulebookFile } from '../../rules/reading/schema.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { conditionSlips } from './conditions.js'
import type { Mutant, Slip } from './mutant.js'
import { levelsNextTo, numbersOf } from './numbers.js'

/** Every way in which one place of the indicators' tables can be slipped in. */
export function indicatorMutants(file: RulebookFile, vocabulary: Vocabulary): readonly Mutant[] {
  return (file.indicators ?? []).flatMap((group, g) => {
    const at: Path = ['indicators', g]
    const shared = [group.when, group.unless].some(c => c !== undefined)
      ? conditionsOf(`the group "${group.section}"`, group, at, vocabulary)
      : []
    const ages = (group.ages ?? []).flatMap((age, i): Mutant[] =>
      [age - 1, age + 1].flatMap(other =>
        other >= 0 && other <= 25
          ? [
              {
                slip: 'indicator-ages',
                of: group.section,
                path: [...at, 'ages', i],
                says: `the age band of "${group.section}" has ${other} for ${age}`,
                edit: { path: [...at, 'ages', i], value: other },
              },
            ]
          : [],
      ),
    )
    return [...shared, ...ages, ...Object.keys(group.listed).flatMap(id => listedMutants(group, id, at, vocabulary))]
  })
}

type Group = NonNullable<RulebookFile['indicators']>[number]

interface Detail extends Readonly<Record<string, unknown>> {
  readonly level?: number | undefined
  readonly concerns?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly bullet?: unknown
}

function listedMutants(group: Group, id: string, at: Path, vocabulary: Vocabulary): readonly Mutant[] {
  const raw = group.listed[id]
  const path = [...at, 'listed', id]
  const detail: Detail = typeof raw === 'string' ? { label: raw } : { ...raw }
  const changed = (slip: Slip, says: string, change: Readonly<Record<string, unknown>>): Mutant => {
    const value = Object.fromEntries(Object.entries({ ...detail, ...change }).filter(([, v]) => v !== undefined))
    return { slip, of: id, path, says: `indicator \`${id}\`: ${says}`, edit: { path, value } }
  }
  const level = detail.level ?? group.level
  const without = <T>(list: readonly T[], one: T): readonly T[] | undefined => {
    const rest = list.filter(x => x !== one)
    return rest.length > 0 ? rest : undefined
  }
  return [
    ...(level === undefined ? [] : levelsNextTo(vocabulary.levels, level)).map(n =>
      changed('indicator-level', `the level is ${n} and not ${level}`, { level: n }),
    ),
    ...(detail.concerns ?? []).map(c =>
      changed('indicator-concern', `the concern \`${c}\` was dropped`, { concerns: without(detail.concerns ?? [], c) }),
    ),
    ...(detail.groups ?? []).map(g =>
      changed('indicator-group', `the group \`${g}\` was dropped`, { groups: without(detail.groups ?? [], g) }),
    ),
    ...(detail.bullet === undefined ? [] : [changed('bullet', 'the bullet was dropped', { bullet: undefined })]),
    ...conditionsOf(`\`${id}\``, detail, path, vocabulary),
  ]
}

function conditionsOf(
  name: string,
  lines: Readonly<Record<string, unknown>>,
  path: Path,
  vocabulary: Vocabulary,
): readonly Mutant[] {
  return ['when', 'unless'].flatMap(key => {
    const condition = lines[key]
    if (condition === undefined) return []
    const at = [...path, key]
    return [
      { says: `\`${key}\` was dropped`, edit: { path: at } },
      ...conditionSlips(condition, at, numbersOf(vocabulary)),
    ].map(
      ({ says, edit }): Mutant => ({
        slip: 'indicator-condition',
        of: name,
        path: edit.path,
        says: `indicator ${name}: ${says}`,
        edit,
      }),
    )
  })
}
