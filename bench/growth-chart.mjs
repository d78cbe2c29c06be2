const width = 720
const height = 400
const left = 64
const right = 220
const top = 48
const bottom = 48
const colours = ['#1d70b8', '#00703c', '#d4351c', '#6f2c91']

const text = (x, y, words, more = '') => `<text x="${x}" y="${y}" ${more}>${words}</text>`

/** Growth curves: what each series costs at each factor, both axes logarithmic; dashed without unknowns. */
export function growthChart(series, factors, title) {
  const most = Math.max(...series.flatMap(s => s.times), 2)
  const last = factors.at(-1)
  const x = factor => left + (Math.log(factor) / Math.log(last)) * (width - left - right)
  const least = Math.min(...series.flatMap(s => s.times), 1) * 0.95
  const span = Math.log(most * 1.1) - Math.log(least)
  const y = times => height - bottom - ((Math.log(times) - Math.log(least)) / span) * (height - top - bottom)
  const names = [...new Set(series.map(s => s.name))]
  const colour = name => colours[names.indexOf(name) % colours.length]
  const ticks = [1, 1.2, 2, 3, 5, 10, 20, 50, 100].filter(t => t >= least && t <= most * 1.1)
  const grid = ticks.map(
    t =>
      `<line x1="${left}" x2="${width - right}" y1="${y(t).toFixed(1)}" y2="${y(t).toFixed(1)}" stroke="#ddd"/>` +
      text(left - 8, (y(t) + 4).toFixed(1), `×${t}`, 'text-anchor="end"'),
  )
  const lines = series.map(s => {
    const points = s.times.map((t, nth) => `${x(factors[nth]).toFixed(1)},${y(t).toFixed(1)}`)
    const dash = s.kind === 'full decision' ? '' : ' stroke-dasharray="6 4"'
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour(s.name)}" stroke-width="2"${dash}/>`
  })
  const legend = names.map((name, nth) => {
    const at = top + 12 + nth * 22
    const mark = `<line x1="${width - right + 16}" x2="${width - right + 40}" y1="${at}" y2="${at}" stroke="${colour(name)}" stroke-width="2"/>`
    return mark + text(width - right + 46, at + 4, name)
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="Arial, sans-serif" font-size="12" fill="#0b0c0c">`,
    `<title id="title">${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(left, 26, title, 'font-size="15" font-weight="bold"'),
    ...grid,
    ...factors.map(f => text(x(f).toFixed(1), height - bottom + 20, `×${f}`, 'text-anchor="middle"')),
    text(((left + width - right) / 2).toFixed(1), height - 8, 'how many times as many', 'text-anchor="middle"'),
    ...lines,
    ...legend,
    text(width - right + 16, top + 12 + names.length * 22 + 8, 'solid: full decision'),
    text(width - right + 16, top + 12 + names.length * 22 + 26, 'dashed: without unknowns'),
    '</svg>',
    '',
  ].join('\n')
}
