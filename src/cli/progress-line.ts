import type { Io } from './io.js'

/** One line that is written over, and only where somebody watches. */
export interface ProgressLine {
  readonly show: (line: string) => void
  readonly clear: () => void
}

export function progressLine({ columns, warn }: Pick<Io, 'columns' | 'warn'>): ProgressLine {
  const width = columns === null ? 0 : columns - 1
  const show = (line: string): void => {
    if (width > 0) warn(`\r${line.slice(0, width).padEnd(width)}`)
  }
  return {
    show,
    clear: () => {
      show('')
      if (width > 0) warn('\r')
    },
  }
}
