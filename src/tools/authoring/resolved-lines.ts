import type { Layer } from '../../rules/reading/layers/layer.js'
import type { Part, Room } from '../../rules/reading/layers/parts.js'
import type { Resolved } from '../../rules/reading/layers/resolve.js'
import { yamlText } from '../../rules/reading/yaml-text.js'

/** One line of a rulebook with all that it inherits. */
export interface ResolvedLine {
  /** The file and line of the entry that it belongs to; `null` of a line that heads entries. */
  readonly origin: { readonly file: string; readonly line: number | null } | null
  readonly text: string
}

/** Sections of the file that are about layers, and mean nothing once they are joined. */
const aboutLayers = new Set(['overrides', 'removes'])

/**
 * A rulebook with all that it extends as the lines of one YAML file, each with where it comes from. The text extends nothing, and
 * loads by itself.
 * @param file the name of the rulebook's own file
 */
export function resolvedLines({ rooms }: Resolved, file: string): readonly ResolvedLine[] {
  const lines: ResolvedLine[] = []
  let open: readonly string[] = []
  for (const room of inFileOrder(rooms)) {
    const [section] = room.path
    if (room.parts.length === 0 || aboutLayers.has(section ?? '')) continue
    const headed = room.kind === 'one' ? room.path.slice(0, -1) : room.path
    headed.forEach((key, depth) => {
      if (open[depth] === key && headed.slice(0, depth).every((k, i) => open[i] === k)) return
      lines.push({ origin: null, text: `${'  '.repeat(depth)}${key}:` })
    })
    open = headed
    const indent = '  '.repeat(headed.length)
    for (const part of room.parts)
      for (const text of textOf(room, part)) lines.push({ origin: originOf(part, file), text: `${indent}${text}` })
  }
  return lines
}

/** Rooms of one section stand together, in the order in which the sections were met. */
function inFileOrder(rooms: readonly Room[]): readonly Room[] {
  const sections = [...new Set(rooms.map(r => r.path[0]))]
  return sections.flatMap(section => {
    const of = rooms.filter(r => r.path[0] === section)
    const stages = [...new Set(of.map(r => r.path[1]))]
    return stages.flatMap(stage => of.filter(r => r.path[1] === stage))
  })
}

function originOf({ layer, path }: Part, file: string): ResolvedLine['origin'] {
  const range = layer.rangeOf(path, 'key') ?? layer.rangeOf(path)
  return { file: layer.file ?? file, line: range?.start.line ?? null }
}

function textOf({ kind, path }: Room, { key, value, layer }: Part): readonly string[] {
  const shown = path[0] === 'rulebook' ? standingAlone(value, layer) : value
  const name = kind === 'one' ? (path.at(-1) ?? null) : key
  const text = yamlText(name === null ? [shown] : { [name]: shown })
  return text.trimEnd().split('\n')
}

function standingAlone(value: unknown, { data }: Layer): unknown {
  if (typeof value !== 'object' || value === null) return value
  const named = (data.rulebook as { extends?: unknown } | undefined)?.extends
  if (named === undefined) return value
  // What stands here already is not inherited once more.
  const { extends: _, ...rest } = value as { readonly extends?: unknown }
  return rest
}
