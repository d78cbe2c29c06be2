import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { parseYaml } from '../rules/parse.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'

/** One contact as it was read, or why it could not be. */
export type ReadContact =
  | { readonly contact: unknown }
  | { readonly error: { readonly code: string; readonly message: string; readonly path: string } }

/** The contacts of all inputs, one by one; whole files are only held where they are not one contact a line. */
export async function* readContacts(inputs: readonly string[], io: Io): AsyncGenerator<ReadContact> {
  for (const input of inputs) {
    if (input === '-') yield* fromStream(Readable.from(io.stdin), 'standard input')
    else yield* fromFile(input)
  }
}

async function* fromFile(file: string): AsyncGenerator<ReadContact> {
  const kind = extname(file).toLowerCase()
  if (['.ndjson', '.jsonl'].includes(kind)) return yield* fromStream(await open(file), file)
  const text = await readFile(file, 'utf8').catch(error => Promise.reject(cannotRead(file, error)))
  if (kind === '.json') yield* fromJson(text, file)
  else if (kind === '.yaml' || kind === '.yml') yield* fromYaml(text, file)
  else yield* fromStream(Readable.from([text]), file)
}

async function open(file: string): Promise<Readable> {
  const stream = createReadStream(file)
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve())
    stream.once('error', error => reject(cannotRead(file, error)))
  })
  return stream
}

const cannotRead = (file: string, error: unknown): Misuse => {
  const code = (error as { code?: string }).code
  const why =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EISDIR'
        ? 'it is a folder'
        : String((error as Error).message)
  return new Misuse(`cannot read \`${file}\`: ${why}`)
}

/** One contact a line, if the first line is a whole JSON value; else one text of JSON or YAML. */
async function* fromStream(stream: Readable, name: string): AsyncGenerator<ReadContact> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  const text: string[] = []
  let lineByLine: boolean | null = null
  let number = 0
  for await (const raw of lines) {
    number++
    const line = number === 1 ? raw.replace(/^\uFEFF/, '') : raw
    if (lineByLine === null && line.trim() !== '') lineByLine = isWholeJson(line)
    if (!lineByLine) text.push(line)
    else if (line.trim() !== '') yield parseLine(line, number)
  }
  if (text.some(line => line.trim() !== '')) {
    const whole = text.join('\n')
    yield* /^\s*[[{]/.test(whole) ? fromJson(whole, name) : fromYaml(whole, name)
  }
}

const isWholeJson = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    // A first line that begins an object and does not end it may be broken NDJSON or pretty JSON; `{…}` on one line is the former.
    return /^\s*\{.*\}\s*$/.test(line)
  }
}

function parseLine(line: string, number: number): ReadContact {
  try {
    return { contact: JSON.parse(line) as unknown }
  } catch (error) {
    return {
      error: {
        code: 'not-json',
        message: `line ${number} is not JSON: ${(error as Error).message}; write one contact a line`,
        path: '',
      },
    }
  }
}

function* fromJson(text: string, name: string): Generator<ReadContact> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    yield {
      error: {
        code: 'not-json',
        message: `${name} is not JSON: ${(error as Error).message}; mend it, or name the file .ndjson if it holds one contact a line`,
        path: '',
      },
    }
    return
  }
  for (const contact of Array.isArray(value) ? value : [value]) yield { contact }
}

function* fromYaml(text: string, name: string): Generator<ReadContact> {
  const parsed = parseYaml(text)
  if (!parsed.ok) {
    for (const d of parsed.diagnostics.slice(0, 1)) {
      const at = d.range ? ` line ${d.range.start.line}, column ${d.range.start.column}` : ''
      yield { error: { code: d.code, message: `${name}${at}: ${d.message}; ${d.hint}`, path: '' } }
    }
    return
  }
  const { data } = parsed.value
  for (const contact of Array.isArray(data) ? data : [data]) yield { contact }
}
