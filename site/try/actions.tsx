import type { Action, Explanation, Rulebook } from '../../src/index.js'
import { particularFirst } from './action-order.js'
import { Details } from './details.js'
import { RuleLink } from './rule-link.js'

interface ActionsProps {
  readonly explanation: Explanation
  readonly rulebook: Rulebook
}

const shownAtFirst = 8
// A fold that hides fewer than this saves nothing.
const foldedAtLeast = 3
const words = { must: 'must', should: 'should', may: 'may' } as const

/** What is to be done: what must be first, and a long list only as far as it is asked for. */
export function Actions({ explanation, rulebook }: ActionsProps) {
  const actions = particularFirst(explanation.decision.actions, explanation)
  if (actions.length === 0) return null
  const must = actions.filter(a => a.strength === 'must')
  const others = actions.filter(a => a.strength !== 'must')
  const fold = must.length < shownAtFirst + foldedAtLeast ? must.length : shownAtFirst
  const ahead = must.slice(0, fold)
  const rest = must.slice(fold)
  return (
    <section aria-labelledby="actions-title">
      <h3 class="govuk-heading-s" id="actions-title">
        What to do
      </h3>
      <ActionList actions={ahead} rulebook={rulebook} />
      {rest.length > 0 && (
        <Details summary={`${rest.length} more that must be done`} printed>
          <ActionList actions={rest} rulebook={rulebook} />
        </Details>
      )}
      {others.length > 0 && (
        <Details summary={`${others.length} that should or may be done`} printed>
          <ActionList actions={others} rulebook={rulebook} />
        </Details>
      )}
    </section>
  )
}

function ActionList({ actions, rulebook }: { readonly actions: readonly Action[]; readonly rulebook: Rulebook }) {
  return (
    <ul class="govuk-list try-list">
      {actions.map(a => (
        <li key={a.id}>
          {a.label}
          {a.strength === 'must' ? '' : ` (${words[a.strength]})`}{' '}
          <span class="try-source">
            <RuleLink rulebook={rulebook} rule={a.rule} clauses={a.clauses} />
          </span>
        </li>
      ))}
    </ul>
  )
}
