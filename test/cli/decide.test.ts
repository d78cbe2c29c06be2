import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { run } from '../../src/cli/commands.js'
import { Closed } from '../../src/cli/io.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import { version } from '../../src/version.js'
import { patience, runs } from '../runs.js'
import type { Outcome } from './command.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const root = fileURLToPath(new URL('../..', import.meta.url))
const small = join(root, 'test/good/small.yaml')
const rules = ['--rules', small]

/** A file of the test's own folder. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function subfolder(name: string): string {
  mkdirSync(join(folder, name), { recursive: true })
  return join(folder, name)
}

const receivedAt = '2026-03-27T16:30:00+00:00'
const contacts = [
  { reference: 'a', receivedAt, riskOfSignificantHarm: true },
  { reference: 'b', receivedAt, professionalLevel: 2 },
  { reference: 'c', receivedAt },
]
const ndjson = (list: readonly unknown[]): string => list.map(c => `${JSON.stringify(c)}\n`).join('')
type Answer = Decision & { readonly error?: { readonly code: string; readonly message: string; readonly path: string } }
const lines = (text: string): Answer[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Answer)
const brief = (answers: readonly Answer[]) => answers.map(a => (a.error ? a.error.code : [a.reference, a.level]))
const all = [
  ['a', 4],
  ['b', 2],
  ['c', null],
]

describe('contacts come from', () => {
  test.each([
    ['an NDJSON file', () => file('all.ndjson', ndjson(contacts))],
    ['a JSON Lines file', () => file('all.jsonl', ndjson(contacts))],
    ['a JSON list', () => file('all.json', JSON.stringify(contacts, null, 2))],
    ['a YAML list', () => file('all.yaml', stringify(contacts))],
    [
      'a YAML file with dates as people write them',
      () =>
        file(
          'all.yml',
          contacts
            .map(
              c =>
                `- ${Object.entries(c)
                  .map(([k, v]) => `${k}: ${v}`)
                  .join('\n  ')}\n`,
            )
            .join(''),
        ),
    ],
    ['lines in a file of no kind', () => file('all', ndjson(contacts))],
    [
      'an NDJSON file with blank lines',
      () => file('blank.ndjson', `\n\n${ndjson(contacts).replaceAll('\n', '\n\n  \n')}`),
    ],
    ['an NDJSON file with CRLF', () => file('crlf.ndjson', ndjson(contacts).replaceAll('\n', '\r\n'))],
    ['an NDJSON file without a last line end', () => file('end.ndjson', ndjson(contacts).trimEnd())],
    ['an NDJSON file with a byte order mark', () => file('bom.ndjson', `\uFEFF${ndjson(contacts)}`)],
    ['a JSON file with a byte order mark', () => file('bom.json', `\uFEFF${JSON.stringify(contacts)}`)],
    ['a YAML file with a byte order mark', () => file('bom.yaml', `\uFEFF${stringify(contacts)}`)],
    ['a YAML file with CRLF', () => file('crlf.yaml', stringify(contacts).replaceAll('\n', '\r\n'))],
  ])('%s', async (_, make) => {
    const { status, out, err } = await thresholds(['decide', make(), ...rules, '--format', 'ndjson'])
    expect([status, err, brief(lines(out))]).toEqual([0, '', all])
  })

  test.each([
    ['lines', ndjson(contacts)],
    ['lines with a byte order mark and CRLF', `\uFEFF${ndjson(contacts).replaceAll('\n', '\r\n')}`],
    ['a JSON list', JSON.stringify(contacts)],
    ['a JSON list over lines', JSON.stringify(contacts, null, 2)],
    ['a YAML list', stringify(contacts)],
    [
      'bytes cut in the middle of a letter',
      [...Buffer.from(ndjson(contacts.map(c => ({ ...c, reference: c.reference }))))].map(b => Uint8Array.of(b)),
    ],
  ])('standard input: %s', async (_, stdin) => {
    const { status, out, err } = await thresholds(['decide', '-', ...rules, '--format', 'ndjson'], stdin)
    expect([status, err, brief(lines(out))]).toEqual([0, '', all])
  })

  test('bytes of a letter that is cut in two', async () => {
    const bytes = [...Buffer.from(ndjson([{ receivedAt, reference: 'Zoë ✓' }]))].map(b => Uint8Array.of(b))
    const { out } = await thresholds(['decide', '-', ...rules, '--format', 'ndjson'], bytes)
    expect(lines(out)[0]?.reference).toBe('Zoë ✓')
  })

  test('several files, in their order', async () => {
    const [one, two] = [file('one.json', JSON.stringify(contacts[1])), file('two.yaml', stringify([contacts[0]]))]
    const { out } = await thresholds(['decide', one, '-', two, ...rules, '--format', 'ndjson'], ndjson([contacts[2]]))
    expect(brief(lines(out))).toEqual([
      ['b', 2],
      ['c', null],
      ['a', 4],
    ])
  })

  test('one contact that is written over several lines', async () => {
    for (const text of [JSON.stringify(contacts[0], null, 2), stringify(contacts[0])])
      expect(brief(lines((await thresholds(['decide', '-', ...rules, '--format', 'ndjson'], text)).out))).toEqual([
        ['a', 4],
      ])
  })
})

describe('answers go out', () => {
  const decide = async (format: string, list: readonly unknown[]) =>
    thresholds(['decide', '-', ...rules, '--format', format], ndjson(list))

  test('as JSON: one object for one contact, a list for several', async () => {
    const one = JSON.parse((await decide('json', contacts.slice(0, 1))).out) as Answer
    expect(one.level).toBe(4)
    for (const n of [2, 3])
      expect(brief(JSON.parse((await decide('json', contacts.slice(0, n))).out) as Answer[])).toEqual(all.slice(0, n))
  })
  test('as one decision a line', async () => {
    const { out } = await decide('ndjson', contacts)
    expect(out.split('\n')).toHaveLength(4)
    expect(out.endsWith('}\n')).toBe(true)
  })
  test('as the same decisions in either', async () => {
    expect(JSON.parse((await decide('json', contacts)).out)).toEqual(lines((await decide('ndjson', contacts)).out))
  })
  test('as text for people, unless told otherwise', async () => {
    const { status, out } = await thresholds(['decide', '-', ...rules], ndjson(contacts))
    expect(status).toBe(0)
    expect(out).toBe((await decide('text', contacts)).out)
    for (const words of [
      'Smallshire · reference a',
      'Level 4',
      'The duty team',
      'Smallshire · reference b',
      'No level can be given yet',
    ])
      expect(out).toContain(words)
    expect(out.match(/─{10,}/g)).toHaveLength(2)
  })
  test('in colour only on a terminal that has it', async () => {
    const plain = (await thresholds(['decide', '-', ...rules], ndjson(contacts))).out
    expect(plain).toBe(stripVTControlCharacters(plain))
    // What is written is marked where the terminal shows colours, and is the same text.
    process.env.FORCE_COLOR = '1'
    const coloured = (await thresholds(['decide', '-', ...rules], ndjson(contacts), { colour: true })).out
    delete process.env.FORCE_COLOR
    expect(stripVTControlCharacters(coloured)).toBe(plain)
    for (const format of ['json', 'ndjson']) {
      const { out } = await thresholds(['decide', '-', ...rules, '--format', format], ndjson(contacts), {
        colour: true,
      })
      expect(out).toBe(stripVTControlCharacters(out))
    }
  })
  test('as wide as the terminal, within reason', async () => {
    const widest = async (columns: number | null) =>
      Math.max(
        ...(await thresholds(['decide', '-', ...rules], ndjson(contacts), { columns })).out
          .split('\n')
          .map(l => l.length),
      )
    expect(await widest(70)).toBeLessThanOrEqual(70)
    expect(await widest(20)).toBeLessThanOrEqual(60)
    expect(await widest(500)).toBeLessThanOrEqual(110)
  })
  test.each([
    ['json', '[]\n'],
    ['ndjson', ''],
    ['text', 'No contacts.\n'],
  ])('for nothing at all: %s', async (format, expected) => {
    for (const stdin of ['', '\n \n', '\uFEFF'])
      expect(await decideText(format, stdin)).toEqual({ status: 0, out: expected, err: '' })
    for (const name of ['none.ndjson', 'none']) {
      const empty = file(name, '')
      expect(await thresholds(['decide', empty, ...rules, '--format', format])).toEqual({
        status: 0,
        out: expected,
        err: '',
      })
    }
    expect(await thresholds(['decide', file('none.json', '[]'), ...rules, '--format', format])).toMatchObject({
      status: 0,
      out: expected,
    })
  })
  const decideText = (format: string, stdin: string) => thresholds(['decide', '-', ...rules, '--format', format], stdin)
})

describe('a contact that cannot be decided', () => {
  const decide = (stdin: string, format = 'ndjson') => thresholds(['decide', '-', ...rules, '--format', format], stdin)

  test('has its error in its place, and the rest is decided', async () => {
    const { status, out, err } = await decide(ndjson([contacts[0], { ...contacts[1], ageYears: 99 }, contacts[2]]))
    expect([status, err]).toEqual([1, ''])
    expect(brief(lines(out))).toEqual([all[0], 'wrong-value', all[2]])
    expect(lines(out)[1]).toEqual({
      error: { code: 'wrong-value', message: expect.stringContaining('ageYears'), path: 'ageYears' },
    })
  })
  test.each([
    ['cut short', '{"receivedAt": "2026-'],
    ['no JSON', 'nonsense'],
    ['two on a line', '{} {}'],
  ])('a broken line in the middle: %s', async (_, broken) => {
    const [a, b] = contacts.map(c => JSON.stringify(c))
    const { status, out } = await decide(`${a}\n${broken}\n${b}\n`)
    expect(status).toBe(1)
    expect(brief(lines(out))).toEqual([all[0], 'not-json', all[1]])
    expect(lines(out)[1]?.error?.message).toMatch(/^this line is not JSON/)
    expect((await decide(`${a}\n${broken}\n${b}\n`, 'text')).out).toContain(
      'Contact 2 could not be decided: line 2 is not',
    )
  })
  test.each([
    ['null', 'null', 'wrong-contact'],
    ['a number', '7', 'wrong-contact'],
    ['a list', '[]', 'wrong-contact'],
    ['a text', '"receivedAt"', 'wrong-contact'],
    ['an empty object', '{}', 'missing-key'],
  ])('a line that is no contact: %s', async (_, line, code) => {
    const { status, out } = await decide(`${JSON.stringify(contacts[0])}\n${line}\n${JSON.stringify(contacts[1])}\n`)
    expect([status, brief(lines(out))]).toEqual([1, [all[0], code, all[1]]])
  })
  test.each([
    ['cut short', '{"receivedAt": "2026-', 'not-json'],
    ['no JSON', 'nonsense', 'not-json'],
    ['null', 'null', 'wrong-contact'],
    ['a list', '[1]', 'wrong-contact'],
  ])('the first line of an .ndjson file: %s', async (_, line, code) => {
    const broken = file('first.ndjson', `${line}\n${ndjson(contacts)}`)
    const { status, out } = await thresholds(['decide', broken, ...rules, '--format', 'ndjson'])
    expect([status, brief(lines(out))]).toEqual([1, [code, ...all]])
  })
  test.each([
    ['cut short', '{"receivedAt": "2026-'],
    ['no JSON', 'nonsense'],
  ])('the first of many lines of standard input: %s', async (_, line) => {
    const { status, out } = await decide(`${line}\n${ndjson(contacts)}`)
    expect([status, brief(lines(out))]).toEqual([1, ['not-json', ...all]])
  })
  test('in a JSON list or a YAML list, too', async () => {
    const list = [contacts[0], { receivedAt: 'now' }, null, contacts[2]]
    for (const name of ['mixed.json', 'mixed.yaml']) {
      const mixed = file(name, name.endsWith('json') ? JSON.stringify(list) : stringify(list))
      const { status, out } = await thresholds(['decide', mixed, ...rules, '--format', 'json'])
      expect([status, brief(JSON.parse(out) as Answer[])]).toEqual([
        1,
        [all[0], 'wrong-value', 'wrong-contact', all[2]],
      ])
    }
  })
  test('is told in the text as well', async () => {
    const { status, out } = await decide(ndjson([contacts[0], { receivedAt, ageYeras: 3 }]), 'text')
    expect(status).toBe(1)
    expect(out).toMatch(/Contact 2 could not be decided: .*`ageYeras`.*did you mean `ageYears`/)
  })
  test.each([
    ['JSON', 'broken.json', '{"receivedAt": ', 'not-json', /broken\.json is not JSON/],
    ['YAML', 'broken.yaml', 'receivedAt: "2026\n', 'open-quote', /broken\.yaml line \d+, column \d+/],
  ])('because its file is no %s: the other files are decided', async (_, name, text, code, message) => {
    const { status, out } = await thresholds(
      ['decide', file(name, text), '-', ...rules, '--format', 'ndjson'],
      ndjson(contacts),
    )
    expect([status, brief(lines(out))]).toEqual([1, [code, ...all]])
    expect(lines(out)[0]?.error?.message).toMatch(message)
  })
})

describe('with --input-format ndjson an answer is up to its line alone', () => {
  const decide = (stdin: string | readonly string[], format = 'ndjson') =>
    thresholds(['decide', '-', ...rules, '--input-format', 'ndjson', '--format', format], stdin)
  const good = JSON.stringify(contacts[0])

  test.each([
    ['a list', '[]', 'wrong-contact'],
    ['a list that is not closed', '[', 'not-json'],
    ['a list with a contact', `[${good}]`, 'wrong-contact'],
    ['an object cut short', '{"reference":"a",', 'not-json'],
    ['what YAML can read', `{receivedAt: "${receivedAt}"}`, 'not-json'],
    ['YAML', `receivedAt: ${receivedAt}`, 'not-json'],
    ['a text', 'nonsense', 'not-json'],
    ['a carriage return in the middle', `{"receivedAt":\r"${receivedAt}" "x"}`, 'not-json'],
    ['bytes that are no text', `${good}\uFFFD`, 'not-json'],
  ])('%s, alone, first, in the middle and last', async (_, bad, code) => {
    const alone = await decide(`${bad}\n`)
    expect([alone.status, brief(lines(alone.out))]).toEqual([1, [code]])
    const answer = (await decide(`${good}\n`)).out
    expect((await decide(`${bad}\n${good}\n${good}\n`)).out).toBe(`${alone.out}${answer}${answer}`)
    expect((await decide(`${good}\n${bad}\n${good}`)).out).toBe(`${answer}${alone.out}${answer}`)
    expect((await decide(`${good}\r\n${bad}`)).out).toBe(`${answer}${alone.out}`)
  })
  test.each([
    ['a carriage return between two facts', good.replace(',', ',\r')],
    ['a separator of lines in a text', JSON.stringify({ ...contacts[0], reference: 'a\u2028b' })],
    ['blanks around it', `  ${good}\t`],
    ['a byte order mark', `\uFEFF${good}`],
  ])('a contact with %s is one', async (_, line) => {
    const alone = (await decide(line)).out
    expect(brief(lines(alone))).toEqual([[line.includes('\u2028') ? 'a\u2028b' : 'a', 4]])
    expect((await decide(`${line}\n${line}\n`)).out).toBe(alone.repeat(2))
    expect((await decide(`${good}\n${line}\n`)).out).toBe((await decide(good)).out + alone)
  })
  test('wherever the pieces of the input end', async () => {
    const text = `${good}\r\n\n[\n${JSON.stringify({ ...contacts[1], reference: 'Zoë ✓' })}\n`
    const whole = await decide(text)
    for (let at = 0; at <= text.length; at++) expect(await decide([text.slice(0, at), text.slice(at)])).toEqual(whole)
  })
  test('whatever the file is called', async () => {
    const named = file('lines.json', ndjson(contacts))
    const { out } = await thresholds(['decide', named, ...rules, '--input-format', 'ndjson', '--format', 'ndjson'])
    expect(brief(lines(out))).toEqual(all)
  })
  test('and is told of no other format', async () => {
    const { status, err } = await thresholds(['decide', '-', ...rules, '--input-format', 'csv'])
    expect([status, err]).toEqual([2, expect.stringContaining('`--input-format csv` is not known')])
  })
})

describe('wrong use is status 2, with what to do, and nothing on standard output', () => {
  const good = () => file('good.json', JSON.stringify(contacts[0]))
  const broken = () => file('rules.yaml', 'rulebook: { authority: here }\n')
  test.each<[string, () => readonly string[], RegExp]>([
    ['no command', () => [], /thresholds decide contact\.yaml --authority/],
    ['an unknown command', () => ['decied'], /no command `decied`; did you mean `decide`\?/],
    ['no authority', () => ['decide', good()], /--authority NAME \(.*camden.*\), or --rules FILE/],
    ['both', () => ['decide', good(), '--authority', 'camden', ...rules], /not both/],
    ['an unknown authority', () => ['decide', good(), '--authority', 'camdne'], /`camdne`; did you mean `camden`\?/],
    [
      'an authority that is a path',
      () => ['decide', good(), '--authority', '../rules/camden'],
      /no rulebook for `\.\.\/rules\/camden`/,
    ],
    [
      'an unknown option',
      () => ['decide', good(), ...rules, '--fromat', 'json'],
      /`--fromat` is not an option of `thresholds decide`; did you mean `--format`\?/,
    ],
    ['an unknown letter', () => ['decide', good(), ...rules, '-x'], /`-x` is not an option/],
    ['an option without its value', () => ['decide', good(), ...rules, '--format'], /--format.*(value|argument)/],
    [
      'an unknown format',
      () => ['decide', good(), ...rules, '--format', 'jsn'],
      /`--format jsn` is not known; did you mean `json`\?/,
    ],
    ['no file', () => ['decide', ...rules], /name a file of contacts, or `-` for standard input/],
    [
      'a file that is not there',
      () => ['decide', join(folder, 'nowhere.json'), ...rules],
      /cannot read `.*nowhere\.json`: there is no such file/,
    ],
    [
      'an .ndjson file that is not there',
      () => ['decide', join(folder, 'nowhere.ndjson'), ...rules],
      /nowhere\.ndjson`: there is no such file/,
    ],
    [
      'a second file that is not there',
      () => ['decide', good(), join(folder, 'nowhere.json'), ...rules],
      /nowhere\.json`: there is no such file/,
    ],
    ['a folder', () => ['decide', folder, ...rules], /it is a folder/],
    ['a folder called .ndjson', () => ['decide', subfolder('dir.ndjson'), ...rules], /it is a folder/],
    [
      'rules that are not there',
      () => ['decide', good(), '--rules', join(folder, 'none.yaml')],
      /there is no file `.*none\.yaml`/,
    ],
    [
      'rules that do not load',
      () => ['decide', good(), '--rules', broken()],
      /rules\.yaml:\d+:\d+[\s\S]*mistakes?; the rulebook was not loaded/,
    ],
  ])('%s', async (_, args, message) => {
    const { status, out, err } = await thresholds(args())
    expect(err).toMatch(message)
    expect([status, out]).toEqual([2, ''])
    expect(err.endsWith('\n')).toBe(true)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

describe('help', () => {
  test.each([['--help'], ['-h'], ['help'], ['decide', '--help'], ['decide', '-h']].map(args => [args]))(
    '%j',
    async args => {
      const { status, out, err } = await thresholds(args)
      expect([status, err]).toEqual([0, ''])
      for (const word of ['thresholds decide', '--authority', '--rules', '--format', 'ndjson', 'Exit status'])
        expect(out).toContain(word)
    },
  )
  test.each(['--version', '-v'])('%s', async arg => {
    expect(await thresholds([arg])).toEqual({ status: 0, out: `${version}\n`, err: '' })
  })
})

describe('an authority that is shipped', () => {
  test('decides by its name', async () => {
    const { status, out } = await thresholds(
      ['decide', '-', '--authority', 'camden', '--format', 'ndjson'],
      ndjson(contacts),
    )
    expect(status).toBe(0)
    expect(lines(out).map(d => [d.authority, d.level])).toEqual([
      ['camden', 4],
      ['camden', 2],
      ['camden', null],
    ])
  })
})

describe('very many contacts', () => {
  test(
    'are decided as they are read: reading never runs far ahead of writing',
    async () => {
      const count = runs(8_000)
      const line = `${JSON.stringify({ receivedAt, professionalLevel: 2 })}\n`
      let read = 0
      let written = 0
      let most = 0
      async function* endless(): AsyncGenerator<string> {
        for (; read < count; read++) {
          most = Math.max(most, read - written)
          yield line
        }
      }
      const status = await run(['decide', '-', ...rules, '--format', 'ndjson'], {
        stdin: endless(),
        write: text => {
          written += text.split('\n').length - 1
          // Now and then the reader of the output is slow.
          return written % 5000 === 0 ? new Promise(resolve => setTimeout(resolve, 1)) : Promise.resolve()
        },
        warn: () => undefined,
        columns: null,
        colour: false,
        threads: false,
      })
      expect([status, read, written]).toEqual([0, count, count])
      expect(most).toBeLessThan(5000)
    },
    patience * 4,
  )

  test('are no longer read once nobody reads the answers', async () => {
    const count = 100_000
    let read = 0
    async function* plenty(): AsyncGenerator<string> {
      for (; read < count; read++) yield `${JSON.stringify(contacts[0])}\n`
    }
    let written = 0
    const ended = run(['decide', '-', ...rules, '--format', 'ndjson'], {
      stdin: plenty(),
      write: () => (++written > 3 ? Promise.reject(new Closed()) : Promise.resolve()),
      warn: () => undefined,
      columns: null,
      colour: false,
      threads: false,
    })
    await expect(ended).rejects.toBeInstanceOf(Closed)
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(read).toBeLessThan(5000)
  })
})

const cli = join(root, 'dist/cli.js')
const built = existsSync(cli)

/** Runs a line of shell, with the built command as `$CLI`. */
const shell = (line: string): Promise<Outcome> =>
  new Promise(resolve => {
    const env = { ...process.env, NODE: process.execPath, CLI: cli, RULES: small, NO_COLOR: '1' }
    execFile(
      'bash',
      ['-c', `set -o pipefail; ${line}`],
      { env, timeout: 60_000, maxBuffer: 2 ** 28 },
      (error, out, err) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
      },
    )
  })

describe.skipIf(!built)(`the built command${built ? '' : ' (dist/cli.js is missing: npm run build)'}`, () => {
  const many = () => file('many.ndjson', ndjson(Array.from({ length: 5000 }, () => contacts[0])))

  test('ends quietly where its reader has had enough', async () => {
    const { status, out, err } = await shell(
      `"$NODE" "$CLI" decide '${many()}' --rules "$RULES" --format ndjson | head -n 1`,
    )
    expect([status, err, lines(out)[0]?.level]).toEqual([0, '', 4])
  }, 60_000)

  test('ends even where its own input never does', async () => {
    const endless = `while :; do echo '${JSON.stringify(contacts[0])}'; done`
    const { out, err } = await shell(
      `{ (${endless}) 2>/dev/null | timeout 20 "$NODE" "$CLI" decide - --rules "$RULES" --format ndjson; echo "status \${PIPESTATUS[1]}" >&2; } | head -n 1`,
    )
    expect([err, lines(out)[0]?.level]).toEqual(['status 0\n', 4])
  }, 60_000)

  test('waits for a slow reader without a word', async () => {
    const { status, out, err } = await shell(
      `"$NODE" "$CLI" decide '${many()}' --rules "$RULES" --format ndjson | { sleep 1; wc -l; }`,
    )
    expect([status, err, out.trim()]).toEqual([0, '', '5000'])
  }, 60_000)

  test('answers each line before the next one comes', async () => {
    const args = [cli, 'decide', '-', ...rules, '--input-format', 'ndjson', '--format', 'ndjson']
    const deciding = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const answers = createInterface({ input: deciding.stdout })[Symbol.asyncIterator]()
    for (const line of [...contacts.map(c => JSON.stringify(c)), '[', '{}']) {
      deciding.stdin.write(`${line}\n`)
      const { value } = await answers.next()
      expect(value).toBe((await thresholds([...args.slice(1)], line)).out.trimEnd())
    }
    deciding.stdin.end()
    expect(await once(deciding, 'exit')).toEqual([1, null])
  }, 60_000)

  test.skipIf(!existsSync('/dev/full'))(
    'says by status 3 that not all was written',
    async () => {
      for (const count of [1, 5000]) {
        const contact = JSON.stringify(contacts[0])
        const { status, err } = await shell(
          `yes '${contact}' | head -n ${count} | "$NODE" "$CLI" decide - --rules "$RULES" --format ndjson > /dev/full`,
        )
        expect([status, err]).toEqual([3, expect.stringMatching(/^cannot write any more: ENOSPC.*\n$/)])
      }
      const { status, err } = await shell(
        `"$NODE" "$CLI" replay '${many()}' --rules "$RULES" --out /dev/full --workers 1`,
      )
      expect([status, err]).toEqual([3, expect.stringContaining('ENOSPC')])
    },
    60_000,
  )

  test('gives the status to the shell', async () => {
    const decide = '"$NODE" "$CLI" decide - --rules "$RULES" --format ndjson'
    expect((await shell(`echo '${JSON.stringify(contacts[0])}' | ${decide}`)).status).toBe(0)
    expect((await shell(`echo '{}' | ${decide}`)).status).toBe(1)
    expect(await shell(`${decide} --no-such </dev/null`)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('--no-such'),
    })
  }, 60_000)
})
