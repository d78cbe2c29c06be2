import { existsSync } from 'node:fs'
import { contactError, decide } from '../../engine/decide/decide.js'
import type { Facts } from '../../engine/questions/look.js'
import type { Interview, ToCheck } from '../../engine/questions/question.js'
import { changeWords } from '../../engine/render/decision-words.js'
import { renderText } from '../../engine/render/text.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { readArguments } from '../arguments.js'
import { checkInputs, readContacts } from '../contacts.js'
import { checkPlace, placeOf, writeWhole } from '../files.js'
import type { Io } from '../io.js'
import { Misuse } from '../io.js'
import { chosenRulebook } from '../named-rulebook.js'
import { paint } from '../paint.js'
import { usages } from '../usages.js'
import type { Talk } from './dialogue.js'
import { interviewOf } from './dialogue.js'
import { readTime } from './reply.js'
import { linesOf } from './words.js'

/** The command `thresholds ask`. */
export async function askCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('ask', args, {
    authority: { type: 'string', short: 'a' },
    rules: { type: 'string', short: 'r' },
    out: { type: 'string', short: 'o' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.ask)
    return 0
  }
  const rulebook = chosenRulebook(values)
  const [file, ...more] = positionals
  if (more.length > 0) throw new Misuse('name one contact at most: an interview is about one')
  if (file === '-')
    throw new Misuse('the contact cannot come from standard input, where the answers come from; name a file')
  if (values.out !== undefined) checkOut(values.out, file)
  const begun = file === undefined ? {} : await contactOf(file, io)
  const lines = linesFrom(io)
  const talk: Talk = { read: lines.read, write: io.write, width: Math.min(Math.max(io.columns ?? 80, 60), 100) }
  try {
    return await askAbout(rulebook, begun, values.out ?? null, talk, io)
  } finally {
    await lines.end()
  }
}

/** An interview is not held for an answer that has no place, and no file but the contact's own is written over. */
function checkOut(out: string, contact: string | undefined): void {
  checkPlace(out)
  if (existsSync(out) && !(contact !== undefined && existsSync(contact) && placeOf(out) === placeOf(contact)))
    throw new Misuse(`\`${out}\` is there already and is left as it is; give another name, or the contact's own`)
}

async function askAbout(rulebook: Rulebook, begun: Facts, out: string | null, talk: Talk, io: Io): Promise<number> {
  const contact = await withReceipt(begun, talk)
  if (contact === null) {
    await io.write('\nEnded before it was said when the contact was received: there is nothing to decide.\n')
    return 1
  }
  const checked = decide(rulebook, contact)
  if (!checked.ok) throw new Misuse(`the contact cannot be decided: ${contactError(checked.diagnostics).message}`)
  await io.write(`${linesOf([`${rulebook.name}. ? is not known, help shows what else can be written.`], talk.width)}\n`)
  const { state, interview } = await interviewOf(rulebook, { contact, passed: [] }, talk)
  if (out !== null) write(out, state.contact)
  const result = decide(rulebook, state.contact)
  if (!result.ok) throw new Error(contactError(result.diagnostics).message)
  await io.write(`\n${'─'.repeat(talk.width)}\n\n`)
  await io.write(renderText(result.value, { width: talk.width, rulebook, ...(io.colour && { mark: paint }) }))
  await io.write(`\n${closing(interview, talk.width)}\n`)
  return interview.state === 'asking' ? 1 : 0
}

/** The one contact of a file. */
async function contactOf(file: string, io: Io): Promise<Facts> {
  checkInputs([file])
  const found: unknown[] = []
  for await (const read of readContacts([file], io)) {
    if ('error' in read) throw new Misuse(read.error.message)
    found.push(read.contact)
  }
  const [contact, ...others] = found
  if (others.length > 0 || typeof contact !== 'object' || contact === null)
    throw new Misuse(
      `\`${file}\` holds ${others.length > 0 ? `${found.length} contacts` : 'no contact'}; an interview is about one`,
    )
  return contact as Facts
}

/** The contact with the time of receipt, which is asked for first where it is not given; `null` where nobody says it. */
async function withReceipt(contact: Facts, talk: Talk): Promise<Facts | null> {
  if (contact.receivedAt !== undefined) return contact
  await talk.write('When was the contact received? By the clock in London, as in 2026-11-27 16:50.\n')
  for (;;) {
    await talk.write('> ')
    const line = await talk.read()
    if (line === null) return null
    const said = readTime(line.trim())
    if (said.kind === 'value') return { ...contact, receivedAt: said.value }
    if (said.kind === 'wrong') await talk.write(`  ${said.why}\n`)
  }
}

function write(path: string, contact: Facts): void {
  try {
    writeWhole(path, `${JSON.stringify(contact, null, 2)}\n`)
  } catch (error) {
    throw new Misuse(`cannot write \`${path}\`: ${(error as Error).message}`)
  }
}

/** How far it is settled, and what is also to be checked. */
function closing({ state, questions, notKnown, alsoToCheck }: Interview, width: number): string {
  const asked = (list: readonly ToCheck[]): readonly string[] =>
    list.map(({ ask, couldChange }) => `  ${ask}${couldChange.length === 0 ? '' : ` (${changeWords(couldChange)})`}`)
  const how = {
    settled: ['Settled: no further answer changes the level, where it goes, consent or the clock that governs.'],
    open: ['Not settled: what is not known could still change the outcome.', ...asked(notKnown)],
    asking: [
      'Ended early: the outcome is not settled. The next question would have been:',
      ...questions.slice(0, 1).map(q => `  ${q.ask}`),
    ],
  }
  const also = alsoToCheck.length === 0 ? [] : ['', 'Also to check', ...asked(alsoToCheck)]
  return linesOf([...how[state], ...also], width, '    ')
}

/** The lines of standard input, one at each call; `end` lets go of it. */
function linesFrom(io: Io): { readonly read: () => Promise<string | null>; readonly end: () => Promise<void> } {
  const pieces = io.stdin[Symbol.asyncIterator]()
  const decoder = new TextDecoder()
  let held = ''
  let ended = false
  const read = async (): Promise<string | null> => {
    for (;;) {
      const end = held.indexOf('\n')
      if (end >= 0) {
        const line = held.slice(0, end)
        held = held.slice(end + 1)
        return line
      }
      if (ended) {
        const last = held
        held = ''
        return last === '' ? null : last
      }
      const { value, done } = await pieces.next()
      if (done === true) ended = true
      else held += typeof value === 'string' ? value : decoder.decode(value, { stream: true })
    }
  }
  return {
    read,
    end: async () => {
      await pieces.return?.()
    },
  }
}
