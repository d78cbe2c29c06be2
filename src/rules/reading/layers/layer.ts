import type { ParsedText } from '../yaml-text.js'
import type { Data } from './parts.js'

/** One file of those that a rulebook is made of: its own, or one that it extends. */
export interface Layer {
  /** The id by which it is told from others. */
  readonly id: string
  /** As people call it. */
  readonly name: string
  readonly title: string
  readonly version: string
  /** Its file, as the reader knows it; `null` for the rulebook that is read itself. */
  readonly file: string | null
  readonly data: Data
  readonly rangeOf: ParsedText['rangeOf']
  /** The lines of its text, to show a place. */
  readonly lines: readonly string[]
}

/** The text of a rulebook that another extends, with the name of its file. */
export interface LayerText {
  readonly file: string
  readonly text: string
}

/**
 * Finds the rulebook that another extends: by the name that stands under `extends`, and by the file that names it, which is `null`
 * where the rulebook's own text does.
 */
export type FindLayer = (name: string, from: string | null) => LayerText | null
