import type { Diagnostic, Result } from '../../diagnostic.js'
import { formOf } from './yaml/form.js'
import { seenText } from './yaml/pasted-text.js'
import { scanText } from './yaml/scan.js'
import { documentOf, parseYaml } from './yaml-text.js'

/**
 * The text of a file in the one form: what it says and its remarks stay, what it says reads the same, and once is enough.
 * @returns the text, or every mistake for which it cannot be read
 */
export function formatText(given: string): Result<string> {
  const parsed = parseYaml(given)
  if (!parsed.ok) return parsed
  const { text } = seenText(given.replace(/^\uFEFF/, ''))
  const { document } = documentOf(text)
  const formed = document ? formOf(document, text) : text
  const again = parseYaml(formed)
  if (!again.ok || JSON.stringify(again.value.data) !== JSON.stringify(parsed.value.data))
    return refused(
      'it would read otherwise in its one form',
      'lay it out by hand, and say so to whoever keeps this program',
    )
  if (remarksOf(formed) !== remarksOf(text))
    return refused(
      'one of its remarks has no place in the one form',
      'write remarks on lines of their own, above what they are about',
    )
  return { ok: true, value: formed }
}

const remarksOf = (text: string): string =>
  scanText(text, text.length)
    .remarks.filter(r => r !== '')
    .sort()
    .join('\n')

const refused = (why: string, hint: string): Result<never> => {
  const fault: Diagnostic = {
    code: 'no-form',
    message: `the file is left as it is: ${why}`,
    hint,
    path: [],
    range: null,
  }
  return { ok: false, diagnostics: [fault] }
}

/** The first line in which a text differs from another, counted from 1; `null` where they are the same. */
export function firstDifferentLine(text: string, other: string): number | null {
  if (text === other) return null
  const [lines, others] = [text.split('\n'), other.split('\n')]
  const at = lines.findIndex((line, i) => line !== others[i])
  return (at < 0 ? lines.length : at) + 1
}
