import type { RulebookSet } from '../../engine/rulebook-set.js'
import { latestOf } from '../../engine/rulebook-set.js'
import type { InForce } from '../../rules/language/in-force.js'
import { dateWords } from '../../rules/language/in-force.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { requirements } from '../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import type { Area, Direction } from '../changes/decision-changes.js'
import { areas } from '../changes/decision-changes.js'
import type { Block } from '../text/blocks.js'
import { flowYaml } from '../text/flow-yaml.js'
import type { ChangeTally, Move } from './changes.js'
import { moves } from './changes.js'
import type { Counted, Tally } from './tally.js'
import { dueWithin, noDate } from './tally.js'

interface Named {
  readonly authority: string
  readonly version: string
  readonly digest: string
}

/** One way in which contacts are treated differently, with a contact that shows it. */
export interface ReplayKind {
  readonly area: Area
  readonly direction: Direction
  readonly says: string
  readonly contacts: number
  readonly line: number
  readonly reference: string | null
  readonly contact: Contact
}

/** What a replay found, for programs; every list is in the order in which people read it. */
export interface ReplaySummary {
  /** The latest version. */
  readonly rulebook: Named
  /** Each version, the earliest first, with the contacts that it decided. */
  readonly versions: readonly (Named & { readonly inForce: InForce; readonly contacts: number })[]
  readonly contacts: number
  readonly decided: number
  readonly rejected: number
  readonly levels: Counted
  readonly routes: readonly {
    readonly destination: string
    readonly team: string | null
    readonly label: string | null
    readonly contacts: number
  }[]
  readonly consent: Counted
  readonly dueWithin: Counted
  readonly dueHour: Counted
  readonly against?: Named & {
    readonly moved: Readonly<Record<Move, number>>
    readonly byArea: ChangeTally['byArea']
    readonly notComparable: number
    readonly kinds: readonly ReplayKind[]
  }
}

const named = ({ authority, version, digest }: Rulebook): Named => ({ authority, version, digest })
const ordered = (counted: Counted, words: readonly string[]): Counted => Object.fromEntries(inOrder(counted, words))

/** The levels, the highest first, and none. */
const levelOrder = (counted: Counted): readonly string[] => [
  ...Object.keys(counted)
    .filter(level => level !== 'none')
    .sort((a, b) => Number(b) - Number(a)),
  'none',
]
/** Keys that are numbers come first in any object, whatever the order in which they were put in. */
const inOrder = (counted: Counted, words: readonly string[]): readonly (readonly [string, number])[] =>
  words.flatMap(w => (counted[w] === undefined ? [] : [[w, counted[w]] as const]))

/** The counts of a replay in their order. */
export function summariseReplay(tally: Tally, versions: RulebookSet, against: Rulebook | null): ReplaySummary {
  const rulebook = latestOf(versions)
  const routes = Object.entries(tally.routes)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([route, contacts]) => {
      const [destination = '', team = null] = route.split('/')
      return { destination, team, label: team === null ? null : (rulebook.teams[team] ?? null), contacts }
    })
  return {
    rulebook: named(rulebook),
    versions: versions.versions.map(v => ({
      ...named(v),
      inForce: v.inForce,
      contacts: tally.versions[v.digest] ?? 0,
    })),
    contacts: tally.decided + tally.rejected,
    decided: tally.decided,
    rejected: tally.rejected,
    levels: ordered(tally.levels, levelOrder(tally.levels)),
    routes,
    consent: ordered(tally.consent, [...requirements, 'no-rule']),
    dueWithin: ordered(tally.dueWithin, [...dueWithin.map(([word]) => word), noDate]),
    dueHour: Object.fromEntries(Object.entries(tally.dueHour).sort(([a], [b]) => Number(a) - Number(b))),
    ...(against && tally.changes && { against: { ...named(against), ...comparisonOf(tally.changes) } }),
  }
}

const directions: readonly Direction[] = ['down', 'sideways', 'up']

function comparisonOf({ moved, byArea, notComparable, kinds }: ChangeTally) {
  const listed = Object.values(kinds)
    .sort(
      (a, b) =>
        directions.indexOf(a.direction) - directions.indexOf(b.direction) ||
        areas.indexOf(a.area) - areas.indexOf(b.area) ||
        b.contacts - a.contacts ||
        (a.says < b.says ? -1 : 1),
    )
    .map(({ area, direction, says, contacts, telling: { line, contact } }): ReplayKind => {
      const { reference = null } = contact
      return { area, direction, says, contacts, line, reference, contact }
    })
  return { moved, byArea, notComparable, kinds: listed }
}

const moveWords: Readonly<Record<Move, string>> = {
  down: 'down: less protective',
  mixed: 'down in one part and up in another',
  sideways: 'sideways: otherwise different',
  up: 'up: more protective',
  same: 'the same',
}
const headings: Readonly<Record<Direction, string>> = { down: 'Down', sideways: 'Sideways', up: 'Up' }
/** How many ways of moving are shown of each direction. */
const kindsAtMost = 8

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
const plural = (n: number): string => `${grouped(n)} ${n === 1 ? 'contact' : 'contacts'}`

/** A summary as a report for people. */
export function replayReport(summary: ReplaySummary, { destinations }: Vocabulary): readonly Block[] {
  const { rulebook, contacts, decided, rejected, against } = summary
  const table = (head: string, rows: readonly (readonly [string, number])[]): Block => ({
    table: [[head, 'contacts', 'in 100'], ...rows.map(([word, n]) => [word, grouped(n), share(n, decided)])],
  })
  const section = (heading: string, head: string, rows: readonly (readonly [string, number])[]): readonly Block[] =>
    rows.length === 0 ? [] : [{ heading, level: 2 }, table(head, rows)]
  return [
    { heading: `${rulebook.authority} ${rulebook.version}: ${plural(contacts)}`, level: 1 },
    { text: `${grouped(decided)} decided, ${grouped(rejected)} rejected.` },
    ...(summary.versions.length > 1
      ? section(
          'Decided by the version in force',
          'version',
          summary.versions.map(v => [versionWords(v), v.contacts]),
        )
      : []),
    ...section('Level', 'level', inOrder(summary.levels, levelOrder(summary.levels))),
    ...section(
      'Goes to',
      'route',
      summary.routes.map(r => [
        [destinations[r.destination]?.label ?? r.destination, r.label ?? r.team].filter(Boolean).join(': '),
        r.contacts,
      ]),
    ),
    ...section('Consent to the referral', 'consent', Object.entries(summary.consent)),
    ...section('Governing deadline, after receipt', 'within', Object.entries(summary.dueWithin)),
    ...section(
      'Governing deadline, hour of the day',
      'hour',
      Object.entries(summary.dueHour)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([hour, n]) => [`${hour}:00 to ${hour}:59`, n]),
    ),
    ...(against ? againstReport(against) : []),
  ]
}

const versionWords = ({ version, inForce: { from } }: ReplaySummary['versions'][number]): string =>
  from === null ? version : `${version}, from ${dateWords(from)}`

const share = (n: number, of: number): string => ((100 * n) / Math.max(of, 1)).toFixed(1)

function againstReport(against: NonNullable<ReplaySummary['against']>): readonly Block[] {
  const shownAreas = areas.filter(area => directions.some(d => against.byArea[area][d] > 0))
  return [
    { heading: `Against ${against.authority} ${against.version}`, level: 2 },
    { table: [['moves', 'contacts'], ...moves.map(move => [moveWords[move], grouped(against.moved[move])])] },
    ...(against.notComparable > 0
      ? [{ text: `${plural(against.notComparable)} could not be compared: the other rulebook refuses them.` }]
      : []),
    ...(shownAreas.length > 0
      ? [
          { heading: 'What changes; one contact can count under several', level: 3 as const },
          {
            table: [
              ['', 'down', 'sideways', 'up'],
              ...shownAreas.map(area => [area, ...directions.map(d => grouped(against.byArea[area][d]))]),
            ],
          },
        ]
      : []),
    ...directions.flatMap(direction => kindsReport(against.kinds.filter(k => k.direction === direction))),
  ]
}

function kindsReport(kinds: readonly ReplayKind[]): readonly Block[] {
  const [first] = kinds
  if (!first) return []
  const more = kinds.length - kindsAtMost
  return [
    { heading: headings[first.direction], level: 3 },
    ...kinds.slice(0, kindsAtMost).map(
      (kind): Block => ({
        item: `${kind.area}: ${kind.says} (${plural(kind.contacts)})`,
        lines: [
          `for instance line ${kind.line}${kind.reference === null ? '' : `, ${kind.reference}`}: \`${flowYaml(kind.contact)}\``,
        ],
      }),
    ),
    ...(more > 0 ? [{ text: `and ${more} more ${more === 1 ? 'way' : 'ways'}: \`--format json\` has all` }] : []),
  ]
}
