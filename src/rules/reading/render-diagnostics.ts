import type { Diagnostic } from '../../diagnostic.js'
import { formatPath } from '../../diagnostic.js'
import { visible, visibleText } from '../visible.js'

/**
 * Diagnostics as people read them: file, line and column, the line itself with a caret under the place, and what to do.
 * @param source the text that was read, for the code frames
 * @param file its name, as the reader knows it
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic<string>[], source: string, file: string): string {
  const lines = source.split(/\r?\n/)
  return diagnostics.map(d => renderOne(d, lines, file)).join('\n\n')
}

function renderOne(d: Diagnostic<string>, lines: readonly string[], read: string): string {
  const file = d.layer?.file ?? read
  const where = d.range
    ? `${file}:${d.range.start.line}:${d.range.start.column}`
    : d.path.length > 0
      ? `${file} at ${formatPath(d.path)}`
      : file
  const head = visibleText(`${where}  ${d.message}  [${d.code}]`)
  const frame: string[] = []
  if (d.range) {
    const { line, column } = d.range.start
    const text = d.layer?.line ?? lines[line - 1] ?? ''
    const number = String(line).padStart(5)
    // A long line is shown around the place, not from its beginning.
    const from = column > 90 ? column - 60 : 0
    const shown = visible(text.slice(from, from + 130))
    const width =
      d.range.end.line === line
        ? Math.max(1, Math.min(d.range.end.column - column, shown.length - (column - 1 - from)))
        : 1
    frame.push(
      `${number} | ${from > 0 ? '…' : ''}${shown}`,
      `      | ${' '.repeat(column - 1 - from + (from > 0 ? 1 : 0))}${'^'.repeat(width)}`,
    )
  }
  return [head, ...frame, `      ${visibleText(d.hint)}`].join('\n')
}
