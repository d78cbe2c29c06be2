import { useFocusOnTurn } from './use-focus.js'

/** What stands in the place of a question where none is left to ask. */
export function Settled({ open, turn }: { readonly open: number; readonly turn: number }) {
  const heading = useFocusOnTurn<HTMLHeadingElement>(turn)
  return (
    <div class="try-card">
      <h2 class="govuk-heading-m" tabIndex={-1} ref={heading}>
        {open === 0 ? 'No question is left that could change this' : 'You have been through the questions'}
      </h2>
      <p class="govuk-body">
        {open === 0
          ? 'What is still not known could not change this. Judge for yourself whether the outcome is right for this child.'
          : `Those that you passed over (${open}) stay not known, and the outcome could still change. They are listed below under "Other open questions".`}
      </p>
    </div>
  )
}
