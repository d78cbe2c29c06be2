// Writes what the compiler must know of rules/: England's words, whose facts are whose, and bank holidays. A test holds them together.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const rules = new URL('../rules/', import.meta.url)
/** @param {string} name */
const read = name => parse(readFileSync(new URL(name, rules), 'utf8'))
/** @param {string} name @param {string} text */
function write(name, text) {
  const target = new URL(`../src/rules/${name}`, import.meta.url)
  if (text !== readFileSync(target, { encoding: 'utf8', flag: 'a+' })) writeFileSync(target, text)
}
const by = '// Written by scripts/write-england.mjs from rules/: change the YAML there, then build.'

const { vocabulary: _, law, sources, clauses, deadlines, rules: ruled, ...words } = read('england.yaml')
write(
  'vocabulary/england.ts',
  `import type { Words } from './words.js'\n\n${by}\n\nexport const englandWords = ${JSON.stringify(words, null, 2)} as const satisfies Words\n`,
)

write(
  'reading/layers/england-law.ts',
  `${by}\n\n/** What holds beside every rulebook that extends England: national law and guidance, and the clocks that they set. */\nexport const englandLaw: Readonly<Record<string, unknown>> = ${JSON.stringify({ law, sources, clauses, deadlines, rules: ruled }, null, 2)}\n`,
)

const sections = {
  concerns: 'concerns',
  referrers: 'referrer',
  plans: 'planType',
  contactTypes: 'contactType',
  channels: 'channel',
}
/** @type {Record<string, string[]>} */
const owners = {}
for (const name of readdirSync(rules).filter(n => n.endsWith('.yaml') && n !== 'england.yaml')) {
  const book = read(name)
  /** @param {string} key */
  const own = key => {
    owners[key] = [...(owners[key] ?? []), book.rulebook.name]
  }
  for (const [fact, { choices, severalOf }] of Object.entries(book.facts ?? {}))
    if (!(fact in words.facts)) own(fact)
    else for (const choice of Object.keys(choices ?? severalOf ?? {})) own(`${fact}: ${choice}`)
  for (const [section, fact] of Object.entries(sections))
    for (const choice of Object.keys(book[section] ?? {})) own(`${fact}: ${choice}`)
}
write(
  'vocabulary/own-facts.ts',
  `${by}\n\n/** By fact, or choice of a fact, the authorities that declare it for themselves. */\nexport const ownersOf: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(owners, null, 2)}\n`,
)

const calendars = Object.fromEntries(
  readdirSync(new URL('calendars/', rules)).map(name => {
    const { calendar, days } = read(`calendars/${name}`)
    return [name.replace('.yaml', ''), { ...calendar, days }]
  }),
)
write(
  'reading/bank-holidays.ts',
  `import type { HolidayCalendar } from '../time/working-days.js'\n\n${by}\n\n/** Bank holidays by the id under which a rulebook chooses them. */\nexport const bankHolidays = ${JSON.stringify(calendars, null, 2)} as const satisfies Readonly<Record<string, HolidayCalendar>>\n`,
)
