import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Option } from './fact-words.js'

/** The mistake of an answer, as GOV.UK's pages show it: on top, with a way to the field. It takes the focus. */
export function ErrorSummary({ message, field }: { readonly message: string; readonly field: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [message])
  return (
    <div class="govuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            <li>
              <a
                href={`#${field}`}
                onClick={event => {
                  // The address is for a contact alone.
                  event.preventDefault()
                  document.getElementById(field)?.focus()
                }}
              >
                {message}
              </a>
            </li>
          </ul>
        </div>
      </div>
    </div>
  )
}

export function ErrorMessage({ id, message }: { readonly id: string; readonly message: string }) {
  return (
    <p id={id} class="govuk-error-message">
      <span class="govuk-visually-hidden">Error:</span> {message}
    </p>
  )
}

interface ChoicesProps {
  readonly kind: 'radios' | 'checkboxes'
  readonly id: string
  readonly options: readonly (Option & { readonly hint?: string })[]
  readonly isChosen: (value: Option['value']) => boolean
  readonly onChoose: (value: Option['value'], chosen: boolean) => void
  /** What stands below the options, behind an "or". */
  readonly last?: { readonly words: string; readonly chosen: boolean; readonly onChoose: () => void }
}

/** Radios or checkboxes; the first has the id of the group, so that an error can lead to it. */
export function Choices({ kind, id, options, isChosen, onChoose, last }: ChoicesProps) {
  const type = kind === 'radios' ? 'radio' : 'checkbox'
  return (
    <div class={`govuk-${kind}`}>
      {options.map(({ value, words, hint }, i) => {
        const own = i === 0 ? id : `${id}-${i}`
        return (
          <div class={`govuk-${kind}__item`} key={own}>
            <input
              class={`govuk-${kind}__input`}
              type={type}
              id={own}
              name={id}
              checked={isChosen(value)}
              aria-describedby={hint ? `${own}-hint` : undefined}
              onChange={event => onChoose(value, event.currentTarget.checked)}
            />
            <label class={`govuk-label govuk-${kind}__label`} for={own}>
              {words}
            </label>
            {hint && (
              <div class={`govuk-hint govuk-${kind}__hint`} id={`${own}-hint`}>
                {hint}
              </div>
            )}
          </div>
        )
      })}
      {last && (
        <>
          <div class={`govuk-${kind}__divider`}>or</div>
          <div class={`govuk-${kind}__item`}>
            <input
              class={`govuk-${kind}__input`}
              type={type}
              id={`${id}-last`}
              name={id}
              checked={last.chosen}
              onChange={last.onChoose}
            />
            <label class={`govuk-label govuk-${kind}__label`} for={`${id}-last`}>
              {last.words}
            </label>
          </div>
        </>
      )}
    </div>
  )
}

interface InputProps {
  readonly id: string
  readonly label: string
  readonly type?: 'text' | 'date' | 'time'
  readonly value: string
  readonly width?: string
  readonly wrong?: boolean
  readonly numeric?: boolean
  readonly onInput: (value: string) => void
}

export function Input({ id, label, type = 'text', value, width, wrong = false, numeric = false, onInput }: InputProps) {
  return (
    <div class="try-field">
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <input
        class={`govuk-input ${width ? `govuk-input--width-${width}` : ''} ${wrong ? 'govuk-input--error' : ''}`}
        id={id}
        // One of three types, which the typings want told apart.
        type={type as 'text'}
        value={value}
        // Else a browser lets a year have six digits.
        max={type === 'date' ? '9999-12-31' : undefined}
        inputMode={numeric ? 'decimal' : undefined}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={wrong || undefined}
        onInput={event => onInput(event.currentTarget.value)}
      />
    </div>
  )
}

/** A button that reads like a link. */
export function LinkButton({
  onClick,
  children,
}: {
  readonly onClick: () => void
  readonly children: ComponentChildren
}) {
  return (
    <button type="button" class="try-link" onClick={onClick}>
      {children}
    </button>
  )
}
