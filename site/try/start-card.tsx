import { useState } from 'preact/hooks'
import { Choices, ErrorMessage, ErrorSummary, Input } from './form-parts.js'
import { fromDateAndTime, toDateAndTime } from './london-time.js'
import { authorities } from './rulebooks.js'
import { useFocusOnTurn } from './use-focus.js'

interface StartProps {
  readonly authority: string | null
  readonly receivedAt: string
  readonly turn: number
  readonly onBegin: (authority: string, receivedAt: string) => void
}

/** Whose rules, and when the contact came. */
export function StartCard({ authority, receivedAt, turn, onBegin }: StartProps) {
  const [chosen, choose] = useState(authority)
  const [when, setWhen] = useState(toDateAndTime(receivedAt))
  const [wrong, setWrong] = useState<{
    readonly field: 'authority' | 'received-date'
    readonly message: string
  } | null>(null)
  const heading = useFocusOnTurn<HTMLHeadingElement>(turn)
  const submit = (event: Event): void => {
    event.preventDefault()
    const instant = fromDateAndTime(when)
    if (chosen === null) setWrong({ field: 'authority', message: 'Choose an authority' })
    else if (instant === null)
      setWrong({ field: 'received-date', message: 'Enter the date and the time at which the contact came' })
    else onBegin(chosen, instant)
  }
  const wrongAuthority = wrong?.field === 'authority'
  const wrongDate = wrong?.field === 'received-date'
  return (
    <form class="try-card" onSubmit={submit} noValidate>
      {wrong && <ErrorSummary {...wrong} />}
      <h2 class="govuk-heading-m" tabIndex={-1} ref={heading}>
        Which authority, and when did the contact come?
      </h2>
      <div class={`govuk-form-group ${wrongAuthority ? 'govuk-form-group--error' : ''}`}>
        <fieldset class="govuk-fieldset" aria-describedby={wrongAuthority ? 'authority-error' : undefined}>
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Authority</legend>
          {wrongAuthority && <ErrorMessage id="authority-error" message={wrong.message} />}
          <Choices
            kind="radios"
            id="authority"
            options={authorities.map(({ id, name, title }) => ({ value: id, words: name, hint: title }))}
            isChosen={id => id === chosen}
            onChoose={id => choose(String(id))}
          />
        </fieldset>
      </div>
      <div class={`govuk-form-group ${wrongDate ? 'govuk-form-group--error' : ''}`}>
        <fieldset
          class="govuk-fieldset"
          aria-describedby={wrongDate ? 'received-error received-hint' : 'received-hint'}
        >
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Received</legend>
          <div class="govuk-hint" id="received-hint">
            When the contact reached the front door, by London's clock. Deadlines are counted from it.
          </div>
          {wrongDate && <ErrorMessage id="received-error" message={wrong.message} />}
          <div class="try-when">
            <Input
              id="received-date"
              label="Date"
              type="date"
              value={when.date}
              wrong={wrongDate}
              onInput={date => setWhen({ ...when, date })}
            />
            <Input
              id="received-time"
              label="Time"
              type="time"
              value={when.time}
              wrong={wrongDate}
              onInput={time => setWhen({ ...when, time })}
            />
          </div>
        </fieldset>
      </div>
      <button type="submit" class="govuk-button">
        Continue
      </button>
    </form>
  )
}
