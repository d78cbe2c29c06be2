/** Makes an address of a heading's words; one that comes again is numbered. */
function addresses() {
  const times = new Map()
  return words => {
    const slug = words
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-')
    const before = times.get(slug) ?? 0
    times.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  }
}

/** Gives every heading an address. */
export function addressed(md) {
  md.core.ruler.push('addresses', ({ tokens }) => {
    const address = addresses()
    for (const [i, token] of tokens.entries()) {
      if (token.type !== 'heading_open') continue
      const words = tokens[i + 1].children
        .map(t => (['text', 'code_inline'].includes(t.type) ? t.content : ''))
        .join('')
      token.attrSet('id', address(words))
    }
  })
}

/** The headings of one depth in a Markdown text, with the addresses that `addressed` gives them. */
export function contentsOf(text, depth) {
  const address = addresses()
  return [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^(#+) (.+)$/gm)]
    .map(([, marks, words]) => ({ depth: marks.length, text: words.replaceAll('`', ''), anchor: address(words) }))
    .filter(heading => heading.depth === depth)
}

/** Lets wide tables and code scroll by themselves, by keyboard too, so that the page never does. */
export function scrollable(md) {
  const { rules } = md.renderer
  let tables = 0
  rules.table_open = () => `<div class="table-scroll" tabindex="0" role="region" aria-label="Table ${++tables}"><table>`
  rules.table_close = () => '</table></div>'
  // A column of numbers is told by a class: the policy of the pages allows no style in an element.
  const open = (tokens, i, options, _, self) => {
    const token = tokens[i]
    const style = token.attrGet('style')
    if (style) {
      token.attrs = token.attrs.filter(([name]) => name !== 'style')
      if (style.includes('right')) token.attrJoin('class', 'number')
    }
    return self.renderToken(tokens, i, options)
  }
  rules.th_open = open
  rules.td_open = open
  const fence = rules.fence
  rules.fence = (...args) => fence(...args).replace(/^<pre/, '<pre tabindex="0"')
  const core = md.core.ruler
  core.before('normalize', 'count-tables', () => {
    tables = 0
  })
}
