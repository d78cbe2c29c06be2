import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { england } from '../../src/rules/vocabulary/vocabulary.js'
import { readMapping } from '../../src/tools/replay/mapping.js'
import { readRow } from '../../src/tools/replay/rows.js'
import { root } from '../package/source-files.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-ssd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const preset = join(root, 'docs/ssd-contacts.mapping.yaml')

function mappingOf(text: string) {
  const read = readMapping(text, england)
  if (!read.ok) throw new Error(read.diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n'))
  return read.value
}

test('the contacts list of the statutory data is read: NULL, dates without a time, codes', async () => {
  const rows = [
    'cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code',
    ...['100001,5,2025-11-04 10:15:00.000,6', '100002,6,2025-07-04,1A', '100003,7,04/11/2025,10', '100004,8,NULL,9'],
    ...['100005,9,04/11/2025 09:05:00,4', '100006,9,04/11/2025,NULL', '100007,9,11/04,4', '100008,9,04/11/2025,44'],
  ]
  const path = join(folder, 'contacts.csv')
  writeFileSync(path, `${rows.join('\n')}\n`)
  const rejects = join(folder, 'rejects')
  const given = ['--mapping', preset, '--authority', 'lancashire', '--workers', '1', '--rejects', rejects]
  const { status, out } = await thresholds(['replay', path, ...given])
  const linesOf = (text: string) => text.split('\n').filter(Boolean)
  const decided = linesOf(out).map(line => (JSON.parse(line) as { reference: string }).reference)
  expect([status, decided]).toEqual([1, ['100001', '100002', '100003', '100005', '100006']])
  const found = linesOf(readFileSync(rejects, 'utf8')).map(line => JSON.parse(line) as Record<string, string>)
  expect(found.map(r => [r.reference, r.path, r.remedy])).toEqual([
    ['100004', 'receivedAt', expect.stringMatching(/\S/)],
    ['100007', 'cont_contact_date', expect.stringContaining('write it like `2025-11-04 10:15`')],
    ['100008', 'cont_contact_source_code', 'say what it means under `values` of `referrer`'],
  ])

  const mapping = mappingOf(readFileSync(preset, 'utf8'))
  const contactOf = (at: string, code: string) =>
    readRow(mapping, { cont_contact_id: 'x', cont_contact_date: at, cont_contact_source_code: code }, 1)
  expect(contactOf('2025-07-04', '1A')).toMatchObject({
    contact: { receivedAt: '2025-07-04T00:00:00+01:00', referrer: 'family' },
  })
  expect(contactOf('04/11/2025 09:05:00', '4')).toMatchObject({
    contact: { receivedAt: '2025-11-04T09:05:00+00:00', referrer: 'professional' },
  })
  for (const code of ['NULL', '10', ''])
    expect(contactOf('04/11/2025', code)).toEqual({
      line: 1,
      contact: { reference: 'x', receivedAt: '2025-11-04T00:00:00+00:00' },
    })
})

test('a date without a time is refused where the mapping does not say what it means, with both remedies', () => {
  const mapping = mappingOf('facts: { receivedAt: { column: at, type: london } }')
  for (const at of ['2025-11-04', '04/11/2025'])
    expect(readRow(mapping, { at }, 1)).toMatchObject({
      mistakes: [{ code: 'wrong-cell', remedy: expect.stringMatching(/add the time.*`time: "00:00"`/) }],
    })
  expect(readRow(mapping, { at: '2025-02-30' }, 1)).toMatchObject({ mistakes: [{ code: 'wrong-cell' }] })
})

test.each([
  ['facts: { receivedAt: { column: at, type: london, time: "24:00" } }', 'receivedAt.time'],
  ['facts: { receivedAt: { column: at, type: instant, time: "00:00" } }', 'receivedAt.time'],
  ['facts: { receivedAt: { column: at, time: "00:00" } }', 'receivedAt.time'],
  ['unknown: NULL\nfacts: { receivedAt: at }', 'unknown'],
])('a mapping is refused that means nothing: %s', (text, path) => {
  const read = readMapping(text, england)
  expect(read.ok ? [] : read.diagnostics.map(d => d.path.join('.'))).toEqual([expect.stringContaining(path)])
})

test('a word that means not known goes after what a column says of it', () => {
  const mapping = mappingOf(
    'unknown: ["NULL"]\nfacts: { receivedAt: at, consent: { column: c, values: { "NULL": refused } } }',
  )
  expect(readRow(mapping, { at: 'NULL', c: 'NULL' }, 1)).toEqual({ line: 1, contact: { consent: 'refused' } })
})
