import type { MessageCode } from './codes.js'

/** A place in a data structure: keys and list positions from the root. */
export type Path = readonly (string | number)[]

/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Where a mistake stands in a text: from its first character up to, not including, `end`. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** One mistake in a rulebook or a contact: what is wrong, where, and what to do about it. */
export interface Diagnostic<Code extends string = MessageCode> {
  /** Stable, for instance `unknown-fact`; `docs/messages.md` explains each. */
  readonly code: Code
  /** Lower case; the user's own text stands in backticks. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  readonly path: Path
  /** `null` where the value did not come from a text. */
  readonly range: Range | null
  /** In a rulebook that the one read extends: its file, which `path` and `range` are of, and the line where the range starts. */
  readonly layer?: { readonly file: string; readonly line: string }
}

/** A value, or every reason why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** A path as people write it: `rules.route[2].when`. */
export function formatPath(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('')
}

/** Collects diagnostics while a value is being read. */
export type Report = (code: MessageCode, path: Path, message: string, hint: string) => void
