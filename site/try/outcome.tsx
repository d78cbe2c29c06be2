import {
  alsoWords,
  consentWords,
  deadlineWords,
  goesToWords,
  levelWords,
  missingWords,
} from '../../src/engine/render/decision-words.js'
import type { Decision, Explanation, Rulebook } from '../../src/index.js'
import { Actions } from './actions.js'
import { Deadlines } from './deadlines.js'
import { openSummary } from './open-summary.js'
import { Why } from './why.js'
import { WhyNot } from './why-not.js'
import { useWords } from './words.js'

interface OutcomeProps {
  readonly explanation: Explanation
  readonly rulebook: Rulebook
}

/** What the rules say so far: the outcome first, then what to do and by when, then why. */
export function Outcome({ explanation, rulebook }: OutcomeProps) {
  const { decision } = explanation
  return (
    <>
      <h2 class="govuk-heading-m try-name" id="outcome-title" tabIndex={-1}>
        {rulebook.name}: outcome so far
      </h2>
      <LevelPanel decision={decision} />
      <p class={explanation.open.length > 0 ? 'govuk-inset-text try-unsettled' : 'govuk-body'}>
        {openSummary(explanation)}
      </p>
      <Summary decision={decision} />
      {decision.notices.map(n => (
        <div class="govuk-warning-text" key={n.says}>
          <span class="govuk-warning-text__icon" aria-hidden="true">
            !
          </span>
          <strong class="govuk-warning-text__text">
            <span class="govuk-visually-hidden">Note:</span> {n.says}
          </strong>
        </div>
      ))}
      <Deadlines decision={decision} rulebook={rulebook} />
      <Actions decision={decision} rulebook={rulebook} />
      <Why explanation={explanation} rulebook={rulebook} />
      <WhyNot explanation={explanation} rulebook={rulebook} />
      <p class="govuk-body-s try-made-by">
        Decided by the {rulebook.name} rulebook, version {decision.rulebook.version} ({decision.rulebook.digest}), with
        package version {decision.engine}.
      </p>
    </>
  )
}

function LevelPanel({ decision }: { readonly decision: Decision }) {
  const words = useWords()
  const missing = missingWords(words, decision)
  return (
    <div class={`try-level try-level--${decision.level ?? 'none'}`}>
      <p class="try-level__words">{levelWords(decision, words)}</p>
      {missing !== null && <p class="try-level__missing">{missing}</p>}
      <p class="try-level__route">Goes to: {goesToWords(words, decision.route)}</p>
      {decision.rag && <p class={`govuk-tag try-rag--${decision.rag}`}>Rated {decision.rag}</p>}
    </div>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: preact.ComponentChildren }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{label}</dt>
      <dd class="govuk-summary-list__value">{children}</dd>
    </div>
  )
}

function Summary({ decision }: { readonly decision: Decision }) {
  const words = useWords()
  const { route, deadline, consents, notices, rationale, assumed } = decision
  return (
    <dl class="govuk-summary-list try-summary">
      {route.also.length > 0 && <Row label="Also tell">{alsoWords(decision).join('; ')}</Row>}
      <Row label="By when">
        {deadline === null ? (
          'No deadline yet that governs this contact.'
        ) : (
          <>
            <strong>{deadlineWords(words, deadline, notices).when}</strong>: {deadline.label}
          </>
        )}
      </Row>
      <Row label="Consent">
        {consents.length === 0 && 'The source has no rule for such a contact.'}
        {consentWords(words, consents, rationale).map(({ purposes, says }) => (
          <p class="try-consent" key={says}>
            <strong>For {purposes}</strong>: {says}.
          </p>
        ))}
      </Row>
      {assumed.length > 0 && (
        <Row label="Taken for granted">
          {assumed.map(({ fact, because }) => (
            <p class="try-consent" key={fact}>
              {because.charAt(0).toUpperCase() + because.slice(1)}.
            </p>
          ))}
        </Row>
      )}
    </dl>
  )
}
