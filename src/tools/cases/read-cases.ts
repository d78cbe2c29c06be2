import * as z from 'zod'
import type { Diagnostic, Range, Report, Result } from '../../diagnostic.js'
import type { Case } from '../../rules/language/rulebook.js'
import { reportIssues } from '../../rules/reading/check-shape.js'
import { parseYaml } from '../../rules/reading/yaml-text.js'

const lines = z.record(z.string(), z.unknown())
const CaseLines = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  contact: lines,
  expect: lines,
  // A section may be a number to YAML (`why: 6.1`); it is text all the same.
  why: z.union([z.string().min(1), z.number()]).optional(),
})
const Cases = z.array(CaseLines).min(1)

/**
 * Reads a file of cases: a list of contacts, each with what a decision on it must show.
 * @returns the cases, or every mistake in the file with its line and column.
 */
export function readCases(text: string): Result<readonly Case[]> {
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const { data, rangeOf } = parsed.value
  const diagnostics: Diagnostic[] = []
  const report: Report = (code, path, message, hint) => {
    diagnostics.push({ code, path, message, hint, range: rangeOf(path, code === 'unknown-key' ? 'key' : 'value') })
  }
  if (!Array.isArray(data) || data.length === 0) {
    report('no-cases', [], 'this is not a list of cases', 'begin each case with `- id: …`')
    return { ok: false, diagnostics }
  }
  const checked = Cases.safeParse(data)
  if (!checked.success) {
    reportIssues(checked.error.issues, data, path => (path.length === 1 ? Object.keys(CaseLines.shape) : []), report)
    return { ok: false, diagnostics }
  }
  const seen = new Set<string>()
  checked.data.forEach((c, i) => {
    if (seen.has(c.id))
      report('duplicate-id', [i, 'id'], `the case \`${c.id}\` stands twice`, 'give one of them another id')
    seen.add(c.id)
    if (Object.keys(c.expect).length === 0)
      report('empty-expectation', [i, 'expect'], `the case \`${c.id}\` expects nothing`, 'say what must come out')
  })
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  const cases = checked.data.map(({ why, ...c }, i): Case => {
    if (why === undefined) return c
    return { ...c, why: typeof why === 'string' ? why : (asWritten(text, rangeOf([i, 'why'], 'value')) ?? String(why)) }
  })
  return { ok: true, value: cases }
}

/** The text of a value on one line, as it stands in the file: 6.10 is another section than 6.1. */
function asWritten(text: string, range: Range | null): string | null {
  if (range === null || range.start.line !== range.end.line) return null
  const line = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)[range.start.line - 1]
  return line?.slice(range.start.column - 1, range.end.column - 1).trim() || null
}
