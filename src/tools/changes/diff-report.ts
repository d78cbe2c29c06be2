import type { Block } from '../text/blocks.js'
import { flowYaml } from '../text/flow-yaml.js'
import type { Direction } from './decision-changes.js'
import { areas } from './decision-changes.js'
import type { Changed, ChangedPart } from './rulebook-changes.js'
import type { Kind, Said, TreatedDifferently } from './treated-differently.js'

/** What one version of a rulebook is called. */
export interface RulebookName {
  readonly authority: string
  readonly version: string
  readonly digest: string
}

/** What changed from one rulebook to another, and what it means for contacts. */
export interface RulebookDiff {
  readonly before: RulebookName
  readonly after: RulebookName
  readonly changes: readonly ChangedPart[]
  readonly children: TreatedDifferently
}

const directionWords = {
  down: 'Less protective',
  sideways: 'Otherwise different',
  up: 'More protective',
} as const satisfies Record<Direction, string>

/** Ways of being treated otherwise, or better, are many after a large change; the first are shown, JSON holds all. */
const shownAtMost = { down: Number.POSITIVE_INFINITY, sideways: 15, up: 15 } as const satisfies Record<
  Direction,
  number
>

const number = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
const contactsWord = (n: number): string => `${number(n)} ${n === 1 ? 'contact' : 'contacts'}`

/** The report of a diff, in an order in which it can be read to the end or left off: changes, numbers, children by direction. */
export function diffReport({ before, after, changes, children }: RulebookDiff): readonly Block[] {
  const versions =
    before.version === after.version ? `${before.version} and its change` : `${before.version} → ${after.version}`
  return [
    { heading: `${after.authority}: ${versions}`, level: 1 },
    ...differenceBlocks({ before, after, changes, children }, '--format json lists them all'),
  ]
}

/**
 * What a report says under its title.
 * @param all where a reader finds every kind of difference, those left out here too
 */
export function differenceBlocks({ before, after, changes, children }: RulebookDiff, all: string): readonly Block[] {
  return [
    { heading: 'What changed', level: 2 },
    ...(before.digest === after.digest
      ? [{ text: 'Nothing: the two rulebooks are the same.' }]
      : changes.length === 0
        ? [{ text: 'Nothing that can be said in words of rules; the files differ in something else.' }]
        : changes.flatMap(partBlocks)),
    { heading: 'Children treated differently', level: 2 },
    ...childrenBlocks(children, all),
  ]
}

const partBlocks = ({ part, changes }: ChangedPart): readonly Block[] => [
  { heading: part, level: 3 },
  ...alike(changes).map(group => {
    const [first] = group
    if (!first || group.length < togetherFrom)
      return {
        item: `${first?.kind ?? ''} \`${first?.id ?? ''}\``.concat(
          first && first.says !== first.id ? `: ${first.says}` : '',
        ),
        lines: first?.details ?? [],
      }
    const ids = group.map(c => `\`${c.id}\``).join(', ')
    return { item: `${first.kind} ${group.length} alike: ${ids}`, lines: first.details }
  }),
]

/** So many changes that say the same are told together. */
const togetherFrom = 3

/** Changes that say the same, together where there are many; else each by itself. */
function alike(changes: readonly Changed[]): readonly (readonly Changed[])[] {
  const groups = new Map<string, Changed[]>()
  for (const c of changes) {
    const key = c.details.length === 0 ? c.id : JSON.stringify([c.kind, c.details])
    groups.set(key, [...(groups.get(key) ?? []), c])
  }
  return [...groups.values()].flatMap(g => (g.length < togetherFrom ? g.map(c => [c]) : [g]))
}

function childrenBlocks(children: TreatedDifferently, all: string): readonly Block[] {
  const { contacts, different, counts, kinds, refused, source } = children
  const refusals: readonly Block[] =
    refused.length === 0
      ? []
      : [
          { heading: 'Contacts that could not be decided', level: 3 },
          ...refused.slice(0, 10).map(r => ({ item: `contact ${r.contact}: ${r.message}`, lines: [] })),
          ...(refused.length > 10 ? [{ text: `… and ${number(refused.length - 10)} more` }] : []),
        ]
  const of = `${contactsWord(contacts)} ${source === 'past' ? 'given' : 'generated'}`
  if (different === 0) return [{ text: `None of ${of}.` }, ...refusals]
  const touched = areas.filter(a => counts[a].down + counts[a].sideways + counts[a].up > 0)
  return [
    {
      text: `Of ${of}, ${number(different)} ${different === 1 ? 'is' : 'are'} treated differently. One contact can count under several headings.`,
    },
    {
      table: [
        ['', 'less protective', 'otherwise', 'more protective'],
        ...touched.map(a => [a, number(counts[a].down), number(counts[a].sideways), number(counts[a].up)]),
      ],
    },
    ...(['down', 'sideways', 'up'] as const).flatMap(direction => kindBlocks(direction, kinds, all)),
    ...refusals,
  ]
}

function kindBlocks(direction: Direction, found: readonly Kind[], all: string): readonly Block[] {
  const kinds = found.filter(k => k.direction === direction)
  if (kinds.length === 0) return []
  const shown = kinds.slice(0, shownAtMost[direction])
  return [
    { heading: directionWords[direction], level: 3 },
    ...shown.map(k => ({ item: `${k.area}: ${k.says} (${contactsWord(k.contacts)})`, lines: kindLines(k) })),
    ...(kinds.length > shown.length ? [{ text: `… and ${kinds.length - shown.length} more kinds; ${all}` }] : []),
  ]
}

function kindLines({ witness, references, before, after }: Kind): readonly string[] {
  const same = before.length > 0 && before.map(b => b.rule).join() === after.map(a => a.rule).join()
  return [
    ...(references.length > 0 ? [`references: ${references.join(', ')}`] : []),
    `for instance: \`${flowYaml(witness)}\``,
    ...(same ? saidLines('by', after) : [...saidLines('before', before), ...saidLines('now', after)]),
  ]
}

const saidAtMost = 3
const saidLines = (word: string, said: readonly Said[]): readonly string[] => [
  ...said.slice(0, saidAtMost).map(s => `${word}: ${s.says} (\`${s.rule}\`)`),
  ...(said.length > saidAtMost ? [`${word}: … and ${said.length - saidAtMost} more rules`] : []),
]
