import { assumedValueWords } from '../../src/engine/render/decision-words.js'
import { couldChangeWords } from '../../src/engine/render/explanation-words.js'
import type { OpenQuestion, Rulebook } from '../../src/index.js'
import { vocabularyOf } from '../../src/index.js'
import { Details } from './details.js'
import { factGroups } from './fact-groups.js'
import { questionOf } from './fact-words.js'
import { LinkButton } from './form-parts.js'
import type { Facts, Passed, TryAction } from './state.js'
import { factValue } from './state.js'
import { useWords } from './words.js'

interface OpenProps {
  readonly open: readonly OpenQuestion[]
  readonly passed: Readonly<Record<string, Passed>>
  readonly level: number | null
  /** The question on the card, which needs no second place. */
  readonly now: string | null
  readonly dispatch: (action: TryAction) => void
}

const passedWords = { 'not-known': 'not known', skipped: 'skipped' } as const

/** The other questions whose answers could change the outcome, in their order. */
export function OpenQuestions({ open, passed, level, now, dispatch }: OpenProps) {
  const words = useWords()
  const others = open.filter(u => u.fact !== now)
  if (others.length === 0) return null
  return (
    <Details summary={`Other open questions (${others.length})`}>
      <ul class="govuk-list try-questions">
        {others.map(u => (
          <li key={u.fact}>
            <LinkButton onClick={() => dispatch({ type: 'ask', fact: u.fact })}>{u.question}</LinkButton>
            <span class="try-behind">
              Could change {couldChangeWords(u, level)}
              {u.assumed === undefined ? '' : `; taken to be: ${assumedValueWords(words, u.fact, u.assumed)}`}
              {passed[u.fact] ? ` (${passedWords[passed[u.fact] as Passed]})` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Details>
  )
}

interface AllProps {
  readonly rulebook: Rulebook
  readonly contact: Facts
  readonly dispatch: (action: TryAction) => void
}

/** Every question that a contact can answer, whether or not it matters here. */
export function AllQuestions({ rulebook, contact, dispatch }: AllProps) {
  const words = vocabularyOf(rulebook)
  const askable = (fact: string): boolean => fact !== 'indicators' || rulebook.indicators.length > 0
  return (
    <Details summary="All questions">
      {factGroups(words).map(({ title, facts }) => (
        <div key={title}>
          <h3 class="try-stage">{title}</h3>
          <ul class="govuk-list try-questions">
            {facts.filter(askable).map(fact => (
              <li key={fact}>
                <LinkButton onClick={() => dispatch({ type: 'ask', fact })}>{questionOf(words, fact)}</LinkButton>
                {factValue(contact, fact) !== undefined && <span class="govuk-tag govuk-tag--green">Answered</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Details>
  )
}
