import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isExact } from '../../src/tools/text/exact-number.js'
import { numbersAsTexts, readJsonText } from '../../src/tools/text/json-text.js'
import { runs } from '../runs.js'

test('whatever number is written by JavaScript is exact', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(4), (number, noughts) => {
      const text = String(number)
      expect(isExact(text)).toBe(true)
      if (!/[.e]/.test(text)) expect(isExact(`${text}.${'0'.repeat(noughts + 1)}`)).toBe(true)
    }),
    { numRuns: runs(1000) },
  )
})

test('of whole numbers that are read as one at most one is exact, and each that is safe', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.bigInt({ min: 1n, max: 3000n }), (number, more) => {
      const exact = [number, number + more].filter(n => isExact(String(n)))
      expect(new Set(exact.map(Number)).size).toBe(exact.length)
    }),
    { numRuns: runs(1000) },
  )
  fc.assert(fc.property(fc.maxSafeInteger(), number => isExact(String(number))))
  expect([isExact('12345678901234567891'), isExact('9007199254740993'), isExact('1e400'), isExact('1e-400')]).toEqual(
    Array.from({ length: 4 }, () => false),
  )
})

test('numbers of JSON as texts are as they are written, and nothing else changes', () => {
  const text =
    '{"a":12345678901234567891,"b":[0.10,-1e5,{"c": 7}],"d 1":"x: 5, \\" [6","e":true,"f":null,"g":"\\\\","h":2}'
  expect(JSON.parse(numbersAsTexts(text))).toEqual({
    ...{ a: '12345678901234567891', b: ['0.10', '-1e5', { c: '7' }], 'd 1': 'x: 5, " [6' },
    ...{ e: true, f: null, g: '\\', h: '2' },
  })
  fc.assert(
    fc.property(fc.json(), json => {
      const words = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'number' ? String(part) : part))
      const value = JSON.parse(json) as unknown
      if (/^-?\d/.test(json)) return
      const asTexts = JSON.parse(numbersAsTexts(json)) as unknown
      expect(JSON.stringify(asTexts).replaceAll('"-0"', '"0"')).toBe(
        JSON.stringify(words(value)).replaceAll('"-0"', '"0"'),
      )
    }),
    { numRuns: runs(1000) },
  )
})

test('of JSON the place of a number that is not exact is told', () => {
  const places = (text: string): unknown => {
    const read = readJsonText(text)
    return 'faults' in read ? read.faults.map(({ code, path }) => [code, path]) : read.ok
  }
  expect(places('{"a":17.99999999999999999999}')).toEqual([['inexact-number', ['a']]])
  expect(places('[{"a":1},{"b":{"c":1e-400}},{"a":1,"a":2}]')).toEqual([
    ['inexact-number', [1, 'b', 'c']],
    ['duplicate-key', [2, 'a']],
  ])
  expect(places('{"a":[1,2,12345678901234567891]}')).toEqual([['inexact-number', ['a', 2]]])
  expect(places(`{"a":0.${'0'.repeat(2000)}1}`)).toEqual([['inexact-number', ['a']]])
  expect(places('{"a":"12345678901234567891","b":7.0000000000000000000,"c":12345678901234567000}')).toBe(true)
})
