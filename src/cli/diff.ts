import type { Rulebook } from '../rules/language/rulebook.js'
import { visibleJson } from '../rules/visible.js'
import type { RulebookDiff, RulebookName } from '../tools/changes/diff-report.js'
import { diffReport } from '../tools/changes/diff-report.js'
import { rulebookChanges } from '../tools/changes/rulebook-changes.js'
import type { TreatedDifferently } from '../tools/changes/treated-differently.js'
import { treatedDifferently } from '../tools/changes/treated-differently.js'
import { tellingContacts } from '../tools/contacts/telling-contacts.js'
import { blocksAsMarkdown, blocksAsText } from '../tools/text/blocks.js'
import { widthFor } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import { checkInputs, readContacts } from './contacts.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { namedRulebook } from './named-rulebook.js'
import { usages } from './usages.js'

/** The command `thresholds diff`. */
export async function diffCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('diff', args, {
    contacts: { type: 'string', short: 'c' },
    runs: { type: 'string', short: 'n' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.diff)
    return 0
  }
  const format = oneOf('format', ['text', 'markdown', 'json'], values.format)
  const runs = Number(values.runs ?? 1500)
  if (!Number.isInteger(runs) || runs < 0 || runs > 1_000_000)
    throw new Misuse(`\`--runs ${String(values.runs)}\` is not a number of contacts; write a whole number`)
  const [old, now, ...more] = positionals
  if (old === undefined || now === undefined || more.length > 0)
    throw new Misuse('name two rulebooks: `thresholds diff old.yaml new.yaml`')
  if (values.contacts !== undefined) checkInputs([values.contacts])
  const before = namedRulebook(old)
  const after = namedRulebook(now)
  const children =
    values.contacts === undefined
      ? treatedDifferently(before, after, tellingContacts(before, after, runs), 'generated')
      : await pastContacts(before, after, values.contacts, io)
  const diff: RulebookDiff = {
    before: nameOf(before),
    after: nameOf(after),
    changes: rulebookChanges(before, after),
    children,
  }
  if (format === 'json') await io.write(`${visibleJson(diff, 2)}\n`)
  else {
    const report = diffReport(diff)
    await io.write(format === 'markdown' ? blocksAsMarkdown(report) : blocksAsText(report, widthFor(io.columns)))
  }
  return children.different + children.refused.length > 0 ? 1 : 0
}

const nameOf = ({ authority, version, digest }: Rulebook): RulebookName => ({ authority, version, digest })

async function pastContacts(before: Rulebook, after: Rulebook, file: string, io: Io): Promise<TreatedDifferently> {
  const contacts: unknown[] = []
  const unread: { contact: number; message: string }[] = []
  let number = 0
  for await (const read of readContacts([file], io)) {
    number++
    if ('error' in read) unread.push({ contact: number, message: read.error.message })
    else contacts.push(read.contact)
  }
  const found = treatedDifferently(before, after, contacts, 'past')
  return { ...found, contacts: number, refused: [...unread, ...found.refused] }
}
