import type { Result } from '../../diagnostic.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { questionFor } from '../../rules/vocabulary/vocabulary.js'
import type { Program } from '../compile/program.js'
import { compile } from '../compile/program.js'
import type { Changeable } from '../decide/decision.js'
import type { Company } from './company.js'
import { findCompany, neverBut } from './company.js'
import { harmDefinition } from './definition.js'
import type { Facts, Look } from './look.js'
import { candidatesOf, couldChangeOutcome, decideAlone, factValue, lookAt, withFact } from './look.js'
import { placeOf } from './order.js'
import { outcomeKey } from './outcome.js'
import { partOf } from './parts.js'
import type { Interview, Question, QuestionPart, ToCheck } from './question.js'
import { signAgain, signQuestions } from './sign-questions.js'
import { samplesOf } from './values.js'

/** How questions are asked. */
export interface QuestionOptions {
  /** What was said to be not known, and the domains about which nothing is known, as `answered` adds them. */
  readonly passed?: readonly string[]
  /** So many questions at most; the first is all that an interview needs. */
  readonly most?: number
}

/** How many contacts are decided in search of facts that matter together; beyond it a question stays. */
export const mostTried = 200

/** Facts that no question asks for: their answers have no form that a question could offer. */
const unasked: ReadonlySet<string> = new Set(['earlier-contacts', 'dates-by-indicator', 'instant', 'text'])

/** Whether a question asks for a fact: not for answers by purpose beside the one answer, nor for what comes with receipt. */
const isAsked = ({ vocabulary }: Program, { decision }: Look, fact: string): boolean =>
  fact !== 'indicators' &&
  fact !== 'consentFor' &&
  !unasked.has(vocabulary.facts[fact]?.kind ?? '') &&
  !(fact.startsWith('events.') && decision.assumed.some(a => a.fact === fact))

/**
 * What is to be asked next of a contact, with what each answer would change, and how far the outcome is settled: level, route, consent
 * and the clock that governs. What is unknown is never taken for false, and nothing is called settled that an answer could change.
 *
 * @param contact facts as `decide` takes them, still unchecked
 * @returns the interview, or every mistake in the contact
 * @example
 * const interview = questions(rulebook, { receivedAt: '2026-03-27T16:30:00+00:00' }, { most: 1 })
 * if (interview.ok) console.log(interview.value.questions[0]?.ask)
 */
export function questions(rulebook: Rulebook, contact: unknown, options: QuestionOptions = {}): Result<Interview> {
  const program = compile(rulebook)
  const looked = lookAt(program, contact as Facts)
  if (!looked.ok) return looked
  const look = looked.value
  const passed = new Set(options.passed)
  const found = find(program, look, passed, options.most ?? Number.POSITIVE_INFINITY)
  const alsoToCheck = look.unknowns
    .filter(u => !couldChangeOutcome(u))
    .map(u => toCheck(program, u.fact, u.couldChange))
  if (found.length > 0) return { ok: true, value: { state: 'asking', questions: found, notKnown: [], alsoToCheck } }
  const rest = unsettledBy(program, look)
  const notKnown = rest.map(fact => toCheck(program, fact, look.unknowns.find(u => u.fact === fact)?.couldChange ?? []))
  return {
    ok: true,
    value: { state: rest.length === 0 ? 'settled' : 'open', questions: [], notKnown, alsoToCheck },
  }
}

const toCheck = ({ vocabulary }: Program, fact: string, couldChange: readonly Changeable[]): ToCheck => ({
  fact,
  ask: questionFor(vocabulary, fact),
  couldChange,
})

/** The questions of a contact, in their order. */
function find(program: Program, look: Look, passed: ReadonlySet<string>, most: number): readonly Question[] {
  const facts = candidatesOf(look)
    .filter(fact => !passed.has(fact) && isAsked(program, look, fact))
    .map((fact, nth) => ({ fact, place: placeOf(program, fact, isAssumed(look, fact)), nth }))
    .sort((a, b) => a.place - b.place || a.nth - b.nth)
  const alone = askAlone(program, look, facts, passed, most)
  if (alone.length > 0) return alone
  const askable = facts.map(f => f.fact)
  if (askable.length === 0) return []
  const open = [...askable, ...look.unknowns.map(u => u.fact)].filter(
    (fact, nth, all) => all.indexOf(fact) === nth && !passed.has(fact) && isAsked(program, look, fact),
  )
  return askTogether(program, look, askable, companyOf(program, look, open)).slice(0, most)
}

/** Of some facts, those that matter together where all others are never known. */
function companyOf(program: Program, look: Look, open: readonly string[]): Company {
  const never = neverBut(program, open)
  const narrowed = lookAt(program, look.contact, never)
  return narrowed.ok ? findCompany(program, narrowed.value, open, mostTried) : { found: 'unproved', facts: open }
}

const isAssumed = ({ decision }: Look, fact: string): boolean => decision.assumed.some(a => a.fact === fact)

interface Placed {
  readonly fact: string
  readonly place: number
}

/** The questions of which an answer changes the outcome by itself. */
function askAlone(
  program: Program,
  look: Look,
  facts: readonly Placed[],
  passed: ReadonlySet<string>,
  most: number,
): readonly Question[] {
  const made: Question[] = []
  const done = new Set<string>()
  const signPlace = placeOf(program, 'indicators', false)
  const signs = { asked: false }
  const addSigns = (): void => {
    signs.asked = true
    for (const question of signQuestions(program, look, passed)) if (made.length < most) made.push(question)
  }
  for (const { fact, place } of facts) {
    if (made.length >= most) break
    if (done.has(fact)) continue
    if (!signs.asked && place > signPlace) addSigns()
    if (made.length >= most) break
    const part = partOf(program, look, fact)
    done.add(fact)
    if (part.answers.every(a => a.changes.length === 0)) continue
    const parts = [part, ...beside(program, look, part, facts)]
    for (const p of parts) done.add(p.fact)
    made.push(questionOf(program, parts, 'nothing'))
  }
  if (!signs.asked && made.length < most) addSigns()
  return made
}

/** So many facts of one group, each with its own few answers, stand on one card. */
const mostTogether = 6

/** What is asked on one card with a fact: of one with a few answers the others of its group; of consent all that could bear on it. */
function beside(program: Program, look: Look, part: QuestionPart, facts: readonly Placed[]): readonly QuestionPart[] {
  const { vocabulary, at } = program
  const groupOf = (fact: string): string | null => vocabulary.facts[fact]?.group ?? null
  const group = groupOf(part.fact)
  if (group === null) return []
  const own = facts.find(f => f.fact === part.fact)
  const others = facts.filter(f => f.fact !== part.fact && f.place === own?.place && groupOf(f.fact) === group)
  if (isOnConsent(program, part.fact)) return others.map(f => partOf(program, look, f.fact))
  const isPlain = (fact: string): boolean =>
    ['boolean', 'list', 'choice'].includes(vocabulary.facts[fact]?.kind ?? '') &&
    fact !== vocabulary.factNames[at.of.immediateDanger] &&
    fact !== vocabulary.factNames[at.of.riskOfSignificantHarm]
  if (!isPlain(part.fact) || part.assumed !== undefined) return []
  return others
    .filter(f => isPlain(f.fact))
    .map(f => partOf(program, look, f.fact))
    .filter(p => p.answers.some(a => a.changes.length > 0))
    .slice(0, mostTogether - 1)
}

/** The questions of facts that matter together, or that could; those on consent on one card. */
function askTogether(program: Program, look: Look, ordered: readonly string[], company: Company): readonly Question[] {
  if (company.found === 'nothing') return []
  const needs = company.found === 'facts' ? 'company' : 'unproved'
  const place = (fact: string): number => (ordered.includes(fact) ? ordered.indexOf(fact) : ordered.length)
  const facts = [...company.facts].sort((a, b) => place(a) - place(b))
  const consents = needs === 'company' ? facts.filter(fact => isOnConsent(program, fact)) : []
  const [first] = consents
  return facts.flatMap(fact => {
    if (!consents.includes(fact)) return [questionOf(program, [partOf(program, look, fact)], needs)]
    return fact === first
      ? [
          questionOf(
            program,
            consents.map(f => partOf(program, look, f)),
            needs,
          ),
        ]
      : []
  })
}

/** Whether a fact stands in the group of consent. */
function isOnConsent({ vocabulary, at: { of } }: Program, fact: string): boolean {
  const group = vocabulary.facts[fact]?.group ?? null
  return group !== null && group === vocabulary.facts[vocabulary.factNames[of.consent] ?? '']?.group
}

function questionOf(program: Program, parts: readonly QuestionPart[], needs: Question['needs']): Question {
  const [first] = parts
  const fact = first?.fact ?? ''
  const { vocabulary, at } = program
  const isHarm = fact === vocabulary.factNames[at.of.riskOfSignificantHarm]
  const group = vocabulary.facts[fact]?.group ?? null
  return {
    id: fact,
    kind: parts.length > 1 ? 'facts' : 'fact',
    group,
    ask: parts.length > 1 ? `${group ?? 'These'}:` : (first?.ask ?? ''),
    parts,
    needs,
    definition: isHarm ? harmDefinition(program) : [],
  }
}

/** What could still change the outcome if it became known, whoever was asked for it; empty where nothing could. */
export function unsettledBy(program: Program, look: Look): readonly string[] {
  const facts = candidatesOf(look).filter(fact => factValue(look.contact, fact) === undefined || fact === 'indicators')
  if (facts.length === 0) return []
  const { decision } = look
  const alone = facts.some(fact => {
    const tries = fact === 'indicators' ? [] : samplesOf(program, look.contact, fact).values
    return tries.some(({ value }) => {
      const after = decideAlone(program, withFact(look.contact, fact, value))
      return after !== null && outcomeKey(after) !== outcomeKey(decision)
    })
  })
  if (alone) return facts
  const open = [...new Set([...facts, ...look.unknowns.map(u => u.fact)])]
  return companyOf(program, look, open).found === 'nothing' ? [] : facts
}

/**
 * A question once more, for an answer that is to be changed: with what each answer would change in a contact from which it was taken out
 * (`unanswered`), whether or not it still matters.
 */
export function askAgain(rulebook: Rulebook, contact: unknown, question: Question): Result<Question> {
  const program = compile(rulebook)
  const looked = lookAt(program, contact as Facts)
  if (!looked.ok) return looked
  const look = looked.value
  const { kind, parts } = question
  if (kind === 'domains') return { ok: true, value: question }
  const again = (part: QuestionPart): QuestionPart =>
    kind === 'indicators'
      ? { ...part, answers: part.answers.map(answer => signAgain(program, look, answer)) }
      : partOf(program, look, part.fact)
  return { ok: true, value: { ...question, parts: parts.map(again) } }
}
