import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Vocabulary } from '../../src/index.js'
import { england } from '../../src/index.js'

/** The words of the authority whose rules are tried. */
export const Words = createContext<Vocabulary>(england)

export const useWords = (): Vocabulary => useContext(Words)
