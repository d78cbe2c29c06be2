import type { Path } from '../../diagnostic.js'
import { readOwnWords } from '../../rules/reading/read-words.js'
import { ruleListsOf } from '../../rules/reading/rule-lists.js'
import type { RulebookFile } from '../../rules/reading/schema.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { conditionSlips } from './conditions.js'
import { indicatorMutants } from './indicators.js'
import type { Mutant, Slipped } from './mutant.js'
import type { Numbers } from './numbers.js'
import { numbersOf } from './numbers.js'
import type { RuleLines, Words } from './outcomes.js'
import { outcomeSlips } from './outcomes.js'

type NumbersOf = (fact: string) => Numbers

/** Rules in the order of the file, as one list in which the order can decide. */
interface RuleList {
  readonly path: Path
  readonly rules: readonly RuleLines[]
  readonly ordered: boolean
}

/**
 * Every rulebook that differs from this one in one place, by a slip that somebody could make in the file. What stands once in the
 * file (a definition, say) is broken once, wherever it is used.
 */
export function mutantsOf(file: RulebookFile): readonly Mutant[] {
  const lists = listsOf(file)
  const vocabulary = vocabularyOf({ words: readOwnWords(file, () => {}) })
  const words = wordsOf(file, lists, vocabulary)
  const numbers = numbersOf(vocabulary)
  return [
    ...audienceMutants(file, numbers),
    ...definitionMutants(file, numbers),
    ...lists.flatMap(l => listMutants(l, words, numbers)),
    ...clockMutants(file),
    ...indicatorMutants(file, vocabulary),
  ]
}

const listsOf = (file: RulebookFile): readonly RuleList[] =>
  ruleListsOf(file).map(({ stage, path, rules }) => ({
    path,
    rules: rules as readonly RuleLines[],
    ordered: stageOf(stage).hits === 'first',
  }))

function wordsOf(
  file: RulebookFile,
  lists: readonly RuleList[],
  { destinationNames, eventNames, levels }: Vocabulary,
): Words {
  const rules = lists.flatMap(l => l.rules)
  const used = (pick: (rule: RuleLines) => unknown): ReadonlySet<unknown> => new Set(rules.map(pick))
  const to = used(r => (r.route as { to?: string } | undefined)?.to)
  const from = used(r => r.from)
  return {
    teams: Object.keys(file.teams ?? {}),
    entries: Object.keys(file.entries ?? {}),
    destinations: destinationNames.filter(d => to.has(d)),
    levels,
    starts: ['receivedAt', ...eventNames.filter(e => from.has(e) || e === 'mashReceivedAt')],
  }
}

function listMutants({ path, rules, ordered }: RuleList, words: Words, numbers: NumbersOf): readonly Mutant[] {
  return rules.flatMap((rule, n): Mutant[] => {
    const at = [...path, n]
    const id = String(rule.id)
    const of = ({ slip, says, edit }: Slipped): Mutant => ({
      slip,
      of: id,
      path: edit.path,
      says: `rule \`${id}\`: ${says}`,
      edit,
    })
    const unless = [
      ...(rule.unless === undefined ? [] : exceptionSlips(rule.unless, at, numbers)),
      ...audienceSlips(rule, at),
    ]
    // Clocks stand in one list in the file and are told apart by the deadline that each sets.
    const next = ordered ? rules.findIndex((r, i) => i > n && r.deadline === rule.deadline) : -1
    const swapped = rules[next]
    return [
      of({ slip: 'rule', says: 'it was removed', edit: { path: at } }),
      ...[...conditionSlips(rule.when, [...at, 'when'], numbers), ...unless, ...outcomeSlips(rule, at, words)].map(of),
      ...(swapped
        ? [
            {
              slip: 'priority' as const,
              of: id,
              path: at,
              says: `rule \`${id}\`: it has changed places with \`${String(swapped.id)}\`, the next`,
              edit: { path, value: rules.map((r, i) => (i === n ? swapped : i === next ? rule : r)) },
            },
          ]
        : []),
    ]
  })
}

const exceptionDropped = (path: Path): readonly Slipped[] => [
  { slip: 'exception', says: '`unless` was dropped', edit: { path: [...path, 'unless'] } },
]

/** Whom a rule or a definition is for, forgotten. */
const audienceSlips = ({ appliesTo }: { readonly appliesTo?: unknown }, path: Path): readonly Slipped[] =>
  appliesTo === undefined
    ? []
    : [
        {
          slip: 'exception',
          says: `\`appliesTo: ${String(appliesTo)}\` was dropped`,
          edit: { path: [...path, 'appliesTo'] },
        },
      ]

/** Slips in an exception: one condition, or a list of entries that each hold the rule back. */
function exceptionSlips(unless: unknown, path: Path, numbers: NumbersOf): readonly Slipped[] {
  const at = [...path, 'unless']
  if (!Array.isArray(unless)) return [...exceptionDropped(path), ...conditionSlips(unless, at, numbers)]
  const entries = unless as readonly { readonly says: string; readonly when: unknown }[]
  return [
    ...exceptionDropped(path),
    ...entries.flatMap(({ says, when }, i): readonly Slipped[] => [
      ...(entries.length > 1
        ? [{ slip: 'exception' as const, says: `"unless ${says}" was dropped`, edit: { path: [...at, i] } }]
        : []),
      ...conditionSlips(when, [...at, i, 'when'], numbers),
    ]),
  ]
}

function audienceMutants(file: RulebookFile, numbers: NumbersOf): readonly Mutant[] {
  return Object.entries(file.appliesTo ?? {}).flatMap(([id, { outside, throughout }]) => {
    const at = ['appliesTo', id]
    const stages = (throughout ?? []).map(
      (stage, i): Slipped => ({
        slip: 'exception',
        says: `\`throughout: ${stage}\` was dropped`,
        edit: { path: throughout?.length === 1 ? [...at, 'throughout'] : [...at, 'throughout', i] },
      }),
    )
    return [...conditionSlips(outside.when, [...at, 'outside', 'when'], numbers), ...stages].map(
      ({ slip, says, edit }): Mutant => ({
        slip,
        of: id,
        path: edit.path,
        says: `\`appliesTo: ${id}\`: ${says}`,
        edit,
      }),
    )
  })
}

function definitionMutants(file: RulebookFile, numbers: NumbersOf): readonly Mutant[] {
  return Object.entries(file.definitions ?? {}).flatMap(([id, d]) => {
    const at = ['definitions', id]
    const unless =
      d.unless === undefined ? [] : [...exceptionDropped(at), ...conditionSlips(d.unless, [...at, 'unless'], numbers)]
    return [...conditionSlips(d.when, [...at, 'when'], numbers), ...unless, ...audienceSlips(d, at)].map(
      ({ slip, says, edit }): Mutant => ({
        slip,
        of: id,
        path: edit.path,
        says: `definition \`${id}\`: ${says}`,
        edit,
      }),
    )
  })
}

function clockMutants(file: RulebookFile): readonly Mutant[] {
  return Object.entries(file.deadlines ?? {}).map(([id, d]): Mutant => {
    const { label, governs = true, ...rest } = typeof d === 'string' ? { label: d } : d
    const path = ['deadlines', id]
    return {
      slip: 'governs',
      of: id,
      path,
      says: `deadline \`${id}\`: it ${governs ? 'no longer governs' : 'governs'}`,
      edit: { path, value: { label, governs: !governs, ...rest } },
    }
  })
}
