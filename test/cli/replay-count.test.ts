import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type TinypoolClass from 'tinypool'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { Misuse } from '../../src/cli/io.js'
import { contactsInBytes } from '../../src/cli/json-lines.js'
import type { ChunkAnswer } from '../../src/cli/replay/chunk.js'
import { countLinesOfJson, countRecords } from '../../src/cli/replay/count.js'
import { readCsv } from '../../src/cli/replay/csv.js'
import { countLines } from '../../src/cli/replay/cut.js'
import { cutInput, newlineReader, streamReader } from '../../src/cli/replay/source.js'
import { patience, runs } from '../runs.js'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

vi.setConfig({ testTimeout: patience * 2 })

/** What is done to a chunk's answer before the run hears of it: a reader that makes a mistake. */
const fault = vi.hoisted(() => ({ of: null as ((answer: ChunkAnswer) => ChunkAnswer) | null }))
vi.mock('tinypool', async original => {
  const { Tinypool } = await original<{ Tinypool: typeof TinypoolClass }>()
  class Faulty extends Tinypool {
    override async run(...given: Parameters<typeof Tinypool.prototype.run>): Promise<unknown> {
      const answer = (await super.run(...given)) as ChunkAnswer
      return fault.of ? fault.of(answer) : answer
    }
  }
  return { Tinypool: Faulty }
})

const folder = mkdtempSync(join(tmpdir(), 'thresholds-count-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  fault.of = null
})
const at = (name: string): string => join(folder, name)
function file(name: string, content: string): string {
  writeFileSync(at(name), content)
  return at(name)
}
const rules = file('rules.yaml', smallText)
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('contacts are counted without their reader', () => {
  test.each([
    ['', 0, 0],
    ['a,b\nc,d', 2, 2],
    ['a,b\r\n\r\n\nc,d\r\n', 2, 2],
    ['a,b\rc,d\r', 2, 2],
    ['a,"b\nc"\nd,e\n', 2, 3],
    ['a,"b ""\n"" c"\nd,e\n', 2, 3],
    ['a,b"c\nd,e\n', 2, 2],
    ['a,"b\nd,e\n', 1, 2],
    [' \n', 1, 1],
  ])('in CSV: %j', (text, least, most) => {
    expect(countRecords(bytesOf(text), 44)).toEqual({ least, most })
  })
  test.each([
    ['', 0, 0],
    ['{}\n{}', 2, 2],
    ['{}\r\n \r\n\n{}\r\n', 2, 2],
    ['{}\r{}\r{}', 3, 3],
    ['{"a":1,\r"b":2}\n{}', 2, 3],
    ['{"a":\r{"b":1}\r,"c":\r{}\r}', 1, 5],
    ['[\r{}\r,\r{}\r]', 1, 5],
    ['\uFEFF{}\n\uFEFF\n', 1, 1],
  ])('in NDJSON: %j', (text, least, most) => {
    expect(countLinesOfJson(bytesOf(text))).toEqual({ least, most })
  })

  const texts = (signs: readonly string[]): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map(parts => parts.join(''))

  test('and the reader of CSV finds as many, whatever stands there', async () => {
    const form = { delimiter: ',', columns: 2, reference: 1, received: 0 }
    let exact = 0
    await fc.assert(
      fc.asyncProperty(
        texts(['a', 'b', ',', ',', '"', '""', '\n', '\n', '\r\n', '\r', ' ', 'é', '1/1/2026,b\n']),
        async text => {
          async function* pieces(): AsyncGenerator<string> {
            yield text
          }
          const cut = { start: 0, line: 1, delimiter: ',', chunkBytes: 16 }
          for await (const { bytes, line } of cutInput(newlineReader(streamReader(pieces())), cut)) {
            const { least, most } = countRecords(bytes, 44)
            const found = readCsv(bytes, line, form).length
            expect(found, JSON.stringify(text)).toBeGreaterThanOrEqual(least)
            expect(found, JSON.stringify(text)).toBeLessThanOrEqual(most)
            exact += Number(least === most && most > 0)
          }
        },
      ),
      { numRuns: runs(2000) },
    )
    expect(exact).toBeGreaterThan(1000)
  })

  test('and the reader of NDJSON finds as many, whatever stands there', () => {
    const signs = ['{"a":1}', '{', '}', '[', ']', '"a":', '"', '\\', ',', '1', '\n', '\n', '\r', '\r', '\r\n', ' ']
    fc.assert(
      fc.property(texts([...signs, '\uFEFF', 'é', '\uFFFD', '\0', '{x}', '{}']), text => {
        let line = 1
        for (const piece of text.split('\n')) {
          const { least, most } = countLinesOfJson(bytesOf(piece))
          const found = contactsInBytes(bytesOf(piece), line)
          line += countLines(bytesOf(`${piece}\n`))
          expect(found.length, JSON.stringify(text)).toBeGreaterThanOrEqual(least)
          expect(found.length, JSON.stringify(text)).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: runs(5000) },
    )
  })
})

describe('a reader that loses or doubles a contact', () => {
  const row = (id: number): string => `r${id},2026-03-27 16:30,yes`
  const mapping = file(
    'mapping.yaml',
    'facts: { reference: id, receivedAt: { column: at, type: london }, riskOfSignificantHarm: harm }\n',
  )
  const table = file('past.csv', `id,at,harm\n${row(1)}\n"r2",2026-03-27 16:30,"yes"\n${row(3)}\n`)
  const line = (id: number): string =>
    JSON.stringify({ reference: `r${id}`, receivedAt: '2026-03-27T16:30:00+00:00', riskOfSignificantHarm: true })
  const lines = file('past.ndjson', `${line(1)}\n${line(2)}\n${line(3)}\n`)
  const returns = file('returns.ndjson', `${line(1)}\r${line(2)}\r${line(3)}\r`)
  const inputs = [
    ['CSV', table],
    ['NDJSON', lines],
    ['NDJSON with carriage returns', returns],
  ] as const

  const withoutFirstLine = (bytes: Uint8Array): Uint8Array => bytes.subarray(bytes.indexOf(10) + 1)
  const faults: readonly (readonly [string, (answer: ChunkAnswer) => ChunkAnswer, RegExp])[] = [
    [
      'loses one, and never says so',
      a => ({
        ...a,
        decisions: withoutFirstLine(a.decisions),
        tally: { ...a.tally, decided: a.tally.decided - 1 },
        rows: a.rows - 1,
      }),
      /^3 contacts stand in the input, 2 were read, 2 decided and 0 rejected after line \d; please report this/,
    ],
    [
      'finds one more',
      a => ({ ...a, tally: { ...a.tally, rejected: 1 }, rows: a.rows + 1 }),
      /^3 contacts stand in the input, 4 were read, 3 decided and 1 rejected/,
    ],
    [
      'counts one that it has not written',
      a => ({ ...a, decisions: withoutFirstLine(a.decisions) }),
      /^3 contacts were decided, and 2 decisions are there/,
    ],
    [
      'reads one that is neither decided nor rejected',
      a => ({ ...a, decisions: withoutFirstLine(a.decisions), tally: { ...a.tally, decided: a.tally.decided - 1 } }),
      /^3 contacts stand in the input, 3 were read, 2 decided and 0 rejected/,
    ],
  ]
  const all = inputs.flatMap(([form, path]) => faults.map(([what, by, message]) => ({ form, path, what, by, message })))

  test.each(all)('ends the run with status 3, and nothing takes its place: $form, $what', async given => {
    const { path, by, message } = given
    const out = file('out.ndjson', 'of an earlier run\n')
    const args = ['replay', path, '--rules', rules, '--workers', '2', '--out', out, '--rejects', at('rejects')]
    const command = path === table ? [...args, '--mapping', mapping] : args
    fault.of = by
    const { status, out: said, err } = await thresholds(command)
    expect([status, said, err]).toEqual([3, '', expect.stringMatching(message)])
    expect(readFileSync(out, 'utf8')).toBe('of an earlier run\n')
    expect([existsSync(at('rejects')), readdirSync(folder).filter(name => name.endsWith('.part'))]).toEqual([false, []])
    fault.of = null
    expect(await thresholds(command)).toMatchObject({
      status: 0,
      out: expect.stringContaining('3 decided, 0 rejected'),
    })
    rmSync(at('rejects'))
  })

  test('ends a summary too, which writes no decisions', async () => {
    fault.of = faults[0]?.[1] ?? null
    const { status, out } = await thresholds(['replay', lines, '--rules', rules, '--workers', '2', '--summary'])
    expect([status, out]).toEqual([3, ''])
  })
})

test('what a run had opened when it was killed before its first chunk was done is gone on with', async () => {
  const line = JSON.stringify({ reference: 'r1', receivedAt: '2026-03-27T16:30:00+00:00' })
  const path = file('early.ndjson', `${line}\n`)
  const made = ['early', 'early.out.part', 'early.rejects.part']
  const args = ['--out', at('early.out'), '--rejects', at('early.rejects'), '--checkpoint', at('early')]
  const run = () => thresholds(['replay', path, '--rules', rules, '--workers', '2', ...args])
  fault.of = () => {
    for (const name of made) copyFileSync(at(name), at(`kept.${name}`))
    throw new Misuse('killed here')
  }
  expect(await run()).toMatchObject({ status: 2, err: 'killed here\n' })
  expect(readdirSync(folder).filter(name => name.startsWith('early'))).toEqual(['early.ndjson'])
  fault.of = null
  for (const name of made) renameSync(at(`kept.${name}`), at(name))
  file('early.new', '{"format":"safeguarding-thresholds/replay-2","run":{"half')
  expect((await run()).status).toBe(0)
  expect(readFileSync(at('early.out'), 'utf8').split('\n')).toHaveLength(2)
  expect(readdirSync(folder).filter(name => name.startsWith('early'))).toEqual([
    ...['early.ndjson', 'early.out', 'early.rejects'],
  ])
})
