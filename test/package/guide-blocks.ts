/** A fenced block of a guide. */
export interface GuideBlock {
  readonly language: string
  /** What its fence says after the language; a mark without a value is ''. */
  readonly marks: Readonly<Record<string, string | undefined>>
  readonly text: string
  readonly line: number
}

/** Every fenced block of a Markdown text, however it is fenced or indented: none goes unnoticed. */
export function guideBlocks(markdown: string): readonly GuideBlock[] {
  const blocks: GuideBlock[] = []
  let open: { fence: string; info: string; line: number; lines: string[] } | null = null
  markdown.split('\n').forEach((line, i) => {
    const [, fence = '', info = ''] = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(line) ?? []
    if (open === null && fence !== '') open = { fence, info, line: i + 1, lines: [] }
    else if (open !== null && fence.startsWith(open.fence) && info === '') {
      const [, language = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(open.info) ?? []
      blocks.push({ language, marks: marksOf(rest), text: open.lines.map(l => `${l}\n`).join(''), line: open.line })
      open = null
    } else open?.lines.push(line)
  })
  if (open !== null) throw new Error('a block is not closed')
  return blocks
}

const marksOf = (text: string): GuideBlock['marks'] =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)].map(([, name = '', quoted, bare]) => [
      name,
      quoted ?? bare ?? '',
    ]),
  )

/** What a block can be to the test: exactly one of these, so that no block is there for show alone. */
export const uses = {
  run: 'it is run, and the block after it is what it prints; `status=1`: with this exit status; `quiet`: it prints nothing',
  output: 'what the block before it prints; `output=part`: a part of that',
  file: 'it is written to this file',
  change: 'a diff that makes one file into another: `from=OLD to=NEW`',
  from: 'it stands word for word in this file of the project',
  shows:
    'an example of a code, tried on the small rulebook (or `in=FILE`), and the block after it is what is printed; see `shown.ts`',
  usage: 'commands whose names and options are there, on files that the reader has',
  'not-run': 'it cannot be run, for this reason',
} as const
type Use = keyof typeof uses

/** The uses that a block's marks name. */
export function usesOf({ language, marks }: GuideBlock): readonly Use[] {
  const change = language === 'diff' && marks.from !== undefined && marks.to !== undefined
  return [
    ...('run' in marks ? (['run'] as const) : 'file' in marks ? (['file'] as const) : []),
    ...('output' in marks ? (['output'] as const) : []),
    ...(change ? (['change'] as const) : 'from' in marks ? (['from'] as const) : []),
    ...('shows' in marks ? (['shows'] as const) : []),
    ...('usage' in marks ? (['usage'] as const) : []),
    ...('not-run' in marks ? (['not-run'] as const) : []),
  ]
}
