// How many questions an interview takes, and how long each takes to find: node bench/questions.mjs [CONTACTS] [AUTHORITY…]
// Somebody knows a contact and answers what is asked; what the contact does not say is not known. Indicators of a domain that are not
// seen are said to be none of the others where the contact gives indicators at all.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { decide, moments, readRulebook, vocabularyOf } from 'safeguarding-thresholds'
import { answered, changesBetween, questions } from 'safeguarding-thresholds/questions'
import { contacts } from 'safeguarding-thresholds/testing'
import { frontDoorContacts } from './front-door.mjs'

const mostAsked = 120

/** What somebody who knows a contact says to a question. */
function replyOf(rulebook, known, question) {
  const seen = known.indicators ?? []
  if (question.kind === 'domains')
    return { seen: rulebook.indicators.filter(i => seen.includes(i.id)).map(i => i.domain) }
  if (question.kind === 'indicators')
    return {
      seen: question.parts.flatMap(p => p.answers.map(a => a.value)).filter(id => seen.includes(id)),
      noneOfTheOthers: known.indicators !== undefined,
    }
  const facts = {}
  for (const { fact } of question.parts) {
    const [outer, inner] = fact.split('.')
    const value = inner === undefined ? known[outer] : known[outer]?.[inner]
    if (value !== undefined) facts[fact] = value
  }
  return { facts }
}

/** What of a contact can be known by the moment that another has reached. */
function knownBy(vocabulary, known, reached) {
  const momentOf = contact =>
    Math.max(
      0,
      ...Object.keys(contact).map(name => moments.indexOf(vocabulary.facts[name]?.moment)),
      ...Object.keys(contact.events ?? {}).map(name => moments.indexOf(vocabulary.events[name]?.moment)),
    )
  const moment = momentOf(reached)
  // Answers by purpose stand beside the one answer on consent: no question asks for them.
  const { events = {}, consentFor: _, ...rest } = known
  // An age says that the child is born: what is at odds with that is no further answer.
  const isSettled = name => name === 'unborn' && (reached.ageYears ?? reached.ageMonths) !== undefined
  const facts = Object.entries(rest).filter(
    ([name]) => !isSettled(name) && moments.indexOf(vocabulary.facts[name]?.askedFrom) <= moment,
  )
  const dates = Object.entries(events).filter(([name]) => moments.indexOf(vocabulary.events[name]?.moment) <= moment)
  return { ...Object.fromEntries(facts), ...(dates.length > 0 && { events: Object.fromEntries(dates) }) }
}

/** One interview from the time of receipt on. */
function interview(rulebook, known) {
  let state = { contact: { receivedAt: known.receivedAt }, passed: [] }
  const asked = []
  const times = []
  for (;;) {
    const from = performance.now()
    const found = questions(rulebook, state.contact, { passed: state.passed, most: 1 })
    times.push(performance.now() - from)
    if (!found.ok) throw new Error(JSON.stringify(found.diagnostics))
    const [question] = found.value.questions
    if (question === undefined) return { state, asked, times, how: found.value.state }
    if (asked.length > mostAsked) throw new Error(`no end of questions: ${JSON.stringify(state)}`)
    asked.push(question)
    state = answered(rulebook, state, question, replyOf(rulebook, known, question))
  }
}

const decided = (rulebook, contact) => {
  const result = decide(rulebook, contact, { rationale: false, unknowns: false })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]

function measure(rulebook, all) {
  const vocabulary = vocabularyOf(rulebook)
  const counts = []
  const answers = []
  const times = []
  const named = new Map()
  const how = { settled: 0, open: 0 }
  let [unproved, company, other, wrong] = [0, 0, 0, 0]
  for (const known of all) {
    const found = interview(rulebook, known)
    counts.push(found.asked.length)
    answers.push(found.asked.reduce((sum, q) => sum + q.parts.length, 0))
    times.push(...found.times)
    how[found.how]++
    for (const q of found.asked) {
      {
        const id = q.needs === 'nothing' ? q.id : `${q.id}~${q.needs}`
        named.set(id, (named.get(id) ?? 0) + 1)
      }
      if (q.needs === 'unproved') unproved++
      if (q.needs === 'company') company++
    }
    const everything = decided(rulebook, knownBy(vocabulary, known, found.state.contact))
    if (changesBetween(decided(rulebook, found.state.contact), everything).length === 0) continue
    other++
    if (found.how === 'settled') wrong++
    if (process.env.SHOW)
      console.log(
        found.how,
        JSON.stringify(known),
        JSON.stringify(found.state.contact),
        JSON.stringify(changesBetween(decided(rulebook, found.state.contact), everything)),
      )
  }
  counts.sort((a, b) => a - b)
  answers.sort((a, b) => a - b)
  times.sort((a, b) => a - b)
  return { counts, answers, times, how, unproved, company, other, wrong, named }
}

const [count = '1000', ...names] = process.argv.slice(2)
const authorities = names.length > 0 ? names : ['bucks', 'camden', 'lancashire', 'tower-hamlets']
console.log(
  '| rulebook | contacts | median | nine in ten | most | single answers: median | settled | other than all known | unproved | ms: median | 99 in 100 |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const authority of authorities) {
  const file = fileURLToPath(new URL(`../dist/rules/${authority}.json`, import.meta.url))
  const read = readRulebook(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics))
  const rulebook = read.value
  const sets = {
    generated: fc.sample(contacts(rulebook), { seed: 1, numRuns: Number(count) }),
    'front door': frontDoorContacts(rulebook, Number(count)),
  }
  const together = []
  for (const [kind, all] of Object.entries(sets)) {
    const { counts, answers, times, how, unproved, other, wrong, named } = measure(rulebook, all)
    together.push(...counts)
    const cells = [
      authority,
      kind,
      at(counts, 0.5),
      at(counts, 0.9),
      counts.at(-1),
      at(answers, 0.5),
      how.settled,
      `${other} (settled: ${wrong})`,
      unproved,
      at(times, 0.5).toFixed(2),
      at(times, 0.99).toFixed(2),
    ]
    console.log(`| ${cells.join(' | ')} |`)
    if (process.env.NAMES)
      console.log(
        [...named]
          .sort((a, b) => b[1] - a[1])
          .map(([id, n]) => `${id} ${n}`)
          .join(', '),
      )
  }
  together.sort((a, b) => a - b)
  console.log(`| ${authority} | both | ${at(together, 0.5)} | ${at(together, 0.9)} | ${together.at(-1)} | | | | | | |`)
}
