import type { Path } from '../../diagnostic.js'

/** One change of a file's data: a value put in place of another, or (where there is none) what stands there taken out. */
export interface Edit {
  readonly path: Path
  readonly value?: unknown
}

/** The data with one change in it; whatever the change does not touch is shared with the data given. */
export function edited(data: unknown, { path, value }: Edit): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const inner =
    rest.length === 0 ? value : edited((data as Readonly<Record<string | number, unknown>>)[key], { path: rest, value })
  if (Array.isArray(data))
    return inner === undefined ? data.filter((_, i) => i !== key) : data.map((x, i) => (i === key ? inner : x))
  const copy = { ...(data as Record<string, unknown>) }
  if (inner === undefined) delete copy[key]
  else copy[key] = inner
  return copy
}
