import { actionWords, byDoer, byKind, kindWords } from '../../src/engine/render/decision-words.js'
import type { Action, Decision, Rulebook } from '../../src/index.js'
import { Details } from './details.js'
import { RuleLink } from './rule-link.js'

interface ActionsProps {
  readonly decision: Decision
  readonly rulebook: Rulebook
}

/** What is to be done, by its kind and by whoever does it; what is only recorded, and what is no must, is asked for. */
export function Actions({ decision, rulebook }: ActionsProps) {
  const { actions } = decision
  if (actions.length === 0) return null
  const must = actions.filter(a => a.strength === 'must')
  const now = must.filter(a => a.kind !== 'record')
  const records = must.filter(a => a.kind === 'record')
  const others = actions.filter(a => a.strength !== 'must')
  return (
    <section aria-labelledby="actions-title">
      <h3 class="govuk-heading-s" id="actions-title">
        What to do
      </h3>
      <ActionsByKind actions={now} decision={decision} rulebook={rulebook} />
      {records.length > 0 && (
        <Details summary={`To be recorded (${records.length})`} printed>
          <ActionsByKind actions={records} decision={decision} rulebook={rulebook} />
        </Details>
      )}
      {others.length > 0 && (
        <Details summary={`${others.length} that should or may be done`} printed>
          <ActionsByKind actions={others} decision={decision} rulebook={rulebook} />
        </Details>
      )}
    </section>
  )
}

function ActionsByKind({ actions, decision, rulebook }: ActionsProps & { readonly actions: readonly Action[] }) {
  return (
    <>
      {byKind(actions).map(([kind, own]) => (
        <div key={kind}>
          <h4 class="try-stage">{kindWords[kind]}</h4>
          <ul class="govuk-list try-list">
            {byDoer(own).flatMap(([doer, done]) =>
              done.map(a => (
                <li key={a.id}>
                  {actionWords(decision, a)}
                  {doer === null ? '' : `. By: ${doer}`}{' '}
                  <span class="try-source">
                    <RuleLink rulebook={rulebook} rule={a.rule} clauses={a.clauses} />
                  </span>
                </li>
              )),
            )}
          </ul>
        </div>
      ))}
    </>
  )
}
