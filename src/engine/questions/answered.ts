import type { Rulebook } from '../../rules/language/rulebook.js'
import { compile } from '../compile/program.js'
import type { Facts } from './look.js'
import { factValue, withFact } from './look.js'
import type { Question } from './question.js'
import { domainKey, signsOf, withSigns } from './signs.js'

/** What somebody says to a question. */
export interface Reply {
  /** Of facts: the value of each that is known; one that is left out is not known. */
  readonly facts?: Facts
  /** Of domains: those in which something was seen. Of indicators: those seen. */
  readonly seen?: readonly string[]
  /** Of indicators: whether the others of the question were looked for and not seen. Left out, they stay unknown. */
  readonly noneOfTheOthers?: boolean
}

/** All that an interview remembers: the contact, and what was said to be not known. */
export interface InterviewState {
  readonly contact: Facts
  readonly passed: readonly string[]
}

/** The state after a reply. Nothing is denied that nobody denied: what a reply leaves out is passed over, and stays unknown. */
export function answered(
  rulebook: Rulebook,
  { contact, passed }: InterviewState,
  question: Question,
  reply: Reply,
): InterviewState {
  const { seen = [], facts = {}, noneOfTheOthers = false } = reply
  const pass = (...names: readonly string[]): readonly string[] => [...new Set([...passed, ...names])]
  if (question.kind === 'domains') {
    const { domains } = signsOf(compile(rulebook))
    return {
      contact,
      passed: pass('indicators', ...domains.filter(d => !seen.includes(d.name)).map(d => domainKey(d.name))),
    }
  }
  if (question.kind === 'indicators') {
    const shown = question.parts.flatMap(p => p.answers).map(a => String(a.value))
    const others = noneOfTheOthers ? shown.filter(id => !seen.includes(id)) : []
    return { contact: withSigns(contact, seen, others), passed: pass(question.id) }
  }
  const made = question.parts.reduce(
    (all, { fact }) => (fact in facts ? withFact(all, fact, facts[fact]) : all),
    contact,
  )
  // A map that says something has room for more: it is not asked for again.
  const done = question.parts.filter(p => factValue(made, p.fact) !== undefined && p.kind !== 'map').map(p => p.fact)
  const left = question.parts.map(p => p.fact).filter(fact => !done.includes(fact))
  return { contact: made, passed: pass(...left).filter(name => !done.includes(name)) }
}

/** The state without what was said to a question, which can then be answered anew. */
export function unanswered(
  rulebook: Rulebook,
  { contact, passed }: InterviewState,
  question: Pick<Question, 'id' | 'kind' | 'parts'>,
): InterviewState {
  const without = (...names: readonly string[]): readonly string[] => passed.filter(name => !names.includes(name))
  if (question.kind === 'domains') {
    const { domains } = signsOf(compile(rulebook))
    return { contact, passed: without('indicators', ...domains.map(d => domainKey(d.name))) }
  }
  if (question.kind === 'indicators') {
    const shown = new Set(question.parts.flatMap(p => p.answers).map(a => a.value))
    const kept = ['indicators', 'indicatorsAbsent'].reduce((made: Facts, fact) => {
      const left = ((made[fact] as readonly string[] | undefined) ?? []).filter(id => !shown.has(id))
      return withFact(made, fact, left.length === 0 ? undefined : left)
    }, contact)
    return { contact: kept, passed: without(question.id) }
  }
  const asked = question.parts.map(p => p.fact)
  return {
    contact: asked.reduce((made, fact) => withFact(made, fact, undefined), contact),
    passed: without(...asked),
  }
}
