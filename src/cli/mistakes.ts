import type { Diagnostic } from '../diagnostic.js'
import { renderDiagnostics } from '../rules/reading/render-diagnostics.js'
import { Misuse } from './io.js'

/** Ends whatever names codes, once. */
export const codesLine = '`thresholds codes CODE` says what a code in brackets means.'

/** Mistakes in a file for which a command goes no further, each with its place; `outcome` is a sentence on what came of them. */
export const mistakesIn = (
  diagnostics: readonly Diagnostic[],
  text: string,
  file: string,
  outcome: string | null = null,
): Misuse =>
  new Misuse(
    [renderDiagnostics(diagnostics, text, file), '', ...(outcome === null ? [] : [outcome]), codesLine].join('\n'),
  )

/** Mistakes that have no place in a text. */
export const mistakesOf = (diagnostics: readonly Diagnostic[]): Misuse =>
  new Misuse([...diagnostics.map(d => `${d.message}; ${d.hint}  [${d.code}]`), codesLine].join('\n'))
