/** How far a replay has come. */
export interface Progress {
  /** The share of the input that has been read, 0 to 1; `null` where its length is not known. */
  readonly share: number | null
  readonly contacts: number
  readonly seconds: number
  /** The share and the contacts that an earlier run had reached. */
  readonly startShare: number
  readonly startContacts: number
}

const barWidth = 20

/**
 * One line for a terminal: a bar, how many contacts, at what rate, and how long the rest may take.
 * @example progressLine({ share: 0.5, contacts: 1000, seconds: 2, startShare: 0, startContacts: 0 })
 */
export function progressLine({ share, contacts, seconds, startShare, startContacts }: Progress): string {
  const rate = seconds > 0 ? (contacts - startContacts) / seconds : 0
  const counted = `${grouped(contacts)} contacts  ${grouped(Math.round(rate))}/s`
  if (share === null) return counted
  const full = Math.round(share * barWidth)
  const bar = `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}]`
  const done = share - startShare
  const left = done > 0 ? `  ${clock((seconds * (1 - share)) / done)} left` : ''
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${counted}${left}`
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number): string => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** Shows progress on a terminal, a few times a second; elsewhere nothing is written. */
export function progressBar(isTerminal: boolean, warn: (text: string) => void) {
  const begun = performance.now() // allowed: a rate for people, which no decision rests on
  let shown = Number.NEGATIVE_INFINITY
  return {
    show: (progress: Omit<Progress, 'seconds'>): void => {
      const now = performance.now() // allowed: a rate for people, which no decision rests on
      if (!isTerminal || now - shown < 200) return
      shown = now
      warn(`\r\u001b[2K${progressLine({ ...progress, seconds: (now - begun) / 1000 })}`)
    },
    clear: (): void => {
      if (isTerminal) warn('\r\u001b[2K')
    },
  }
}
