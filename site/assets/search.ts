interface SubResult {
  readonly url: string
  readonly title: string
  readonly excerpt: string
}
interface Result {
  readonly url: string
  readonly meta: { readonly title?: string }
  readonly excerpt: string
  readonly sub_results: readonly SubResult[]
}
interface Pagefind {
  options(options: Readonly<Record<string, unknown>>): Promise<void>
  filters(): Promise<{ readonly authority?: Readonly<Record<string, number>> }>
  search(
    words: string,
    options: { readonly filters: Readonly<Record<string, string>> },
  ): Promise<{ readonly results: readonly { data(): Promise<Result> }[] }>
}

const shownAtMost = 10
const passagesAtMost = 4

const element = <T extends Element>(id: string): T => document.getElementById(id) as unknown as T
const form = element<HTMLFormElement>('search-form')
const words = element<HTMLInputElement>('search-words')
const authority = element<HTMLSelectElement>('search-authority')
const status = element<HTMLElement>('search-status')
const list = element<HTMLUListElement>('search-results')

const address = new URL('../pagefind/pagefind.js', import.meta.url).href
const pagefind: Pagefind = await import(address)
await pagefind.options({ baseUrl: new URL('..', import.meta.url).pathname, excerptLength: 24 })
for (const name of Object.keys((await pagefind.filters()).authority ?? {}).sort()) {
  const option = document.createElement('option')
  option.textContent = name
  authority.append(option)
}

/** Only the newest search may write its results. */
let latest = 0

async function show(): Promise<void> {
  const search = ++latest
  const wanted = words.value.trim()
  if (wanted === '') {
    list.replaceChildren()
    status.textContent = ''
    return
  }
  const filters: Record<string, string> = authority.value === '' ? {} : { authority: authority.value }
  const { results } = await pagefind.search(wanted, { filters })
  const found = await Promise.all(results.slice(0, shownAtMost).map(r => r.data()))
  if (search !== latest) return
  list.replaceChildren(...found.map(entry))
  const more = results.length > shownAtMost ? `; the first ${shownAtMost} are shown` : ''
  status.textContent = `${results.length} ${results.length === 1 ? 'page' : 'pages'} found${more}`
}

function entry({ url, meta, excerpt, sub_results }: Result): HTMLLIElement {
  const item = document.createElement('li')
  item.append(linkTo(url, meta.title ?? url), passage(excerpt))
  const passages = sub_results.filter(s => s.url !== url).slice(0, passagesAtMost)
  if (passages.length > 0) {
    const inside = document.createElement('ul')
    inside.append(
      ...passages.map(s => {
        const li = document.createElement('li')
        li.append(linkTo(s.url, s.title))
        return li
      }),
    )
    item.append(inside)
  }
  return item
}

function linkTo(url: string, text: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = url
  link.textContent = text
  return link
}

/** An excerpt holds no markup of the page's own: only the marks around the words found. */
function passage(excerpt: string): HTMLParagraphElement {
  const p = document.createElement('p')
  p.className = 'govuk-body-s'
  p.innerHTML = excerpt
  return p
}

form.addEventListener('submit', event => {
  event.preventDefault()
  void show()
})
form.addEventListener('input', () => void show())
const asked = new URLSearchParams(location.hash.slice(1)).get('q')
if (asked) words.value = asked
await show()
