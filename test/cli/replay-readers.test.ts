import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-readers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(at(name), content)
  return at(name)
}
const rules = file('rules.yaml', smallText)
const receivedAt = '2026-03-27T16:30:00+00:00'
const good = (reference: string): string => JSON.stringify({ reference, receivedAt, riskOfSignificantHarm: true })
const mapping = file(
  'mapping.yaml',
  'facts: { reference: id, receivedAt: { column: at, type: london }, riskOfSignificantHarm: harm }\n',
)

interface Reject {
  readonly line: number
  readonly reference: string | null
  readonly code: string
  readonly path: string
  readonly reason: string
  readonly remedy: string
}
const parsed = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T)

/** Decides a file; the references of decisions, and the rejects. */
async function replayed(path: string, ...more: readonly string[]) {
  rmSync(at('rejects'), { force: true })
  const given = path.endsWith('.csv') && !more.includes('--mapping') ? ['--mapping', mapping] : []
  const { status, out, err } = await thresholds([
    ...['replay', path, '--rules', rules, '--rejects', at('rejects'), '--workers', '1', ...given, ...more],
  ])
  return {
    ...{ status, err },
    references: parsed<{ reference?: string }>(out).map(d => d.reference),
    rejects: existsSync(at('rejects')) ? parsed<Reject>(readFileSync(at('rejects'), 'utf8')) : [],
  }
}

describe('two values for one fact', () => {
  const twice = `{"reference":"x","receivedAt":"${receivedAt}","riskOfSignificantHarm":true,"riskOf\\u0053ignificantHarm" : false}`
  const deep = `{"reference":"y","receivedAt":"${receivedAt}","events":{"caseClosedAt":"a","caseClosedAt":"${receivedAt}"}}`

  test('are refused in NDJSON, by the name of the key, and the lines beside them are decided', async () => {
    const text = `${good('a')}\n${twice}\n${deep}\n${good('b')}\n`
    const found = await replayed(file('twice.ndjson', text))
    expect([found.status, found.references]).toEqual([1, ['a', 'b']])
    expect(found.rejects.map(r => [r.line, r.reference, r.code, r.path, r.reason])).toEqual([
      [2, 'x', 'duplicate-key', 'riskOfSignificantHarm', '`riskOfSignificantHarm` stands twice'],
      [3, 'y', 'duplicate-key', 'events.caseClosedAt', '`events.caseClosedAt` stands twice'],
    ])
    const { out } = await thresholds(['decide', '-', '--rules', rules, '--format', 'ndjson'], text)
    const answers = parsed<{ reference?: string; error?: { code: string; path: string } }>(out)
    expect(answers.map(a => a.error?.path ?? a.reference)).toEqual(['a', found.rejects[0]?.path, deepPath, 'b'])
  })
  const deepPath = 'events.caseClosedAt'

  test.each([
    ['JSON', 'one.json', twice, /in .*one\.json `riskOfSignificantHarm` stands twice/],
    ['YAML', 'one.yaml', `receivedAt: ${receivedAt}\nageYears: 3\nageYears: 4\n`, /line 3.*`ageYears` stands twice/],
    [
      'a flow mapping of standard input',
      '-',
      `{ageYears: 3, receivedAt: "${receivedAt}", ageYears: 4}`,
      /`ageYears` stands twice/,
    ],
  ])('are refused in %s', async (_, name, text, message) => {
    const path = name === '-' ? '-' : file(name, text)
    const { status, out } = await thresholds(['decide', path, '--rules', rules, '--format', 'json'], text)
    expect(status).toBe(1)
    expect((JSON.parse(out) as { error: { message: string } }).error.message).toMatch(message)
  })
  test('spoil one contact of a JSON list, and no other', async () => {
    const list = file('list.json', `[${good('a')}, ${deep}, ${good('b')}, ${twice}]`)
    const { out } = await thresholds(['decide', list, '--rules', rules, '--format', 'json'])
    const answers = JSON.parse(out) as { reference?: string; error?: { message: string } }[]
    expect(answers.map(a => a.reference ?? a.error?.message.replace(/ of .*json/, ''))).toEqual([
      ...['a', expect.stringContaining('in contact 2 `events.caseClosedAt` stands twice')],
      ...['b', expect.stringContaining('in contact 4 `riskOfSignificantHarm` stands twice')],
    ])
  })
  test.each([
    ['names that only look alike', `{"reference":"a:\\"b\\":","receivedAt":"${receivedAt}"}`],
    ['the same name in two objects', `{"receivedAt":"${receivedAt}","events":{},"consentFor":{"referral":"given"}}`],
    ['a text that ends in a backslash', `{"reference":"a\\\\","receivedAt":"${receivedAt}"}`],
  ])('are not seen in %s', async (_, line) => {
    expect((await replayed(file('alike.ndjson', `${line}\n`))).status).toBe(0)
  })
  test('a column that stands twice is named, and nothing is decided', async () => {
    const { status, err } = await replayed(
      file('twice.csv', 'id,at,at,harm\n1,2026-11-04 10:15,2026-11-05 10:15,Yes\n'),
    )
    expect([status, err]).toEqual([2, expect.stringContaining('the column `at` stands twice')])
  })
})

describe('the ends of lines', () => {
  const row = (id: string): string => `${id},2026-03-27 16:30,yes`
  test.each([
    ['carriage returns alone', `id,at,harm\r${row('a')}\r${row('b')}\r`, ['a', 'b']],
    ['one stray carriage return', `id,at,harm\r\n${row('a')}\r${row('b')}\r\n${row('c')}`, ['a', 'b', 'c']],
    ['newlines after a first line with both', `id,at,harm\r\n${row('a')}\n${row('b')}\n`, ['a', 'b']],
    ['a last carriage return at the end', `id,at,harm\n${row('a')}\n${row('b')}\r`, ['a', 'b']],
  ])('of a table: %s', async (_, text, references) => {
    expect(await replayed(file('ends.csv', text))).toEqual({ status: 0, err: '', references, rejects: [] })
    const pieces = Array.from(text)
    const given = ['--input-format', 'csv', '--mapping', mapping, '--workers', '1', '--rules', rules]
    const streamed = await thresholds(['replay', '-', ...given], pieces)
    expect(parsed<{ reference: string }>(streamed.out).map(d => d.reference)).toEqual(references)
  })
  test('of NDJSON: carriage returns alone, in both commands', async () => {
    const text = `${good('a')}\r{"broken\r${good('b')}\r`
    const found = await replayed(file('ends.ndjson', text))
    expect([found.references, found.rejects.map(r => r.code)]).toEqual([['a', 'b'], ['not-json']])
    const { out } = await thresholds(['decide', '-', '--rules', rules, '--format', 'ndjson'], text)
    expect(parsed<{ reference?: string }>(out).map(d => d.reference)).toEqual(['a', undefined, 'b'])
  })
})

describe('a reject names the line on which its contact begins', () => {
  const bad = '{"broken'
  const unknown = `{"receivedAt":"${receivedAt}","age":3}`
  const foreign = '{"reference":"Zo\xe9"}'
  const spread = `{"receivedAt":\r"${receivedAt}",\r"age":3}`
  const wide = `${good('wide')}${' '.repeat(700_000)}`
  test.each([
    ['newlines', `${good('a')}\n\n${bad}\n${unknown}\n`, [3, 4]],
    ['carriage returns alone', `${good('a')}\r\r${bad}\r${unknown}\r${good('b')}`, [3, 4]],
    ['both signs', `\r\n${good('a')}\r\n${bad}\r\n\r\n${unknown}`, [3, 5]],
    ['each in turn', `${bad}\r${good('a')}\r\n${bad}\n\r${unknown}\r\r\n${good('b')}\n${bad}\n`, [1, 3, 5, 8]],
    ['a contact on several lines', `${good('a')}\r\n${spread}\n${bad}\r\n`, [2, 5]],
    ['blank lines before one in the middle', `${good('a')}\n\r \r${unknown}\n${bad}`, [4, 5]],
    ['another encoding between', `${good('a')}\r${foreign}\r${good('b')}\r${bad}\r`, [2, 4]],
    ['another encoding at a newline', `${good('a')}\r\r${foreign}\n${bad}\n`, [3, 4]],
    ['more than is read at once', `${wide}\r${bad}\r${wide}\n${wide}\n${bad}\r\n${unknown}`, [2, 5, 6]],
  ])('%s', async (_, text, lines) => {
    const path = file('lines.ndjson', Buffer.from(text, 'latin1'))
    const found = await replayed(path)
    expect(found.rejects.map(r => r.line)).toEqual(lines)
    expect(found.references).toHaveLength(text.split('"reference":"').length - 1 - text.split('Zo').length + 1)
    const { out } = await thresholds(['decide', path, '--rules', rules, '--format', 'json'])
    const answers = JSON.parse(out) as { error?: { message: string } }[]
    const errors = answers.flatMap(a => a.error?.message ?? [])
    const named = errors.map(message => Number(/line (\d+)/.exec(message)?.[1]))
    // What is wrong with a contact's facts is told by their names, what is wrong with its line by its number.
    expect(errors).toHaveLength(lines.length)
    expect(named.filter(n => !Number.isNaN(n))).toEqual(
      found.rejects.flatMap(r => (r.code === 'unknown-fact' ? [] : r.line)),
    )
  })
})

describe('encodings', () => {
  const table = 'id,at,harm\nZoé,2026-03-27 16:30,yes\nb,2026-03-27 16:30,yes\nZo€,2026-03-27 16:30,yes\n'
  const utf16 = Buffer.from(table, 'utf16le')
  test.each([
    ['with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['without a mark', utf16],
    ['big-endian', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]).swap16()],
  ])('UTF-16 %s is refused by its name', async (_, bytes) => {
    for (const name of ['utf16.csv', 'utf16.ndjson']) {
      const { status, err } = await replayed(file(name, bytes))
      expect([status, err]).toEqual([2, expect.stringMatching(/is written in UTF-16; save it as UTF-8/)])
    }
  })
  const windows = Buffer.from(table.replace('€', '\x80'), 'latin1')
  test('Windows-1252 is refused line by line, and read where the mapping says so', async () => {
    const refused = await replayed(file('windows.csv', windows))
    expect(refused.references).toEqual(['b'])
    expect(refused.rejects.map(r => [r.line, r.code, r.reason])).toEqual([
      [2, 'wrong-encoding', 'the line is not UTF-8 (Windows-1252, most likely)'],
      [4, 'wrong-encoding', 'the line is not UTF-8 (Windows-1252, most likely)'],
    ])
    const said = file('windows.yaml', `encoding: windows-1252\n${readFileSync(mapping, 'utf8')}`)
    expect((await replayed(at('windows.csv'), '--mapping', said)).references).toEqual(['Zoé', 'b', 'Zo€'])
    // What is UTF-8 is not read as Windows-1252 either.
    const utf8 = await replayed(file('utf8.csv', table), '--mapping', said)
    expect([utf8.references, utf8.rejects.map(r => r.reason)]).toEqual([
      ['b'],
      Array.from({ length: 2 }, () => 'the line is UTF-8, and the mapping says `encoding: windows-1252`'),
    ])
    const lines = await replayed(file('said.ndjson', Buffer.from(`${good('Zo\x81')}\n`, 'latin1')), '--mapping', said)
    expect([lines.status, lines.err]).toEqual([2, expect.stringContaining('which only CSV can have; JSON is UTF-8')])
    const mixed = await replayed(
      file('mixed.csv', Buffer.concat([windows, Buffer.from('Zoé,2026-03-27 16:30,yes\n')])),
      ...['--mapping', said],
    )
    expect([mixed.references, mixed.rejects.map(r => r.line)]).toEqual([['Zoé', 'b', 'Zo€'], [5]])
    const odd = table.replace('Zo€', 'Zo\x81').replace('b,', 'b\0,').replace('é', '\xe9')
    const bytes = await replayed(file('odd.csv', Buffer.from(odd, 'latin1')), '--mapping', said)
    expect(bytes.references).toEqual(['Zoé'])
    expect(bytes.rejects.map(r => [r.reason, r.remedy])).toEqual([
      ['the line is not UTF-8 (not text: it holds the character NUL)', expect.stringContaining('save it as UTF-8')],
      [
        'the line is not Windows-1252, as the mapping says: it holds the byte 0x81, which is no letter there',
        'save it as UTF-8 (in Excel: "CSV UTF-8") and run again, without `encoding` in the mapping',
      ],
    ])
  })
  test('a letter that was lost before is not taken for one', async () => {
    const found = await replayed(file('lost.csv', 'id,at,harm\nZo\uFFFD,2026-03-27 16:30,yes\n'))
    expect(found.rejects.map(r => r.code)).toEqual(['wrong-cell'])
  })
  test('nothing is replaced in NDJSON, JSON and YAML', async () => {
    const line = Buffer.from(`${good('Zo\xe9')}\n`, 'latin1')
    const found = await replayed(file('windows.ndjson', Buffer.concat([line, Buffer.from(`${good('b')}\n`)])))
    expect([found.references, found.rejects.map(r => r.code)]).toEqual([['b'], ['wrong-encoding']])
    const yaml = Buffer.from(`reference: Zo\xe9\nreceivedAt: ${receivedAt}\n`, 'latin1')
    for (const [name, bytes] of [
      ['w.ndjson', line],
      ['w.json', line],
      ['w.yaml', yaml],
      ['-', line],
      ['-', yaml],
    ] as const) {
      const path = name === '-' ? '-' : file(name, bytes)
      const { status, out } = await thresholds(['decide', path, '--rules', rules, '--format', 'ndjson'], [bytes])
      expect([status, out]).toEqual([1, expect.stringMatching(/wrong-encoding.*Windows-1252/)])
    }
    const own = file(
      'own.yaml',
      Buffer.from(smallText.replace('Smallshire', 'Sm\xe4llshire').concat('# \xe9\n'), 'latin1'),
    )
    const { status, err } = await thresholds(['decide', '-', '--rules', own], good('a'))
    expect([status, err]).toEqual([2, expect.stringMatching(/own\.yaml` is not UTF-8/)])
  })
})

describe('quotes', () => {
  test('that are left open hide no contact', async () => {
    const rows = [
      'id,at,harm,note',
      'a,2026-03-27 16:30,no,"open',
      'b,2026-03-27 16:30,yes,closed"',
      'c,2026-03-27 16:30,yes,',
    ]
    const found = await replayed(file('open.csv', rows.join('\n')))
    expect(found.references).toEqual(['c'])
    expect(found.rejects.map(r => [r.line, r.reference, r.code])).toEqual([
      [2, 'a', 'not-csv'],
      [3, 'b', 'not-csv'],
    ])
  })
  test('around a text of several lines stay as they are', async () => {
    const text = 'id,at,harm,note\na,2026-03-27 16:30,no,"one, two, three\nfour, five, six, seven"\n'
    expect((await replayed(file('note.csv', text))).references).toEqual(['a'])
  })
  test('around a text of several lines hide no contact, in whatever column it stands', async () => {
    const three = file(
      'three.yaml',
      'facts: { reference: reference, receivedAt: receivedAt, riskOfSignificantHarm: harm }\n',
    )
    const notes = ['l1\nl2', 'x', 'l1\r\nl2', 'a, b\n\nc, d', '\n', 'seen 10/03/2026\n11/03/2026', ',,,\n,', '""\n""']
    const names = ['reference', 'receivedAt', 'harm']
    for (let place = 0; place <= names.length; place++) {
      const cells = [...names.slice(0, place), 'note', ...names.slice(place)]
      const rows = notes.map((note, i) => {
        const row = [`r${i}`, receivedAt, 'true']
        return [...row.slice(0, place), `"${note}"`, ...row.slice(place)].join(',')
      })
      const found = await replayed(file('notes.csv', [cells.join(','), ...rows, ''].join('\n')), '--mapping', three)
      expect([found.references, found.rejects], cells.join()).toEqual([notes.map((_, i) => `r${i}`), []])
    }
  })
  test('that are left open in any column, and closed in the same of a later row, hide no contact', async () => {
    const three = at('three.yaml')
    const names = ['reference', 'receivedAt', 'harm']
    for (let place = 0; place <= names.length; place++)
      for (let open = 0; open <= names.length; open++)
        for (const between of [0, 1, 2]) {
          const cells = (id: string, note: string): string[] => {
            const row = [id, receivedAt, 'true']
            return [...row.slice(0, place), note, ...row.slice(place)]
          }
          const first = cells('a', 'x')
          const last = cells('z', 'y')
          first[open] = `"${first[open]}`
          last[open] += '"'
          const rows = [
            ...[[...names.slice(0, place), 'note', ...names.slice(place)], cells('b', ''), first],
            ...Array.from({ length: between }, (_, i) => cells(`m${i}`, '')),
            ...[last, cells('c', '')],
          ]
          const found = await replayed(
            file('swallow.csv', rows.map(r => `${r.join(',')}\n`).join('')),
            '--mapping',
            three,
          )
          const which = `note in ${place}, quote in ${open}, ${between} between`
          const middle = Array.from({ length: between }, (_, i) => `m${i}`)
          expect(found.references, which).toEqual(['b', ...middle, 'c'])
          expect(
            found.rejects.map(r => r.line),
            which,
          ).toEqual([3, 4 + between])
        }
  }, 120_000)
  test('around several lines in another encoding make one reject, which keeps the reference', async () => {
    const three = file(
      'four.yaml',
      'facts: { reference: reference, receivedAt: receivedAt, riskOfSignificantHarm: harm }\n',
    )
    const text = `note,reference,receivedAt,harm\n"l1\nZo\xe9",a,${receivedAt},true\nZo\xe9,b,${receivedAt},true\nx,c,${receivedAt},true\n`
    const found = await replayed(file('several.csv', Buffer.from(text, 'latin1')), '--mapping', three)
    expect(found.references).toEqual(['c'])
    expect(found.rejects.map(r => [r.line, r.reference, r.code])).toEqual([
      [2, null, 'wrong-encoding'],
      [4, 'b', 'wrong-encoding'],
    ])
  })
  test('that are left open among the columns are told of', async () => {
    for (const head of ['id,at,"harm', 'id,at,"harm"x']) {
      const { status, err } = await replayed(file('head.csv', `${head}\na,2026-03-27 16:30,no\n`))
      expect([status, err]).toEqual([
        2,
        expect.stringMatching(/is not CSV: .*mend its quotes|goes on in the next line/),
      ])
    }
  })
})

describe('cells', () => {
  const sentence = 'Mrs Smith of 4 High Street phoned about her neighbour'
  const lists = file(
    'lists.yaml',
    `facts:
  reference: id
  receivedAt: { column: at, type: london }
  seekingConsentWould: { column: worry, values: { Risk: increase-risk, Unknown: null, Nothing else: [] } }
  indicators: { column: signs, values: { damp: home-l2-damp, "?": null } }
`,
  )
  test('of a list with a word that means not known are not a list that is complete', async () => {
    const rows = ['Unknown', 'Risk;Unknown', 'Risk', '', 'Risk;Nothing else', 'Nothing else']
    const text = rows.map((cell, i) => `r${i + 1},2026-03-27 16:30,${cell},damp;?\n`).join('')
    const found = await replayed(file('lists.csv', `id,at,worry,signs\n${text}`), '--mapping', lists)
    expect(found.references).toEqual(['r1', 'r3', 'r4', 'r5', 'r6'])
    expect(found.rejects.map(r => [r.reference, r.reason])).toEqual([
      ['r2', expect.stringContaining('part of the list `Risk;Unknown` is not known')],
    ])
  })
  test('of nothing but what parts a list are not known, as empty ones are', async () => {
    const bars = file(
      'bars.yaml',
      'facts: { reference: id, receivedAt: at, seekingConsentWould: { column: sc, split: "|" }, concerns: c, accommodationGrounds: g }\n',
    )
    const cells = [
      ['|', ';', ' ; '],
      [' | ', ';;', ';'],
      ['', '', ''],
    ]
    const rows = cells.map(([sc, c, g], i) => ({ id: `r${i}`, at: receivedAt, sc, c, g }))
    const table = rows.map(({ id, at: time, sc, c, g }) => [id, time, sc, c, g].join(',')).join('\n')
    const given = ['--mapping', bars, '--out', at('bars.out')]
    for (const path of [
      file('bars.csv', `id,at,sc,c,g\n${table}\n`),
      file('bars.ndjson', rows.map(row => `${JSON.stringify(row)}\n`).join('')),
    ]) {
      await thresholds(['replay', path, '--rules', rules, '--workers', '1', ...given])
      const decisions = parsed<object>(readFileSync(at('bars.out'), 'utf8')).map(d => ({ ...d, reference: '' }))
      expect(decisions).toHaveLength(3)
      expect(decisions.slice(0, 2)).toEqual([decisions[2], decisions[2]])
      expect(JSON.stringify(decisions[2])).toContain('seekingConsentWould')
    }
  })
  test('and keys of free text are cut in rejects, which keep the reference', async () => {
    const words = `Mrs Example of ${'a long street '.repeat(30)}`
    const table = await replayed(file('free.csv', `id,at,harm\nr1,2026-03-27 16:30,${words}\n`))
    const line = JSON.stringify({ reference: 'r2', receivedAt, consent: words, ageYears: words })
    const lines = await replayed(file('free.ndjson', `${line}\n{"reference":"r3", "note": ${words}\n`))
    for (const { rejects } of [table, lines]) expect(JSON.stringify(rejects)).not.toContain('a long street')
    expect(table.rejects.map(r => r.reference)).toEqual(['r1'])
    expect(lines.rejects.map(r => r.reference)).toEqual(['r2', 'r2', 'r3'])
  })
  test.each([
    ['an unknown name', { [sentence]: true }],
    ['a name with quotes in it', { [`\`a\` ${sentence} \`b\``]: true }],
    ['a name with signs that are not seen', { [`\u009b${sentence}\n\u202e`]: true }],
    ['a short sentence for a name', { 'Mrs Smith of 4 High Street': true }],
    ['a name of many letters', { [sentence.replaceAll(' ', '_')]: true }],
    ['an event', { events: { [sentence]: receivedAt } }],
    ['a functional need', { functionalNeeds: { [sentence]: 3 } }],
    ['a purpose', { consentFor: { [sentence]: 'given' } }],
    ['a value with quotes in it', { consent: `\`a\` ${sentence} \`b\`` }],
    ['a part of a list', { concerns: [`\`a\` ${sentence} \`b\``] }],
    ['an indicator', { indicators: [`x\`${sentence}`] }],
    ['a time', { events: { mashReceivedAt: `\`${sentence}` } }],
    ['an object', { ageYears: { [sentence]: sentence } }],
  ])('and names of free text are cut, and their place is told: %s', async (_, facts) => {
    const line = `{"reference":"r","receivedAt":"${receivedAt}",${JSON.stringify(facts).slice(1)}`
    const twice = `{"reference":"r",${JSON.stringify(facts).slice(1, -1)},${JSON.stringify(facts).slice(1)}`
    for (const text of [line, twice]) {
      const { rejects } = await replayed(file('names.ndjson', `${good('a')}\n${text}\n`))
      expect(rejects.map(r => [r.line, r.reference])).toEqual([[2, 'r']])
      expect(JSON.stringify(rejects)).not.toMatch(/High.Street|phoned/)
      expect(rejects[0]?.path).not.toBe('')
      expect(rejects[0]?.reason.split('`')).toHaveLength(3)
    }
  })
  test('that stand where the names of columns should are cut in messages', async () => {
    const first = `${sentence},"\`a\` ${sentence}",2026-03-27 16:30\n`
    for (const [head, ...more] of [
      [first],
      [first, '--mapping', mapping],
      [`${sentence},${first}`],
      [`"${sentence}\nx",${first}`],
    ]) {
      const path = file('headless.csv', head ?? '')
      const { status, err } = await thresholds(['replay', path, '--rules', rules, ...more])
      expect([status, err]).toEqual([2, expect.stringContaining('column')])
      expect(err).not.toMatch(/High Street|phoned/)
    }
  })
  test('named like a part of every object are looked up among the words alone', async () => {
    const found = await replayed(file('own.csv', 'id,at,harm\nr1,2026-03-27 16:30,constructor\n'))
    expect(found.rejects.map(r => r.code)).toEqual(['wrong-cell'])
    const odd = file(
      'odd.ndjson',
      `{"id":"a","at":"2026-03-27 16:30","harm":{"toString":1}}\n{"id":"b","at":"2026-03-27 16:30"}\n`,
    )
    const rows = await replayed(odd, '--mapping', mapping)
    expect([rows.references, rows.rejects.map(r => r.reference)]).toEqual([['b'], ['a']])
  })
})

describe('numbers', () => {
  const numbers = file(
    'numbers.yaml',
    'facts: { reference: id, receivedAt: at, ageYears: age, riskOfSignificantHarm: harm }\n',
  )
  const rowOf = (id: string, rest = ''): string => `{"id":${id},"at":"${receivedAt}","harm":true${rest}}`
  test('of NDJSON that become references stay as they are written', async () => {
    const ids = ['12345678901234567891', '12345678901234567892', '0.10', '0.1', '7', '1e2', '100', '" r1"', '"r1"']
    const found = await replayed(file('ids.ndjson', ids.map(id => `${rowOf(id)}\n`).join('')), '--mapping', numbers)
    expect([found.status, found.references]).toEqual([0, ids.map(id => id.replaceAll('"', ''))])
  })
  test('of NDJSON and words are the same to a table of values and to what is not known', async () => {
    const said = file(
      'codes.yaml',
      'unknown: ["99"]\nfacts: { reference: id, receivedAt: at, ageYears: age, riskOfSignificantHarm: { column: harm, values: { "1": true, "12345678901234567000": false } } }\n',
    )
    const rows = ['1', '99', '12345678901234567001'].map(
      harm => `{"id":"a","at":"${receivedAt}","harm":${harm},"age":99}\n`,
    )
    const found = await replayed(file('codes.ndjson', rows.join('')), '--mapping', said)
    expect([found.references, found.rejects.map(r => [r.line, r.path])]).toEqual([['a', 'a'], [[3, 'harm']]])
  })
  test('with more digits than one can hold are refused, in every reader', async () => {
    const age = '17.99999999999999999999'
    const mapped = await replayed(file('age.ndjson', `${rowOf('1', `,"age":${age}`)}\n`), '--mapping', numbers)
    expect(mapped.rejects.map(r => [r.reference, r.path])).toEqual([['1', 'age']])
    const line = `{"reference":"a","receivedAt":"${receivedAt}","ageYears":${age}}`
    const plain = await replayed(file('age.ndjson', `${line}\n`))
    expect(plain.rejects).toEqual([
      {
        ...{ line: 1, reference: 'a', code: 'inexact-number', path: 'ageYears' },
        reason: '`ageYears` is a number with more digits than one can hold',
        remedy: 'write it with fewer digits, or between quotes if it is a text',
      },
    ])
    for (const [name, text] of [
      ['age.ndjson', `${line}\n`],
      ['age.json', line],
      ['age.json', `[${good('b')},${line}]`],
    ] as const) {
      const { status, out } = await thresholds(['decide', file(name, text), '--rules', rules, '--format', 'ndjson'])
      expect([status, out]).toEqual([1, expect.stringContaining('"inexact-number"')])
    }
  })
  test('of a row that is refused keep its reference, whatever its name', async () => {
    const twice = `{"id":12345678901234567891,"at":"${receivedAt}","harm":true,"harm":false}`
    const broken = `{"id":"b","at":"${receivedAt}","harm":tru}`
    const found = await replayed(file('kept.ndjson', `${twice}\n${broken}\n`), '--mapping', numbers)
    expect(found.rejects.map(r => [r.code, r.reference])).toEqual([
      ['duplicate-key', '12345678901234567891'],
      ['not-json', 'b'],
    ])
  })
})

describe('files', () => {
  const past = at('past.ndjson')
  const text = `${good('a')}\n${good('b')}\n`
  beforeEach(() => writeFileSync(past, text))
  const run = (...args: readonly string[]) => thresholds(['replay', past, '--rules', rules, '--workers', '1', ...args])
  const older = file('older.yaml', smallText)
  const local = file(
    'local.yaml',
    'rulebook: { authority: borough, name: Borough, title: Local, version: "1", extends: older }\n',
  )

  test.each([
    ['the rulebook to compare with', ['--against', older, '--out', older], older],
    ['a rulebook that another extends', ['--against', local, '--out', older], older],
    ['a hard link to the contacts', ['--out', at('hard')], past],
    ['a symbolic link to the contacts', ['--summary', '--rejects', at('soft')], past],
    ['what is written beside is the contacts', ['--out', at('beside')], past],
    ['two names of one file', ['--out', at('new.txt'), '--rejects', join(folder, '.', 'dangling')], past],
    ['the checkpoint and what is written beside it', ['--checkpoint', at('q'), '--out', at('q.new')], past],
    ['the checkpoint and its lock', ['--checkpoint', at('q'), '--out', at('q.lock')], past],
  ])('are not read and written at once: %s', async (_, args, kept) => {
    for (const name of ['hard', 'soft', 'dangling', 'beside.part']) rmSync(at(name), { force: true })
    linkSync(past, at('hard'))
    symlinkSync(past, at('soft'))
    symlinkSync(at('new.txt'), at('dangling'))
    linkSync(past, at('beside.part'))
    const before = readFileSync(kept, 'utf8')
    const { status, err } = await run(...args)
    expect([status, err]).toEqual([2, expect.stringContaining('is named twice')])
    expect(readFileSync(kept, 'utf8')).toBe(before)
  })

  test.each([
    [
      'beside the rejects',
      'mine.rejects.part',
      ['--summary', '--rejects', at('mine.rejects'), '--out', at('mine.out')],
    ],
    ['beside the decisions', 'mine.out.part', ['--rejects', at('mine.rejects'), '--out', at('mine.out')]],
    ['beside both, with a checkpoint', 'mine.out.part', ['--out', at('mine.out'), '--checkpoint', at('mine.point')]],
    ['where the next checkpoint is written', 'mine.point.new', ['--summary', '--checkpoint', at('mine.point')]],
  ])('of others stay, whatever their names: %s', async (_, name, args) => {
    file(name, 'of somebody\n')
    const { status, out, err } = await run(...args)
    expect([status, out, err]).toEqual([2, '', expect.stringContaining(name)])
    expect(readFileSync(at(name), 'utf8')).toBe('of somebody\n')
    expect(readdirSync(folder).filter(f => f.startsWith('mine.'))).toEqual([name])
    rmSync(at(name))
    expect((await run(...args)).status).toBe(0)
    for (const f of readdirSync(folder).filter(made => made.startsWith('mine.'))) rmSync(at(f))
  })

  test('are whole where they stand: a run that fails leaves what was there', async () => {
    const out = file('kept.out', 'of an earlier run\n')
    writeFileSync(past, `${text}${' '.repeat(34 * 1024 * 1024)}`)
    expect((await run('--out', out)).status).toBe(2)
    expect(readFileSync(out, 'utf8')).toBe('of an earlier run\n')
    expect(readdirSync(folder).filter(name => name.startsWith('kept.out'))).toEqual(['kept.out'])
    writeFileSync(past, text)
    expect((await run('--out', out)).status).toBe(0)
    expect(parsed(readFileSync(out, 'utf8'))).toHaveLength(2)
  }, 60_000)

  test('of a checkpoint belong to one run at a time; a run that died lets them go', async () => {
    const lockFile = at('c.lock')
    const given = ['--out', at('c.out'), '--checkpoint', at('c')]
    writeFileSync(lockFile, JSON.stringify({ pid: process.ppid, host: hostname() }))
    const busy = await run(...given)
    expect([busy.status, busy.err]).toEqual([2, expect.stringMatching(/is in use by another run \(process \d+ on /)])
    expect(existsSync(lockFile)).toBe(true)
    writeFileSync(lockFile, JSON.stringify({ pid: 2 ** 30, host: hostname() }))
    expect((await run(...given)).status).toBe(0)
    expect(readdirSync(folder).filter(name => /^c(?:\.|$)/.test(name))).toEqual(['c.out'])
    const both = await Promise.all([run(...given), run(...given)])
    expect(both.map(b => b.status).sort()).toEqual([0, 2])
  })
})
