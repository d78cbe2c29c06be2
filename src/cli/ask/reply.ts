import type { Answer, Question, QuestionPart } from '../../engine/questions/question.js'
import { parseDay } from '../../rules/time/calendar.js'
import { atLondonTime, formatInstant, parseInstant } from '../../rules/time/london.js'

/** What a line says: a value, that it is not known, or why it cannot be taken. */
export type Said =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'wrong'; readonly why: string }

const value = (said: unknown): Said => ({ kind: 'value', value: said })
const wrong = (why: string): Said => ({ kind: 'wrong', why })

const isNotKnown = (line: string): boolean => /^(\?|not known|unknown)$/i.test(line)

/** What a line says to one part of a question. */
export function readPart(part: QuestionPart, line: string): Said {
  if (isNotKnown(line)) return { kind: 'not-known' }
  switch (part.kind) {
    case 'boolean':
      return readYesNo(line)
    case 'list':
      return readSeveral(membersOf(part), line)
    case 'number':
      return part.range === null ? readOne(part.answers, line) : readNumber(part, line)
    case 'map':
      return readEntries(part, line)
    case 'instant':
      return readTime(line)
    default:
      return readOne(part.answers, line)
  }
}

/** The single members of a list: the answers tried hold several at once, too. */
export function membersOf({ answers, members }: QuestionPart): readonly Answer[] {
  return members.map(({ value: member, says }) => {
    const alone = answers.find(a => Array.isArray(a.value) && a.value.length === 1 && a.value[0] === member)
    return { value: member, says, changes: alone?.changes ?? [] }
  })
}

function readYesNo(line: string): Said {
  if (/^(1|y|yes)$/i.test(line)) return value(true)
  if (/^(2|n|no)$/i.test(line)) return value(false)
  return wrong('write 1 or yes, 2 or no, or ? where it is not known')
}

/** The answer that a number or a value names. */
function chosen(answers: readonly Answer[], word: string): Answer | undefined {
  const nth = /^\d+$/.test(word) ? Number(word) : 0
  return answers[nth - 1] ?? answers.find(a => String(a.value) === word)
}

function readOne(answers: readonly Answer[], line: string): Said {
  const found = chosen(answers, line)
  return found ? value(found.value) : wrong(`write a number from 1 to ${answers.length}, or ? where it is not known`)
}

function readSeveral(answers: readonly Answer[], line: string): Said {
  if (/^none$/i.test(line)) return value([])
  const words = line.split(/[\s,]+/).filter(w => w !== '')
  const found = words.map(word => chosen(answers, word))
  const missing = words.find((_, nth) => found[nth] === undefined)
  if (missing !== undefined || words.length === 0)
    return wrong(
      `\`${missing ?? ''}\` is none of them: write numbers from 1 to ${answers.length} with spaces between, none, or ? where it is not known`,
    )
  return value([...new Set(found.map(a => a?.value))])
}

function readNumber({ range }: QuestionPart, line: string): Said {
  const { min = 0, max = 0, whole = true } = range ?? {}
  const number = Number(line)
  const fits = line !== '' && number >= min && number <= max && (!whole || Number.isInteger(number))
  return fits
    ? value(number)
    : wrong(`write a ${whole ? 'whole ' : ''}number from ${min} to ${max}, or ? where it is not known`)
}

function readEntries({ entries }: QuestionPart, line: string): Said {
  const { names = [], values = [] } = entries ?? {}
  const found: Record<string, string | number> = {}
  for (const piece of line.split(',').map(p => p.trim())) {
    const [, word = '', said = ''] = /^(.*?)[\s=]+(\S+)$/.exec(piece) ?? []
    const name = names.find((n, nth) => n.value === word || String(nth + 1) === word)
    const found1 = values.find(v => String(v) === said)
    if (name === undefined || found1 === undefined)
      return wrong(
        `\`${piece}\` cannot be read: write a name or its number and one of ${values.join(', ')}, with commas between, or ? where nothing is known`,
      )
    found[name.value] = found1
  }
  return value(found)
}

/** A date and time by London's clock, or one with its offset. */
export function readTime(line: string): Said {
  if (parseInstant(line) !== null) return value(line)
  const [, date = '', hours = '', minutes = ''] = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)$/.exec(line) ?? []
  const day = date === '' ? null : parseDay(date)
  if (day === null) return wrong('write a date and time by the clock in London, as in 2026-11-27 16:50')
  return value(formatInstant(atLondonTime(day, Number(hours) * 60 + Number(minutes))))
}

/** What a line says of domains, or of the indicators of one. */
export type SaidOfSigns =
  | { readonly kind: 'seen'; readonly seen: readonly string[]; readonly noneOfTheOthers: boolean }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'wrong'; readonly why: string }

const othersNot = /[\s,]*(and )?none of the others$/i

/** Reads numbers of what was seen; of indicators, `none of the others` says that the rest was looked for and not seen. */
export function readSigns({ kind, parts }: Question, line: string): SaidOfSigns {
  if (isNotKnown(line)) return { kind: 'not-known' }
  const answers = parts.flatMap(p => p.answers)
  const denies = othersNot.test(line) || /^none$/i.test(line)
  const rest = line
    .replace(othersNot, '')
    .replace(/^none$/i, '')
    .trim()
  if (rest === '' && denies) return { kind: 'seen', seen: [], noneOfTheOthers: kind === 'indicators' }
  const said = readSeveral(answers, rest)
  if (said.kind !== 'value')
    return {
      kind: 'wrong',
      why: `write numbers from 1 to ${answers.length} with spaces between${kind === 'indicators' ? ', after them "none of the others" where those were looked for and not seen' : ''}, none, or ? where nothing is known`,
    }
  return { kind: 'seen', seen: (said.value as readonly unknown[]).map(String), noneOfTheOthers: denies }
}
