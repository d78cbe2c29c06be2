import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { decideFamily } from '../../src/engine/decide/decide-family.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { shippedRulebooks } from '../rulebooks.js'
import { decided, receivedAt, small, smallText } from '../small.js'

type Facts = Readonly<Record<string, unknown>>
const rulebook = small()
function family(contact: Facts) {
  const result = decideFamily(rulebook, { receivedAt, ...contact })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

test('each child is decided by the shared facts with its own over them, as a contact of its own would be', () => {
  const shared = { channel: 'telephone', ageYears: 9, events: { ragRatedAt: '2026-03-27T17:00:00+00:00' } }
  const children = [
    { riskOfSignificantHarm: true },
    { ageYears: 20, riskOfSignificantHarm: true, reference: 'b' },
    { professionalLevel: 2, channel: undefined, events: { strategyDiscussionAt: '2026-03-28T17:00:00+00:00' } },
    {},
  ]
  const found = family({ ...shared, children })
  expect(found.children).toEqual([
    decided(rulebook, { ...shared, riskOfSignificantHarm: true }),
    decided(rulebook, { ...shared, ageYears: 20, riskOfSignificantHarm: true, reference: 'b' }),
    decided(rulebook, {
      ...shared,
      professionalLevel: 2,
      events: { ragRatedAt: '2026-03-27T17:00:00+00:00', strategyDiscussionAt: '2026-03-28T17:00:00+00:00' },
    }),
    decided(rulebook, shared),
  ])
  expect(found.children.map(d => d.level)).toEqual([4, null, 2, null])
})

test('what they have in common: the highest level and whose it is, whose is not known, the places, actions for all, what is due first', () => {
  const found = family({
    children: [{ professionalLevel: 2 }, { riskOfSignificantHarm: true, ageYears: 3 }, { ageYears: 5 }],
  })
  expect(found.together).toMatchObject({
    highestLevel: 4,
    atHighestLevel: [1],
    levelNotKnown: [2],
    routes: [
      { destination: 'screening', team: 'front-door', children: [0, 2] },
      { destination: 'social-care', team: 'duty-team', children: [1] },
    ],
    actionsForAll: [],
    firstDue: { child: 1, deadline: { id: 'first-decision' } },
  })
  const graver = family({ children: [{ ageYears: 3 }, { ageYears: 4 }], riskOfSignificantHarm: true }).together
  expect(graver).toMatchObject({ highestLevel: 4, atHighestLevel: [0, 1], levelNotKnown: [] })
  expect(graver.routes).toHaveLength(1)
  expect(graver.actionsForAll).toContain('plan')
  expect(family({ children: [{}] }).together).toMatchObject({
    highestLevel: null,
    atHighestLevel: [],
    levelNotKnown: [0],
    firstDue: { child: 0, deadline: { duration: 'P3BD' } },
  })
})

test('where one child harms another both are decided, each in their own right, under every rulebook that ships', () => {
  for (const { rulebook: book } of shippedRulebooks()) {
    const both = decideFamily(book, {
      receivedAt,
      safeguardingConcern: true,
      children: [
        { reference: 'harmed', riskOfSignificantHarm: true, ageYears: 8 },
        { reference: 'harming', ageYears: 14, professionalLevel: 3 },
      ],
    })
    if (!both.ok) throw new Error(JSON.stringify(both.diagnostics))
    expect(both.value.children.map(d => d.reference)).toEqual(['harmed', 'harming'])
    expect(both.value.together.highestLevel).toBe(4)
    expect(both.value.together.atHighestLevel).toEqual([0])
  }
})

describe('what cannot be', () => {
  const refusal = (contact: unknown) => {
    const result = decideFamily(rulebook, contact)
    return result.ok ? [] : result.diagnostics.map(d => [d.code, d.path.join('.'), d.message.split(':')[0]])
  }

  test.each([
    [{ receivedAt }, ['missing-key', 'children']],
    [{ receivedAt, children: [] }, ['wrong-value', 'children']],
    [{ receivedAt, children: {} }, ['wrong-value', 'children']],
    [{ receivedAt, children: Array.from({ length: 31 }, () => ({})) }, ['wrong-value', 'children']],
    [{ receivedAt, children: [{}, 'Ann'] }, ['wrong-value', 'children.1']],
    [{ receivedAt, children: [{}, { receivedAt }] }, ['shared-fact', 'children.1.receivedAt']],
    [{ receivedAt, children: [{ children: [] }] }, ['shared-fact', 'children.0.children']],
    [[], ['wrong-contact', '']],
    [null, ['wrong-contact', '']],
  ])('%j', (contact, expected) => {
    expect(refusal(contact).map(d => d.slice(0, 2))).toEqual([expected])
  })

  test('a mistake among the shared facts is told once, one in the facts of a child with its place', () => {
    const contact = {
      receivedAt,
      channel: 'pigeon',
      events: { ragRatedAt: 'late' },
      children: [{ ageYears: 99 }, { events: { ragRatedAt: 'now' } }, {}],
    }
    expect(refusal(contact).sort()).toEqual(
      [
        ['wrong-value', 'channel', 'channel'],
        ['wrong-value', 'events.ragRatedAt', 'events.ragRatedAt'],
        ['wrong-value', 'children.0.ageYears', 'children[0].ageYears'],
        ['wrong-value', 'children.1.events.ragRatedAt', 'children[1].events.ragRatedAt'],
      ].sort(),
    )
    expect(refusal({ children: [{}, {}] })).toEqual([['missing-key', 'receivedAt', 'receivedAt']])
  })

  test('`decide` refuses `children` and names `decideFamily`; no rulebook has a fact of that name', () => {
    const result = decide(rulebook, { receivedAt, children: [{}] })
    expect(result.ok ? [] : result.diagnostics).toMatchObject([
      { code: 'several-children', path: ['children'], hint: expect.stringContaining('decideFamily') },
    ])
    const loaded = loadRulebook(
      smallText.replace('sources:\n', 'facts:\n  children: { ask: Are there any? }\nsources:\n'),
    )
    expect(loaded.ok ? [] : loaded.diagnostics.map(d => d.code)).toEqual(['reserved-name'])
  })

  test('one that fails while it is read is refused, and one that changes is decided as it was read', () => {
    const failing = {
      receivedAt,
      get children() {
        throw new Error('no')
      },
    }
    expect(refusal(failing)).toEqual([['wrong-contact', '', 'the contact cannot be read']])
    let asked = 0
    const changing = {
      receivedAt,
      children: [
        {
          get ageYears() {
            return asked++ === 0 ? 3 : 99
          },
        },
      ],
    }
    expect(refusal(changing)).toEqual([])
    expect(asked).toBe(1)
  })
})
