import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { readRulebook } from '../dist/index.js'
import { contacts } from '../dist/testing.js'

/** The rulebooks that are measured. */
export const rulebookNames = ['camden', 'tower-hamlets', 'lancashire']

/** A shipped rulebook, from its compiled form. */
export function shippedRulebook(name) {
  const read = readRulebook(JSON.parse(readFileSync(new URL(`../dist/rules/${name}.json`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.value
}

/** The same contacts every time, drawn from a rulebook's own vocabulary. */
export function generatedContacts(rulebook, count = 10_000) {
  // As a file or a service hands them over: plain JSON.
  return JSON.parse(JSON.stringify(fc.sample(contacts(rulebook), { seed: 2026, numRuns: count })))
}
