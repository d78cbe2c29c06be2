import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { explain } from '../../src/engine/explain/explain.js'
import type { Explanation, Rulebook } from '../../src/index.js'
import { vocabularyOf } from '../../src/index.js'
import { knownHere } from '../../src/tools/authorities/known-words.js'
import { GivenFacts } from './given-facts.js'
import { IndicatorPicker } from './indicator-picker.js'
import { Keep } from './keep.js'
import { AllQuestions, OpenQuestions } from './open-questions.js'
import { briefOutcome, spokenOutcome } from './open-summary.js'
import { Others } from './others.js'
import { Outcome } from './outcome.js'
import { QuestionCard } from './question-card.js'
import { Settled } from './settled.js'
import type { Facts, TryAction, TryState } from './state.js'
import { contactOf, factValue, questionNow, signsOf } from './state.js'
import { Words } from './words.js'

interface WorkbenchProps {
  readonly state: TryState
  readonly rulebook: Rulebook
  /** The first question of all, where it is asked again. */
  readonly start: ComponentChildren
  readonly dispatch: (action: TryAction) => void
  readonly onOpen: (contact: Facts) => void
  readonly onRestart: () => void
}

/** One question at a time, and what follows from the answers beside it. */
export function Workbench({ state, rulebook, start, dispatch, onOpen, onRestart }: WorkbenchProps) {
  const { facts, signs, authority } = state
  // What was said in another authority's terms waits until that is chosen again.
  const contact = useMemo(
    () => knownHere(rulebook, contactOf(state)).contact as Facts,
    [facts, signs, authority, rulebook],
  )
  const explained = useMemo(() => explain(rulebook, contact), [rulebook, contact])
  if (!explained.ok)
    return (
      <div class="govuk-error-summary" role="alert">
        <h2 class="govuk-error-summary__title">This contact cannot be decided</h2>
        <p class="govuk-body">{explained.diagnostics.map(d => `${d.message}; ${d.hint}`).join('. ')}</p>
        <button type="button" class="govuk-button" onClick={onRestart}>
          Start again
        </button>
      </div>
    )
  const words = vocabularyOf(rulebook)
  const explanation = explained.value
  const open = explanation.open
  const now = questionNow(
    state,
    open.map(u => u.fact),
  )
  return (
    <Words.Provider value={words}>
      <div class="try-grid">
        <section class="try-ask" aria-label="Question">
          {start ?? (
            <Question state={state} now={now} explanation={explanation} rulebook={rulebook} dispatch={dispatch} />
          )}
        </section>
        <section class="try-outcome" aria-labelledby="outcome-title">
          <Outcome explanation={explanation} rulebook={rulebook} />
        </section>
        <div class="try-said">
          <OpenQuestions
            open={open}
            passed={state.passed}
            level={explanation.decision.level}
            now={now}
            dispatch={dispatch}
          />
          <GivenFacts state={state} rulebook={rulebook} dispatch={dispatch} />
          <AllQuestions rulebook={rulebook} contact={contact} dispatch={dispatch} />
          <Keep
            authority={rulebook.authority}
            contact={contact}
            onOpen={onOpen}
            onProblem={message => dispatch({ type: 'problem', message })}
            onRestart={onRestart}
          />
        </div>
        <div class="try-others">
          <Others rulebook={rulebook} contact={contact} />
        </div>
      </div>
      <p class="govuk-visually-hidden" role="status">
        {spokenOutcome(words, explanation)}
      </p>
      <div class="try-status">
        <p aria-hidden="true">{briefOutcome(words, explanation)}</p>
        <button type="button" class="try-link" onClick={() => document.getElementById('outcome-title')?.focus()}>
          See outcome
        </button>
      </div>
    </Words.Provider>
  )
}

interface QuestionProps {
  readonly state: TryState
  readonly now: string | null
  readonly explanation: Explanation
  readonly rulebook: Rulebook
  readonly dispatch: (action: TryAction) => void
}

function Question({ state, now, explanation, rulebook, dispatch }: QuestionProps) {
  const { turn, facts, passed } = state
  if (now === null) return <Settled open={explanation.open.length} turn={turn} />
  if (now === 'indicators') {
    const age = facts.ageYears
    return (
      <IndicatorPicker
        key={rulebook.authority}
        rulebook={rulebook}
        signs={signsOf(state)}
        age={typeof age === 'number' ? age : null}
        turn={turn}
        dispatch={dispatch}
      />
    )
  }
  return (
    <QuestionCard
      key={`${now} ${passed[now] ?? ''} ${turn}`}
      fact={now}
      value={factValue(facts, now)}
      open={explanation.open.find(u => u.fact === now)}
      level={explanation.decision.level}
      turn={turn}
      dispatch={dispatch}
    />
  )
}
