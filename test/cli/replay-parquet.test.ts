import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Misuse } from '../../src/cli/io.js'
import { openParquet, readRows, rowRanges } from '../../src/cli/replay/parquet.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-parquet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Four rows in groups of three and one, packed with Snappy: case_ref and consent (text), received (timestamp), age (32 bits),
// level (64 bits), harm (boolean); some cells are empty, and the third child is 31 years old.
const exported = [
  'UEFSMRUGFS4VMlwVBhUAFQYVABUEFQAAAAMHFVADAAAAZS0xAwAAAGUtMgMAAABlLTMVBhU0FThcFQYVABUGFQAVBBUAAAADBxhcoNxcTpoBAA',
  'CAejzVlwEAAGAiQ1OaAQAAFQYVHBUgXBUGFQAVBhUAFQQVAAAAAwcMLAkAAAADAAAAHwAAABUGFSQVKFwVBhUCFQYVABUEFQAAAAMFEDwDAAAA',
  'AAAAAAIAAAAAAAAAFQYVBhUKXBUGFQQVBhUAFQQVAAAAAwIBAAEVBhUYFRxcFQYVAhUGFQAVBBUAAAADBQokAQAAAFkBAAAAThUGFRIVFlwVAh',
  'UAFQIVABUEFQAAAAMBBxgDAAAAZS00FQYVFBUYXBUCFQAVAhUAFQQVAAAAAwEIHIC/91maAQAAFQYVDBUQXBUCFQAVAhUAFQQVAAAAAwEEDA8A',
  'AAAVBhUUFRhcFQIVABUCFQAVBBUAAAADAQgcAgAAAAAAAAAVBhUGFQpcFQIVABUCFQAVBBUAAAADAQEAABUGFQ4VElwVAhUAFQIVABUEFQAAAA',
  'MBBRABAAAAThUEGXxIBHJvb3QVDAAVDCUCGAhjYXNlX3JlZiUAABUEJQIYCHJlY2VpdmVkJRIAFQIlAhgDYWdlABUEJQIYBWxldmVsABUAJQIY',
  'BGhhcm0AFQwlAhgHY29uc2VudCUAABYIGSwZbCYIHBUMGRUAGRgIY2FzZV9yZWYVAhYGFlgWXCYIPDYAKANlLTMYA2UtMQAZHBUGFQAVAgAAAC',
  'ZkHBUEGRUAGRgIcmVjZWl2ZWQVAhYGFl4WYiZkPDYAKAhgIkNTmgEAABgIgHo81ZcBAAAAGRwVBhUAFQIAAAAmxgEcFQIZFQAZGANhZ2UVAhYG',
  'FkYWSibGATw2ACgEHwAAABgEAwAAAAAZHBUGFQAVAgAAACaQAhwVBBkVABkYBWxldmVsFQIWBhZOFlImkAI8NgIoCAMAAAAAAAAAGAgCAAAAAA',
  'AAAAAZHBUGFQAVAgAAACbiAhwVABkVABkYBGhhcm0VAhYGFjAWNCbiAjw2BCgBARgBAQAZHBUGFQAVAgAAACaWAxwVDBkVABkYB2NvbnNlbnQV',
  'AhYGFkIWRiaWAzw2AigBWRgBTgAZHBUGFQAVAgAAABa8AxYGNtQDABlsJtwDHBUMGRUAGRgIY2FzZV9yZWYVAhYCFjwWQCbcAzw2ACgDZS00GA',
  'NlLTQAGRwVBhUAFQIAAAAmnAQcFQQZFQAZGAhyZWNlaXZlZBUCFgIWPhZCJpwEPDYAKAiAv/dZmgEAABgIgL/3WZoBAAAAGRwVBhUAFQIAAAAm',
  '3gQcFQIZFQAZGANhZ2UVAhYCFjYWOibeBDw2ACgEDwAAABgEDwAAAAAZHBUGFQAVAgAAACaYBRwVBBkVABkYBWxldmVsFQIWAhY+FkImmAU8Ng',
  'AoCAIAAAAAAAAAGAgCAAAAAAAAAAAZHBUGFQAVAgAAACbaBRwVABkVABkYBGhhcm0VAhYCFjAWNCbaBTw2ACgBABgBAAAZHBUGFQAVAgAAACaO',
  'BhwVDBkVABkYB2NvbnNlbnQVAhYCFjgWPCaOBjw2ACgBThgBTgAZHBUGFQAVAgAAABbWAhYCNu4CACgJaHlwYXJxdWV0GWwcAAAcAAAcAAAcAA',
  'AcAAAcAAAAOAMAAFBBUjE=',
].join('')
const file = join(folder, 'export.parquet')
writeFileSync(file, Buffer.from(exported, 'base64'))
const mapping = join(folder, 'mapping.yaml')
writeFileSync(
  mapping,
  `facts:
  reference: case_ref
  receivedAt: { column: received, type: london }
  ageYears: age
  professionalLevel: level
  riskOfSignificantHarm: harm
  consent: { column: consent, values: { Y: given, N: refused } }
`,
)

describe('thresholds replay of Parquet', () => {
  test('decides rows in order, across groups, and names the row of one that is rejected', async () => {
    const rejects = join(folder, 'rejects.ndjson')
    const { status, out, err } = await thresholds([
      'replay',
      file,
      '--authority',
      'lancashire',
      '--mapping',
      mapping,
      '--rejects',
      rejects,
      '--workers',
      '2',
    ])
    expect([status, err]).toEqual([1, ''])
    const decisions = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Decision)
    expect(decisions.map(d => [d.reference, d.level, d.deadline?.due])).toEqual([
      ['e-1', 3, '2025-11-05T10:15:00+00:00'],
      // The clocks of London in July.
      ['e-2', 4, '2025-07-04T12:40:00+01:00'],
      ['e-4', 2, '2025-11-08T16:20:00+00:00'],
    ])
    const rejected = readFileSync(rejects, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as unknown)
    expect(rejected).toEqual([
      {
        line: 3,
        reference: 'e-3',
        code: 'wrong-value',
        path: 'ageYears',
        reason: expect.any(String),
        remedy: 'write at most 25',
      },
    ])
  })

  test('reads no more than one group at a time', async () => {
    const parquet = await openParquet(file)
    expect([...rowRanges(parquet, 0, 100)]).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 4 },
    ])
    expect([...rowRanges(parquet, 1, 1)]).toEqual([
      { from: 1, to: 2 },
      { from: 2, to: 3 },
      { from: 3, to: 4 },
    ])
  })

  test('refuses a column that stands twice, by its name', async () => {
    const twice = join(folder, 'twice.parquet')
    const text = Buffer.from(exported, 'base64').toString('latin1').replaceAll('received', 'case_ref')
    writeFileSync(twice, Buffer.from(text, 'latin1'))
    const { status, err } = await thresholds(['replay', twice, '--authority', 'lancashire', '--mapping', mapping])
    expect([status, err]).toEqual([2, expect.stringContaining('the column `case_ref` stands twice')])
  })

  test('comes to an end whatever bit is wrong: the file is refused, or rows are, or all rows are there', async () => {
    const bytes = Buffer.from(exported, 'base64')
    const damaged = join(folder, 'damaged.parquet')
    const seen = { misuse: 0, refused: 0, read: 0 }
    // The bit 105 made the reader count to a thousand million.
    for (let bit = 0; bit < bytes.length * 8; bit += 35) {
      const copy = Buffer.from(bytes)
      copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      writeFileSync(damaged, copy)
      try {
        const parquet = await openParquet(damaged)
        for (const range of rowRanges(parquet, 0, 100)) {
          const rows = await readRows(parquet, range, parquet.columns)
          if (rows === null) seen.refused++
          else seen.read += rows.length === range.to - range.from ? 1 : Number.NaN
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Misuse)
        seen.misuse++
      }
    }
    expect(seen).toEqual({ misuse: expect.any(Number), refused: expect.any(Number), read: expect.any(Number) })
    expect(Math.min(seen.misuse, seen.refused, seen.read)).toBeGreaterThan(20)
  })

  test('says which columns a mapping lacks, and what is not Parquet', async () => {
    const other = join(folder, 'other.yaml')
    writeFileSync(other, 'facts: { receivedAt: recieved }\n')
    const missing = await thresholds(['replay', file, '--authority', 'lancashire', '--mapping', other])
    expect([missing.status, missing.err]).toEqual([
      2,
      'the mapping names the column `recieved`, which the contacts do not have; did you mean `received`?  [missing-column]\n`thresholds codes CODE` says what a code in brackets means.\n',
    ])
    const none = join(folder, 'none.parquet')
    writeFileSync(none, 'PAR2 is none')
    const { status, err } = await thresholds(['replay', none, '--authority', 'lancashire'])
    expect(status).toBe(2)
    expect(err).toMatch(/none\.parquet` is not a Parquet file: /)
  })
})
