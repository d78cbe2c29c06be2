import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Rulebook } from '../rules/language/rulebook.js'
import { documentRulebook } from '../tools/pages/document-rulebook.js'
import { generatedCssMark, generatedHtmlMark, writeHtmlDocuments } from '../tools/pages/write/html-document.js'
import type { DocumentFile } from '../tools/pages/write/markdown.js'
import { generatedMark, writeMarkdown } from '../tools/pages/write/markdown.js'
import { oneOf, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { namedRulebook } from './named-rulebook.js'
import { usages } from './usages.js'

/** One authority's pages and the folder that they go to. */
interface Folder {
  readonly name: string
  readonly path: string
  readonly files: readonly DocumentFile[]
}

/** The command `thresholds docs`. */
export async function docsCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('docs', args, {
    out: { type: 'string', short: 'o' },
    format: { type: 'string', short: 'f' },
    earlier: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.docs)
    return 0
  }
  const format = oneOf('format', ['markdown', 'html'], values.format)
  if (positionals.length === 0)
    throw new Misuse('name a rulebook: `thresholds docs camden --out pages`, or a YAML file of your own')
  const { out } = values
  if (out === undefined || out === '') throw new Misuse('say where to write the pages: `--out DIR`')
  const rulebooks = positionals.map(namedRulebook)
  const earlier = (values.earlier ?? []).map(name => ({ name, rulebook: namedRulebook(name) }))
  const stray = earlier.find(e => !rulebooks.some(r => r.authority === e.rulebook.authority))
  if (stray) throw new Misuse(`\`${stray.name}\` is an earlier version of none of the rulebooks named`)
  const writePages = format === 'html' ? await htmlWriter() : markdownWriter
  const folders = rulebooks.map(
    (rulebook): Folder => ({
      name: rulebook.authority,
      path: join(out, rulebook.authority),
      files: writePages(
        rulebook,
        earlier.map(e => e.rulebook).filter(e => e.authority === rulebook.authority),
      ),
    }),
  )
  const twice = folders.find((f, i) => folders.findIndex(other => other.path === f.path) < i)
  if (twice) throw new Misuse(`two of the rulebooks are of \`${twice.name}\`; give each authority once`)
  // Every folder is looked at before any is written to: half a set of pages helps nobody.
  const stale = folders.map(f => ({ path: f.path, pages: pagesLeft(f) }))
  for (const folder of folders) {
    write(folder)
    await say(
      io,
      `Wrote ${folder.files.length} files to ${folder.path}: begin with ${join(folder.path, format === 'html' ? 'index.html' : 'index.md')}\n`,
    )
  }
  for (const { path, pages } of stale)
    if (pages.length > 0)
      await say(
        io,
        `No longer made, and left in ${path}: ${pages.join(', ')}. Take them out where nothing else needs them.\n`,
      )
  return 0
}

type WritePages = (rulebook: Rulebook, earlier: readonly Rulebook[]) => readonly DocumentFile[]

const markdownWriter: WritePages = (rulebook, earlier) => writeMarkdown(documentRulebook(rulebook, { earlier }))

/** Graphviz is large, so it is loaded where pictures are drawn and nowhere else. */
async function htmlWriter(): Promise<WritePages> {
  const { instance } = await import('@viz-js/viz')
  const viz = await instance()
  const draw = (dot: string): string => viz.renderString(dot, { format: 'svg' })
  return (rulebook, earlier) => writeHtmlDocuments(rulebook, documentRulebook(rulebook, { earlier }), { draw })
}

/** Refuses a folder with files that no run of this command wrote; gives the pages of an earlier run that are no longer made. */
function pagesLeft({ path, files }: Folder): readonly string[] {
  for (const place of [dirname(path), path])
    if (existsSync(place) && !statSync(place).isDirectory())
      throw new Misuse(`\`${place}\` is a file; give another folder with --out`)
  if (!existsSync(path)) return []
  const names = readdirSync(path).sort()
  const others = names.filter(name => !isOurs(join(path, name)))
  if (others.length > 0)
    throw new Misuse(
      `\`${path}\` holds files that are not pages of this command: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}; nothing was written; give another folder with --out`,
    )
  return names.filter(name => !files.some(f => f.path === name))
}

/** How a file of this command begins, by its ending. */
const marks: Readonly<Record<string, string>> = {
  '.md': generatedMark,
  '.html': `<!doctype html>\n${generatedHtmlMark}`,
  '.css': generatedCssMark,
}

function isOurs(file: string): boolean {
  const mark = marks[extname(file)]
  return mark !== undefined && statSync(file).isFile() && readFileSync(file, 'utf8').startsWith(mark)
}

/** All pages are written beside the folder before any is moved into it, so that no half a page ever stands there. */
function write({ path, files }: Folder): void {
  let beside: string | null = null
  try {
    mkdirSync(path, { recursive: true })
    beside = mkdtempSync(join(dirname(path), `.${basename(path)}.part-`))
    for (const file of files) writeFileSync(join(beside, file.path), file.text)
    for (const file of files) renameSync(join(beside, file.path), join(path, file.path))
  } catch (error) {
    throw new Misuse(`cannot write to \`${path}\`: ${(error as Error).message}`)
  } finally {
    if (beside !== null) rmSync(beside, { recursive: true, force: true })
  }
}
