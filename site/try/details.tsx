import type { ComponentChildren } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'

/** Whether the page is being printed: then what matters on paper is open. */
export const Printing = createContext(false)

/** Says when the page is being printed. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = (): void => setPrinting(true)
    const after = (): void => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}

interface DetailsProps {
  readonly summary: string
  /** Whether it is open on paper. */
  readonly printed?: boolean
  readonly children: ComponentChildren
}

/** What a first reading can do without; made only once it is opened, so that an answer is quick to show. */
export function Details({ summary, printed = false, children }: DetailsProps) {
  const printing = useContext(Printing)
  const [opened, setOpened] = useState(false)
  const open = opened || (printing && printed)
  return (
    <details
      class={`govuk-details try-details${printed || opened ? '' : ' try-screen'}`}
      open={open}
      onToggle={event => !printing && setOpened(event.currentTarget.open)}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{open && children}</div>
    </details>
  )
}
