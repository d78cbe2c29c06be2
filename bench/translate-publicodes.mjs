import Engine from 'publicodes'
import { testsOf, write } from './plain-condition.mjs'
import { begin, finish, settle } from './settle.mjs'

// publicodes has no lists and no null to compare with: a list is a yes-or-no for each value that is asked for, and an
// unknown text or number has a value that no rule asks for.
const unknownText = 'unknown'
const unknownNumber = -1

/** Names of facts, given out in order: publicodes reads words in them. */
function namesOf(plan) {
  const names = new Map()
  const tests = plan.rules.flatMap(r => testsOf(r.condition))
  const numbers = new Set(tests.flatMap(t => (typeof t.value === 'number' && t.compare ? [t.compare] : [])))
  for (const t of tests) if (t.oneOf && typeof t.values[0] === 'number') numbers.add(t.oneOf)
  numbers.add('practitionerLevel')
  const nameOf = (key, missing) => {
    if (!names.has(key)) names.set(key, { name: `f${names.size}`, missing })
    return names.get(key).name
  }
  return { names, numbers, nameOf }
}

const text = value => `'${String(value)}'`

function languageOf({ numbers, nameOf }) {
  const scalar = name => nameOf(name, numbers.has(name) ? unknownNumber : text(unknownText))
  const known = name =>
    numbers.has(name) ? `${scalar(name)} > ${unknownNumber}` : `${scalar(name)} != ${text(unknownText)}`
  const equal = (name, v) => `${scalar(name)} = ${numbers.has(name) ? v : text(v)}`
  return {
    always: 'oui',
    all: parts => ({ 'toutes ces conditions': parts }),
    any: parts => ({ 'une de ces conditions': parts }),
    not: part => ({ '=': [part, 'non'] }),
    known,
    flag: name => nameOf(name, 'non'),
    has: (name, value) => nameOf(`${name} has ${value}`, 'non'),
    oneOf: (name, values) => ({ 'une de ces conditions': values.map(v => equal(name, v)) }),
    compare: (name, sign, value) =>
      sign === '=='
        ? equal(name, value)
        : { 'toutes ces conditions': [known(name), `${scalar(name)} ${sign} ${value}`] },
  }
}

const variations = (pairs, otherwise) => ({
  variations: [...pairs.map(([si, alors]) => ({ si, alors })), { sinon: otherwise }],
})
const place = list => `place ${list.name}`
const looked = (list, say, none) =>
  variations(
    list.rules.map((r, nth) => [`place ${list.name} = ${nth}`, say(r)]),
    none,
  )

const readLater = {
  eligibility: list => ({ entry: looked(list, r => text(r.outcome.entry), text('none')) }),
  basis: list => ({ basis: looked(list, r => text(r.outcome.basis ?? 'none'), text('none')) }),
  route: list => ({
    route: looked(list, r => text(r.outcome.destination), text('screening')),
    team: looked(list, r => text(r.outcome.team ?? 'none'), text('none')),
  }),
  consent: list => ({
    [`requirement_${list.rules[0].list.replaceAll('-', '_')}`]: looked(
      list,
      r => text(r.outcome.requirement ?? 'none'),
      text('none'),
    ),
  }),
}

/** The rules in publicodes' own form, stage facts as rules of their own; `named` gives its name for a fact. */
function rulesOf(plan, language, named) {
  const rules = {}
  for (const list of plan.lists)
    if (list.policy === 'all')
      for (const r of list.rules) rules[`holds ${r.place}`] = { valeur: write(r.condition, language) }
    else
      rules[place(list)] = variations(
        list.rules.map((r, nth) => [write(r.condition, language), nth]),
        -1,
      )
  const decided = Object.assign({}, ...plan.lists.map(list => readLater[list.stage]?.(list) ?? {}))
  const [given, fixed] = ['levelGiven', 'level'].map(name => plan.lists.find(l => l.name === name))
  const judged = given ? variations([['place levelGiven = 0', named('practitionerLevel', unknownNumber)]], -1) : -1
  const own = fixed ? looked(fixed, r => r.outcome.level, -1) : -1
  decided.level = { 'le maximum de': [own, judged] }
  const rating = named('rating', text(unknownText))
  const rag = plan.lists.find(l => l.name === 'rag')
  decided.rag = rag
    ? looked(rag, r => (r.outcome.rag === 'rating' ? rating : text(r.outcome.rag)), text(unknownText))
    : rating
  return { rules, decided }
}

/** publicodes: every list as a rule of `variations`, asked for in turn after the situation has been set. */
export function translate(plan) {
  const namer = namesOf(plan)
  const { rules, decided } = rulesOf(plan, languageOf(namer), namer.nameOf)
  const facts = {}
  for (const [key, { name, missing }] of namer.names) facts[name] = decided[key] ?? { 'par défaut': missing }
  const engine = new Engine({ ...facts, ...rules }, { logger: { log() {}, warn() {}, error: console.error } })
  const first = plan.lists.filter(l => l.policy === 'first')
  const actions = Object.keys(rules).filter(name => name.startsWith('holds '))

  const prepare = one => {
    const situation = {}
    for (const [key, { name }] of namer.names) {
      if (key in decided) continue
      const [list, value] = key.split(' has ')
      const given = value === undefined ? one.facts[key] : one.facts[list].includes(value)
      if (given === null || (given === false && value !== undefined)) continue
      const flag = value !== undefined || facts[name]['par défaut'] === 'non'
      situation[name] = flag ? (given ? 'oui' : 'non') : namer.numbers.has(key) ? given : text(given)
    }
    return { one, situation }
  }
  return {
    prepare,
    decide({ one, situation }) {
      engine.setSituation(situation)
      const run = begin(one)
      for (const list of first) settle(plan, run, list, list.rules[engine.evaluate(place(list)).nodeValue])
      for (const name of actions) engine.evaluate(name)
      return finish(plan, run)
    },
  }
}
