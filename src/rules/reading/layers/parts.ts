import type { Path } from '../../../diagnostic.js'
import type { Layer } from './layer.js'

/** One entry of a file: what can be inherited, put in the place of another, or left out. */
export interface Part {
  readonly layer: Layer
  /** Where it stands in its layer's file. */
  readonly path: Path
  /** What `overrides` and `removes` call it: a rule's id, or `teams.hub`; `null` where it has no name. */
  readonly name: string | null
  /** Its name in a map; `null` in a list. */
  readonly key: string | null
  readonly value: unknown
}

/** Entries that stand beside one another: those of one map, or of one list. */
export interface Room {
  readonly path: readonly string[]
  readonly kind: 'map' | 'list' | 'one'
  readonly parts: readonly Part[]
}

export type Data = Readonly<Record<string, unknown>>
export const isData = (x: unknown): x is Data => typeof x === 'object' && x !== null && !Array.isArray(x)

/** Sections whose entries have ids of their own in a list. */
const listsOfIds = new Set(['interpretations', 'promises', 'opposites', 'alwaysOneOf', 'examples'])
/** Sections that are lists of entries without a name. */
const plainLists = new Set(['implies', 'accepted', 'leftToJudgement', 'outOfScope'])
/** Sections that are taken as they are, or not at all. */
const whole = new Set(['rulebook', 'protection'])
/** What a rulebook says about what it inherits. */
const own = new Set(['overrides', 'removes', 'vocabulary'])

/** Every entry of a layer's file, by the room it stands in. */
export function roomsOf(layer: Layer): readonly Room[] {
  return Object.entries(layer.data).flatMap(([section, value]): readonly Room[] => {
    if (own.has(section)) return []
    const path = [section]
    const list = (at: readonly string[], entries: readonly unknown[], named: string | null): Room => ({
      path: at,
      kind: 'list',
      parts: entries.map((entry, i) => ({
        layer,
        path: [...at, i],
        name: named !== null && isData(entry) && typeof entry.id === 'string' ? `${named}${entry.id}` : null,
        key: null,
        value: entry,
      })),
    })
    const inRules = (at: readonly string[], x: unknown): readonly Room[] =>
      Array.isArray(x)
        ? [list(at, x, '')]
        : isData(x)
          ? Object.entries(x).flatMap(([key, inner]) => inRules([...at, key], inner))
          : [{ path: at, kind: 'one', parts: [{ layer, path: at, name: null, key: null, value: x }] }]
    if (section === 'rules') return inRules(path, value)
    if (Array.isArray(value) && section === 'indicators') return [list(path, value, null)]
    if (Array.isArray(value) && listsOfIds.has(section)) return [list(path, value, `${section}.`)]
    if (Array.isArray(value) && plainLists.has(section)) return [list(path, value, null)]
    if (!isData(value) || whole.has(section))
      return [{ path, kind: 'one', parts: [{ layer, path, name: section, key: null, value }] }]
    return [
      {
        path,
        kind: 'map',
        parts: Object.entries(value).map(([key, entry]) => ({
          layer,
          path: [section, key],
          name: `${section}.${key}`,
          key,
          value: entry,
        })),
      },
    ]
  })
}

/** The names of the indicators that a group lists, as `overrides` and `removes` call them. */
export const listedIn = (group: unknown): readonly string[] =>
  isData(group) && isData(group.listed) ? Object.keys(group.listed).map(id => `indicators.${id}`) : []

/** A group of indicators without some of them; `null` where none is left. */
export function withoutListed(part: Part, gone: ReadonlySet<string>): Part | null {
  const group = part.value
  if (!isData(group) || !isData(group.listed)) return part
  const listed = Object.entries(group.listed).filter(([id]) => !gone.has(`indicators.${id}`))
  if (listed.length === Object.keys(group.listed).length) return part
  return listed.length === 0 ? null : { ...part, value: { ...group, listed: Object.fromEntries(listed) } }
}
