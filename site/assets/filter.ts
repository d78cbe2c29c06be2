/** Gives each long list that asks for it a form that narrows it down: by words, and by what its entries are marked with. */
export function addFilters(): void {
  for (const box of document.querySelectorAll<HTMLElement>('.filter')) {
    const list = box.nextElementSibling
    if (list instanceof HTMLUListElement) addFilter(box, list)
  }
}

interface Entry {
  readonly element: HTMLElement
  readonly text: string
  /** What it is filtered by, as its last line says it: `Level 4`, `Ages 5 to 10`. */
  readonly marks: readonly string[]
}

function addFilter(box: HTMLElement, list: HTMLUListElement): void {
  const names = box.dataset.filters?.split('|') ?? []
  const entries = [...list.children]
    .filter(element => element instanceof HTMLElement)
    .map((element): Entry => {
      const marks = element.querySelector(':scope > small')?.textContent.split(' · ') ?? []
      return { element, text: element.textContent.toLowerCase(), marks }
    })
  const number = [...document.querySelectorAll('.filter')].indexOf(box)
  const words = field('input', `filter-${number}-words`, 'Search by words')
  const selects = names.map((name, i) => {
    const found = field('select', `filter-${number}-${i}`, name)
    const marks = new Set(entries.flatMap(entry => entry.marks.filter(mark => mark.startsWith(`${name} `))))
    found.control.append(option('', 'All'), ...[...marks].map(mark => option(mark, mark.slice(name.length + 1))))
    return found
  })
  const count = document.createElement('p')
  count.className = 'filter-count'
  count.setAttribute('role', 'status')

  const apply = (): void => {
    const wanted = words.control.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const { element, text, marks } of entries) {
      const fits =
        wanted.every(word => text.includes(word)) &&
        selects.every(({ control }) => control.value === '' || marks.includes(control.value))
      element.hidden = !fits
      if (fits) shown++
    }
    count.textContent = shown === entries.length ? `${shown} shown` : `${shown} of ${entries.length} shown`
  }
  // A link to an entry that the filter hides shows it again.
  const reveal = (): void => {
    const target = document.getElementById(location.hash.slice(1))
    if (!target || !list.contains(target) || !target.closest('[hidden]')) return
    words.control.value = ''
    for (const { control } of selects) control.value = ''
    apply()
    target.scrollIntoView()
  }

  const form = document.createElement('div')
  form.className = 'filter-form'
  form.setAttribute('role', 'search')
  form.setAttribute('aria-label', 'Narrow down the list')
  form.append(words.group, ...selects.map(s => s.group), count)
  form.addEventListener('input', apply)
  window.addEventListener('hashchange', reveal)
  box.append(form)
  apply()
}

function field<K extends 'input' | 'select'>(
  tag: K,
  id: string,
  label: string,
): { readonly group: HTMLElement; readonly control: HTMLElementTagNameMap[K] } {
  const group = document.createElement('div')
  group.className = 'govuk-form-group'
  const text = document.createElement('label')
  text.className = 'govuk-label'
  text.htmlFor = id
  text.textContent = label
  const control = document.createElement(tag)
  control.className = `govuk-${tag}`
  control.id = id
  group.append(text, control)
  return { group, control }
}

function option(value: string, text: string): HTMLOptionElement {
  const made = document.createElement('option')
  made.value = value
  made.textContent = text
  return made
}
