import { describe, expect, test } from 'vitest'
import type { Draft } from '../../site/try/draft.js'
import { draftOf, readDraft } from '../../site/try/draft.js'
import { factGroups } from '../../site/try/fact-groups.js'
import { answerWords, controlOf, labelOf, questionOf } from '../../site/try/fact-words.js'
import { findIndicators, indicatorsShown } from '../../site/try/indicator-search.js'
import { fromDateAndTime, toDateAndTime, toInstant } from '../../site/try/london-time.js'
import { openSummary, spokenOutcome } from '../../site/try/open-summary.js'
import { explain } from '../../src/engine/explain/explain.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { shippedRulebooks } from '../rulebooks.js'

const receivedAt = '2026-03-27T16:30:00+00:00'
const rulebooks = new Map(shippedRulebooks().map(r => [r.name, r.rulebook]))
const camden = rulebooks.get('camden')!
const words = vocabularyOf(camden)
const { eventNames, factNames } = words
const asked = factGroups(words).flatMap(g => g.facts)
const explained = (name: string, contact: Readonly<Record<string, unknown>>) => {
  const result = explain(rulebooks.get(name)!, { receivedAt, ...contact })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

describe('questions', () => {
  test('every fact of the contract and every event can be asked for, once', () => {
    // A history, and since when signs are seen, have no control on the page: no rulebook on it turns on one.
    const elsewhere = ['receivedAt', 'indicatorsAbsent', 'events', 'earlierContacts', 'indicatorsSince']
    const wanted = [...factNames.filter(f => !elsewhere.includes(f)), ...eventNames.map(e => `events.${e}`)]
    expect([...asked].sort()).toEqual([...wanted].sort())
  })

  test('no question is without words, and no two options of one read alike or like "not known"', () => {
    for (const fact of asked) {
      const control = controlOf(words, fact)
      expect(questionOf(words, fact)).toMatch(/\?$/)
      expect(labelOf(words, fact)).toMatch(/^[A-Z]/)
      const options = 'options' in control ? control.options.map(o => o.words) : []
      expect(new Set([...options, 'Not known', 'None of these']).size, fact).toBe(options.length + 2)
    }
  })
})

/** Every answer that the controls of a fact can give. */
function answersOf(fact: string): readonly unknown[] {
  const control = controlOf(words, fact)
  switch (control.kind) {
    case 'radios':
      return control.options.map(o => o.value)
    case 'checkboxes':
      return [[], ...control.options.map(o => [o.value]), control.options.map(o => o.value)]
    case 'number':
      return [control.min, control.max]
    case 'instant':
      return [receivedAt, '2026-07-01T09:05:00+01:00']
    case 'text':
      return ['AB-12']
    case 'selects':
      return control.options.map(o => Object.fromEntries(control.keys.map(k => [k.value, o.value])))
    case 'indicators':
      return []
  }
}

describe('answers', () => {
  test.each(asked.filter(f => f !== 'indicators'))('%s: what the controls give is a fact that can be decided', fact => {
    const [outer = '', inner] = fact.split('.')
    for (const value of answersOf(fact)) {
      expect(readDraft(words, fact, draftOf(words, fact, value))).toEqual({ kind: 'answer', value })
      explained('camden', { [outer]: inner === undefined ? value : { [inner]: value } })
      expect(answerWords(words, fact, value)).not.toBe('')
    }
    expect(answersOf(fact).length).toBeGreaterThan(0)
  })

  test('nothing chosen is no answer', () => {
    for (const fact of asked.filter(f => f !== 'indicators'))
      expect(readDraft(words, fact, draftOf(words, fact, undefined)).kind, fact).toBe('wrong')
  })

  test('"not known" is not "no"', () => {
    expect(
      readDraft(words, 'immediateDanger', { ...draftOf(words, 'immediateDanger', undefined), choice: null }),
    ).toEqual({
      kind: 'not-known',
    })
  })

  const typed = (text: string): Draft => ({ ...draftOf(words, 'ageYears', undefined), text })
  test.each(['', 'seven', '-1', '26', '7.5', '1e1', '7 years'])('an age of "%s" is refused', text => {
    expect(readDraft(words, 'ageYears', typed(text))).toMatchObject({
      kind: 'wrong',
      message: expect.stringContaining('a whole number from 0 to 25'),
    })
  })
  test('an age with blanks around it is read', () => {
    expect(readDraft(words, 'ageYears', typed(' 7 '))).toEqual({ kind: 'answer', value: 7 })
  })
  test('hours may have a fraction', () => {
    expect(readDraft(words, 'weeklyLearningSupportHours', typed('7.5'))).toEqual({ kind: 'answer', value: 7.5 })
  })
})

describe("London's clock", () => {
  test.each([
    ['2026-01-15', '09:30', '2026-01-15T09:30:00+00:00'],
    ['2026-07-15', '09:30', '2026-07-15T09:30:00+01:00'],
    // The clocks go forward at one: half past one is taken an hour on.
    ['2026-03-29', '01:30', '2026-03-29T02:30:00+01:00'],
    // The clocks go back at two: the earlier half past one.
    ['2026-10-25', '01:30', '2026-10-25T01:30:00+01:00'],
  ])('%s at %s is %s', (date, time, instant) => {
    expect(fromDateAndTime({ date, time })).toBe(instant)
  })
  test.each([
    ['', '09:30'],
    ['2026-02-30', '09:30'],
    ['2026-01-15', ''],
    ['2026-01-15', '24:00'],
  ])('"%s" at "%s" is no instant', (date, time) => {
    expect(fromDateAndTime({ date, time })).toBeNull()
  })
  test('an instant with another offset shows as the clocks in London show it', () => {
    expect(toDateAndTime('2026-07-15T23:30:00+00:00')).toEqual({ date: '2026-07-16', time: '00:30' })
    expect(toInstant(Date.UTC(2026, 6, 15, 8, 30, 59))).toBe('2026-07-15T09:30:00+01:00')
  })
})

describe('searching indicators', () => {
  test('every word must occur, in any order and case', () => {
    const { shown, total } = findIndicators(camden, { words: 'CARER young', age: null })
    const wanted = camden.indicators.filter(i => /young/i.test(i.label) && /carer/i.test(i.label))
    expect(wanted.length).toBeGreaterThan(0)
    for (const i of wanted) expect(shown).toContain(i)
    expect(total).toBeGreaterThanOrEqual(wanted.length)
    expect(findIndicators(camden, { words: 'young qqq', age: null }).total).toBe(0)
  })

  test('without words all are counted, and the highest level stands first', () => {
    const { shown, total } = findIndicators(camden, { words: ' ', age: null })
    expect(total).toBe(camden.indicators.length)
    expect(shown).toHaveLength(indicatorsShown)
    expect(shown.map(i => i.level)).toEqual(shown.map(() => 4))
  })

  test('an age leaves out the other bands, and says how many', () => {
    const { total, otherAges } = findIndicators(camden, { words: '', age: 11 })
    const own = camden.indicators.filter(i => i.ages === null || (i.ages[0] <= 11 && i.ages[1] >= 11))
    expect(total).toBe(own.length)
    expect(otherAges).toBe(camden.indicators.length - own.length)
    expect(otherAges).toBeGreaterThan(0)
  })
})

describe('the outcome', () => {
  test('says how far it is settled, and how high it could go', () => {
    const none = explained('camden', {})
    expect(openSummary(none)).toBe(
      `Not settled: ${none.open.length} open questions could still change this, and could raise it to level 4.`,
    )
    expect(spokenOutcome(words, none)).toContain('No level can be given yet; goes to Held at the front door')
    const four = explained('camden', { riskOfSignificantHarm: true })
    expect(openSummary(four)).not.toContain('raise')
  })
})
