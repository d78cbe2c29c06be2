import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { explain } from '../../src/engine/explain/explain.js'
import { traceContact } from '../../src/tools/cases/trace.js'
import { draw } from '../arbitrary/draw.js'
import { shippedRulebooks } from '../rulebooks.js'
import { runs } from '../runs.js'
import { receivedAt } from '../small.js'

// Every decision is made in the same room: nothing of one may be seen by another, nor be kept.

describe.each(shippedRulebooks())('$name', ({ rulebook }) => {
  const contacts = draw(rulebook, runs(40))
  const all = (contact: unknown): string =>
    JSON.stringify([decide(rulebook, contact), evaluate(rulebook, contact), explain(rulebook, contact)])
  const alone = contacts.map(all)

  test('a decision does not depend on those before it', () => {
    for (let nth = contacts.length - 1; nth >= 0; nth--) expect(all(contacts[nth])).toBe(alone[nth])
    // A room that was never used before, and what tools make in rooms of their own.
    for (const contact of contacts)
      expect(JSON.stringify(traceContact(rulebook, contact, {}).decision)).toBe(
        JSON.stringify(value(decide(rulebook, contact))),
      )
  })

  test('a contact that decides others while it is read changes none of them, nor itself', () => {
    contacts.forEach((contact, nth) => {
      const other = (nth + 1) % contacts.length
      const within: string[] = []
      const asking = Object.fromEntries(Object.entries(contact))
      for (const [name, given] of Object.entries(contact))
        Object.defineProperty(asking, name, {
          enumerable: true,
          get: () => {
            if (within.length < 3) within.push(all(contacts[other]))
            return given
          },
        })
      expect(JSON.stringify(decide(rulebook, asking))).toBe(JSON.stringify(decide(rulebook, contact)))
      expect(new Set(within)).toEqual(new Set([alone[other]]))
    })
  })

  test('one that throws, or is refused half read, leaves nothing behind', () => {
    for (const [nth, contact] of contacts.entries()) {
      const broken = { ...contact }
      Object.defineProperty(broken, 'ageYears', {
        enumerable: true,
        get: () => {
          throw new Error('not to be read')
        },
      })
      expect(decide(rulebook, broken).ok).toBe(false)
      expect(decide(rulebook, { ...contact, moon: 'full', events: { caseClosedAt: 'never' } }).ok).toBe(false)
      expect(all(contact)).toBe(alone[nth])
    }
  })

  test('nothing of a contact is kept', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const kept = contacts.slice(0, 10).flatMap(contact => {
      const copy = JSON.parse(JSON.stringify({ ...contact, reference: `R-${contact.receivedAt}` })) as object
      const decision = value(decide(rulebook, copy))
      return [copy, decision, decision.deadlines, decision.notices, decision.assumed].map(one => new WeakRef(one))
    })
    // Another contact takes the room.
    decide(rulebook, { receivedAt })
    await new Promise(resolve => setTimeout(resolve, 0))
    collect()
    expect(kept.filter(one => one.deref() !== undefined)).toEqual([])
  })
})

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error('it is refused')
  return result.value
}
