// Ways of writing a number, a length of time or an answer that are not the language's own. What can only mean one thing is taken for
// it; what can mean two is asked back, with both named in words that may be written.

/** What was meant: one reading that is taken, or several to choose from. */
export type Meant = { readonly taken: string } | { readonly either: readonly string[] }

/** Only spelling is mended: `docs/rulebook-language.md` lists what is taken. */
const figures = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** A phrase in one spelling: lower case, single spaces, plain hyphens, numbers to twelve as figures. */
const spelt = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[a-z]+/g, word => (figures.includes(word) ? String(figures.indexOf(word) + 1) : word))

type Reading = readonly [RegExp, (...numbers: readonly string[]) => Meant]

const taken = (text: string): Meant => ({ taken: text })
const either = (...texts: readonly string[]): Meant => ({ either: texts })
const n = '(-?\\d+(?:\\.\\d+)?)'
const phrase = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll('N', n)})$`)

const numberReadings: readonly Reading[] = [
  [phrase('=?= ?N|exactly N|N'), a => taken(`${a}`)],
  [phrase('!= ?N|<> ?N|≠ ?N|not N|other than N'), a => taken(`not ${a}`)],
  [
    phrase(
      '>= ?N|≥ ?N|N ?\\+|N (?:or|and) (?:more|over|above|older|up|upwards)|(?:at least|minimum|min|no less than|not less than|no fewer than|not under|from) N',
    ),
    a => taken(`at least ${a}`),
  ],
  [
    phrase(
      '<= ?N|≤ ?N|N (?:or|and) (?:less|fewer|under|below|younger)|(?:at most|maximum|max|no more than|not more than|not over) N',
    ),
    a => taken(`at most ${a}`),
  ],
  [phrase('> ?N|(?:more than|above|greater than) N'), a => taken(`more than ${a}`)],
  [phrase('< ?N|(?:less than|fewer than|under|below|younger than) N'), a => taken(`less than ${a}`)],
  [phrase('(?:from )?N (?:to|through) N|N ?- ?N|N ?\\.\\. ?N'), (a, b) => taken(`${a} to ${b}`)],
  [phrase('(?:over|older than|beyond) N'), a => either(`more than ${a}`, `at least ${a}`)],
  [phrase('(?:up to|till|until) N'), a => either(`at most ${a}`, `less than ${a}`)],
  [phrase('between N and N'), (a, b) => either(`${a} to ${b}`, `[${a}, ${b}]`)],
  [phrase('N or N'), (a, b) => either(`[${a}, ${b}]`)],
  [phrase('N ?/ ?N|N ?, ?N|N and N|N ?& ?N'), (a, b) => either(`[${a}, ${b}]`, `${a} to ${b}`)],
]

const readingOf = (readings: readonly Reading[], text: string): Meant | null => {
  for (const [pattern, meant] of readings) {
    const match = pattern.exec(text)
    if (match) return meant(...match.slice(1).filter(group => group !== undefined))
  }
  return null
}

/** What was meant where a number or a range of numbers is wanted: `3+` is `at least 3`; `null` where it cannot be told. */
export function meantNumber(text: string, name = ''): Meant | null {
  const plain = spelt(text)
  // An age is in years, and only then may they be named.
  return readingOf(
    numberReadings,
    name === 'ageYears' ? plain.replace(/ ?(?:years|yrs?)(?: old| of age)?\b/g, '') : plain,
  )
}

const answers: Readonly<Record<string, boolean>> = { yes: true, true: true, y: true, no: false, false: false, n: false }

/** What was meant where yes or no is wanted: `Yes` is `true`; `null` where it cannot be told. */
export const meantAnswer = (value: unknown): boolean | null =>
  typeof value === 'boolean' ? value : typeof value === 'string' ? (answers[value.trim().toLowerCase()] ?? null) : null

const units: readonly (readonly [names: string, unit: string])[] = [
  ['minutes?|mins?', 'minute'],
  ['hours?|hrs?|h', 'hour'],
  ['(?:working|business)[ -]?days?|wds?|weekdays?', 'working day'],
  ['(?:calendar )?days?|d', 'day'],
  ['weeks?|wks?|w', 'week'],
  ['(?:calendar )?months?|mths?', 'month'],
  ['years?|yrs?|y', 'year'],
]

/** What was meant where a length of time is wanted: `2 hrs` is `2 hours`; `null` where it cannot be told. */
export function meantDuration(text: string): Meant | null {
  const said = spelt(text)
    .replace(/^within /, '')
    .replace(/ (?:prior|earlier)$/, ' before')
  if (/^(?:immediate(?:ly)?|straight ?away|right away|at once|without delay)$/.test(said)) return taken('at once')
  const clock = /^(?:by )?(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?$/.exec(said)
  if (clock && (clock[2] !== undefined || clock[3] !== undefined)) return timeOfDay(clock)
  if (/^(?:by )?(?:noon|midday)$/.test(said)) return taken('by 12:00')
  if (
    /^(?:(?:by )?(?:the )?(?:end of|close of) (?:the )?(?:(?:working )?day|business|play)|(?:on )?(?:the )?same (?:working )?day|today)$/.test(
      said,
    )
  )
    return either('0 working days', 'by 17:00')
  if (/^(?:by )?(?:the )?next (?:working|business) day$/.test(said)) return either('1 working day', 'by 09:00')
  const parts = /^(?:an? )?(\d+(?:\.5)?)? ?([a-z][a-z -]*?)( before)?$/.exec(
    /^an? /.test(said) ? said.replace(/^an? /, '1 ') : said,
  )
  if (!parts?.[1]) return null
  const [amount, name = '', before = ''] = [parts[1], parts[2], parts[3]]
  if (name === 'm') return either(counted(amount, 'minute', before), counted(amount, 'month', before))
  const unit = units.find(([names]) => new RegExp(`^(?:${names})$`).test(name))?.[1]
  if (unit === undefined) return null
  if (!amount.includes('.')) return taken(counted(amount, unit, before))
  return unit === 'hour' ? taken(counted(String(Number(amount) * 60), 'minute', before)) : null
}

const counted = (amount: string, unit: string, before: string): string =>
  `${amount} ${unit}${amount === '1' ? '' : 's'}${before}`

function timeOfDay([, hour, minutes = '00', half]: readonly (string | undefined)[]): Meant | null {
  const h = Number(hour)
  if (half !== undefined && (h < 1 || h > 12)) return null
  const in24 = half === undefined ? h : (h % 12) + (half === 'pm' ? 12 : 0)
  if (in24 > 23 || Number(minutes) > 59) return null
  return taken(`by ${String(in24).padStart(2, '0')}:${minutes}`)
}

/** `write A, or B`, for what can be read two ways. */
export const eitherHint = (readings: readonly string[]): string =>
  readings.length === 1
    ? `write \`${readings[0]}\``
    : `write ${readings.map(r => `\`${r}\``).join(' or ')}, whichever is meant`
