// The books that the hand-written function keeps: reasons, consents, dates and actions of one decision.
import { source } from './project-source.mjs'

const strongest = ['must', 'should', 'may']

function tableOf(rulebook) {
  const entries = rulebook.rules.map(r => [
    r.id,
    {
      ...r,
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

  constructor(rulebook, contact, channel) {
    this.#rulebook = rulebook
    this.#contact = contact
    this.#events = {
      callReceivedAt: contact.events?.callReceivedAt ?? (channel === 'telephone' ? contact.receivedAt : undefined),
    }
    if (contact.riskOfSignificantHarm === true && contact.safeguardingConcern === false)
      this.#notices.push('facts-at-odds')
    if (contact.unborn === true && contact.ageYears !== undefined && contact.ageYears > 0)
      this.#notices.push('facts-at-odds')
  }

  because(rule) {
    this.#reasons.push(rule.reason)
  }

  grade(rag, rule) {
    this.rag = rag
    this.because(rule)
  }

  send(rule) {
    this.destination = rule.outcome.destination
    this.team = rule.outcome.team
    this.ask(rule)
  }

  consent(rule, proceeds) {
    const { purpose, requirement, from } = rule.outcome
    this.because(rule)
    this.#consents.push({ purpose, requirement, from, mayProceed: proceeds, rule: rule.id, clauses: rule.clauses })
  }

  date(rule) {
    this.because(rule)
    const { deadline: id, duration, from, strength } = rule.outcome
    const text = from === 'receivedAt' ? this.#contact.receivedAt : this.#events[from]
    const label = this.#rulebook.deadlines[id].label
    const start = text === undefined ? null : source.parseInstant(text)
    const due = start === null ? null : source.dueFrom(duration, start, this.#rulebook.officeHours.closes)
    if (start !== null && due === null) this.#notices.push('outside-calendar')
    if (due !== null && from !== 'receivedAt' && due.due < source.parseInstant(this.#contact.receivedAt))
      this.#notices.push('already-passed')
    const deadline = {
      id,
      label,
      action: label,
      duration: duration.minutes === 0 ? 'PT0S' : `PT${duration.minutes / 60}H`,
      from,
      due: due === null ? null : source.formatInstant(due.due),
      dueDate: due === null ? null : source.formatDay(due.day),
      notBefore: null,
      strength,
      governs: true,
      rule: rule.id,
      clauses: rule.clauses,
    }
    this.#dated.push({ ms: due?.due ?? null, deadline })
  }

  ask(rule) {
    this.because(rule)
    for (const team of rule.also) if (team !== this.team && !this.#also.includes(team)) this.#also.push(team)
    for (const { id, strength } of rule.actions) {
      const before = this.#actions.find(a => a.id === id)
      if (before) {
        if (strongest.indexOf(strength) < strongest.indexOf(before.strength)) before.strength = strength
        const more = rule.clauses.filter(clause => !before.clauses.includes(clause))
        if (more.length > 0) before.clauses = [...before.clauses, ...more]
      } else
        this.#actions.push({
          id,
          label: this.#rulebook.actions[id],
          strength,
          rule: rule.id,
          clauses: rule.clauses,
        })
    }
  }

  #governing() {
    let must = null
    for (const one of this.#dated) {
      if (one.ms === null) continue
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
      actions: this.#actions,
      reasons: this.#reasons,
      notices: this.#notices,
    }
  }
}

/** A rulebook's rules by id, and the start of a decision's books. */
export function outcomes(rulebook) {
  return { rule: tableOf(rulebook), start: (contact, channel) => new Outcomes(rulebook, contact, channel) }
}
