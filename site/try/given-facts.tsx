import { useRef } from 'preact/hooks'
import type { Rulebook, Vocabulary } from '../../src/index.js'
import { vocabularyOf } from '../../src/index.js'
import { knownHere } from '../../src/tools/authorities/known-words.js'
import { answerWords, labelOf } from './fact-words.js'
import { LinkButton } from './form-parts.js'
import { authorities } from './rulebooks.js'
import type { Facts, TryAction, TryState } from './state.js'
import { signsOf, startQuestion } from './state.js'

interface GivenProps {
  readonly state: TryState
  readonly rulebook: Rulebook
  readonly dispatch: (action: TryAction) => void
}

interface GivenRow {
  readonly fact: string
  readonly label: string
  readonly words: string
  /** What holds every contact together can be changed, and not taken out. */
  readonly removable: boolean
}

/** What was said so far, each with a way to change it or take it back. */
export function GivenFacts({ state, rulebook, dispatch }: GivenProps) {
  const title = useRef<HTMLHeadingElement>(null)
  return (
    <section class="try-given" aria-labelledby="given-title">
      <h2 class="govuk-heading-m" id="given-title" tabIndex={-1} ref={title}>
        What you have said
      </h2>
      <dl class="govuk-summary-list">
        {givenRows(state, rulebook).map(({ fact, label, words, removable }) => (
          <div class="govuk-summary-list__row" key={fact}>
            <dt class="govuk-summary-list__key">{label}</dt>
            <dd class="govuk-summary-list__value">{words}</dd>
            <dd class="govuk-summary-list__actions">
              <LinkButton onClick={() => dispatch({ type: 'ask', fact })}>
                Change<span class="govuk-visually-hidden"> {label}</span>
              </LinkButton>
              {removable && (
                <LinkButton
                  onClick={() => {
                    dispatch({ type: 'remove', fact })
                    // Its button is gone with it.
                    title.current?.focus()
                  }}
                >
                  Remove<span class="govuk-visually-hidden"> {label}</span>
                </LinkButton>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {setAside(state).map(name => (
        <p class="govuk-inset-text" key={name}>
          The indicators that you picked for {name} are its own. They do not count here, so look for what they mean in{' '}
          {rulebook.indicators.length > 0 ? `the list of ${rulebook.name}` : 'the questions'}; they wait until you
          choose {name} again.
        </p>
      ))}
      {notAsked(state, rulebook).map(label => (
        <p class="govuk-inset-text" key={label}>
          {rulebook.name} does not ask for "{label}": your answer does not count here, and waits until you choose an
          authority that does.
        </p>
      ))}
      <p class="govuk-body-s">What is not listed here is not known. Not known never counts as no.</p>
    </section>
  )
}

function givenRows(state: TryState, rulebook: Rulebook): readonly GivenRow[] {
  const vocabulary = vocabularyOf(rulebook)
  const { receivedAt } = state.facts
  const { receivedAt: _, ...facts } = knownHere(rulebook, state.facts).contact as Facts
  const { seen, absent } = signsOf(state)
  const labels = (ids: readonly string[]): string =>
    ids.map(id => rulebook.indicators.find(i => i.id === id)?.label ?? id).join('; ')
  const signs = (label: string, ids: readonly string[] | null): readonly GivenRow[] =>
    ids === null
      ? []
      : [{ fact: 'indicators', label, words: ids.length === 0 ? 'None observed' : labels(ids), removable: true }]
  return [
    { fact: startQuestion, label: 'Authority', words: rulebook.name, removable: false },
    {
      fact: startQuestion,
      label: 'Received',
      words: answerWords(vocabulary, 'receivedAt', receivedAt),
      removable: false,
    },
    ...signs('Indicators', seen),
    ...signs('Looked for, not found', absent),
    ...Object.entries(facts).flatMap(([fact, value]) => factRows(vocabulary, fact, value)),
  ]
}

/** The other authorities for which indicators were picked, by name. */
const setAside = ({ authority, signs }: TryState): readonly string[] =>
  authorities
    .filter(({ id }) => id !== authority && signs[id] !== undefined)
    .filter(({ id }) => [...(signs[id]?.seen ?? []), ...(signs[id]?.absent ?? [])].length > 0)
    .map(a => a.name)

/** What was said in terms that this authority does not have. */
const notAsked = ({ facts }: TryState, rulebook: Rulebook): readonly string[] =>
  knownHere(rulebook, facts).droppedFacts.map(fact => labelOf(vocabularyOf(rulebook), fact))

/** Each time of an event has a row of its own. */
const factRows = (vocabulary: Vocabulary, fact: string, value: unknown): readonly GivenRow[] =>
  fact === 'events'
    ? Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, at]) =>
        factRows(vocabulary, `events.${name}`, at),
      )
    : [{ fact, label: labelOf(vocabulary, fact), words: answerWords(vocabulary, fact, value), removable: true }]
