import { capital } from '../../rules/vocabulary/said.js'
import { questionFor } from '../../rules/vocabulary/vocabulary.js'
import type { Program } from '../compile/program.js'
import type { Look } from './look.js'
import type { Change } from './outcome.js'
import { changesBy } from './parts.js'
import type { Answer, Question } from './question.js'
import { domainKey, signsOf, unsaid, withSigns } from './signs.js'

/** A domain that still matters, with those of its indicators that do. */
interface OpenDomain {
  readonly name: string
  readonly answers: readonly Answer[]
}

export const domainWords = (domain: string): string => capital(domain.replaceAll('-', ' '))

/** The indicators that still matter, by domain: those that change the outcome by themselves, or as many of their kind together. */
function openDomains(
  program: Program,
  { contact, decision }: Look,
  passed: ReadonlySet<string>,
): readonly OpenDomain[] {
  const { domains, like } = signsOf(program)
  const open = domains
    .filter(d => !passed.has(domainKey(d.name)))
    .map(d => ({ name: d.name, ids: unsaid(contact, d.ids) }))
    .filter(d => d.ids.length > 0)
  const ids = open.flatMap(d => d.ids)
  const byKind = new Map<string, string[]>()
  for (const id of ids) {
    const kind = like.get(id) ?? id
    byKind.set(kind, [...(byKind.get(kind) ?? []), id])
  }
  const alone = new Map<string, readonly Change[]>()
  const matter = new Set<string>()
  for (const [kind, members] of byKind) {
    const [first = ''] = members
    const changes = changesBy(program, decision, withSigns(contact, [first]))
    alone.set(kind, changes)
    const together =
      changes.length > 0 || members.length < 2 ? changes : changesBy(program, decision, withSigns(contact, members))
    if (together.length > 0) matter.add(kind)
  }
  const rest = ids.filter(id => !matter.has(like.get(id) ?? id))
  const all = rest.length > 0 && changesBy(program, decision, withSigns(contact, rest)).length > 0
  const labels = new Map(program.indicators.map(i => [i.id, i.label]))
  return open.flatMap(({ name, ids: own }) => {
    const shown = all ? own : own.filter(id => matter.has(like.get(id) ?? id))
    const answers = shown.map(
      (id): Answer => ({ value: id, says: labels.get(id) ?? id, changes: alone.get(like.get(id) ?? id) ?? [] }),
    )
    return answers.length === 0 ? [] : [{ name, answers }]
  })
}

/** What is asked about indicators: first in which domains something was seen, then those of each such domain. */
export function signQuestions(program: Program, look: Look, passed: ReadonlySet<string>): readonly Question[] {
  if (program.indicators.length === 0) return []
  const open = openDomains(program, look, passed)
  if (open.length > 1 && !passed.has('indicators')) return [domainsQuestion(program, open)]
  return open.map(domain => domainQuestion(program, domain))
}

const about = (program: Program, ask: string, answers: readonly Answer[]): Omit<Question, 'id' | 'kind'> => ({
  group: program.vocabulary.facts.indicators?.group ?? null,
  ask,
  parts: [
    { fact: 'indicators', ask, help: null, kind: 'indicators', answers, members: [], range: null, entries: null },
  ],
  needs: 'nothing',
  definition: [],
})

function domainsQuestion(program: Program, open: readonly OpenDomain[]): Question {
  const answers = open.map(
    ({ name, answers: own }): Answer => ({ value: name, says: domainWords(name), changes: mostOf(own) }),
  )
  return { id: 'indicators', kind: 'domains', ...about(program, 'In which of these has something been seen?', answers) }
}

/** Every change that one of some answers makes, each once. */
function mostOf(answers: readonly Answer[]): readonly Change[] {
  const found = new Map(answers.flatMap(a => a.changes).map(change => [JSON.stringify(change), change]))
  return [...found.values()]
}

const domainQuestion = (program: Program, { name, answers }: OpenDomain): Question => ({
  id: domainKey(name),
  kind: 'indicators',
  ...about(program, `${questionFor(program.vocabulary, 'indicators')} ${domainWords(name)}:`, answers),
})

/** An indicator with what it would change now. */
export const signAgain = (program: Program, { contact, decision }: Look, answer: Answer): Answer => ({
  ...answer,
  changes: changesBy(program, decision, withSigns(contact, [String(answer.value)])),
})
