import { dateOf, parseDay, weekdayOf } from '../../../rules/time/calendar.js'
import type { Timeline } from '../model/page.js'
import { escapeHtml } from './html-text.js'

const ink = '#0b0c0c'
const shade = '#dee0e2'
const blue = '#1d3557'
const left = 8
const head = 62
const row = 44
const letter = 7.8
const fontSize = 14

const months = 'January February March April May June July August September October November December'.split(' ')
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Days from the first on, with the time of day as a part of one: where an instant lies on the axis. */
export function daysAfter(first: number, instant: string): number {
  const minutes = Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16))
  return (parseDay(instant.slice(0, 10)) ?? first) - first + minutes / 1440
}

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${round(x)}" y="${round(y)}"${more}>${escapeHtml(words)}</text>`
const rect = (x: number, y: number, width: number, height: number, more: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${more}/>`
const round = (n: number): number => Math.round(n * 10) / 10

/** A timeline as SVG on one line: days from left to right, those off shaded and named, a bar for each clock. */
export function timelineSvg(
  timeline: Timeline,
  { title, id }: { readonly title: string; readonly id: string },
): string {
  const first = parseDay(timeline.from.slice(0, 10)) ?? 0
  const days = Math.floor(daysAfter(first, timeline.to)) + 1
  const longest = Math.max(...timeline.bars.map(b => b.label.length), 0)
  const day = Math.max(34, 640 / days)
  const width = Math.max(days * day, longest * letter) + 2 * left
  // Names of holidays stand upright in their columns.
  const longestName = Math.max(...timeline.daysOff.map(d => d.name?.length ?? 0), 0)
  const top = head + longestName * letter + 10
  const height = top + timeline.bars.length * row + 8
  const x = (instant: string): number => left + daysAfter(first, instant) * day

  const shades = timeline.daysOff.map(({ date, name }) => {
    const at = x(`${date}T00:00`)
    const middle = at + day / 2 + 5
    const turned = ` transform="rotate(-90 ${round(middle)} ${top - 6})"`
    return `${rect(at, 22, day, height - 22, `fill="${shade}"`)}${name === null ? '' : text(middle, top - 6, name, turned)}`
  })
  const axis = Array.from({ length: days }, (_, i) => {
    const date = dateOf(first + i)
    const middle = left + (i + 0.5) * day
    const centred = ' text-anchor="middle"'
    const month =
      i === 0 || date.day === 1
        ? text(left + i * day, 15, `${months[date.month - 1]} ${date.year}`, ' font-weight="bold"')
        : ''
    return `${month}${text(middle, 38, weekdays[weekdayOf(first + i)] ?? '', centred)}${text(middle, 55, String(date.day), centred)}`
  })
  const lines = Array.from({ length: days + 1 }, (_, i) => `M${round(left + i * day)} 22V${height}`).join('')
  const bars = timeline.bars.map((bar, i) => {
    const y = top + i * row
    const look = bar.governs
      ? `fill="${blue}"`
      : `fill="#ffffff" stroke="${blue}" stroke-width="2" stroke-dasharray="4 2"`
    return `${text(left + 2, y + 17, bar.label)}${rect(x(bar.start), y + 23, Math.max(x(bar.due) - x(bar.start), 3), 14, look)}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}" width="${Math.ceil(width)}" height="${height}" viewBox="0 0 ${Math.ceil(width)} ${height}" font-size="${fontSize}" fill="${ink}">`,
    `<title id="${id}">${escapeHtml(title)}</title>`,
    ...shades,
    `<path d="${lines}" stroke="#b1b4b6"/>`,
    ...axis,
    ...bars,
    '</svg>',
  ].join('')
}
