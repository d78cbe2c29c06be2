import { createReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import type { MessageCode } from '../codes.js'
import { parseYaml } from '../rules/reading/yaml-text.js'
import type { JsonFault } from '../tools/text/json-text.js'
import {
  canParse,
  contactsOfLine,
  faultReason,
  faultRemedy,
  isBlank,
  linesWithin,
  readJsonText,
  shortPath,
} from '../tools/text/json-text.js'
import { checkStandardOutput } from './files.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { contactsInBytes } from './json-lines.js'
import { encodingReason, encodingRemedy, isText } from './replay/encoding.js'

interface ReadError {
  readonly code: MessageCode
  readonly message: string
  readonly path: string
}

/** One contact as it was read, or why it could not be. */
export type ReadContact = { readonly contact: unknown } | { readonly error: ReadError }

/** Every input can be read before any is: half an answer helps nobody. */
export function checkInputs(inputs: readonly string[]): void {
  for (const input of inputs) {
    if (input === '-') continue
    const found = statSync(input, { throwIfNoEntry: false })
    if (!found) throw new Misuse(`cannot read \`${input}\`: there is no such file`)
    if (found.isDirectory()) throw new Misuse(`cannot read \`${input}\`: it is a folder; name the files in it`)
  }
  checkStandardOutput(inputs)
}

export interface ReadOptions {
  /** Every input has one contact a line, whatever it is called and whatever its lines look like. */
  readonly areLines?: boolean
  /** An error names the line it stands on; without, it is the same wherever that line stands. */
  readonly numbered?: boolean
}

/** The contacts of all inputs, one by one; a text is held whole only where it is not one contact a line. */
export async function* readContacts(
  inputs: readonly string[],
  io: Io,
  { areLines = false, numbered = true }: ReadOptions = {},
): AsyncGenerator<ReadContact> {
  for (const input of inputs) {
    const kind = extname(input).toLowerCase()
    const stream = (): Readable => (input === '-' ? Readable.from(io.stdin) : createReadStream(input))
    if (areLines || kind === '.ndjson' || kind === '.jsonl') yield* lineByLine(stream(), numbered)
    else if (kind === '.json') yield* inText(await read(input), input, fromJson)
    else if (kind === '.yaml' || kind === '.yml') yield* inText(await read(input), input, fromYaml)
    else yield* sniff(stream(), input === '-' ? 'standard input' : input, numbered)
  }
}

const read = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: Error) => {
    throw new Misuse(`cannot read \`${file}\`: ${error.message}`)
  })

const newline = 10

/** What stands between two newlines of a stream. */
interface Line {
  readonly text: string
  readonly bytes: Buffer
  /** The line on which it begins. */
  readonly number: number
}

/** The lines of a stream, with their numbers; the stream is let go of as soon as nobody wants more. */
async function* linesOf(stream: Readable): AsyncGenerator<Line> {
  let number = 1
  let begun: Buffer[] = []
  const lineOf = (bytes: Buffer): Line => {
    const text = bytes.toString()
    const line = { text: text.replace(/^\uFEFF/, '').replace(/\r$/, ''), bytes, number }
    number += linesWithin(text)
    return line
  }
  for await (const piece of stream as AsyncIterable<Uint8Array | string>) {
    const bytes = Buffer.from(piece as Uint8Array)
    let from = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const line = bytes.subarray(from, end)
      from = end + 1
      yield lineOf(begun.length === 0 ? line : Buffer.concat([...begun, line]))
      begun = []
    }
    if (from < bytes.length) begun.push(bytes.subarray(from))
  }
  if (begun.length > 0) yield lineOf(Buffer.concat(begun))
}

async function* lineByLine(stream: Readable, numbered: boolean): AsyncGenerator<ReadContact> {
  for await (const line of linesOf(stream)) yield* parseLine(line, numbered)
}

/** One contact a line, as soon as a line shows it; else one text of JSON or YAML. */
async function* sniff(stream: Readable, name: string, numbered: boolean): AsyncGenerator<ReadContact> {
  const held: Line[] = []
  let isLines = false
  for await (const line of linesOf(stream)) {
    if (isBlank(line.text)) continue
    if (!isLines && contactsOfLine(line.text, 0).some(c => isObject(c.text)) && !isInsideJson(held)) {
      isLines = true
      for (const before of held.splice(0)) yield* parseLine(before, numbered)
    }
    if (isLines) yield* parseLine(line, numbered)
    else held.push(line)
  }
  if (held.length > 0) yield* fromText(held, name)
}

/** Whether the lines so far begin a JSON text that goes on: then an object on a line is one of its parts. */
const isInsideJson = (lines: readonly Line[]): boolean =>
  /^\s*\[/.test(lines[0]?.text ?? '') || /[[{:,]\s*$/.test(lines.at(-1)?.text ?? '')

function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

function* parseLine({ bytes, number }: Line, numbered: boolean): Generator<ReadContact> {
  for (const { text, line, foreign } of contactsInBytes(bytes, number)) {
    const which = numbered ? `line ${line}` : 'this line'
    if (foreign === null) yield parseContact(text, which)
    else yield fault('wrong-encoding', `${which} is ${foreign}; ${encodingRemedy}`)
  }
}

function parseContact(text: string, which: string): ReadContact {
  const read = readJsonText(text)
  if (read.ok) return { contact: read.value }
  if ('reason' in read) return fault('not-json', `${which} is not JSON: ${read.reason}; write one contact a line`)
  return unsure(which, read.faults[0])
}

const fault = (code: MessageCode, message: string, path = ''): { readonly error: ReadError } => ({
  error: { code, message, path },
})

/** Where what a text says would be lost in reading. */
const unsure = (which: string, found: JsonFault | undefined): { readonly error: ReadError } =>
  found === undefined
    ? fault('not-json', `${which} cannot be read`)
    : fault(found.code, `in ${which} ${faultReason(found)}; ${faultRemedy(found)}`, shortPath(found.path))

function* fromText(lines: readonly Line[], name: string): Generator<ReadContact> {
  const foreign = lines.find(line => !isText(line.bytes))
  if (foreign) {
    yield fault('wrong-encoding', `${name} is ${encodingReason(foreign.bytes)}; ${encodingRemedy}`)
    return
  }
  const text = lines.map(line => line.text).join('\n')
  const isJson = /^\s*[[{]/.test(text)
  // A flow mapping of YAML begins like JSON.
  if (!isJson || (!canParse(text) && isYaml(text))) yield* fromYaml(text, name)
  else yield* fromJson(text, name)
}

/** YAML, or what would be if no name stood in it twice. */
const isYaml = (text: string): boolean => {
  const parsed = parseYaml(text)
  return parsed.ok || parsed.diagnostics.every(d => d.code === 'duplicate-key')
}

/** The text of a file, or the error that names its encoding. */
function* inText(
  bytes: Buffer,
  name: string,
  from: (text: string, name: string) => Generator<ReadContact>,
): Generator<ReadContact> {
  if (isText(bytes)) yield* from(bytes.toString(), name)
  else yield fault('wrong-encoding', `${name} is ${encodingReason(bytes)}; ${encodingRemedy}`)
}

function* fromJson(text: string, name: string): Generator<ReadContact> {
  const read = readJsonText(text.replace(/^\uFEFF/, ''))
  if ('reason' in read) {
    yield fault(
      'not-json',
      `${name} is not JSON: ${read.reason}; mend it, or name the file .ndjson if it holds one contact a line`,
    )
    return
  }
  const faults = read.ok ? [] : read.faults
  if (!Array.isArray(read.value)) {
    yield faults[0] ? unsure(name, faults[0]) : { contact: read.value }
    return
  }
  const wrong = new Map(faults.map(found => [found.path[0], found]))
  for (const [i, contact] of (read.value as unknown[]).entries()) {
    const found = wrong.get(i)
    yield found ? unsure(`contact ${i + 1} of ${name}`, { ...found, path: found.path.slice(1) }) : { contact }
  }
}

function* fromYaml(text: string, name: string): Generator<ReadContact> {
  const parsed = parseYaml(text)
  if (parsed.ok) {
    const { data } = parsed.value
    for (const contact of Array.isArray(data) ? data : [data]) yield { contact }
    return
  }
  const first = parsed.diagnostics[0]
  const at = first?.range ? ` line ${first.range.start.line}, column ${first.range.start.column}` : ''
  yield fault(first?.code ?? 'unreadable', `${name}${at}: ${first?.message ?? 'cannot be read'}; ${first?.hint ?? ''}`)
}
