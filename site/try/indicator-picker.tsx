import { useState } from 'preact/hooks'
import type { Indicator, Rulebook } from '../../src/index.js'
import { Choices, LinkButton } from './form-parts.js'
import { findIndicators, indicatorPlace, indicatorsShown } from './indicator-search.js'
import { PickedIndicators } from './picked-indicators.js'
import type { Signs, TryAction } from './state.js'
import { useFocusOnTurn } from './use-focus.js'

interface PickerProps {
  readonly rulebook: Rulebook
  readonly signs: Signs
  readonly age: number | null
  readonly turn: number
  readonly dispatch: (action: TryAction) => void
}

const orNull = (ids: readonly string[]): readonly string[] | null => (ids.length === 0 ? null : ids)

/** Indicators found by words and ticked; each tick counts at once. */
export function IndicatorPicker({ rulebook, signs, age, turn, dispatch }: PickerProps) {
  const [words, setWords] = useState('')
  const [allAges, setAllAges] = useState(false)
  const legend = useFocusOnTurn<HTMLLegendElement>(turn)
  const seen = signs.seen ?? []
  const absent = signs.absent ?? []
  const { shown, total, otherAges } = findIndicators(rulebook, { words, age: allAges ? null : age })
  const set = (id: string, how: 'seen' | 'absent' | null): void => {
    const others = (ids: readonly string[]): readonly string[] => ids.filter(x => x !== id)
    const next: Signs = {
      seen: orNull(how === 'seen' ? [...others(seen), id] : others(seen)),
      absent: orNull(how === 'absent' ? [...others(absent), id] : others(absent)),
    }
    dispatch({ type: 'signs', signs: next })
  }
  const isNone = signs.seen !== null && seen.length === 0
  const picked = (ids: readonly string[]): readonly Indicator[] =>
    ids.flatMap(id => rulebook.indicators.find(i => i.id === id) ?? [])
  return (
    <div class="try-card">
      <fieldset class="govuk-fieldset" aria-describedby="indicators-hint">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m" tabIndex={-1} ref={legend}>
          <h2 class="govuk-fieldset__heading">Which indicators have been observed?</h2>
        </legend>
        <div class="govuk-hint" id="indicators-hint">
          {rulebook.name} lists {rulebook.indicators.length}. What you do not tick stays not known; it does not count as
          absent.
        </div>
        <PickedIndicators seen={picked(seen)} absent={picked(absent)} onSet={set} />
        <label class="govuk-label govuk-label--s" for="indicator-words">
          Search by words
        </label>
        <input
          class="govuk-input"
          id="indicator-words"
          type="search"
          value={words}
          autocomplete="off"
          spellcheck={false}
          onInput={event => setWords(event.currentTarget.value)}
        />
        <p class="govuk-body-s try-found" role="status">
          {total > indicatorsShown
            ? `${indicatorsShown} of ${total} shown, the highest level first. Another word narrows them down.`
            : `${total} found`}
          {otherAges > 0 ? `; ${otherAges} more are for other ages than ${age}.` : ''}
        </p>
        {(otherAges > 0 || allAges) && age !== null && (
          <LinkButton onClick={() => setAllAges(!allAges)}>
            {allAges ? `Show those for age ${age} alone` : 'Show all ages'}
          </LinkButton>
        )}
        <div class="try-results">
          <Choices
            kind="checkboxes"
            id="indicator"
            options={shown.map(i => ({ value: i.id, words: i.label, hint: indicatorPlace(i) }))}
            isChosen={id => seen.includes(String(id))}
            onChoose={(id, chosen) => set(String(id), chosen ? 'seen' : null)}
          />
        </div>
      </fieldset>
      <div class="govuk-button-group">
        <button type="button" class="govuk-button" onClick={() => dispatch({ type: 'ask', fact: null })}>
          Continue
        </button>
        {seen.length === 0 && (
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => dispatch({ type: 'signs', signs: { ...signs, seen: [] }, done: true })}
          >
            None observed
          </button>
        )}
        {seen.length === 0 && !isNone && (
          <button
            type="button"
            class="try-link"
            onClick={() => dispatch({ type: 'pass', fact: 'indicators', how: 'skipped' })}
          >
            Skip for now
          </button>
        )}
      </div>
    </div>
  )
}
