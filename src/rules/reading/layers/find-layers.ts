import type { Diagnostic, Report } from '../../../diagnostic.js'
import { parseYaml } from '../yaml-text.js'
import { changesOf } from './changes.js'
import { englandLaw } from './england-law.js'
import type { FindLayer, Layer } from './layer.js'
import { joined, layered } from './merge.js'
import type { Data, Room } from './parts.js'
import { isData, roomsOf } from './parts.js'

/** What a rulebook inherits, and from whom. */
export interface Inherited {
  readonly rooms: readonly Room[]
  /** Those it extends, the nearest first, each once. */
  readonly layers: readonly Layer[]
  /** Whether all that it extends could be read. */
  readonly whole: boolean
}

const england: Layer = {
  id: 'england',
  name: 'England',
  title: 'national law and guidance',
  version: '1',
  file: 'england.yaml',
  data: englandLaw,
  rangeOf: () => null,
  lines: [],
}

/** The names under `extends`: one, or several in order. */
export function extendedBy(data: Data): readonly string[] {
  const names = isData(data.rulebook) ? data.rulebook.extends : undefined
  return (Array.isArray(names) ? names : [names]).filter((n): n is string => typeof n === 'string')
}

const textIn = (data: Data, key: string, otherwise: string): string => {
  const value = isData(data.rulebook) ? data.rulebook[key] : undefined
  return typeof value === 'string' ? value : otherwise
}

/** A layer made of a file's data. */
export const layerOf = (data: Data, file: string | null, text: string, rangeOf: Layer['rangeOf']): Layer => ({
  id: textIn(data, 'authority', file ?? ''),
  name: textIn(data, 'name', file ?? ''),
  title: textIn(data, 'title', ''),
  version: textIn(data, 'version', ''),
  file,
  data,
  rangeOf,
  lines: text.split(/\r?\n/),
})

/** Reads all that a layer extends, one through another; `way` is how it was come by. */
export function inheritedBy(
  layer: Layer,
  find: FindLayer,
  way: readonly string[],
  report: Report,
  add: (diagnostic: Diagnostic) => void,
): Inherited {
  let rooms: readonly Room[] = []
  const layers: Layer[] = []
  let whole = true
  const names = extendedBy(layer.data)
  const several = Array.isArray((layer.data.rulebook as Data | undefined)?.extends)
  names.forEach((name, i) => {
    if (name === 'england') {
      rooms = joined(rooms, roomsOf(england), () => undefined)
      if (!layers.includes(england)) layers.push(england)
      return
    }
    const path = ['rulebook', 'extends', ...(several ? [i] : [])]
    const found = find(name, layer.file)
    if (found === null) {
      whole = false
      report(
        'unknown-rulebook',
        path,
        `there is no rulebook \`${name}\` to extend`,
        'name `england`, an authority whose rulebook comes with the package, or a file beside this one, as in `region.yaml`',
      )
      return
    }
    if (way.includes(found.file)) {
      whole = false
      report(
        'circular-extends',
        path,
        `\`${name}\` is extended by way of itself: ${[...way.slice(way.indexOf(found.file)), found.file].join(' extends ')}`,
        'let only one of them extend the other',
      )
      return
    }
    const parsed = parseYaml(found.text)
    if (!parsed.ok) {
      whole = false
      for (const d of parsed.diagnostics) add(inFile(d, found.file, found.text))
      return
    }
    const base = layerOf(
      isData(parsed.value.data) ? parsed.value.data : {},
      found.file,
      found.text,
      parsed.value.rangeOf,
    )
    const its = inheritedBy(base, find, [...way, found.file], reportIn(base, add), add)
    whole &&= its.whole
    const resolved = layered(its.rooms, roomsOf(base), changesOf(base.data), reportIn(base, add))
    rooms = joined(rooms, resolved, (part, other) =>
      report(
        'inherited-twice',
        path,
        `\`${other.layer.name}\` and \`${part.layer.name}\` both have \`${part.name}\``,
        'extend one of them, or remove it from one in a file between',
      ),
    )
    for (const one of [base, ...its.layers]) if (!layers.some(l => l.id === one.id)) layers.push(one)
  })
  return { rooms, layers, whole }
}

/** A mistake in the file of a layer, with the line that it stands in. */
export function inFile<Code extends string>(
  d: Diagnostic<Code>,
  file: string,
  text: string | readonly string[],
): Diagnostic<Code> {
  const lines = typeof text === 'string' ? text.split(/\r?\n/) : text
  return { ...d, layer: { file, line: d.range ? (lines[d.range.start.line - 1] ?? '') : '' } }
}

const reportIn =
  (layer: Layer, add: (diagnostic: Diagnostic) => void): Report =>
  (code, path, message, hint) => {
    const d = { code, path, message, hint, range: layer.rangeOf(path, 'key') }
    add(layer.file === null ? d : inFile(d, layer.file, layer.lines))
  }
