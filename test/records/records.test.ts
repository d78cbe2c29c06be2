import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { canonicalJson } from '../../src/rules/packed/digest.js'
import { linkBetween } from '../../src/tools/records/chain.js'
import { decideAgain } from '../../src/tools/records/decide-again.js'
import { personalFacts } from '../../src/tools/records/personal-facts.js'
import { readRecord } from '../../src/tools/records/read-record.js'
import type { SealedRecord, SealOptions } from '../../src/tools/records/record.js'
import { recordLine, seal } from '../../src/tools/records/record.js'
import { isSignedBy, signRecord } from '../../src/tools/records/signature.js'
import { faultWords, isSound, verifier } from '../../src/tools/records/verify.js'
import { decided, receivedAt, small } from '../small.js'

const rulebook = small()
const slower = small(['within: 4 hours', 'within: 6 hours'])
const find = (digest: string) => [rulebook, slower].find(r => r.digest === digest)
const contactOf = (n: number) => ({ reference: `c-${n}`, receivedAt, riskOfSignificantHarm: n % 2 === 0, ageYears: n })

function sealed(contact: Readonly<Record<string, unknown>>, options: SealOptions = {}): SealedRecord {
  const found = seal(decided(rulebook, contact), { receivedAt, ...contact }, options)
  if (!found.ok) throw new Error(found.diagnostics[0]?.message)
  return found.value
}

function chainOf(count: number): readonly SealedRecord[] {
  const records: SealedRecord[] = []
  for (let n = 1; n <= count; n++) records.push(sealed(contactOf(n), { previous: records.at(-1) ?? null }))
  return records
}

const verdictsOf = (lines: readonly string[], rulebookOf = find) => {
  const verify = verifier(rulebookOf)
  return lines.map((line, i) => verify(line, i + 1))
}

describe('the canonical form', () => {
  // The sample of RFC 8785, section 3.2.2, and the order of names of 3.2.3.
  test('is that of RFC 8785', () => {
    const sample = {
      // As the sample writes it, with more digits than a number holds.
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(Object.keys(JSON.parse(canonicalJson(names)) as object).length).toBe(7)
    expect([...canonicalJson(names).matchAll(/:(\d)/g)].map(m => m[1]).join('')).toBe('2467153')
  })
})

describe('a sealed record', () => {
  test('is read as it was written, and decided again to the same', () => {
    const record = sealed(contactOf(4), { sealedAt: '2026-03-27T16:31:00+00:00' })
    const read = readRecord(recordLine(record))
    expect(read).toEqual({ record, isWhole: true })
    expect(decideAgain(record, find)).toEqual({ is: 'identical' })
    expect(linkBetween(null, record)).toEqual({ is: 'next' })
  })

  test('keeps nothing that the caller still holds', () => {
    const contact = { receivedAt, concerns: ['trafficking'] }
    const record = sealed(contact)
    contact.concerns.push('neglect')
    expect(record.contact.concerns).toEqual(['trafficking'])
  })

  test('any letter that is changed shows', () => {
    const line = recordLine(sealed(contactOf(2)))
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.constantFrom('0', 'x', ' ', '"', '}', '\u0000'), (at, letter) => {
        fc.pre(line[at] !== letter)
        const read = readRecord(line.slice(0, at) + letter + line.slice(at + 1))
        expect(read.record === null || !read.isWhole).toBe(true)
      }),
      { numRuns: 300, seed: 7 },
    )
    for (const other of [` ${line}`, line.replace('{', '{ '), line.slice(0, -1)]) {
      const read = readRecord(other)
      expect(read.record === null || !read.isWhole).toBe(true)
    }
  })

  test.each([
    ['half a character', { reference: '\ud800' }, ['contact', 'reference']],
    ['a number that is none', { ageYears: Number.NaN }, ['contact', 'ageYears']],
    ['a function', { concerns: [() => 1] }, ['contact', 'concerns', 0]],
    ['a date', { events: { caseClosedAt: new Date(0) } }, ['contact', 'events', 'caseClosedAt']],
  ])('cannot be made of %s', (_, wrong, path) => {
    const found = seal(decided(rulebook), { receivedAt, ...wrong })
    expect(found.ok ? null : found.diagnostics.map(d => [d.code, d.path])).toEqual([['wrong-value', path]])
  })

  test('cannot be made of a circle, at no time, or without its receipt', () => {
    const circle: Record<string, unknown> = { receivedAt }
    circle.self = circle
    expect(seal(decided(rulebook), circle).ok).toBe(false)
    expect(seal(decided(rulebook), { receivedAt }, { sealedAt: 'yesterday' }).ok).toBe(false)
    expect(seal(decided(rulebook), { receivedAt }, { mask: ['receivedAt'] }).ok).toBe(false)
  })
})

test.each([
  ['a key of its own', { remark: 'x' }],
  ['no time of sealing', { sealedAt: 'never' }],
  ['a masked fact that is there', { masked: ['receivedAt'] }],
  ['a decision without its engine', { decision: { rulebook: { digest: 'x' } } }],
])('a line with %s is no record, whatever its digest', (_, changes) => {
  const line = canonicalJson({ ...sealed(contactOf(2)), ...changes })
  expect(readRecord(line).record).toBe(null)
})

describe('a file of records', () => {
  const lines = chainOf(5).map(recordLine)

  test('is sound as it was written', () => {
    const verdicts = verdictsOf(lines)
    expect(verdicts.every(isSound)).toBe(true)
    expect(verdicts.map(v => v.is)).toEqual(Array(5).fill('identical'))
  })

  test.each<[string, readonly string[], readonly [line: number, RegExp][]]>([
    ['a record taken out', lines.filter((_, i) => i !== 2), [[3, /record 3, before it, is not here/]]],
    ['the first taken out', lines.slice(2), [[1, /records 1 to 2, before it, are not here/]]],
    [
      'two put the other way round',
      [0, 2, 1, 3, 4].map(i => lines[i] ?? ''),
      [
        [2, /record 2, before it, is not here/],
        [3, /stands after record 3/],
        [4, /records? .*are? not here|record 3, before it/],
      ],
    ],
    ['one twice', [...lines.slice(0, 2), ...lines.slice(1)], [[3, /stands after record 2/]]],
    ['a value changed', lines.map((l, i) => (i === 1 ? l.replace('"c-2"', '"c-9"') : l)), [[2, /changed after/]]],
    ['a line that is no record', lines.map((l, i) => (i === 1 ? '{}' : l)), [[2, /no record/]]],
    ['a line that is cut off', [...lines.slice(0, 4), (lines[4] ?? '').slice(0, 300)], [[5, /cut off/]]],
  ])('tells of %s', (_, changed, expected) => {
    const told = verdictsOf(changed).flatMap(v => (isSound(v) ? [] : [[v.line, faultWords(v).join('; ')] as const]))
    expect(told.map(([line]) => line)).toEqual(expected.map(([line]) => line))
    expected.forEach(([, words], i) => {
      expect(told[i]?.[1]).toMatch(words)
    })
  })

  test('tells of one that was changed and sealed again', () => {
    const [first, second, ...rest] = chainOf(4)
    if (!first || !second) throw new Error('too few')
    const forged = sealed({ ...contactOf(2), ageYears: 17 }, { previous: first })
    const verdicts = verdictsOf([first, forged, ...rest].map(recordLine))
    expect(verdicts.map(isSound)).toEqual([true, true, false, true])
    expect(verdicts[2]).toMatchObject({ link: { is: 'another-before' } })
  })
})

describe('deciding again', () => {
  test('goes by the rulebook that decided then, and by no other', () => {
    const record = sealed(contactOf(2))
    expect(decideAgain(record, () => undefined)).toEqual({
      is: 'no-rulebook',
      authority: 'smallshire',
      version: '2026',
      digest: rulebook.digest,
    })
    const later = decide(slower, { receivedAt, riskOfSignificantHarm: true })
    const other = later.ok ? seal(later.value, { receivedAt, riskOfSignificantHarm: true }) : later
    expect(other.ok && decideAgain(other.value, find)).toEqual({ is: 'identical' })
  })

  test('says what differs, and a newer engine with the same outcome apart', () => {
    const record = sealed(contactOf(2))
    const { decision } = record
    const with_ = (changes: object): SealedRecord => ({ ...record, decision: { ...decision, ...changes } })
    expect(decideAgain(with_({ level: 1 }), find)).toMatchObject({ is: 'differs', differsIn: ['level'] })
    expect(decideAgain(with_({ unknowns: [] }), find)).toMatchObject({ is: 'differs', differsIn: ['unknowns'] })
    expect(decideAgain(with_({ engine: '0.0.9' }), find)).toEqual({
      is: 'same-outcome',
      engine: '0.0.9',
      differsIn: [],
    })
    expect(decideAgain(with_({ engine: '0.0.9', unknowns: [] }), find)).toEqual({
      is: 'same-outcome',
      engine: '0.0.9',
      differsIn: ['unknowns'],
    })
    expect(decideAgain(with_({ engine: '0.0.9', level: 1 }), find)).toMatchObject({ is: 'differs' })
    // Whatever is no telling of reasons differs, by whichever version.
    for (const changes of [{ authority: 'camden' }, { reference: 'other' }, { invented: 1 }, { notices: [1] }])
      expect(decideAgain(with_({ engine: '0.0.9', ...changes }), find)).toMatchObject({ is: 'differs' })
    const { rag: _, ...without } = decision
    expect(decideAgain({ ...record, decision: without as typeof decision }, find)).toMatchObject({
      is: 'differs',
      differsIn: ['rag'],
    })
    // What is no fact cannot be why.
    expect(decideAgain({ ...with_({ level: 1 }), masked: ['nonsense'] }, find)).toMatchObject({ is: 'differs' })
  })

  test('says that a contact is refused now', () => {
    const record = sealed(contactOf(2))
    expect(decideAgain({ ...record, contact: { receivedAt, levle: 1 } }, find)).toMatchObject({ is: 'refused' })
  })

  test('knows a decision that was made without reasons', () => {
    const bare = decide(rulebook, { receivedAt }, { rationale: false, unknowns: false })
    const record = bare.ok ? seal(bare.value, { receivedAt }) : bare
    expect(record.ok && decideAgain(record.value, find)).toEqual({ is: 'identical' })
  })
})

describe('masking', () => {
  test('leaves out what the vocabulary calls personal, and nothing that decides', () => {
    expect(personalFacts(rulebook)).toEqual(['reference'])
    const record = sealed(contactOf(2), { mask: personalFacts(rulebook) })
    expect(recordLine(record)).not.toContain('c-2')
    expect([record.masked, record.decision.reference]).toEqual([['reference'], null])
    expect(decideAgain(record, find)).toEqual({ is: 'identical' })
  })

  test('of a fact that decides says that it may be why', () => {
    const record = sealed(
      { riskOfSignificantHarm: true, reference: 'c-1' },
      { mask: ['riskOfSignificantHarm', 'ageYears'] },
    )
    expect(record.masked).toEqual(['riskOfSignificantHarm'])
    expect(
      record.decision.rationale?.flatMap(r => r.matched).filter(m => m.fact === 'riskOfSignificantHarm'),
    ).not.toEqual([])
    for (const { fact, observed } of record.decision.rationale?.flatMap(r => r.matched) ?? [])
      if (fact === 'riskOfSignificantHarm') expect(observed).toBe(null)
    expect(decideAgain(record, find)).toMatchObject({ is: 'masked', masked: ['riskOfSignificantHarm'] })
  })
})

test('a signature is by its key, and of its record', async () => {
  type Key = Parameters<typeof crypto.subtle.verify>[1]
  const pair = async () =>
    (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as {
      readonly publicKey: Key
      readonly privateKey: Key
    }
  const [ours, others] = [await pair(), await pair()]
  const [first, second] = chainOf(2)
  if (!first || !second) throw new Error('too few')
  const signed = await signRecord(first, bytes => crypto.subtle.sign('Ed25519', ours.privateKey, bytes))
  const by = (key: Key, record: SealedRecord) =>
    isSignedBy(record, (signature, bytes) => crypto.subtle.verify('Ed25519', key, signature, bytes))
  expect(readRecord(recordLine(signed))).toMatchObject({ isWhole: true })
  expect(await by(ours.publicKey, signed)).toBe(true)
  expect(await by(others.publicKey, signed)).toBe(false)
  expect(await by(ours.publicKey, { ...second, ...(signed.signature && { signature: signed.signature }) })).toBe(false)
  expect(await by(ours.publicKey, first)).toBe(false)
})
