// The books that the hand-written function keeps: reasons, consents, dates and actions of one decision.
import { source } from './project-source.mjs'

const strongest = ['must', 'should', 'may']
const kinds = ['protect', 'tell', 'ask', 'assess', 'decide', 'offer', 'record']

const assumptions = {
  contactType: 'a contact of which nobody says the kind is taken to be a referral',
  channel: 'advice is taken to be asked for by telephone',
  writtenReferralReceived: "the authority's own form is the written referral",
  'events.callReceivedAt': 'a call is taken to have come when the contact was received',
}

function actionOf(rulebook, rule, { id, strength }) {
  const { label, kind, by, clauses } = rulebook.actions[id]
  return { id, label, kind, by, byLabel: by === null ? null : rulebook.teams[by], strength, rule, clauses }
}

function tableOf(rulebook) {
  const entries = rulebook.rules.map(r => [
    r.id,
    {
      ...r,
      actions: r.actions.map(asked => actionOf(rulebook, r.id, asked)),
      reason: {
        stage: r.stage,
        rule: r.id,
        clauses: r.clauses,
        interpretation: r.interpretations[0] ?? null,
        interpretations: r.interpretations,
        says: r.says,
      },
    },
  ])
  return Object.fromEntries(entries)
}

const byDue = (a, b) => {
  const [x, y] = [a.ms ?? Number.POSITIVE_INFINITY, b.ms ?? Number.POSITIVE_INFINITY]
  return x !== y ? (x < y ? -1 : 1) : a.deadline.id < b.deadline.id ? -1 : 1
}

class Outcomes {
  level = null
  basis = null
  rag = null
  destination = 'screening'
  team = null
  #rulebook
  #contact
  #events
  #also = []
  #consents = []
  #dated = []
  #actions = []
  #reasons = []
  #notices = []
  #assumed = []

  constructor(rulebook, contact, type, channel) {
    this.#rulebook = rulebook
    this.#contact = contact
    const { riskOfSignificantHarm: risk, immediateDanger, safeguardingConcern, unborn, ageYears } = contact
    const call = contact.events?.callReceivedAt
    this.#events = {
      ...contact.events,
      callReceivedAt: call ?? (channel === 'telephone' ? contact.receivedAt : undefined),
    }
    if (contact.contactType === undefined) this.#assume('contactType', type)
    if (contact.channel !== channel) this.#assume('channel', channel)
    if (channel === 'form' && contact.writtenReferralReceived === undefined)
      this.#assume('writtenReferralReceived', true)
    if (channel === 'telephone' && call === undefined) this.#assume('events.callReceivedAt', contact.receivedAt)
    if (immediateDanger === true && risk === false) this.#notices.push('facts-at-odds')
    if ((risk ?? immediateDanger) === true && safeguardingConcern === false) this.#notices.push('facts-at-odds')
    if (unborn === true && ageYears > 0) this.#notices.push('facts-at-odds')
    const born = unborn === false || (ageYears !== undefined && unborn !== true)
    if (born && (contact.unbornWelfareConcern === true || contact.gestationWeeks !== undefined))
      this.#notices.push('facts-at-odds')
  }

  #assume(fact, value) {
    this.#assumed.push({ fact, value, because: assumptions[fact] })
  }

  because(rule) {
    this.#reasons.push(rule.reason)
  }

  grade(rag, rule) {
    this.rag = rag
    this.because(rule)
  }

  #tell(rule) {
    for (const { code } of rule.notices) this.#notices.push(code)
  }

  send(rule) {
    this.destination = rule.outcome.destination
    this.team = rule.outcome.team
    this.ask(rule)
  }

  consent(rule, proceeds) {
    const { purpose, requirement, from } = rule.outcome
    this.because(rule)
    this.#tell(rule)
    this.#consents.push({ purpose, requirement, from, mayProceed: proceeds, rule: rule.id, clauses: rule.clauses })
  }

  date(rule) {
    this.because(rule)
    const { deadline: id, duration, from, strength } = rule.outcome
    const text = from === 'receivedAt' ? this.#contact.receivedAt : this.#events[from]
    const { label, governs } = this.#rulebook.deadlines[id]
    const start = text === undefined ? null : source.parseInstant(text)
    const due = start === null ? null : source.dueFrom(duration, start, source.officeOf(this.#rulebook))
    if (start !== null && due === null) this.#notices.push('outside-calendar')
    if (due !== null && from !== 'receivedAt' && due.due < source.parseInstant(this.#contact.receivedAt))
      this.#notices.push('already-passed')
    const deadline = {
      id,
      label,
      action: label,
      duration: source.formatDuration(duration),
      from,
      due: due === null ? null : source.formatInstant(due.due),
      dueDate: due === null ? null : source.formatDay(due.day),
      notBefore: null,
      strength,
      governs,
      rule: rule.id,
      clauses: rule.clauses,
    }
    this.#dated.push({ ms: due?.due ?? null, deadline })
  }

  ask(rule) {
    this.because(rule)
    this.#tell(rule)
    for (const team of rule.also) if (team !== this.team && !this.#also.includes(team)) this.#also.push(team)
    for (const action of rule.actions) {
      const place = this.#actions.findIndex(a => a.id === action.id)
      if (place < 0) {
        this.#actions.push(action)
        continue
      }
      const before = this.#actions[place]
      if (strongest.indexOf(action.strength) < strongest.indexOf(before.strength))
        this.#actions[place] = { ...before, strength: action.strength }
    }
  }

  #governing() {
    let must = null
    for (const one of this.#dated) {
      if (one.ms === null || !one.deadline.governs) continue
      if (one.deadline.strength === 'must') return one.deadline
      must ??= one.deadline
    }
    return must
  }

  finish() {
    const { teams, version } = this.#rulebook
    const referral = this.#consents.find(c => c.purpose === 'referral')
    const dated = this.#dated.sort(byDue)
    return {
      authority: 'lancashire',
      reference: this.#contact.reference ?? null,
      version,
      level: this.level,
      basis: this.basis,
      rag: this.rag,
      route: {
        destination: this.destination,
        team: this.team,
        label: this.team === null ? null : teams[this.team],
        also: this.#also,
        alsoLabels: this.#also.map(t => teams[t]),
      },
      consent: { requirement: referral.requirement, from: referral.from, mayProceed: referral.mayProceed },
      consents: this.#consents,
      deadline: this.#governing(),
      deadlines: dated.map(d => d.deadline),
      actions: kinds.flatMap(kind => this.#actions.filter(a => a.kind === kind)),
      reasons: this.#reasons,
      notices: this.#notices,
      assumed: this.#assumed,
    }
  }
}

/** A rulebook's rules by id, and the start of a decision's books. */
export function outcomes(rulebook) {
  return { rule: tableOf(rulebook), start: (...told) => new Outcomes(rulebook, ...told) }
}
