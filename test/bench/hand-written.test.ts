import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { differsFrom } from '../../bench/hand-written-check.mjs'
import { handWrittenLancashire } from '../../bench/hand-written-lancashire.mjs'
import { decide } from '../../src/engine/decide/decide.js'
import { casesOf } from '../case-files.js'
import { rulebookFrom } from '../rulebooks.js'

const rulebook = rulebookFrom(
  readFileSync(new URL('../../rules/lancashire.yaml', import.meta.url), 'utf8'),
  'lancashire',
)
const byHand = handWrittenLancashire(rulebook)

// Drawn contacts seldom meet the rules for calls; the cases meet every rule.
const decisions = [...rulebook.examples, ...casesOf('lancashire')].flatMap(({ id, contact }) => {
  const decided = decide(rulebook, contact)
  return decided.ok ? { id, decision: decided.value, given: byHand(contact) } : []
})

describe('Lancashire by hand', () => {
  it('gives what the rulebook gives for every case', () => {
    const parts = decisions.map(({ id, decision, given }) => ({ id, differs: differsFrom(decision, given) }))
    expect(parts.filter(p => p.differs !== null)).toEqual([])
  })

  it('is tried on every rule', () => {
    const spoken = new Set(decisions.flatMap(d => d.decision.rationale ?? []).map(r => r.rule))
    expect(rulebook.rules.filter(r => !spoken.has(r.id)).map(r => r.id)).toEqual([])
  })

  it('would be found out', () => {
    const [{ decision, given } = expect.unreachable()] = decisions
    expect(differsFrom(decision, given)).toBe(null)
    const assumed = [{ fact: 'unborn', value: true, because: 'a mistake' }]
    expect(differsFrom({ ...decision, assumed }, given)).toBe('assumed')
    expect(differsFrom({ ...decision, actions: decision.actions.slice(1) }, given)).toBe('actions')
  })
})
