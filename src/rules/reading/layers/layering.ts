import type { Layering } from '../../language/rulebook.js'
import { listedIn } from './parts.js'
import type { Resolved } from './resolve.js'

/** Sections whose entries are told apart by where they come from. */
const told = [
  'rules',
  'definitions',
  'indicators',
  'deadlines',
  'actions',
  'interpretations',
  'promises',
  'clauses',
  'sources',
]

/** What of a rulebook is inherited, and what it changed; `null` where it extends no other rulebook. */
export function layeringOf({ layers, rooms, changes }: Resolved): Layering | null {
  if (layers.length === 0) return null
  const inherited: Record<string, string> = {}
  for (const { path, parts } of rooms)
    if (told.includes(path[0] ?? ''))
      for (const { layer, name, value } of parts)
        if (layer.file !== null)
          for (const one of path[0] === 'indicators' ? listedIn(value) : name === null ? [] : [name])
            inherited[one] = layer.id
  return {
    layers: layers.map(({ id, name, title, version }) => ({ id, name, title, version })),
    inherited,
    ...changes,
  }
}
