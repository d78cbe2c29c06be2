import { describe, expect, test } from 'vitest'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { meantAnswer, meantDuration, meantNumber } from '../../src/rules/reading/near-misses.js'
import { parseDuration } from '../../src/rules/time/durations.js'
import { small, smallText } from '../small.js'

describe('a number that is written otherwise', () => {
  test.each([
    ['3+', 'at least 3'],
    ['3 or more', 'at least 3'],
    ['3 and over', 'at least 3'],
    ['>= 3', 'at least 3'],
    ['≥3', 'at least 3'],
    ['at  least 3', 'at least 3'],
    ['At least three', 'at least 3'],
    ['no less than 3', 'at least 3'],
    ['<=3', 'at most 3'],
    ['no more than 3', 'at most 3'],
    ['3 or fewer', 'at most 3'],
    ['under 5', 'less than 5'],
    ['below 5', 'less than 5'],
    ['fewer than 5', 'less than 5'],
    ['above 5', 'more than 5'],
    ['> 5', 'more than 5'],
    ['3-4', '3 to 4'],
    ['3 – 4', '3 to 4'],
    ['from 3 to 4', '3 to 4'],
    ['!= 3', 'not 3'],
    ['exactly 3', '3'],
    ['2.5', '2.5'],
  ])('%s is %s', (written, meant) => expect(meantNumber(written)).toEqual({ taken: meant }))

  test.each([
    ['over 16', ['more than 16', 'at least 16']],
    ['up to 16', ['at most 16', 'less than 16']],
    ['13/15', ['[13, 15]', '13 to 15']],
    ['3 or 4', ['[3, 4]']],
  ])('%s is asked back', (written, either) => expect(meantNumber(written)).toEqual({ either }))

  test.each(['16 years', '16 yrs old'])('only an age is in years: %s', written => {
    expect(meantNumber(written, 'ageYears')).toEqual({ taken: '16' })
    expect(meantNumber(written, 'previousContacts')).toBeNull()
  })

  test.each(['', 'some', '3 months', '1.2.3', '3 to', 'at leats 3', 'three hundred', '3 to 4 to 5', '-'])(
    '%j is nothing that can be told',
    written => expect(meantNumber(written, 'ageYears')).toBeNull(),
  )
})

describe('a length of time that is written otherwise', () => {
  test.each([
    ['2 hrs', '2 hours'],
    ['6hours', '6 hours'],
    ['24h', '24 hours'],
    ['1 hr', '1 hour'],
    ['a day', '1 day'],
    ['1 business day', '1 working day'],
    ['Three Working Days', '3 working days'],
    ['within 4 hours', '4 hours'],
    ['3 working days prior', '3 working days before'],
    ['1.5 hours', '90 minutes'],
    ['6 wks', '6 weeks'],
    ['2 calendar days', '2 days'],
    ['immediately', 'at once'],
    ['by 9am', 'by 09:00'],
    ['17:00', 'by 17:00'],
    ['by noon', 'by 12:00'],
  ])('%s is %s', (written, meant) => {
    expect(meantDuration(written)).toEqual({ taken: meant })
    expect(parseDuration(meant)).not.toBeNull()
  })

  test.each(['30 m', 'same day', 'end of the working day', 'next working day'])('%s is asked back', written => {
    const meant = meantDuration(written)
    if (!meant || !('either' in meant)) throw new Error('it is taken')
    expect(meant.either).toHaveLength(2)
    for (const reading of meant.either) expect(parseDuration(reading), reading).not.toBeNull()
  })

  test.each(['soon', '', '3', '3 school days', '2-3 days', '2.5 days', '13pm', '25:00', '4 hours and a half'])(
    '%j is nothing that can be told',
    written => expect(meantDuration(written)).toBeNull(),
  )
})

test.each([
  ['Yes', true],
  ['no', false],
  ['TRUE', true],
  [' false ', false],
  [true, true],
  ['maybe', null],
  [1, null],
])('the answer %j', (written, answer) => expect(meantAnswer(written)).toBe(answer))

describe('in a rulebook', () => {
  const changed = (from: string, to: string): string => {
    expect(smallText.split(from)).toHaveLength(2)
    return smallText.replace(from, to)
  }
  test.each([
    ['ageYears: at least 16', 'ageYears: 16+'],
    ['ageYears: at least 16', 'ageYears: "16 or over"'],
    ['ageYears: at most 12', 'ageYears: 12 or under'],
    ['residentInArea: true', 'residentInArea: Yes'],
    ['residentInArea: true', 'residentInArea: "true"'],
    ['atLeast: 2', 'atLeast: 2+'],
    ['areas: at least 2', 'areas: 2+'],
    ['within: 4 hours', 'within: 4hrs'],
    ['within: 3 working days', 'within: 3 business days'],
    ['opens: 3 months', 'opens: three months'],
  ])('%s may be written %s', (from, to) =>
    expect(loadRulebook(changed(from, to))).toMatchObject({ ok: true, value: { digest: small().digest } }),
  )

  // What is written, and what is said of it.
  test.each([
    [
      'ageYears: at least 16',
      'ageYears: over 16',
      'ambiguous-value',
      'write `more than 16` or `at least 16`, whichever is meant',
    ],
    ['ageYears: at least 16', 'ageYears: at leats 16', 'wrong-value', 'did you mean `at least 16`?'],
    ['ageYears: at least 16', 'ageYears: teenagers from 16', 'wrong-value', '`at least 16`'],
    ['ageYears: at least 16', 'ageYears: of school age', 'wrong-value', '`at least N`'],
    ['ageYears: at least 16', 'ageYears: 16 or 17', 'wrong-value', 'write `[16, 17]`'],
    ['within: 4 hours', 'within: 4 m', 'wrong-duration', 'write `4 minutes` or `4 months`, whichever is meant'],
    ['within: 4 hours', 'within: 4 school days', 'wrong-duration', '`4 working days`'],
    ['residentInArea: true', 'residentInArea: not known', 'wrong-value', '`notGiven: residentInArea`'],
    ['socialCareStatus: open', 'socialCareStatus: “open”', 'curly-quotes', 'straight quotes'],
    [
      'unless: { socialCareStatus: open }',
      'except: { socialCareStatus: open }',
      'unknown-key',
      'write an exception under `unless`',
    ],
    [
      'unless: { socialCareStatus: open }',
      'provided: { socialCareStatus: open }',
      'unknown-key',
      'write a condition under `when`',
    ],
    [
      'unless: { socialCareStatus: open }',
      'forOthers: { socialCareStatus: open }',
      'unknown-key',
      'write a condition under `when`',
    ],
    ['ageYears: at least 16', 'any: []', 'empty-any', 'list at least one condition'],
    ['socialCareStatus: open }', 'socialCareStatus: non–existent }', 'wrong-value', 'it can be'],
    ['also: [police]', 'also: [po\u2011lice]', 'wrong-value', 'joined by hyphens'],
    ['to: social-care', 'to: social\u2011care', 'wrong-value', 'write `social-care`, with plain signs'],
  ])('%s, written %s', (from, to, code, hint) => {
    const loaded = loadRulebook(changed(from, to))
    if (loaded.ok) throw new Error('it loads')
    expect(loaded.diagnostics.map(d => d.code)).toContain(code)
    expect(loaded.diagnostics.find(d => d.code === code)?.hint).toContain(hint)
    for (const d of loaded.diagnostics) expect(d.hint).not.toMatch(/take the line out/)
  })

  test('no remedy names a number that was not written', () => {
    for (const written of [
      'at leats 16',
      'atleast 16',
      '16 plus',
      'about 16',
      'sixteen',
      '16 and up to 17',
      '16 to 17 to 18',
    ]) {
      const loaded = loadRulebook(changed('ageYears: at least 16', `ageYears: ${written}`))
      if (loaded.ok) continue
      const numbers = loaded.diagnostics.flatMap(d => d.hint.match(/\d+/g) ?? [])
      for (const number of numbers) expect(written).toContain(number)
    }
  })
})
