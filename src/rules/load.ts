import type { Diagnostic, Path, Range, Result } from '../diagnostic.js'
import { formatPath } from '../diagnostic.js'
import { reportIssues } from './check-shape.js'
import { digestOf } from './digest.js'
import { normaliseRulebook } from './normalise.js'
import { parseYaml } from './parse.js'
import type { Rulebook, RulebookContent } from './rulebook.js'
import { RulebookFile } from './schema.js'
import { schemaKeys } from './schema-keys.js'

/** Mistakes that stand at a name rather than at its value. */
const atKey = new Set(['unknown-key', 'unknown-fact', 'unknown-operator', 'duplicate-id', 'duplicate-key'])

/**
 * Reads a rulebook from the text of its YAML file.
 * @returns the validated rulebook, or every mistake in it at once, each with its line and column.
 */
export function loadRulebook(text: string): Result<Rulebook> {
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const { data, rangeOf } = parsed.value
  const found: Diagnostic[] = []
  const add = (d: Omit<Diagnostic, 'range'>): void => {
    const range: Range | null = rangeOf(d.path, atKey.has(d.code) ? 'key' : 'value')
    const same = found.some(f => f.code === d.code && f.message === d.message && formatPath(f.path) === formatPath(d.path))
    if (!same) found.push({ ...d, range })
  }
  const checked = RulebookFile.safeParse(data)
  let content: RulebookContent | null = null
  if (checked.success) {
    content = normaliseRulebook(checked.data, add)
  } else {
    const report = (code: string, path: Path, message: string, hint: string): void => {
      add({ code, path, message, hint })
    }
    reportIssues(checked.error.issues, data, path => schemaKeys(RulebookFile, path), report)
    // What can still be read is checked as well, so that all mistakes come at once.
    const rest = RulebookFile.safeParse(withoutFaults(data, checked.error.issues))
    if (rest.success) normaliseRulebook(rest.data, add)
  }
  if (found.length > 0 || content === null) return { ok: false, diagnostics: inOrder(found) }
  return { ok: true, value: { ...content, digest: digestOf(content) } as Rulebook }
}

const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort(
    (a, b) => (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) || (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0),
  )

/** The data without its unknown keys and without the list items that are of the wrong shape. */
function withoutFaults(data: unknown, issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[]): unknown {
  const copy: unknown = structuredClone(data)
  const dropped = new Map<unknown[], Set<number>>()
  for (const issue of issues) {
    let node: unknown = copy
    let list: [unknown[], number] | null = null
    for (const key of issue.path) {
      if (Array.isArray(node) && typeof key === 'number') list = [node, key]
      node = typeof node === 'object' && node !== null ? (node as Record<PropertyKey, unknown>)[key] : undefined
    }
    if (issue.code === 'unrecognized_keys' && 'keys' in issue && typeof node === 'object' && node !== null) {
      for (const key of issue.keys as string[]) delete (node as Record<string, unknown>)[key]
    } else if (list !== null) {
      dropped.set(list[0], (dropped.get(list[0]) ?? new Set()).add(list[1]))
    }
  }
  for (const [list, places] of dropped) {
    const kept = list.filter((_, i) => !places.has(i))
    list.splice(0, list.length, ...kept)
  }
  return copy
}
