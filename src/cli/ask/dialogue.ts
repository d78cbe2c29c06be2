import type { Diagnostic, Result } from '../../diagnostic.js'
import { decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { InterviewState, Reply } from '../../engine/questions/answered.js'
import { answered, unanswered } from '../../engine/questions/answered.js'
import { changesBetween } from '../../engine/questions/outcome.js'
import type { Interview, Question, QuestionPart } from '../../engine/questions/question.js'
import { askAgain, questions } from '../../engine/questions/questions.js'
import { assumedValueWords } from '../../engine/render/decision-words.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { readPart, readSigns } from './reply.js'
import { answerLines, changeText, linesOf, signLines } from './words.js'

/** What a dialogue reads and writes. */
export interface Talk {
  /** The next line without its end; `null` where there is none any more. */
  readonly read: () => Promise<string | null>
  readonly write: (text: string) => Promise<void>
  readonly width: number
}

/** One question that was answered, with the state before it and the words of the answer. */
interface Step {
  readonly question: Question
  readonly before: InterviewState
  readonly said: string
}

/** How an interview ended. */
export interface Ended {
  readonly state: InterviewState
  readonly interview: Interview
}

export const help = [
  '?          not known: the question is passed over, and the fact stays unknown',
  'back       takes the last answer back',
  'answers    shows what was answered, by number',
  'change N   asks question N again; the other answers stay',
  'why        says in full what each answer would change',
  'find WORD  among indicators, those with that word',
  'stop       ends here, with the decision on what is known',
]

/** What somebody wants instead of answering. */
type Turn =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly said: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'change'; readonly nth: number }
  | { readonly kind: 'stop' }

/** Asks question after question until nothing is left that matters, or somebody stops. */
export async function interviewOf(rulebook: Rulebook, start: InterviewState, talk: Talk): Promise<Ended> {
  let state = start
  const steps: Step[] = []
  let again: Question | null = null
  for (;;) {
    const interview: Interview = good(questions(rulebook, state.contact, { passed: state.passed, most: 1 }))
    const question: Question | undefined = again ?? interview.questions[0]
    again = null
    if (question === undefined) return { state, interview }
    const turn = await ask(rulebook, question, steps, talk)
    if (turn.kind === 'stop') return { state, interview }
    if (turn.kind === 'back') {
      const last = steps.pop()
      if (last) state = last.before
      continue
    }
    if (turn.kind === 'change') {
      const [step] = steps.splice(turn.nth - 1, 1)
      if (!step) continue
      state = unanswered(rulebook, state, step.question)
      again = good(askAgain(rulebook, state.contact, step.question))
      continue
    }
    const next = answered(rulebook, state, question, turn.reply)
    const checked = decide(rulebook, next.contact)
    if (!checked.ok) {
      await talk.write(
        `${linesOf(
          checked.diagnostics.map(d => `${d.message}; ${d.hint}`),
          talk.width,
        )}\n`,
      )
      again = question
      continue
    }
    await tellChanges(rulebook, good(decide(rulebook, state.contact)), checked.value, talk)
    steps.push({ question, before: state, said: turn.said })
    state = next
  }
}

/** The value of what cannot fail here: the contact was decided before. */
function good<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(result.diagnostics.map((d: Diagnostic) => d.message).join('; '))
}

async function tellChanges(rulebook: Rulebook, before: Decision, after: Decision, talk: Talk): Promise<void> {
  const changes = changesBetween(before, after).map(change => changeText(rulebook, change))
  const text = changes.length === 0 ? ['  = That changes nothing yet.'] : changes.map(c => `  → ${c}`)
  await talk.write(`${linesOf(text, talk.width, '    ')}\n`)
}

/** Shows a question and reads until there is an answer, or something else that somebody wants. */
async function ask(rulebook: Rulebook, question: Question, steps: readonly Step[], talk: Talk): Promise<Turn> {
  const { group, parts, kind, definition, needs } = question
  const head = [`Question ${steps.length + 1}${group === null ? '' : ` · ${group}`}`]
  if (needs === 'company') head.push('It matters together with what is asked next.')
  if (needs === 'unproved') head.push('It may not matter: not everything could be tried.')
  head.push(...definition.map(d => `  ${d.source}, ${d.section}: ${d.says}`))
  await talk.write(`\n${linesOf(head, talk.width, '  ')}\n`)
  if (kind === 'domains' || kind === 'indicators') return askSigns(rulebook, question, steps, talk)
  const facts: Record<string, unknown> = {}
  const said: string[] = []
  for (const part of parts) {
    const answer = await askPart(rulebook, question, part, steps, talk)
    if ('kind' in answer) return answer
    if (answer.value !== undefined) facts[part.fact] = answer.value
    said.push(answer.said)
  }
  return { kind: 'reply', reply: { facts }, said: said.join('; ') }
}

async function askPart(
  rulebook: Rulebook,
  question: Question,
  part: QuestionPart,
  steps: readonly Step[],
  talk: Talk,
): Promise<Turn | { readonly value?: unknown; readonly said: string }> {
  const { ask: text, help: more, assumed, fact } = part
  const taken =
    assumed === undefined
      ? []
      : [`  Taken to be: ${assumedValueWords(vocabularyOf(rulebook), fact, assumed)}, until it is said.`]
  await talk.write(`${linesOf([text, ...(more === null ? [] : [`  ${more}`]), ...taken], talk.width, '  ')}\n`)
  await talk.write(`${answerLines(part, talk.width)}\n`)
  for (;;) {
    const line = await prompt(talk)
    const turn = await commanded(rulebook, question, line, steps, talk)
    if (turn === 'said') continue
    if (turn !== null) return turn
    const said = readPart(part, line ?? '')
    if (said.kind === 'wrong') await talk.write(`${linesOf([`  ${said.why}`], talk.width, '  ')}\n`)
    else if (said.kind === 'not-known') return { said: 'not known' }
    else return { value: said.value, said: line ?? '' }
  }
}

async function askSigns(rulebook: Rulebook, question: Question, steps: readonly Step[], talk: Talk): Promise<Turn> {
  const rest =
    question.kind === 'indicators'
      ? 'Numbers of what was seen; after them "none of the others" where those were looked for. Else they stay not known.'
      : 'Numbers, or none. What you leave out stays not known, and is not asked for further.'
  await talk.write(
    `${linesOf([question.ask], talk.width)}\n${signLines(question, talk.width)}\n${linesOf([rest], talk.width)}\n`,
  )
  for (;;) {
    const line = await prompt(talk)
    const sought = /^find\s+(.+)$/i.exec(line ?? '')?.[1]
    if (sought !== undefined) {
      await talk.write(`${signLines(question, talk.width, sought)}\n`)
      continue
    }
    const turn = await commanded(rulebook, question, line, steps, talk)
    if (turn === 'said') continue
    if (turn !== null) return turn
    const said = readSigns(question, line ?? '')
    if (said.kind === 'wrong') await talk.write(`${linesOf([`  ${said.why}`], talk.width, '  ')}\n`)
    else if (said.kind === 'not-known') return { kind: 'reply', reply: {}, said: 'not known' }
    else return { kind: 'reply', reply: { seen: said.seen, noneOfTheOthers: said.noneOfTheOthers }, said: line ?? '' }
  }
}

async function prompt(talk: Talk): Promise<string | null> {
  await talk.write('> ')
  const line = await talk.read()
  return line === null ? null : line.trim()
}

/** What a line orders; `said`: it was done, and the question stands; `null`: it is an answer. */
async function commanded(
  rulebook: Rulebook,
  question: Question,
  line: string | null,
  steps: readonly Step[],
  talk: Talk,
): Promise<Turn | 'said' | null> {
  if (line === null || /^stop$/i.test(line)) return { kind: 'stop' }
  const tell = async (texts: readonly string[]): Promise<'said'> => {
    await talk.write(`${linesOf(texts, talk.width, '    ')}\n`)
    return 'said'
  }
  if (/^help$/i.test(line)) return tell(help)
  if (/^why$/i.test(line)) return tell(inFull(rulebook, question))
  if (/^answers$/i.test(line))
    return tell(
      steps.length === 0
        ? ['Nothing was answered yet.']
        : steps.map((s, nth) => `${nth + 1}  ${s.question.ask} ${s.said}`),
    )
  if (/^back$/i.test(line)) return steps.length === 0 ? tell(['There is no answer to take back.']) : { kind: 'back' }
  const [, number] = /^change\s*(.*)$/i.exec(line) ?? []
  if (number === undefined) return null
  const nth = Number(number)
  if (Number.isInteger(nth) && nth >= 1 && nth <= steps.length) return { kind: 'change', nth }
  return tell([
    steps.length === 0
      ? 'There is no answer to change yet.'
      : `\`change ${number}\` names no answer: write change and a number from 1 to ${steps.length}; answers shows them`,
  ])
}

/** What each answer would change, word for word. */
const inFull = (rulebook: Rulebook, { parts }: Question): readonly string[] =>
  parts.flatMap(part => [
    part.ask,
    ...part.answers
      .filter(a => a.changes.length > 0)
      .map(a => `  ${a.says}: ${a.changes.map(c => changeText(rulebook, c)).join('; ')}`),
    ...(part.answers.every(a => a.changes.length === 0) ? ['  no answer changes anything by itself'] : []),
  ])
