import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { receivedAt, smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const rules = file('rules.yaml', smallText)
const contacts = file(
  'contacts.ndjson',
  [1, 2, 3].map(n => `${JSON.stringify({ reference: `c-${n}`, receivedAt, professionalLevel: n })}\n`).join(''),
)
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1)

async function recorded(name: string, ...more: readonly string[]): Promise<string> {
  const path = join(folder, name)
  const found = await thresholds(['decide', contacts, '--rules', rules, '--record', path, ...more])
  expect([found.status, found.err]).toEqual([0, ''])
  return path
}

describe('thresholds decide --record', () => {
  test('adds a record for each decision, run after run', async () => {
    const path = await recorded('twice.ndjson')
    await recorded('twice.ndjson')
    const records = linesOf(path).map(l => JSON.parse(l) as { number: number; contact: { reference: string } })
    expect(records.map(r => [r.number, r.contact.reference])).toEqual(
      [1, 2, 3, 4, 5, 6].map(n => [n, `c-${((n - 1) % 3) + 1}`]),
    )
    const { status, out } = await thresholds(['verify', path, '--rules', rules])
    expect(status).toBe(0)
    expect(out).toContain('6 decided again, and identical')
    expect(out).toContain('Every record is as it was sealed')
  })

  test('records no contact that is refused', async () => {
    const mixed = file('mixed.ndjson', `${readFileSync(contacts, 'utf8')}{"receivedAt":"${receivedAt}","levle":1}\n`)
    const path = join(folder, 'mixed-records.ndjson')
    const { status } = await thresholds(['decide', mixed, '--rules', rules, '--record', path])
    expect([status, linesOf(path).length]).toEqual([1, 3])
  })

  test('leaves out who somebody is', async () => {
    const path = await recorded('masked.ndjson', '--mask')
    expect(readFileSync(path, 'utf8')).not.toContain('c-1')
    expect((await thresholds(['verify', path, '--rules', folder])).status).toBe(0)
  })

  test.each([
    ['the contacts themselves', ['--record', contacts], /named twice/],
    ['the rulebook', ['--record', rules], /named twice/],
    ['a folder', ['--record', folder], /is a folder/],
    ['a place in no folder', ['--record', join(folder, 'none', 'r.ndjson')], /there is no folder/],
    ['a device', ['--record', '/dev/null'], /no file that can be added to/],
    ['a mask without a record', ['--mask'], /`--mask` is for/],
  ])('refuses %s', async (_, args, message) => {
    const before = readFileSync(contacts, 'utf8')
    const { status, err } = await thresholds(['decide', contacts, '--rules', rules, ...args])
    expect(status).toBe(2)
    expect(err).toMatch(message)
    expect(readFileSync(contacts, 'utf8')).toBe(before)
  })

  test('a contact that cannot be kept is told of, and the rest go on', async () => {
    const odd = file(
      'odd.ndjson',
      `{"receivedAt":"${receivedAt}","reference":"\\ud800"}\n${readFileSync(contacts, 'utf8')}`,
    )
    const path = join(folder, 'odd-records.ndjson')
    const { status, out } = await thresholds(['decide', odd, '--rules', rules, '--record', path, '--format', 'ndjson'])
    const answers = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { error?: { path: string } })
    expect([status, answers.map(a => a.error?.path)]).toEqual([
      1,
      ['contact.reference', undefined, undefined, undefined],
    ])
    expect(linesOf(path)).toHaveLength(3)
  })

  test('goes on with a file that another program has given other ends of lines', async () => {
    for (const [name, change] of [
      ['crlf', (text: string) => text.replaceAll('\n', '\r\n')],
      ['open', (text: string) => text.trimEnd()],
      ['blank', (text: string) => `${text}\n\n`],
      ['marked', (text: string) => `\uFEFF${text}`],
    ] as const) {
      const path = await recorded(`${name}.ndjson`)
      writeFileSync(path, change(readFileSync(path, 'utf8')))
      await recorded(`${name}.ndjson`)
      const { status, out } = await thresholds(['verify', path, '--rules', rules])
      expect([name, status]).toEqual([name, 0])
      expect(out).toContain('6 decided again, and identical')
    }
  })

  test('adds nothing to a file whose end is no record', async () => {
    for (const [end, message] of [
      ['{"format"', /cut off/],
      ['not a record\n', /no whole record/],
    ] as const) {
      const path = await recorded(`end-${end.length}.ndjson`)
      appendFileSync(path, end)
      const before = readFileSync(path, 'utf8')
      const { status, err } = await thresholds(['decide', contacts, '--rules', rules, '--record', path])
      expect(status).toBe(2)
      expect(err).toMatch(message)
      expect(readFileSync(path, 'utf8')).toBe(before)
    }
  })
})

describe('thresholds verify', () => {
  test('tells of a value that was changed and of records in another order', async () => {
    const path = await recorded('changed.ndjson')
    const [a = '', b = '', c = ''] = linesOf(path)
    const changed = file('changed-copy.ndjson', [a, b.replace('"c-2"', '"c-9"'), c, ''].join('\n'))
    const first = await thresholds(['verify', changed, '--rules', rules])
    expect(first.status).toBe(1)
    expect(first.out).toContain('record 2: it was changed after it was sealed')
    const reordered = file('order.ndjson', [b, a, c, ''].join('\n'))
    const second = await thresholds(['verify', reordered, '--rules', rules, '--format', 'json'])
    const { sound, faults } = JSON.parse(second.out) as { sound: boolean; faults: { line: number; says: string[] }[] }
    expect(sound).toBe(false)
    expect(faults.map(f => f.line)).toEqual([1, 2, 3])
    expect(faults.map(f => f.says.join())).toEqual([
      expect.stringContaining('record 1, before it, is not here'),
      expect.stringContaining('it stands after record 2'),
      expect.stringContaining('record 2, before it, is not here'),
    ])
  })

  test('sees with --last what is cut off the end', async () => {
    const path = await recorded('whole.ndjson')
    const { out } = await thresholds(['verify', path, '--rules', rules, '--format', 'json'])
    const { last } = JSON.parse(out) as { last: string }
    const short = file('short.ndjson', `${linesOf(path).slice(0, 2).join('\n')}\n`)
    expect((await thresholds(['verify', short, '--rules', rules])).status).toBe(0)
    const told = await thresholds(['verify', short, '--rules', rules, '--last', last])
    expect(told.status).toBe(1)
    expect(told.out).toContain('were cut off the end')
    expect((await thresholds(['verify', path, '--rules', rules, '--last', last])).status).toBe(0)
  })

  test('goes by the version that decided then, and says when it is not at hand', async () => {
    const path = await recorded('older.ndjson')
    const newer = file('newer.yaml', smallText.replace('within: 4 hours', 'within: 6 hours'))
    mkdirSync(join(folder, 'kept'))
    file('kept/newer.yaml', smallText.replace('within: 4 hours', 'within: 6 hours'))
    const left = file('kept/cases.yaml', '- id: none')
    const missing = await thresholds(['verify', path, '--rules', join(folder, 'kept')])
    expect(missing.status).toBe(1)
    expect(missing.err).toContain(`left out: ${left};`)
    expect(missing.out).toContain('3 whose rulebook is not at hand')
    expect(missing.out).toContain('--rules')
    expect((await thresholds(['verify', path, '--rules', newer, '--rules', rules])).status).toBe(0)
  })

  test.each([
    ['no file', [], /name one file/],
    ['a file that is not there', [join(folder, 'none.ndjson')], /no such file/],
    ['a digest that is none', [contacts, '--last', 'abc'], /no digest/],
    ['a compiled rulebook that is none', [contacts, '--rules', file('broken.json', '{}')], /no compiled rulebook/],
  ])('refuses %s', async (_, args, message) => {
    const { status, err } = await thresholds(['verify', ...args])
    expect(status).toBe(2)
    expect(err).toMatch(message)
  })

  test('an empty file holds none', async () => {
    expect(await thresholds(['verify', file('empty.ndjson', '')])).toMatchObject({
      out: expect.stringMatching(/no records/),
    })
  })
})
