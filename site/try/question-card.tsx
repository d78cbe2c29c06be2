import { useState } from 'preact/hooks'
import { assumedValueWords } from '../../src/engine/render/decision-words.js'
import { couldChangeWords } from '../../src/engine/render/explanation-words.js'
import type { OpenQuestion } from '../../src/index.js'
import { AnswerControl } from './answer-control.js'
import type { Draft } from './draft.js'
import { draftOf, readDraft } from './draft.js'
import { controlOf, questionOf } from './fact-words.js'
import { ErrorMessage, ErrorSummary } from './form-parts.js'
import type { TryAction } from './state.js'
import { useFocusOnTurn } from './use-focus.js'
import { useWords } from './words.js'

interface QuestionProps {
  readonly fact: string
  readonly value: unknown
  /** What an answer could change, where that is known. */
  readonly open: OpenQuestion | undefined
  readonly level: number | null
  readonly turn: number
  readonly dispatch: (action: TryAction) => void
}

const hints: Readonly<Record<string, string>> = {
  checkboxes: 'Choose all that apply. What you leave out counts as looked at, and not so.',
  number: 'In figures.',
  instant: "By London's clock.",
  selects: 'What you leave out stays not known.',
}

const ownHints: Readonly<Record<string, string>> = {
  riskOfSignificantHarm: 'This is for people to judge. No rule here works it out.',
  reference: 'An opaque reference of your own, never a name. Nothing here reads it.',
}

/** One question with its controls. Nothing changes until it is answered. */
export function QuestionCard({ fact, value, open, level, turn, dispatch }: QuestionProps) {
  const words = useWords()
  const [draft, setDraft] = useState<Draft>(() => draftOf(words, fact, value))
  const [wrong, setWrong] = useState<string | null>(null)
  const legend = useFocusOnTurn<HTMLLegendElement>(turn)
  const control = controlOf(words, fact)
  const hint = [ownHints[fact], words.facts[fact]?.help, hints[control.kind]].filter(Boolean).join(' ')
  const taken =
    open?.assumed === undefined
      ? ''
      : ` Until it is said, it is taken to be: ${assumedValueWords(words, fact, open.assumed)}.`
  const submit = (event: Event): void => {
    event.preventDefault()
    const read = readDraft(words, fact, draft)
    if (read.kind === 'wrong') setWrong(read.message)
    else
      dispatch(
        read.kind === 'answer' ? { type: 'answer', fact, value: read.value } : { type: 'pass', fact, how: 'not-known' },
      )
  }
  return (
    <form class="try-card" onSubmit={submit} noValidate>
      {wrong && <ErrorSummary message={wrong} field="answer" />}
      <div class={`govuk-form-group ${wrong ? 'govuk-form-group--error' : ''}`}>
        <fieldset
          class="govuk-fieldset"
          aria-describedby={['answer-hint', wrong && 'answer-error'].filter(Boolean).join(' ')}
        >
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m" tabIndex={-1} ref={legend}>
            <h2 class="govuk-fieldset__heading">{questionOf(words, fact)}</h2>
          </legend>
          <div class="govuk-hint" id="answer-hint">
            {hint}
            {open ? ` The answer could change ${couldChangeWords(open, level)}.${taken}` : ''}
          </div>
          {wrong && <ErrorMessage id="answer-error" message={wrong} />}
          <AnswerControl fact={fact} draft={draft} wrong={wrong !== null} onChange={setDraft} />
        </fieldset>
      </div>
      <div class="govuk-button-group">
        <button type="submit" class="govuk-button">
          Continue
        </button>
        {control.kind !== 'radios' && (
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => dispatch({ type: 'pass', fact, how: 'not-known' })}
          >
            Not known
          </button>
        )}
        <button type="button" class="try-link" onClick={() => dispatch({ type: 'pass', fact, how: 'skipped' })}>
          Skip for now
        </button>
      </div>
    </form>
  )
}
