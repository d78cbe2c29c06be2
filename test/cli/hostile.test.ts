import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { explain } from '../../src/engine/explain/explain.js'
import { renderExplanation } from '../../src/engine/render/explanation.js'
import { renderText } from '../../src/engine/render/text.js'
import { receivedAt, small, smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

// Conceal, the title of a window (OSC), a C1 introducer, a backspace, an override of direction, an isolate, a line separator.
const nasty = [
  '\u001b[8m',
  '\u001b]0;x\u0007',
  '\u009b2J',
  '\u0008',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u007f',
  '\u061c',
].join('')
const unseen = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u
const ours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g') // the colours that the command writes itself

const rules = write('small.yaml', smallText)
const marked = write(
  'marked.yaml',
  smallText
    .replace('name: Smallshire', 'name: "Small\\e[8mshire\\u202e"')
    .replaceAll(/(says|label): ([A-Z][^"\n,}]*?)\.?(?=[,}\n])/g, '$1: "$2\\e]0;x\\a\\x9b2J"'),
)

describe('nothing unseen reaches a terminal or a text', () => {
  test('the level of a contact whose reference hides what follows stays visible', async () => {
    const contact = JSON.stringify({ receivedAt, reference: `x${nasty}`, riskOfSignificantHarm: true })
    for (const args of [
      ['decide', '-'],
      ['decide', '-', '--all'],
      ['explain', '-'],
    ])
      for (const colour of [false, true]) {
        const { out, status } = await thresholds([...args, '--rules', rules], contact, { colour, columns: 80 })
        expect(status).toBe(0)
        expect(out.replaceAll(ours, '')).not.toMatch(unseen)
        expect(out).not.toContain('\u001b[8m')
        expect(out).toContain('x␛[8m')
        expect(out).toContain('Level 4')
      }
    const compared = await thresholds(['compare', '-'], contact)
    expect(compared.out).toContain('x␛[8m')
    expect(compared.out).not.toMatch(unseen)
  })

  test('in the core as well, whoever prints the text', () => {
    const contact = { receivedAt, reference: nasty, riskOfSignificantHarm: true }
    const rulebook = small()
    const decided = decide(rulebook, contact)
    const explained = explain(rulebook, contact)
    if (!decided.ok || !explained.ok) throw new Error('it is refused')
    expect(renderText(decided.value)).not.toMatch(unseen)
    expect(renderExplanation(explained.value, rulebook)).not.toMatch(unseen)
  })

  test('JSON says the same, and nothing of it is unseen', async () => {
    const contact = JSON.stringify({ receivedAt, reference: `x${nasty}` })
    for (const format of ['json', 'ndjson']) {
      const { out } = await thresholds(['decide', '-', '--rules', rules, '--format', format], contact)
      expect((JSON.parse(out) as { reference: string }).reference).toBe(`x${nasty}`)
      expect(out).not.toMatch(unseen)
    }
  })

  test('every other JSON is as safe, a file of rejects too', async () => {
    const contacts = [
      { receivedAt, reference: `x${nasty}`, riskOfSignificantHarm: true },
      { receivedAt, reference: `y${nasty}`, riskOfSignificantHarm: nasty },
    ].map(contact => JSON.stringify(contact))
    const past = write('nasty.ndjson', contacts.join('\n'))
    const replayed = ['replay', past, '--rules', rules, '--workers', '1']
    const rejects = join(folder, 'nasty.rejects')
    for (const args of [
      ['decide', past, '--rules', marked, '--format', 'json'],
      ['explain', past, '--rules', marked, '--format', 'json'],
      ['compare', past, '--format', 'json'],
      ['diff', rules, marked, '--contacts', past, '--format', 'json'],
      ['check', marked, '--runs', '10', '--format', 'json'],
      [...replayed, '--rejects', rejects],
      [...replayed, '--against', 'camden', '--format', 'json'],
      [...replayed, '--against', 'camden'],
      [...replayed, '--out', join(folder, `${nasty.replace('/', '')}out`)],
    ]) {
      const { out, err } = await thresholds(args)
      expect(out.length, err).toBeGreaterThan(40)
      expect(out + err, args.join(' ')).not.toMatch(unseen)
    }
    const kept = readFileSync(rejects, 'utf8')
    expect(kept).not.toMatch(unseen)
    expect((JSON.parse(kept) as { reference: string }).reference).toBe(`y${nasty}`)
    const { out } = await thresholds(['decide', past, '--rules', rules, '--format', 'json'])
    expect((JSON.parse(out) as { reference?: string }[])[0]?.reference).toBe(`x${nasty}`)
  })

  test.each([
    ['a value', { consent: nasty }],
    ['the name of a fact', { [nasty]: true }],
    ['an indicator', { indicators: [nasty] }],
    ['an event', { events: { [nasty]: receivedAt } }],
    ['a list', { concerns: [nasty, { [nasty]: nasty }] }],
  ])('a message that quotes %s', async (_, facts) => {
    const contact = JSON.stringify({ receivedAt, ...facts })
    for (const command of ['decide', 'explain']) {
      const { out, status } = await thresholds([command, '-', '--rules', rules], contact)
      expect(status).toBe(1)
      expect(out).toContain('␛')
      expect(out).not.toMatch(unseen)
    }
  })

  const pages = join(folder, 'pages')
  test.each<readonly string[]>([
    ['decide', '-', '--rules', marked],
    ['decide', '-', '--rules', marked, '--all'],
    ['explain', '-', '--rules', marked],
    ['check', marked, '--words'],
    ['check', marked, '--ages'],
    ['test', marked, '--rules'],
    ['diff', rules, marked, '--runs', '10', '--format', 'markdown'],
    ['diff', rules, marked, '--runs', '10'],
  ])('a rulebook with such labels: %s %s %s %s', async (...args) => {
    const contact = { receivedAt, riskOfSignificantHarm: true, channel: 'telephone', consent: 'refused' }
    const shown = await thresholds(args, JSON.stringify(contact))
    expect(`${shown.out}${shown.err}`).not.toMatch(unseen)
    expect(shown.status, shown.err).not.toBe(2)
  })

  test('its pages', async () => {
    const made = await thresholds(['docs', marked, '--out', pages])
    expect(made.status, made.err).toBe(0)
    const of = join(pages, 'smallshire')
    const texts = readdirSync(of).map(f => readFileSync(join(of, f), 'utf8'))
    expect(texts.length).toBeGreaterThan(3)
    for (const text of texts) expect(text).not.toMatch(unseen)
    expect(texts.join('')).toContain('␛')
  })

  test('a rulebook that does not load, with the lines of it that are quoted', async () => {
    const broken = write(
      'broken.yaml',
      smallText.replace('name: Smallshire', `nam${'\u009b2J\u202e'}e: Small${'\u009b8m'}shire`),
    )
    for (const args of [
      ['check', broken],
      ['decide', '-', '--rules', broken],
      ['test', broken],
    ]) {
      const { out, err, status } = await thresholds(args, '{}')
      expect(status).toBe(2)
      expect(out + err).toContain('\ufffd')
      expect(out + err).not.toMatch(unseen)
    }
  })

  test('names that are given to the command', async () => {
    for (const args of [
      ['decide', '-', '--authority', nasty],
      [nasty],
      ['docs', nasty, '--out', folder],
      ['check', `${nasty}.yaml`],
      ['schema', nasty],
    ]) {
      const { out, err, status } = await thresholds(args)
      expect(status).toBe(2)
      expect(out + err).not.toMatch(unseen)
    }
  })
})

describe('a word of the user names what is there, and nothing that every object has', () => {
  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('%s', async word => {
    const wrong: readonly (readonly string[])[] = [
      [word],
      ['schema', word],
      ['schema', 'contact', '--rules', word],
      ['schema', 'contact', '--draft', word],
      ['docs', word, '--out', join(folder, 'none')],
      ['check', word],
      ['test', word],
      ['coverage', word],
      ['diff', word, word],
      ['decide', '-', '--authority', word],
      ['decide', '-', '--authority', 'camden', '--format', word],
      ['explain', '-', '--authority', word],
      ['compare', '-', '--format', word],
    ]
    for (const args of wrong) {
      const { status, out, err } = await thresholds(args, '{}')
      expect(status, args.join(' ')).toBe(2)
      expect(out, args.join(' ')).toBe('')
      expect(err).toContain(word)
      expect(err).not.toMatch(/\n\s+at /)
    }
  })

  test.each(['constructor', 'toString', '__proto__'])('%s as a part of a contact', async name => {
    const contacts = [
      `{"receivedAt":"${receivedAt}","${name}":true}`,
      `{"receivedAt":"${receivedAt}","${name}":{"a":{"b":1}}}`,
      `{"receivedAt":"${receivedAt}","consentFor":{"${name}":"given"}}`,
      `{"receivedAt":"${receivedAt}","events":{"${name}":"${receivedAt}"}}`,
      `{"receivedAt":"${receivedAt}","functionalNeeds":{"${name}":1}}`,
      `{"receivedAt":"${receivedAt}","concerns":["${name}"]}`,
      `{"receivedAt":"${receivedAt}","consent":"${name}"}`,
      `{"receivedAt":"${receivedAt}","indicators":["${name}"]}`,
    ]
    for (const command of [
      ['decide', '-', '--authority', 'camden'],
      ['explain', '-', '--authority', 'bucks'],
      ['compare', '-'],
    ])
      for (const contact of contacts) {
        const { status, out, err } = await thresholds([...command, '--format', 'json'], contact)
        expect(status, `${command[0]} ${contact}`).toBe(1)
        expect(JSON.stringify(JSON.parse(out))).toContain(name)
        expect(err).toBe('')
      }
  })
})

describe('one poisonous line, and the batch goes on', () => {
  const good = JSON.stringify({ receivedAt, riskOfSignificantHarm: true })
  const nestedLists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
  const nestedMaps = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const lines: readonly string[] = [5000, 100_000].flatMap(depth =>
    [nestedLists(depth), nestedMaps(depth)].flatMap(deep => [
      deep,
      ...['reference', 'concerns', 'events', 'riskOfSignificantHarm', 'moon'].map(
        f => `{"receivedAt":"${receivedAt}","${f}":${deep}}`,
      ),
    ]),
  )
  test('each is refused, each good one decided', async () => {
    const input = lines.flatMap(line => [line, good]).join('\n')
    const { out, status, err } = await thresholds(
      ['decide', '-', '--authority', 'camden', '--format', 'ndjson', '--input-format', 'ndjson'],
      input,
    )
    const answers = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { level?: number; error?: object })
    expect(answers).toHaveLength(lines.length * 2)
    for (const [i, answer] of answers.entries()) {
      if (i % 2 === 0) expect(answer.error).toBeDefined()
      else expect(answer.level).toBe(4)
    }
    expect(status).toBe(1)
    expect(err).toBe('')
  })

  test('in every other format and command too', async () => {
    const input = [good, lines[1], lines.at(-2), good].join('\n')
    for (const args of [
      ['decide', '-', '--authority', 'camden'],
      ['decide', '-', '--authority', 'camden', '--format', 'json'],
      ['explain', '-', '--authority', 'camden'],
      ['explain', '-', '--authority', 'camden', '--format', 'json'],
      ['compare', '-'],
      ['compare', '-', '--format', 'json'],
    ]) {
      const { out, status } = await thresholds(args, input)
      expect(status, args.join(' ')).toBe(1)
      expect(out.length).toBeGreaterThan(100)
    }
  })

  test('a rulebook that is nested without end is refused too', async () => {
    for (const text of [
      nestedLists(5000),
      `rulebook: ${nestedMaps(5000)}`,
      `${smallText}\nexamples: ${nestedLists(20_000)}`,
    ]) {
      const { status, err, out } = await thresholds(['check', write('deep.yaml', text)])
      expect(status).toBe(2)
      expect(out + err).not.toMatch(/\n\s+at /)
    }
  })
})
