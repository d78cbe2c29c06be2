import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '../rules/suggest.js'
import { readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { packageFolder } from './package-folder.js'
import { usages } from './usages.js'

/** The pages that have a heading for each code: of messages and notices, of findings, of promises. */
const pages = ['messages', 'findings', 'checking'] as const

/** The command `thresholds codes`. */
export async function codesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('codes', args, { help: { type: 'boolean', short: 'h' } })
  if (values.help) {
    await io.write(usages.codes)
    return 0
  }
  const sections = new Map(pages.flatMap(page => [...sectionsOf(pageText(page))]))
  const wanted = positionals.map(name => name.replace(/^\[|\]$/g, ''))
  const texts = wanted.map(code => sections.get(code) ?? notThere(code, [...sections.keys()]))
  await io.write(wanted.length === 0 ? `${[...sections.keys()].sort().join('\n')}\n` : texts.join('\n'))
  return 0
}

const pageText = (page: (typeof pages)[number]): string =>
  readFileSync(join(packageFolder(), 'docs', `${page}.md`), 'utf8')

function notThere(code: string, known: readonly string[]): never {
  const hint = didYouMean(code, known, ' ').trim()
  const otherwise =
    "`thresholds codes` lists all; a promise of a rulebook's own is explained by the rulebook itself, under `promises`"
  throw new Misuse(`there is no code \`${code}\`; ${hint === '' ? otherwise : hint}`)
}

/** What stands under each heading that is a code, as a terminal shows it: without fences, examples set in, links by their words. */
function sectionsOf(page: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string[]>()
  let lines: string[] = []
  let inBlock = false
  for (const line of page.split('\n')) {
    const heading = inBlock ? null : /^(#+) (.*)$/.exec(line)
    if (line.startsWith('```')) inBlock = !inBlock
    else if (heading === null)
      lines.push(inBlock ? `    ${line}`.trimEnd() : line.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    else {
      lines = [heading[2] ?? '']
      if (heading[1] === '###' && /^[a-z]+(?:-[a-z0-9]+)*$/.test(heading[2] ?? ''))
        sections.set(heading[2] ?? '', lines)
    }
  }
  return new Map([...sections].map(([code, text]) => [code, `${text.join('\n').trimEnd()}\n`]))
}
