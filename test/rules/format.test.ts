import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { firstDifferentLine, formatText } from '../../src/rules/reading/format-text.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { scaffoldRulebook } from '../../src/tools/authoring/scaffold.js'
import { rulebookFiles } from '../arbitrary/rulebooks.js'
import { runs } from '../runs.js'

const textOf = (file: string): string => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')

function formed(text: string): string {
  const result = formatText(text)
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

const dataOf = (text: string): unknown => {
  const parsed = parseYaml(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed.value.data
}

const shipped = ['bucks', 'camden', 'england', 'lancashire', 'tower-hamlets'].map(name => `rules/${name}.yaml`)

describe('the one form', () => {
  test.each(shipped)('%s is in it', file => {
    const text = textOf(file)
    expect(firstDifferentLine(text, formed(text))).toBeNull()
    expect(text.split('\n').filter(line => line.length > 120 && !line.includes('#'))).toEqual([])
  })

  test.each(['test/good/small.yaml', 'test/good/own-words.yaml', 'test/cases/lancashire.yaml'])(
    '%s comes into it and stays',
    file => {
      const text = textOf(file)
      const once = formed(text)
      expect(once).not.toBe(text)
      expect(formed(once)).toBe(once)
      expect(dataOf(once)).toEqual(dataOf(text))
      expect(once.split('\n').filter(line => line.length > 120)).toEqual([])
    },
  )

  test('a rulebook that `thresholds new` begins is in it', () => {
    const scaffold = scaffoldRulebook('my-county')
    if (!scaffold.ok) throw new Error('it is not written')
    expect(firstDifferentLine(scaffold.value, formed(scaffold.value))).toBeNull()
  })

  test('the digest stays', () => {
    const text = textOf('test/good/small.yaml')
    const [before, after] = [loadRulebook(text), loadRulebook(formed(text))]
    if (!before.ok || !after.ok) throw new Error('it does not load')
    expect(after.value).toEqual(before.value)
  })

  test('generated rulebooks come into it and read the same', () => {
    fc.assert(
      fc.property(rulebookFiles, file => {
        const text = stringify(file, { aliasDuplicateObjects: false })
        const once = formed(text)
        expect(dataOf(once)).toEqual(dataOf(text))
        expect(formed(once)).toBe(once)
      }),
      { numRuns: runs(15), seed: 5 },
    )
  })

  // Texts with whatever YAML gives a meaning to, in every kind of quotes.
  const awkward = fc.stringMatching(/^[ -~é’\n\\"'#:,[\]{}&*!|>%@`?-]{0,200}$/)
  test('any text stays what it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: awkward, b: fc.array(awkward, { maxLength: 4 }) }), { maxLength: 3 }),
        data => {
          for (const defaultStringType of [
            'PLAIN',
            'QUOTE_SINGLE',
            'QUOTE_DOUBLE',
            'BLOCK_LITERAL',
            'BLOCK_FOLDED',
          ] as const) {
            const text = stringify(data, { defaultStringType, lineWidth: 60, aliasDuplicateObjects: false })
            const parsed = parseYaml(text)
            if (!parsed.ok) continue
            const once = formed(text)
            expect(dataOf(once)).toEqual(parsed.value.data)
            expect(formed(once)).toBe(once)
          }
        },
      ),
      { numRuns: runs(60), seed: 3 },
    )
  })
})

describe('how it is laid out', () => {
  const long = 'word '.repeat(40).trim()
  const ids = Array.from({ length: 20 }, (_, i) => `clause-${i + 1}`).join(', ')

  test('remarks stay where they are about something', () => {
    const text = [
      '# What it is.',
      '',
      '# Who.',
      'a: 1 # of a',
      'b:',
      '  # of c',
      '  c: [1, 2] # of the list',
      '',
      '',
      '  d: { x: 1 }',
      '  # at the end of b',
      'e:',
      '  # before the item',
      '  - x: 1',
      '    # of y',
      `    y: ${long} # too long`,
      '# at the end',
      '',
    ].join('\n')
    expect(formed(text)).toBe(
      [
        '# What it is.',
        '',
        '# Who.',
        'a: 1 # of a',
        '',
        'b:',
        '  # of c',
        '  c: [1, 2] # of the list',
        '',
        '  d: { x: 1 }',
        '  # at the end of b',
        '',
        'e:',
        '  # before the item',
        '  - x: 1',
        '    # of y',
        '    # too long',
        `    y: ${'word '.repeat(22).trim()}`,
        `      ${'word '.repeat(18).trim()}`,
        '',
        '# at the end',
        '',
      ].join('\n'),
    )
  })

  test('a list of names goes on over the next lines, a set in brackets gets a line for each entry', () => {
    expect(formed(`- { says: ${long.slice(0, 80)}, clauses: [${ids}] }\n`)).toBe(
      [
        `- says: ${long.slice(0, 80).trim()}`,
        '  clauses: [clause-1, clause-2, clause-3, clause-4, clause-5, clause-6, clause-7, clause-8, clause-9, clause-10,',
        '    clause-11, clause-12, clause-13, clause-14, clause-15, clause-16, clause-17, clause-18, clause-19, clause-20]',
        '',
      ].join('\n'),
    )
  })

  test('a text is broken at no place that would read otherwise', () => {
    const text = `${'word '.repeat(23)}# - ? --- ${'word '.repeat(20).trim()}`
    const once = formed(`a: "${text}"\n`)
    expect(dataOf(once)).toEqual({ a: text })
    for (const line of once.split('\n').slice(1)) expect(line).not.toMatch(/^\s*[#?-]/)
  })

  test('what cannot be read is refused', () => {
    expect(formatText('a: “b\n  c: d: e')).toMatchObject({ ok: false })
    expect(formatText('')).toMatchObject({ ok: false })
  })
})
