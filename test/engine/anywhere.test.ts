import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { sampleContacts } from '../../src/tools/contacts/arbitrary.js'
import { root } from '../package/source-files.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs } from '../runs.js'

// A decision is the same wherever and whenever it is made: in another time zone, another language, at another time of the clock.

vi.setConfig({ testTimeout: patience * 6 })

const books = shippedRulebooks()
const drawn = books.map(({ name, rulebook }) => ({ name, contacts: sampleContacts(rulebook, runs(120), 11) }))
const here = createHash('sha256')
for (const [i, { rulebook }] of books.entries())
  for (const contact of drawn[i]?.contacts ?? []) here.update(JSON.stringify(decide(rulebook, contact)))
const digest = here.digest('hex')
const given = JSON.stringify(drawn)

/** Decides with the built core; the clock stands before the first import. */
const program = (now: number): string => `
  const RealDate = Date
  globalThis.Date = class extends RealDate {
    constructor(...given) { given.length === 0 ? super(${now}) : super(...given) }
    static now() { return ${now} }
  }
  const { readFileSync } = await import('node:fs')
  const { createHash } = await import('node:crypto')
  const { decide, readRulebook } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/index.js')).href)})
  const digest = createHash('sha256')
  for (const { name, contacts } of JSON.parse(readFileSync(0, 'utf8'))) {
    const rulebook = readRulebook(JSON.parse(readFileSync('dist/rules/' + name + '.json', 'utf8'))).value
    for (const contact of contacts) digest.update(JSON.stringify(decide(rulebook, contact)))
  }
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions()
  const year = new Date().getUTCFullYear()
  console.log(JSON.stringify({ timeZone, locale, year, digest: digest.digest('hex') }))`

test.each([
  ['Pacific/Auckland', 'tr_TR.UTF-8', 2019, 'tr-TR'],
  ['America/St_Johns', 'ar_EG.UTF-8', 2039, 'ar-EG'],
  ['Pacific/Kiritimati', 'th_TH.UTF-8', 1970, 'th-TH'],
  ['Europe/London', 'en_GB.UTF-8', 2026, 'en-GB'],
  ['Asia/Tokyo', 'de_DE.UTF-8', 9999, 'de-DE'],
])('the decisions in %s, in %s, in the year %s are those made here', (timeZone, language, year, locale) => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program(Date.UTC(year, 5, 30, 23, 59, 59))],
    { cwd: root, encoding: 'utf8', input: given, env: { TZ: timeZone, LC_ALL: language, LANG: language } },
  )
  expect(stderr).toBe('')
  // The setting is in force, and changes nothing.
  expect(JSON.parse(stdout)).toEqual({ timeZone, locale, year, digest })
})
