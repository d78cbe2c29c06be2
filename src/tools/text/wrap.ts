/** The columns to write in: those of the terminal within bounds, or 110. */
export const widthFor = (columns: number | null): number => Math.min(Math.max(columns ?? 110, 60), 110)

/** A text broken at spaces, its own indentation kept; lines after the first begin with `hang`. A word that is too long stands alone. */
export function wrap(text: string, width: number, hang = ''): readonly string[] {
  const lines: string[] = []
  let line = /^ */.exec(text)?.[0] ?? ''
  let empty = true
  for (const word of text.trimStart().split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = hang
      empty = true
    }
    line = empty ? line + word : `${line} ${word}`
    empty = false
  }
  return [...lines, line]
}
