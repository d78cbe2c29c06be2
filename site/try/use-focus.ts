import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Moves the focus to an element at each turn after the first: the next question is where reading goes on. */
export function useFocusOnTurn<E extends HTMLElement>(turn: number): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => {
    if (turn > 0) element.current?.focus()
  }, [turn])
  return element
}
