import type { Scalar } from 'yaml'

/** A scalar on one line, in the quotes that its author gave it: double ones, unless single ones spare it signs. */
export function scalarText(node: Scalar.Parsed): string {
  const { value, type } = node
  if (typeof value !== 'string') return type === 'PLAIN' ? node.source : String(value)
  if (type === 'QUOTE_SINGLE' && /["\\]/.test(value) && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`
  if (type === 'PLAIN') return value
  // Whatever is not seen is written by its number, as JSON writes it.
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The lines of a text that has line ends of its own, below a `|`; `null` where it has none, or cannot be written so. */
export function blockText({ value, type }: Scalar.Parsed, indent: number): readonly string[] | null {
  if (typeof value !== 'string' || (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED')) return null
  const text = value.replace(/\n+$/, '')
  if (text === '' || /^[ \n]|[^\n\P{Cc}]/u.test(text)) return null
  const ends = value.length - text.length
  const head = ends === 0 ? '|-' : ends === 1 ? '|' : '|+'
  const lines = `${text}${'\n'.repeat(Math.max(0, ends - 1))}`.split('\n')
  return [head, ...lines.map(line => (line === '' ? '' : `${' '.repeat(indent)}${line}`))]
}

/** A text over several lines: broken at single spaces only, where YAML reads a line end as one space. */
export function folded(head: string, text: string, indent: number, width: number): readonly string[] {
  const lines: string[] = []
  let line = head
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    // A line that began so would be a remark, an item or a name.
    const opens = /^(?:[#?:-]|---|\.\.\.)/.test(word)
    if (line.trim() !== '' && line !== head && line.length + 1 + word.length > width && !opens) {
      lines.push(line)
      line = `${' '.repeat(indent)}${word}`
    } else line = `${line} ${word}`
  }
  return [...lines, line]
}

/** A list of names over several lines. */
export function filled(head: string, items: readonly string[], indent: number, width: number): readonly string[] {
  const lines: string[] = []
  let line = `${head} [`
  items.forEach((item, i) => {
    const piece = `${item}${i === items.length - 1 ? ']' : ','}`
    const gap = line.endsWith('[') ? '' : ' '
    if (gap !== '' && line.length + gap.length + piece.length > width) {
      lines.push(line)
      line = `${' '.repeat(indent)}${piece}`
    } else line = `${line}${gap}${piece}`
  })
  return [...lines, line]
}
