import type { Diagnostic, Path, Range, Report } from '../../../diagnostic.js'
import type { ParsedText } from '../yaml-text.js'
import type { LayerChanges } from './changes.js'
import { changesOf } from './changes.js'
import { inheritedBy, layerOf } from './find-layers.js'
import type { FindLayer, Layer } from './layer.js'
import { layered } from './merge.js'
import type { Part, Room } from './parts.js'
import { isData, roomsOf } from './parts.js'

/** A rulebook with all that it inherits, as the data of one file. */
export interface Resolved {
  readonly data: unknown
  /** Those it extends, the nearest first. */
  readonly layers: readonly Layer[]
  readonly changes: LayerChanges
  /** Whether all that it extends could be read. */
  readonly whole: boolean
  /** What it is made of, in order. */
  readonly rooms: readonly Room[]
  /** Where a place of the data stands, and in which layer. */
  readonly placeOf: (path: Path, of?: 'key' | 'value') => Place
  /** Whether a place of the data stands in the rulebook's own file. */
  readonly isOwn: (path: Path) => boolean
}

export interface Place {
  readonly layer: Layer
  /** In the layer's own file. */
  readonly path: Path
  readonly range: Range | null
}

/** Joins a rulebook's file with all that it extends. */
export function resolveLayers(
  { data, rangeOf }: ParsedText,
  text: string,
  find: FindLayer,
  way: readonly string[],
  report: Report,
  add: (diagnostic: Diagnostic) => void,
): Resolved {
  const local = layerOf(isData(data) ? data : {}, null, text, rangeOf)
  const { rooms: had, layers, whole } = inheritedBy(local, find, way, report, add)
  const changes = changesOf(local.data)
  const here = (path: Path, of?: 'key' | 'value'): Place => ({ layer: local, path, range: rangeOf(path, of) })
  // Where something cannot be read that is told alone: of what is missing nothing can be said.
  if (!whole || !isData(data) || (had.length === 0 && changes.overrides.length + changes.removes.length === 0))
    return { data, layers, changes, whole, rooms: roomsOf(local), placeOf: here, isOwn: () => true }
  const rooms = layered(had, roomsOf(local), changes, report)
  const { overrides, removes } = local.data
  const resolved: Record<string, unknown> = {
    ...(overrides !== undefined && { overrides }),
    ...(removes !== undefined && { removes }),
  }
  const parts = new Map<string, Part>()
  for (const room of rooms) putRoom(resolved, room, parts)
  const placeOf: Resolved['placeOf'] = (path, of) => {
    for (let length = path.length; length > 0; length--) {
      const part = parts.get(keyOf(path.slice(0, length)))
      if (part === undefined) continue
      const own = [...part.path, ...path.slice(length)]
      return { layer: part.layer, path: own, range: part.layer.rangeOf(own, of) }
    }
    return here(path, of)
  }
  const isOwn = (path: Path): boolean => placeOf(path).layer === local
  return { data: resolved, layers, changes, whole, rooms, placeOf, isOwn }
}

const keyOf = (path: Path): string => JSON.stringify(path)

/** Writes a room into the data, and keeps where each of its parts went. */
function putRoom(into: Record<string, unknown>, { path, kind, parts }: Room, places: Map<string, Part>): void {
  const keys = [...path]
  const last = keys.pop() ?? ''
  let holder = into
  for (const key of keys) {
    if (!isData(holder[key])) holder[key] = {}
    holder = holder[key] as Record<string, unknown>
  }
  parts.forEach((part, i) => {
    places.set(keyOf(kind === 'one' ? path : [...path, part.key ?? i]), part)
  })
  holder[last] =
    kind === 'one'
      ? parts[0]?.value
      : kind === 'list'
        ? parts.map(p => p.value)
        : Object.fromEntries(parts.map(p => [p.key ?? '', p.value]))
}
