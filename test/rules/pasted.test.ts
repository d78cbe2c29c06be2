import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { renderDiagnostics } from '../../src/rules/reading/render-diagnostics.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import type { Chance } from '../../src/tools/contacts/chance.js'
import { chanceFrom } from '../../src/tools/contacts/chance.js'
import { patience, runs } from '../runs.js'
import { small, smallText } from '../small.js'

/** What is said of a text that cannot be read. */
function toldOf(text: string): string {
  const parsed = parseYaml(text)
  if (parsed.ok) throw new Error(`it reads: ${JSON.stringify(parsed.value.data)}`)
  return renderDiagnostics(parsed.diagnostics, text, 'pasted.yaml')
}

const entry = [
  'rules:',
  '  level:',
  '    - id: one',
  '      says: First',
  '      when: { ageYears: at least 3, level: 2 }',
  '      clauses: [a, b]',
  '    - id: two',
  '      says: Second',
  '      clauses:',
  '        - c',
  '        - d',
  '',
].join('\n')

// The slip, what is put in place of what, the place and the code that is told, and a piece of the remedy.
const slips: [string, from: string | RegExp, to: string, told: string, remedy: string][] = [
  ['curly quotes', 'First', '“First”', '4:13 curly-quotes', 'straight quotes `"…"`'],
  ['curly quotes that hold a colon', 'First', '“First: one”', '4:13 curly-quotes', 'straight quotes'],
  ['curly quotes inside brackets', 'at least 3', '“at least 3”', '5:25 curly-quotes', 'straight quotes'],
  ['bullets', /- (?=[cd]\b)/g, '• ', '10:9 bullet', 'write `- `'],
  ['bullets that hold lines', /- (?=id)/g, '• ', '3:5 bullet', 'write `- `'],
  ['a dash of a word processor', '    - id: two', '    – id: two', '7:5 bullet', 'write `- `'],
  ['stars', /- (?=[cd]\b)/g, '* ', '10:9 bullet', 'write `- `'],
  ['a tab', '      says: First', '\tsays: First', '4:1 tab', 'put spaces in its place'],
  ['tabs throughout', /^ {6}/gm, '\t', '4:1 tab', 'put spaces in its place'],
  ['a colon in a sentence', 'First', 'First: the child', '4:13 colon-in-text', 'in quotes'],
  ['a comma in a sentence', '{ ageYears', '{ says: One, two, ageYears', '5:26 comma-in-text', 'in quotes'],
  ['a # in a sentence', 'First', 'Contact number #3 of a day', '4:28 hash-in-text', 'in quotes'],
  ['a # inside brackets', 'at least 3', 'at #3', '5:28 hash-in-text', 'in quotes'],
  ['no space after a colon', 'says: First', 'says:First', '4:11 missing-space', 'a space after the colon'],
  [
    'no space after a colon in brackets',
    'ageYears: at',
    'ageYears:at',
    '5:15 missing-space',
    'a space after the colon',
  ],
  ['no space after a hyphen', '- d', '-d', '11:9 missing-space', '`- `'],
  ['no colon', 'says: First', 'says First', '4:7 missing-colon', 'a colon and a space'],
  ['no hyphen', '- d', 'd', '11:9 missing-colon', '`- ` before an item'],
  ['a quote that does not close', 'First', '"First', '4:13 open-quote', 'at the end of the text'],
  ['an apostrophe in single quotes', 'First', "'The child's'", '4:23 quote-in-text', 'double quotes'],
  ['quotes in quotes', 'First', '"He said "no""', '4:22 quote-in-text', 'single quotes'],
  ['a brace that does not close', '2 }', '2', '5:13 open-bracket', 'write `}`'],
  ['a bracket that does not close', 'b]', 'b', '6:16 open-bracket', 'write `]`'],
  ['a brace too many', '2 }', '2 }}', '5:47 stray-bracket', 'take one'],
  ['a comma too many', 'a, b', 'a,, b', '6:19 missing-comma', 'take one'],
  ['a comma missing', '3, level', '3 level', '5:25 missing-comma', 'write a comma'],
  ['a line too far in', '      says: First', '       says: First', '4:8 indentation', 'as many spaces'],
  ['a line not far enough in', '      says: First', '     says: First', '4:6 indentation', 'as many spaces'],
  ['an item out of line', '    - id: two', '   - id: two', '7:4 indentation', 'as many spaces'],
  ['a sign that begins nothing', 'First', '@home', '4:13 special-start', 'in quotes'],
  ['a star before a word', 'First', '*bold* words', '4:20 special-start', 'in quotes'],
  ['a sign for at least', 'at least 3', '>= 3', '5:25 special-start', 'write `at least 3`'],
  ['a sign for more than', 'at least 3', '> 3', '5:25 special-start', 'write `more than 3`'],
  ['a backslash', 'First', '"C:\\home"', '4:16 backslash', 'plain backslash'],
  ['a line of hyphens', '    - id: two', '---\n    - id: two', '7:1 many-rulebooks', 'take that line out'],
  ['a list on the line of its name', 'First', '- First', '4:13 list-on-line', 'on the next line'],
  ['a name twice', 'says: First', 'says: First\n      says: Again', '5:7 duplicate-key', 'rename one of the two'],
  ['a zero-width space in a name', 'ageYears', 'age\u200bYears', '5:18 unseen-character', '`ageYears` if it is one'],
  [
    'a zero-width space between digits',
    'at least 3',
    'at least 1\u200b3',
    '5:35 unseen-character',
    '`1 3` if it is two',
  ],
  ['a letter that was lost', 'First', 'The child\ufffds home', '4:22 lost-character', 'type it again'],
  ['a line end of a word processor', 'First', 'First\vline', '4:18 pasted-line-end', 'press Enter'],
  ['UTF-16 that was read as something else', /(?=.)/gs, '\0', '1:1 wrong-encoding', 'save the file as UTF-8'],
]

describe('a pasted text', () => {
  test.each(slips)('%s: one message, at its place, with the remedy', (_, from, to, told, remedy) => {
    const text = entry.replace(from, to)
    expect(text).not.toBe(entry)
    const parsed = parseYaml(text)
    if (parsed.ok) throw new Error('it reads')
    expect(
      parsed.diagnostics.map(d => `${d.range?.start.line}:${d.range?.start.column} ${d.code}`),
      toldOf(text),
    ).toEqual([told])
    expect(parsed.diagnostics[0]?.hint).toContain(remedy)
  })

  test('two slips far apart are told at once', () => {
    const text = entry.replace('says: First', 'says:First').replace('- d', '-d')
    const parsed = parseYaml(text)
    if (parsed.ok) throw new Error('it reads')
    expect(parsed.diagnostics.map(d => [d.code, d.range?.start.line])).toEqual([
      ['missing-space', 4],
      ['missing-space', 11],
    ])
  })

  const spaces = ['\u00a0', '\u2009', '\u202f', '\u3000']
  test.each(spaces)('a space of another kind (%j) is read as a space', space => {
    const text = smallText
      .replace('at least 16', `at${space}least${space}16`)
      .replace('  - section', `${space} - section`)
    expect(text).not.toBe(smallText)
    expect(loadRulebook(text)).toMatchObject({ ok: true, value: { digest: small().digest } })
  })

  test('what cannot be seen beside a word, or inside one of a sentence, is not there', () => {
    const text = smallText
      .replace('ageYears: at least 16', '\u200bageYears: at least \u200b16\ufeff')
      .replace('Suspected harm is level 4', 'Suspec\u00adted harm is level 4')
    expect(loadRulebook(`\ufeff${text}`)).toMatchObject({ ok: true, value: { digest: small().digest } })
  })

  test('a place behind what cannot be seen is the place in the file', () => {
    const parsed = parseYaml(`a: \u200bone\u200b\nb: \u200btwo: three\n`)
    expect(parsed).toMatchObject({ diagnostics: [{ code: 'colon-in-text', range: { start: { line: 2, column: 5 } } }] })
  })

  test('a remark, and quotes and dashes inside a sentence, are left alone', () => {
    const text = [
      'a: text of it # remark',
      'b: “Harm” is level 4',
      'c: from 3 – or so – on',
      "d: the parents' # no",
      '',
    ].join('\n')
    expect(parseYaml(text)).toMatchObject({ ok: true, value: { data: { a: 'text of it', b: '“Harm” is level 4' } } })
  })
})

/** Words of the YAML specification and of its parser, which say nothing to somebody who edits a rulebook. */
const jargon =
  /\b(yaml|scalar|block|flow|implicit|mapping|sequence|collection|token|node|anchor|alias|plain value|map|seq|indicator char|directive|stream|resolved?|unexpected|compact|nested mapping|key)s?\b/i

describe('small slips in a whole rulebook', () => {
  const whole = readFileSync(fileURLToPath(new URL('../../rules/lancashire.yaml', import.meta.url)), 'utf8')
  const lines = whole.split('\n')
  const pieces = [
    '"',
    "'",
    ': ',
    ':',
    '[',
    ']',
    '{',
    '}',
    ',',
    ' #',
    '#',
    '-',
    '- ',
    '  ',
    ' ',
    '\t',
    '*',
    '&',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    '?',
    '“',
    '•',
    '\n',
    '\\',
  ]

  /** One slip of a hasty hand. */
  function slipped(draw: Chance): string {
    const at = draw.below(whole.length)
    const line = draw.below(lines.length)
    const others = (change: (text: string) => readonly string[]): string =>
      [...lines.slice(0, line), ...change(lines[line] ?? ''), ...lines.slice(line + 1)].join('\n')
    switch (draw.below(7)) {
      case 0:
        return whole.slice(0, at) + whole.slice(at + 1)
      case 1:
      case 2:
        return whole.slice(0, at) + String(draw.pick(pieces)) + whole.slice(at)
      case 3:
        return others(text => [` ${text}`])
      case 4:
        return others(text => [text.slice(1)])
      case 5:
        return others(text => [text.slice(0, draw.below(text.length + 1))])
      default:
        return others(text => [text, text])
    }
  }

  test('are told in words of our own, and each of them once', { timeout: 3 * patience }, () => {
    const draw = chanceFrom(7)
    let refused = 0
    let once = 0
    for (let i = 0; i < runs(30); i++) {
      const text = slipped(draw)
      const parsed = parseYaml(text)
      if (parsed.ok) continue
      refused++
      if (parsed.diagnostics.length === 1) once++
      for (const { message, hint, range } of parsed.diagnostics) {
        const own = `${message}; ${hint}`.replace(/`[^`]*`/g, '')
        expect(own, renderDiagnostics(parsed.diagnostics, text, 'slip.yaml')).not.toMatch(jargon)
        expect(range).not.toBeNull()
      }
    }
    expect(refused).toBeGreaterThan(10)
    expect(once / refused).toBeGreaterThan(0.9)
  })
})
