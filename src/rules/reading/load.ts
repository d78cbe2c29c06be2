import type { MessageCode } from '../../codes.js'
import type { Diagnostic, Path, Report, Result } from '../../diagnostic.js'
import { formatPath } from '../../diagnostic.js'
import { deepFreeze } from '../freeze.js'
import type { Rulebook, RulebookContent } from '../language/rulebook.js'
import { contentText } from '../packed/content-text.js'
import { digestOf } from '../packed/digest.js'
import { vocabularyOf } from '../vocabulary/vocabulary.js'
import { reportIssues } from './check-shape.js'
import { inFile } from './layers/find-layers.js'
import type { FindLayer } from './layers/layer.js'
import { layeringOf } from './layers/layering.js'
import type { Resolved } from './layers/resolve.js'
import { resolveLayers } from './layers/resolve.js'
import { normaliseRulebook } from './normalise.js'
import { readOwnWords } from './read-words.js'
import { rulebookFile } from './schema.js'
import { schemaKeys } from './schema-keys.js'
import { parseYaml } from './yaml-text.js'

/** Mistakes that stand at a name rather than at its value. */
const atKey = new Set<MessageCode>([
  'unknown-key',
  'renamed-key',
  'unknown-fact',
  'unknown-operator',
  'duplicate-id',
  'duplicate-key',
  'fact-declared-twice',
  'reserved-name',
  'wrong-name',
  'unknown-override',
  'nothing-in-its-place',
  'inherited-already',
  'wrong-day',
])

/** How the rulebooks are found that a rulebook extends. */
export interface LoadOptions {
  /** Finds the text of one by the name that stands under `extends`; without it only `england` can be extended. */
  readonly find?: FindLayer
  /** The name of the rulebook's own file, by which a circle is seen. */
  readonly file?: string
}

/** A rulebook's file with all that it extends, as data; and every mistake found so far. */
export interface ResolvedText {
  readonly resolved: Resolved
  readonly found: readonly Diagnostic[]
  readonly add: (d: Omit<Diagnostic, 'range'>) => void
}

/** Reads the YAML text of a rulebook's file and joins it with all that it extends; what its words mean is not looked at yet. */
export function resolveText(text: string, { find = () => null, file }: LoadOptions = {}): Result<ResolvedText> {
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const found: Diagnostic[] = []
  const seen = new Set<string>()
  const put = (d: Diagnostic): void => {
    const key = JSON.stringify([d.code, d.message, formatPath(d.path), d.layer?.file])
    if (!seen.has(key)) found.push(d)
    seen.add(key)
  }
  let resolved: Resolved | null = null
  const add = (d: Omit<Diagnostic, 'range'>): void => {
    const of = atKey.has(d.code) && d.path.at(-1) !== 'id' ? 'key' : 'value'
    if (resolved === null) return put({ ...d, range: parsed.value.rangeOf(d.path, of) })
    const { layer, path, range } = resolved.placeOf(d.path, of)
    put(layer.file === null ? { ...d, path, range } : inFile({ ...d, path, range }, layer.file, layer.lines))
  }
  const report: Report = (code, path, message, hint) => add({ code, path, message, hint })
  resolved = resolveLayers(parsed.value, text, find, file === undefined ? [] : [file], report, put)
  return { ok: true, value: { resolved, found, add } }
}

/**
 * Reads a rulebook from the text of its YAML file.
 * @returns the validated rulebook, or every mistake in it at once, each with its line and column.
 */
export function loadRulebook(text: string, options: LoadOptions = {}): Result<Rulebook> {
  const read = resolveText(text, options)
  if (!read.ok) return read
  const { resolved, found, add } = read.value
  const { data } = resolved
  // What is missing from it would be reported as mistakes of its own.
  if (!resolved.whole) return { ok: false, diagnostics: inOrder(found) }
  const report: Report = (code, path, message, hint) => {
    add({ code, path, message, hint })
  }
  // The words come first: they say what may stand in the rest.
  const words = readOwnWords(data, report)
  const schema = rulebookFile(vocabularyOf({ words }))
  const checked = schema.safeParse(data)
  let content: RulebookContent | null = null
  if (checked.success) {
    content = normaliseRulebook(checked.data, words, add)
  } else {
    reportIssues(checked.error.issues, data, path => schemaKeys(schema, path), report)
    // What can still be read is checked as well, so that all mistakes come at once.
    const mended = withoutFaults(data, checked.error.issues)
    const rest = schema.safeParse(mended.data)
    if (rest.success)
      normaliseRulebook(rest.data, words, d => {
        if (!mayFollow.has(d.code)) add({ ...d, path: mended.original(d.path) })
      })
  }
  if (found.length > 0 || content === null) return { ok: false, diagnostics: inOrder(found) }
  const whole = { ...content, layering: layeringOf(resolved) }
  return { ok: true, value: deepFreeze({ ...whole, digest: digestOf(contentText(whole)) }) as Rulebook }
}

const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort(
    (a, b) =>
      Number(a.layer !== undefined) - Number(b.layer !== undefined) ||
      (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) ||
      (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0),
  )

/** Mistakes that can follow from a list item that was left out, and so are only told once it is mended. */
const mayFollow = new Set<MessageCode>([
  'missing-default',
  'misplaced-default',
  'unknown-interpretation',
  'unknown-indicator',
  'unknown-giver',
])

interface Mended {
  readonly data: unknown
  /** The place in the file of a path in the mended data. */
  readonly original: (path: Path) => Path
}

/** The data without its unknown keys and without the list items that are of the wrong shape, so that the rest can be checked. */
function withoutFaults(
  data: unknown,
  issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[],
): Mended {
  const copy: unknown = structuredClone(data)
  const dropped = new Map<string, { list: unknown[]; places: Set<number> }>()
  for (const issue of issues) {
    const path = issue.path as (string | number)[]
    const parents: unknown[] = [copy]
    for (const key of path) parents.push((parents.at(-1) as Record<string | number, unknown> | undefined)?.[key])
    const value = parents.at(-1)
    const holder = parents.at(-2)
    if (issue.code === 'unrecognized_keys' && 'keys' in issue && typeof value === 'object' && value !== null) {
      for (const key of issue.keys as string[]) delete (value as Record<string, unknown>)[key]
    } else if (
      issue.code === 'invalid_type' &&
      'expected' in issue &&
      issue.expected === 'string' &&
      value !== undefined &&
      value !== null &&
      path.length > 0
    ) {
      // A number where a text should stand can be read as one.
      ;(holder as Record<string | number, unknown>)[path.at(-1) ?? ''] = String(value)
    } else {
      const depth = path.findLastIndex((key, i) => typeof key === 'number' && Array.isArray(parents[i]))
      if (depth < 0) continue
      const at = formatPath(path.slice(0, depth))
      const found = dropped.get(at) ?? { list: parents[depth] as unknown[], places: new Set<number>() }
      found.places.add(path[depth] as number)
      dropped.set(at, found)
    }
  }
  const kept = new Map<string, number[]>()
  for (const [at, { list, places }] of dropped) {
    const stay = list.map((_, i) => i).filter(i => !places.has(i))
    kept.set(at, stay)
    list.splice(0, list.length, ...stay.map(i => list[i]))
  }
  const original = (path: Path): Path => {
    const out: (string | number)[] = []
    for (const key of path) out.push(typeof key === 'number' ? (kept.get(formatPath(out))?.[key] ?? key) : key)
    return out
  }
  return { data: copy, original }
}
