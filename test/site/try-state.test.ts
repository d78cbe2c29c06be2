import { describe, expect, test } from 'vitest'
import type { Facts, TryAction, TryState } from '../../site/try/state.js'
import { beginState, contactOf, factValue, questionNow, reduce, signsOf, withFact } from '../../site/try/state.js'
import { decide } from '../../src/engine/decide/decide.js'
import { explain } from '../../src/engine/explain/explain.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { factNames } from '../../src/rules/vocabulary/contact-type.js'
import { casesOf } from '../case-files.js'
import { shippedRulebooks } from '../rulebooks.js'

const receivedAt = '2026-03-27T16:30:00+00:00'
const begun = (authority = 'camden'): TryState =>
  reduce(beginState(receivedAt), { type: 'begin', authority, receivedAt })
const stateAfter = (state: TryState, ...actions: readonly TryAction[]): TryState => actions.reduce(reduce, state)
const answer = (fact: string, value: unknown): TryAction => ({ type: 'answer', fact, value })
const seen = (...ids: readonly string[]): TryAction => ({ type: 'signs', signs: { seen: ids, absent: null } })

describe('answers', () => {
  test('an answer is added, changed and taken back', () => {
    const added = stateAfter(begun(), answer('childInNeed', true))
    expect(contactOf(added)).toEqual({ receivedAt, childInNeed: true })
    const changed = stateAfter(added, answer('childInNeed', false))
    expect(contactOf(changed)).toEqual({ receivedAt, childInNeed: false })
    expect(contactOf(stateAfter(changed, { type: 'remove', fact: 'childInNeed' }))).toEqual({ receivedAt })
  })

  test('a time of an event stands in the map of events, and the map goes with its last one', () => {
    const two = stateAfter(begun(), answer('events.caseClosedAt', receivedAt), answer('events.ragRatedAt', receivedAt))
    expect(contactOf(two)).toEqual({ receivedAt, events: { caseClosedAt: receivedAt, ragRatedAt: receivedAt } })
    const none = stateAfter(
      two,
      { type: 'remove', fact: 'events.caseClosedAt' },
      { type: 'remove', fact: 'events.ragRatedAt' },
    )
    expect(contactOf(none)).toEqual({ receivedAt })
    expect(factValue(two.facts, 'events.ragRatedAt')).toBe(receivedAt)
  })

  test('an empty list is an answer, an empty map is none', () => {
    expect(withFact({}, 'concerns', [])).toEqual({ concerns: [] })
    expect(withFact({}, 'consentFor', {})).toEqual({})
  })

  test('passing a question over gives no fact, and to say "not known" takes an answer back', () => {
    const yes = stateAfter(begun(), answer('immediateDanger', true))
    expect(contactOf(stateAfter(begun(), { type: 'pass', fact: 'immediateDanger', how: 'skipped' }))).toEqual({
      receivedAt,
    })
    expect(contactOf(stateAfter(yes, { type: 'pass', fact: 'immediateDanger', how: 'not-known' }))).toEqual({
      receivedAt,
    })
    expect(contactOf(stateAfter(yes, { type: 'pass', fact: 'immediateDanger', how: 'skipped' }))).toEqual(
      contactOf(yes),
    )
  })

  test('to begin again leaves nothing', () => {
    const again = stateAfter(begun(), answer('ageYears', 3), seen('x'), { type: 'restart', receivedAt })
    expect(contactOf(again)).toEqual({ receivedAt })
    expect(again.authority).toBeNull()
  })
})

describe('indicators', () => {
  test('what one authority lists waits while another is chosen', () => {
    const camden = stateAfter(begun('camden'), seen('a', 'b'))
    const other = stateAfter(camden, { type: 'begin', authority: 'tower-hamlets', receivedAt })
    expect(contactOf(other)).toEqual({ receivedAt })
    const back = stateAfter(other, seen('c'), { type: 'begin', authority: 'camden', receivedAt })
    expect(contactOf(back)).toEqual({ receivedAt, indicators: ['a', 'b'] })
  })

  test('none observed is an answer of its own; taking the answer back leaves it not known', () => {
    const none = stateAfter(begun(), { type: 'signs', signs: { seen: [], absent: null }, done: true })
    expect(contactOf(none)).toEqual({ receivedAt, indicators: [] })
    expect(contactOf(stateAfter(none, { type: 'remove', fact: 'indicators' }))).toEqual({ receivedAt })
  })

  test('the list stays open while indicators are picked', () => {
    const picking = stateAfter(begun(), seen('a'))
    expect(questionNow(picking, ['riskOfSignificantHarm'])).toBe('indicators')
    expect(questionNow(stateAfter(picking, { type: 'ask', fact: null }), ['riskOfSignificantHarm'])).toBe(
      'riskOfSignificantHarm',
    )
  })
})

describe('a contact from outside', () => {
  const contact = { receivedAt, ageYears: 4, indicators: ['a'], indicatorsAbsent: ['b'] }

  test('takes the place of the one before, whole', () => {
    const before = stateAfter(begun('lancashire'), answer('childInNeed', true), { type: 'ask', fact: 'channel' })
    const loaded = stateAfter(before, { type: 'load', authority: 'camden', contact })
    expect(contactOf(loaded)).toEqual(contact)
    expect(loaded.authority).toBe('camden')
    expect(signsOf(loaded)).toEqual({ seen: ['a'], absent: ['b'] })
    expect(loaded.asking).toBeNull()
  })

  test('one that cannot be read loses nothing of what was said', () => {
    const before = stateAfter(begun(), answer('ageYears', 4), seen('a'))
    const told = stateAfter(before, { type: 'problem', message: 'The link is damaged.' })
    expect({ ...told, problem: null }).toEqual(before)
    expect(told.problem).toBe('The link is damaged.')
  })
})

/** The answers that make up a contact, one by one. */
const answersOf = ({ indicators, indicatorsAbsent, events = {}, ...facts }: Facts): readonly TryAction[] => [
  ...Object.entries(facts).map(([fact, value]) => answer(fact, value)),
  ...Object.entries(events as Facts).map(([name, at]) => answer(`events.${name}`, at)),
  ...(indicators === undefined && indicatorsAbsent === undefined
    ? []
    : [
        {
          type: 'signs',
          signs: {
            seen: (indicators as string[] | undefined) ?? null,
            absent: (indicatorsAbsent as string[] | undefined) ?? null,
          },
        } as const,
      ]),
]

describe.each(shippedRulebooks())('$name', ({ name, rulebook }) => {
  test('answering question by question decides as the whole contact does', () => {
    for (const [i, { id, contact: given }] of casesOf(name).entries()) {
      const contact = { receivedAt, ...given }
      const state = stateAfter(begun(name), ...answersOf(contact))
      expect(contactOf(state), id).toEqual(contact)
      if (i % 8 > 0) continue
      const [explained, decision] = [explain(rulebook, contactOf(state)), decide(rulebook, contact)]
      expect(explained.ok, id).toBe(decision.ok)
      expect(explained.ok && explained.value.decision, id).toEqual(decision.ok && decision.value)
    }
    expect(casesOf(name).length).toBeGreaterThan(20)
  })

  test('skipping everything comes to every open question once, the most consequential first, and settles nothing', () => {
    let state = begun(name)
    const asked: string[] = []
    for (;;) {
      const now = questionNow(state, openOf(rulebook, state))
      if (now === null) break
      expect(asked).not.toContain(now)
      asked.push(now)
      state = reduce(state, { type: 'pass', fact: now, how: 'skipped' })
    }
    expect(asked).toEqual(openOf(rulebook, begun(name)))
    expect(asked[0]).toBe('riskOfSignificantHarm')
    expect(contactOf(state)).toEqual({ receivedAt })
  })

  test('answering "yes" to the first question gives level 4 with section 47', () => {
    const first = questionNow(begun(name), openOf(rulebook, begun(name))) ?? ''
    const decision = decide(rulebook, contactOf(stateAfter(begun(name), answer(first, true))))
    expect(decision.ok && [decision.value.level, decision.value.basis]).toEqual([4, 'section-47'])
  })
})

const openOf = (rulebook: Rulebook, state: TryState): readonly string[] => {
  const explained = explain(rulebook, contactOf(state))
  return explained.ok ? explained.value.open.map(u => u.fact) : []
}

test('every fact can be kept by its name', () => {
  for (const fact of factNames) expect(factValue(withFact({}, fact, 1), fact)).toBe(1)
})
