import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Rulebook } from '../rules/language/rulebook.js'
import { readRulebook } from '../rules/packed/packed.js'
import { visibleJson } from '../rules/visible.js'
import type { Verdict } from '../tools/records/verify.js'
import { faultWords, isSound, verdictKinds, verifier } from '../tools/records/verify.js'
import { widthFor, wrap } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import { checkInputs } from './contacts.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { chosenVersions } from './named-rulebook.js'
import { authorities, rulebookFrom } from './rulebooks.js'
import { usages } from './usages.js'

/** What was found of a file of records. */
interface Found {
  /** Everything is as it was sealed, in its order, and comes to the same again. */
  readonly sound: boolean
  readonly records: number
  readonly counts: Readonly<Record<Verdict['is'], number>>
  /** The digest of the last record; `null` where there is none. */
  readonly last: string | null
  /** The file ends with another record than it should. */
  readonly isCut: boolean
  readonly faults: readonly (Verdict & { readonly says: readonly string[] })[]
}

/** The command `thresholds verify`. */
export async function verifyCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('verify', args, {
    rules: { type: 'string', short: 'r', multiple: true },
    last: { type: 'string' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.verify)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const [path, ...more] = positionals
  if (path === undefined || path === '-' || more.length > 0)
    throw new Misuse('name one file of records: `thresholds verify records.ndjson`')
  if (values.last !== undefined && !/^sha256-[0-9a-f]{64}$/.test(values.last))
    throw new Misuse(
      `\`--last ${values.last}\` is no digest; write it as \`thresholds verify\` prints it: \`sha256-…\``,
    )
  checkInputs([path])
  const { rulebookOf, leftOut } = rulebookFinder(values.rules ?? [])
  const found = await verified(path, rulebookOf, values.last ?? null)
  if (found.counts['no-rulebook'] > 0 && leftOut.length > 0)
    io.warn(`no rulebooks that load, and left out: ${leftOut.join(', ')}; \`thresholds check\` says why\n`)
  if (format === 'json') await io.write(`${visibleJson(found, 2)}\n`)
  else await say(io, textOf(path, found, widthFor(io.columns)))
  return found.sound ? 0 : 1
}

async function verified(
  path: string,
  rulebookOf: (digest: string) => Rulebook | undefined,
  expected: string | null,
): Promise<Found> {
  const verify = verifier(rulebookOf)
  const counts = Object.fromEntries(verdictKinds.map(kind => [kind, 0])) as Record<Verdict['is'], number>
  const faults: (Verdict & { readonly says: readonly string[] })[] = []
  let last: string | null = null
  let records = 0
  let line = 0
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const text of lines) {
    line++
    const held = line === 1 ? text.replace(/^\uFEFF/, '') : text
    if (held.trim() === '') continue
    const verdict = verify(held, line)
    records++
    counts[verdict.is]++
    last = verdict.number === null ? null : verdict.digest
    if (!isSound(verdict)) faults.push({ ...verdict, says: faultWords(verdict) })
  }
  const isCut = expected !== null && expected !== last
  return { sound: faults.length === 0 && !isCut, records, counts, last, isCut, faults }
}

interface Finder {
  readonly rulebookOf: (digest: string) => Rulebook | undefined
  /** Files of the folders that were named which are no rulebooks. */
  readonly leftOut: readonly string[]
}

/** Gives rulebooks by their digest: those that were named, and those that come with this package. */
function rulebookFinder(named: readonly string[]): Finder {
  const leftOut: string[] = []
  const own = named.flatMap(path => rulebooksAt(path, leftOut))
  let shipped: readonly Rulebook[] | null = null
  const rulebookOf = (digest: string): Rulebook | undefined => {
    const found = own.find(r => r.digest === digest)
    if (found) return found
    shipped ??= authorities().flatMap(authority => chosenVersions({ authority }).versions)
    return shipped.find(r => r.digest === digest)
  }
  return { rulebookOf, leftOut }
}

/** The rulebook of a file; of a folder all that stand in it, beside which there may be cases, layers and whatever else. */
function rulebooksAt(path: string, leftOut: string[]): readonly Rulebook[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [rulebookAt(path)]
  const files = readdirSync(path).filter(name => /\.(?:ya?ml|json)$/i.test(name))
  return files.sort().flatMap(name => {
    const file = join(path, name)
    try {
      return [rulebookAt(file)]
    } catch (error) {
      if (!(error instanceof Misuse)) throw error
      leftOut.push(file)
      return []
    }
  })
}

/** The rulebook of a file, YAML or compiled. */
function rulebookAt(path: string): Rulebook {
  if (!/\.json$/i.test(path)) return rulebookFrom(path)
  const read = readRulebook(compiledAt(path))
  if (read.ok) return read.value
  throw new Misuse(`\`${path}\` is no compiled rulebook that can be read: ${read.diagnostics[0]?.message ?? ''}`)
}

function compiledAt(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch (error) {
    throw new Misuse(`cannot read \`${path}\`: ${(error as Error).message}`)
  }
}

const kindWords: Readonly<Record<Verdict['is'], string>> = {
  identical: 'decided again, and identical',
  'same-outcome': 'decided again by another version of this package, with the same outcome',
  differs: 'decided again, and different',
  masked: 'decided again, and different; what is masked may be why',
  refused: 'whose contact is refused now',
  'no-rulebook': 'whose rulebook is not at hand',
  tampered: 'changed after they were sealed',
  'not-a-record': 'that are no records',
}
/** More faults than this fill a screen and help nobody: the JSON has all. */
const shownAtMost = 50

function textOf(path: string, { sound, records, counts, last, isCut, faults }: Found, width: number): string {
  if (records === 0) return `${path}: no records.\n`
  const shown = faults.slice(0, shownAtMost).flatMap(({ line, number, says }) => {
    const place =
      number === null ? `line ${line}` : line === number ? `record ${number}` : `line ${line}, record ${number}`
    return wrap(`${place}: ${says.join('; ')}.`, width, '  ')
  })
  const more = faults.length - shownAtMost
  return [
    `${path}: ${records} ${records === 1 ? 'record' : 'records'}`,
    ...verdictKinds.flatMap(kind => (counts[kind] === 0 ? [] : [`  ${counts[kind]} ${kindWords[kind]}`])),
    ...(shown.length === 0 ? [] : ['', ...shown]),
    ...(more > 0 ? [`and ${more} more; \`--format json\` has all`] : []),
    '',
    ...(isCut
      ? wrap(
          'The last record is not the one that was asked for with --last: records were cut off the end, or added.',
          width,
        )
      : []),
    ...(last === null
      ? []
      : wrap(
          `The last record is ${last}. Keep that elsewhere, and give it with --last next time: records that are cut off the end show in no other way.`,
          width,
        )),
    ...(sound ? ['', 'Every record is as it was sealed, in its order, and comes to the same again.'] : []),
    '',
  ].join('\n')
}
