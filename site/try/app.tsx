import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import { explain } from '../../src/engine/explain/explain.js'
import type { Rulebook } from '../../src/index.js'
import { Printing, usePrinting } from './details.js'
import { toInstant } from './london-time.js'
import { authorities, loadRulebook } from './rulebooks.js'
import { readFragment, writeFragment } from './share.js'
import { StartCard } from './start-card.js'
import type { Facts } from './state.js'
import { beginState, contactOf, reduce, startQuestion } from './state.js'
import { Workbench } from './workbench.js'

const now = (): string => toInstant(Date.now())
const mistakesShown = 5

/** The whole page: one contact, its questions, and what the rules say of it. */
export function App() {
  const [state, dispatch] = useReducer(reduce, null, () => beginState(now()))
  const [rulebook, setRulebook] = useState<Rulebook | null>(null)
  const printing = usePrinting()
  const { authority } = state

  const problem = (message: string): void => dispatch({ type: 'problem', message })

  /** Takes a contact from outside, if the authority's rules can read it; else what is there stays. */
  const load = async (wanted: string, contact: Facts, from: string): Promise<void> => {
    const book = await loadRulebook(wanted)
    const checked = explain(book, contact)
    if (checked.ok) {
      setRulebook(book)
      dispatch({ type: 'load', authority: wanted, contact })
    } else {
      const mistakes = checked.diagnostics.slice(0, mistakesShown).map(d => d.message)
      problem(`The ${from} holds no contact that can be decided: ${mistakes.join('; ')}.`)
    }
  }
  const offline = (): void => problem('The rulebook could not be loaded. Check the connection, then try again.')

  useEffect(() => {
    const read = (): void => {
      const shared = readFragment(
        location.hash,
        authorities.map(a => a.id),
      )
      if (shared.kind === 'wrong') problem(shared.message)
      if (shared.kind === 'contact') load(shared.authority, shared.contact, 'link').catch(offline)
    }
    read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])

  useEffect(() => {
    if (authority !== null && authority !== rulebook?.authority) loadRulebook(authority).then(setRulebook, offline)
  }, [authority, rulebook])

  const problemBox = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state.problem !== null) problemBox.current?.focus()
  }, [state.problem])

  // A link stands for the contact as it was sent: once that is changed, loading the page again must not bring it back.
  useEffect(() => {
    if (authority === null || !location.hash.includes('contact=')) return
    if (location.hash !== writeFragment({ authority, contact: contactOf(state) }))
      history.replaceState(null, '', location.pathname)
  }, [state, authority])

  const ready = authority !== null && rulebook?.authority === authority
  const start = (
    <StartCard
      key={state.turn}
      authority={authority}
      receivedAt={String(state.facts.receivedAt)}
      turn={state.turn}
      onBegin={(chosen, receivedAt) => dispatch({ type: 'begin', authority: chosen, receivedAt })}
    />
  )
  return (
    <Printing.Provider value={printing}>
      {state.problem !== null && (
        <div class="govuk-error-summary" role="alert" tabIndex={-1} ref={problemBox}>
          <h2 class="govuk-error-summary__title">There is a problem</h2>
          <p class="govuk-body">
            {state.problem}
            {authority === null ? '' : ' What you had said is still there.'}
          </p>
        </div>
      )}
      {authority === null ? (
        start
      ) : ready ? (
        <Workbench
          state={state}
          rulebook={rulebook}
          start={state.asking === startQuestion ? start : null}
          dispatch={dispatch}
          onOpen={contact => load(authority, contact, 'file').catch(offline)}
          onRestart={() => dispatch({ type: 'restart', receivedAt: now() })}
        />
      ) : (
        <p class="govuk-body" role="status">
          Loading the rulebook…
        </p>
      )}
    </Printing.Provider>
  )
}
