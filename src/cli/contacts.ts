import { createReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { parseYaml } from '../rules/parse.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'

interface ReadError {
  readonly code: string
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
    else if (kind === '.json') yield* fromJson(await read(input), input)
    else if (kind === '.yaml' || kind === '.yml') yield* fromYaml(await read(input), input)
    else yield* sniff(stream(), input === '-' ? 'standard input' : input, numbered)
  }
}

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: Error) => {
    throw new Misuse(`cannot read \`${file}\`: ${error.message}`)
  })

const newline = 10

/**
 * The lines of a stream, with their numbers; the stream is let go of as soon as nobody wants more. Only a newline ends a
 * line, as for `split` and `wc`, and each may begin with a byte order mark: what a line says is up to that line alone.
 */
async function* linesOf(stream: Readable): AsyncGenerator<[line: string, number: number]> {
  const text = (bytes: Buffer): string =>
    bytes
      .toString()
      .replace(/^\uFEFF/, '')
      .replace(/\r$/, '')
  let number = 0
  let begun: Buffer[] = []
  for await (const piece of stream as AsyncIterable<Uint8Array | string>) {
    const bytes = Buffer.from(piece as Uint8Array)
    let from = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const line = bytes.subarray(from, end)
      from = end + 1
      yield [text(begun.length === 0 ? line : Buffer.concat([...begun, line])), ++number]
      begun = []
    }
    if (from < bytes.length) begun.push(bytes.subarray(from))
  }
  if (begun.length > 0) yield [text(Buffer.concat(begun)), ++number]
}

async function* lineByLine(stream: Readable, numbered: boolean): AsyncGenerator<ReadContact> {
  for await (const [line, number] of linesOf(stream)) if (line.trim() !== '') yield parseLine(line, numbered && number)
}

/** One contact a line, as soon as a line shows it; else one text of JSON or YAML. */
async function* sniff(stream: Readable, name: string, numbered: boolean): AsyncGenerator<ReadContact> {
  const held: [string, number][] = []
  let isLines = false
  for await (const [line, number] of linesOf(stream)) {
    if (line.trim() === '') continue
    if (!isLines && isObject(line) && !isInsideJson(held)) {
      isLines = true
      for (const [before, n] of held.splice(0)) yield parseLine(before, numbered && n)
    }
    if (isLines) yield parseLine(line, numbered && number)
    else held.push([line, number])
  }
  if (held.length > 0) yield* fromText(held, name)
}

/** Whether the lines so far begin a JSON text that goes on: then an object on a line is one of its parts. */
const isInsideJson = (lines: readonly [string, number][]): boolean =>
  /^\s*\[/.test(lines[0]?.[0] ?? '') || /[[{:,]\s*$/.test(lines.at(-1)?.[0] ?? '')

function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

function parseLine(line: string, number: number | false): ReadContact {
  try {
    return { contact: JSON.parse(line) as unknown }
  } catch (error) {
    const which = number === false ? 'this line' : `line ${number}`
    return fault('not-json', `${which} is not JSON: ${(error as Error).message}; write one contact a line`)
  }
}

const fault = (code: string, message: string): { readonly error: ReadError } => ({ error: { code, message, path: '' } })

function* fromText(lines: readonly [string, number][], name: string): Generator<ReadContact> {
  const text = lines.map(([line]) => line).join('\n')
  const isJson = /^\s*[[{]/.test(text)
  // A flow mapping of YAML begins like JSON.
  if (!isJson || (!canParse(text) && parseYaml(text).ok)) yield* fromYaml(text, name)
  else yield* fromJson(text, name)
}

function canParse(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function* fromJson(text: string, name: string): Generator<ReadContact> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = (error as Error).message
    yield fault(
      'not-json',
      `${name} is not JSON: ${why}; mend it, or name the file .ndjson if it holds one contact a line`,
    )
    return
  }
  for (const contact of Array.isArray(value) ? value : [value]) yield { contact }
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
  yield fault(first?.code ?? 'yaml', `${name}${at}: ${first?.message ?? 'cannot be read'}; ${first?.hint ?? ''}`)
}
