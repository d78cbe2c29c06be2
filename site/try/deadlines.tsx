import { deadlineWords, exceptionsOf, saysUnless, strengthWords } from '../../src/engine/render/decision-words.js'
import type { Deadline, Decision, Rulebook } from '../../src/index.js'
import { vocabularyOf } from '../../src/index.js'
import { Details } from './details.js'
import { RuleLink } from './rule-link.js'

interface DeadlinesProps {
  readonly decision: Decision
  readonly rulebook: Rulebook
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const byDue = (a: Deadline, b: Deadline): number => (a.due ?? '').localeCompare(b.due ?? '')

/** The clocks: the one that governs first, then the others with a date, then those that wait for one. */
export function Deadlines({ decision, rulebook }: DeadlinesProps) {
  const { deadlines, deadline: first } = decision
  if (deadlines.length === 0) return null
  const dated = deadlines.filter(d => d.due !== null && d.id !== first?.id && d.governs).sort(byDue)
  const ahead = [...deadlines.filter(d => d.id === first?.id), ...dated]
  const others = deadlines.filter(d => !ahead.includes(d))
  return (
    <section aria-labelledby="deadlines-title">
      <h3 class="govuk-heading-s" id="deadlines-title">
        Deadlines
      </h3>
      {ahead.length > 0 && <DeadlineList deadlines={ahead} decision={decision} rulebook={rulebook} />}
      {others.length > 0 && (
        <Details
          summary={`Clocks that wait for a date, and for records, reviews and notice (${others.length})`}
          printed
        >
          <DeadlineList deadlines={others} decision={decision} rulebook={rulebook} />
        </Details>
      )}
    </section>
  )
}

function DeadlineList({ deadlines, decision, rulebook }: DeadlinesProps & { readonly deadlines: readonly Deadline[] }) {
  return (
    <ul class="govuk-list try-list">
      {deadlines.map(d => {
        const { when, span, notBefore } = deadlineWords(vocabularyOf(rulebook), d, decision.notices)
        return (
          <li key={d.id}>
            <strong>{capital(when)}</strong>:{' '}
            {saysUnless(
              `${d.label}${strengthWords(d.strength)}, ${span}${notBefore === null ? '' : `, not before ${notBefore}`}`,
              exceptionsOf(decision, r => r.rule === d.rule),
            )}{' '}
            <span class="try-source">
              <RuleLink rulebook={rulebook} rule={d.rule} clauses={d.clauses} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
