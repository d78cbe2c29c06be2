import type { DialectName } from './dialects.js'
import { dialects } from './dialects.js'

const part = /^(?:"(?<quoted>(?:[^"]|"")+)"|(?<plain>[^\s"'.;]+))(?:\.|$)/
const file = /^'(?<name>[^']+)'$/

/**
 * A table's name as a query has it, each part in quotes: `contacts`, `front_door.contacts`, `"Front door"."Contacts"`; for DuckDB
 * also a file in single quotes. `null` where it is no name.
 */
export function readTableName(text: string, dialect: DialectName): string | null {
  const { name, text: literal } = dialects[dialect]
  const path = dialect === 'duckdb' ? file.exec(text)?.groups?.name : undefined
  if (path !== undefined) return literal(path)
  const parts: string[] = []
  let rest = text
  while (rest !== '') {
    const found = part.exec(rest)
    if (found === null) return null
    parts.push(name((found.groups?.quoted?.replaceAll('""', '"') ?? found.groups?.plain) as string))
    rest = rest.slice(found[0].length)
    if (rest === '' && found[0].endsWith('.') && !found[0].endsWith('"')) return null
  }
  return parts.length === 0 || parts.length > 3 ? null : parts.join('.')
}
