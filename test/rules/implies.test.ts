import { describe, expect, test } from 'vitest'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { implicationFaults } from '../../src/rules/reading/implication-faults.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { englandWords } from '../../src/rules/vocabulary/england.js'
import { ownWordsFault } from '../../src/rules/vocabulary/own-words.js'
import { england, vocabularyOfWords } from '../../src/rules/vocabulary/vocabulary.js'
import type { ImplicationWords, Words } from '../../src/rules/vocabulary/words.js'
import { sampleContacts } from '../../src/tools/contacts/arbitrary.js'
import { every } from '../../src/tools/logic/formula.js'
import { ask, logicOf } from '../../src/tools/logic/logic.js'
import { rulebookFrom } from '../rulebooks.js'
import { decided, rulesOf, smallText } from '../small.js'

const own = `facts:
  ganged: { ask: Is the child in a gang? }
  goneMissing: { ask: How did the child go missing?, choices: { alone: alone, taken: taken away } }
  interpreter: { ask: Is an interpreter needed? }
  language: { ask: Which language is spoken?, choices: { welsh: Welsh, other: another } }
implies:
  - { when: { goneMissing: taken }, then: { ganged: true }, until: ganged }
  - { when: { ganged: true }, then: { safeguardingConcern: true }, atOdds: A gang is given beside no concern. }
  - { when: { goneMissing: alone }, assume: { interpreter: false }, because: whoever runs off alone speaks for herself }
  - { when: { interpreter: false }, notAsked: [language] }
`
const text = (implies = own): string =>
  smallText.replace('sources:\n', `${implies}sources:\n`).replace(
    '  actions:\n    - { id: calls',
    `  actions:
    - { id: reads, says: It reads., when: { safeguardingConcern: true }, actions: [tell-parents], clauses: [g-6.1] }
    - { id: speaks, says: It speaks., when: { any: [{ interpreter: true }, { language: welsh }] }, actions: [plan], clauses: [g-6.1] }
    - { id: calls`,
  )
const rulebook = rulebookFrom(text())
const asked = (contact: Readonly<Record<string, unknown>>) =>
  (decided(rulebook, contact).unknowns ?? []).map(u => u.fact)

describe('what one fact of an authority says of another', () => {
  test('is followed when deciding, one after the other, with a notice where what is said is otherwise', () => {
    expect(rulesOf(decided(rulebook, { ganged: true }), 'actions')).toContain('reads')
    expect(rulesOf(decided(rulebook, { goneMissing: 'taken' }), 'actions')).toContain('reads')
    expect(rulesOf(decided(rulebook, { goneMissing: 'alone' }), 'actions')).not.toContain('reads')
    const odd = decided(rulebook, { ganged: true, safeguardingConcern: false })
    expect(odd.notices.map(n => n.says)).toEqual(['A gang is given beside no concern.'])
    expect(rulesOf(odd, 'actions')).toContain('reads')
    // It stood until the fact itself was said.
    expect(rulesOf(decided(rulebook, { goneMissing: 'taken', ganged: false }), 'actions')).not.toContain('reads')
  })

  test('is taken for granted with its reason, and asked for', () => {
    const d = decided(rulebook, { goneMissing: 'alone' })
    expect(d.assumed).toContainEqual({
      fact: 'interpreter',
      value: false,
      because: 'whoever runs off alone speaks for herself',
    })
    expect(d.unknowns?.find(u => u.fact === 'interpreter')).toMatchObject({ assumed: false, couldChange: ['actions'] })
    expect(decided(rulebook, { goneMissing: 'alone', interpreter: true }).assumed.map(a => a.fact)).not.toContain(
      'interpreter',
    )
  })

  test('is looked ahead of: what could bring it, or take it away, is asked for; what has no meaning is not', () => {
    for (const fact of ['ganged', 'goneMissing', 'language']) expect(asked({})).toContain(fact)
    // Said to be no concern, and yet one could follow.
    expect(asked({ safeguardingConcern: false })).toEqual(expect.arrayContaining(['ganged', 'goneMissing']))
    expect(asked({ goneMissing: 'taken', safeguardingConcern: false })).toContain('ganged')
    expect(asked({ ganged: true, safeguardingConcern: false, interpreter: true })).not.toContain('goneMissing')
    expect(asked({ interpreter: false })).not.toContain('language')
  })

  test('brings its facts into generated contacts, though no rule reads them', () => {
    const drawn = new Set(sampleContacts(rulebook, 200).flatMap(c => Object.keys(c)))
    for (const fact of ['ganged', 'goneMissing']) expect(drawn).toContain(fact)
  })

  test('is known to proofs', () => {
    const logic = logicOf(rulebook)
    const is = (fact: string, value: unknown) => logic.where(fact, null, v => v === value)
    expect(ask(logic, every([is('ganged', true), is('safeguardingConcern', false)])).status).toBe('unsatisfiable')
    expect(ask(logic, every([is('ganged', true), is('safeguardingConcern', true)])).status).toBe('satisfiable')
    expect(ask(logic, every([is('goneMissing', 'taken'), is('ganged', undefined)])).status).toBe('unsatisfiable')
    expect(ask(logic, every([is('goneMissing', 'taken'), is('ganged', false)])).status).toBe('satisfiable')
    expect(ask(logic, every([is('goneMissing', 'alone'), is('interpreter', undefined)])).status).toBe('unsatisfiable')
  })

  test('is kept in the compiled rulebook, and a changed one is refused', () => {
    expect(readRulebook(JSON.parse(serializeRulebook(rulebook)))).toEqual({ ok: true, value: rulebook })
    const { words } = rulebook
    expect(ownWordsFault(words)).toBeNull()
    const changed = (entry: ImplicationWords) => ownWordsFault({ ...words, implies: [entry] })
    expect(changed({ when: { ganged: true }, then: { unbron: true } })).toBe('implies[0]')
    expect(changed({ when: { ganged: true }, then: 'unborn' } as never)).toBe('implies[0]')
  })
})

describe('what cannot follow', () => {
  test.each([
    ['a mistyped fact', '{ when: { gnaged: true }, then: { safeguardingConcern: true } }', 'gnaged', /`ganged`/],
    [
      'a mistyped fact that follows',
      '{ when: { ganged: true }, then: { saveguardingConcern: true } }',
      'saveg',
      /`safeg/,
    ],
    ['a value that is not there', '{ when: { goneMissing: takn }, then: { ganged: true } }', 'takn', /`taken`/],
    ['a list', '{ when: { concerns: disability }, then: { ganged: true } }', 'disability', /one value/],
    ['a mistyped event', '{ assume: { events.calReceivedAt: receivedAt }, because: x }', 'events', /callReceivedAt/],
    ['an event at another time', '{ assume: { events.callReceivedAt: now }, because: x }', 'now', /receivedAt/],
    ['nothing', '{ when: { ganged: true } }', '{ when', /one of `then`/],
    ['two facts', '{ when: { ganged: true }, then: { unborn: true, childInNeed: true } }', '{ unborn', /each fact/],
    ['an assumption without a reason', '{ assume: { ganged: true } }', '{ assume', /`because`/],
    ['itself', '{ when: { ganged: true }, then: { ganged: false } }', '{ ganged: true }', /another fact/],
    ['what is known later', '{ when: { ganged: true }, then: { thresholdUncertain: true } }', '{ thres', /`screening`/],
    ['what England asked for', '{ when: { ganged: true }, then: { immediateDanger: true } }', '{ imm', /another fact/],
    ['another value', '{ when: { ganged: true }, then: { safeguardingConcern: false } }', '{ safe', /rule out/],
    [
      'what is taken for granted',
      '{ when: { ganged: true }, then: { contactType: step-up } }',
      '{ contact',
      /leave one/,
    ],
  ])('%s is refused where it stands', (_, entry, at, hint) => {
    const facts = own.slice(0, own.indexOf('implies:'))
    const broken = text(`${facts}implies:\n  - ${entry}\n`)
    const loaded = loadRulebook(broken)
    if (loaded.ok) throw new Error('it loads')
    const line = broken.split('\n').findIndex(l => l.includes(entry))
    expect(loaded.diagnostics).toHaveLength(1)
    const [found] = loaded.diagnostics
    expect(found?.hint).toMatch(hint)
    expect(found?.range?.start.line).toBe(line + 1)
    expect(found?.range?.start.column).toBe((broken.split('\n')[line]?.indexOf(at) ?? 0) + 1)
  })

  test("is nothing that England's words say", () => {
    expect(implicationFaults(englandWords.implies, england)).toEqual([])
  })

  test("is refused in England's words as well, when they are read", () => {
    const withEntry = (entry: ImplicationWords) => () =>
      vocabularyOfWords({ ...(englandWords as Words), implies: [entry] }, new Set())
    expect(withEntry({ when: { unborn: true }, then: { ageYears: 0 } })).not.toThrow()
    expect(withEntry({ when: { unbron: true }, then: { ageYears: 0 } })).toThrow(/names `unbron`/)
    expect(withEntry({ when: { unborn: true }, then: { ageYears: 99 } })).toThrow(/names `ageYears`, or a value of it/)
  })
})
