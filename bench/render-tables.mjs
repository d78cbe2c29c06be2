const number = n => (n >= 100 ? Math.round(n).toLocaleString('en-GB') : n.toPrecision(3))

const row = cells => `| ${cells.join(' | ')} |`

/** The measurements as markdown, a table for each rulebook; `times` is the full decision's time into the way's. */
export function renderTables(results) {
  const rulebooks = [...new Set(results.map(r => r.rulebook))]
  return rulebooks
    .map(rulebook => {
      const of = results.filter(r => r.rulebook === rulebook)
      const full = of.find(r => r.name === 'decide').microseconds
      const lines = of.map(r =>
        row([
          r.extra ? r.name : `\`${r.name}\``,
          number(r.microseconds),
          `${number(r.least)} to ${number(r.most)}`,
          (r.microseconds / full).toPrecision(3),
          `${r.check.agreed.toLocaleString('en-GB')} of ${r.check.asked.toLocaleString('en-GB')}`,
        ]),
      )
      return [
        `### ${rulebook}`,
        '',
        row(['way', 'median µs', 'rounds', 'times `decide`', 'same on']),
        row(['---', '---:', '---:', '---:', '---:']),
        ...lines,
      ].join('\n')
    })
    .join('\n\n')
}
