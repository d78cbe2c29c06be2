import type { Page } from 'playwright-core'

/** What has the focus: its label, else its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const e = document.activeElement
    const label = e instanceof HTMLInputElement || e instanceof HTMLSelectElement ? e.labels?.[0]?.textContent : null
    return (label ?? e?.textContent ?? '').replace(/\s+/g, ' ').trim()
  })

const tabsAtMost = 80

/** Presses Tab until something with this label or text has the focus. */
async function tabTo(page: Page, label: string | RegExp): Promise<void> {
  const isIt = (text: string): boolean => (typeof label === 'string' ? text === label : label.test(text))
  for (let i = 0; i < tabsAtMost; i++) {
    await page.keyboard.press('Tab')
    if (isIt(await focused(page))) return
  }
  throw new Error(`Tab does not reach ${label}; it is at ${await focused(page)}`)
}

/** Goes to a button by Tab and presses it. */
export async function pressButton(page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** Goes to a group of radios by Tab, and with the arrows to one of them. */
async function chooseRadio(page: Page, label: string): Promise<void> {
  for (let i = 0; i < tabsAtMost; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement?.matches('#try input[type=radio]'))) break
  }
  for (let i = 0; (await focused(page)) !== label; i++) {
    if (i > 12) throw new Error(`no radio is called ${label}`)
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Space')
}

/** Chooses an authority and types date and time. */
export async function beginByKeyboard(page: Page, name: string, receivedAt: string): Promise<void> {
  const [date = '', time = ''] = receivedAt.split(/T|:00[+-]/)
  await chooseRadio(page, name)
  await tabTo(page, 'Date')
  await typeDate(page, date)
  await tabTo(page, 'Time')
  await typeTime(page, time)
  await pressButton(page, 'Continue')
  await page.waitForSelector('.try-outcome')
  await settle(page)
}

/** Types a date in the order in which the browser's language has it. */
async function typeDate(page: Page, date: string): Promise<void> {
  const [year, month, day] = date.split('-')
  for (const parts of [
    [day, month, year],
    [month, day, year],
  ]) {
    await page.keyboard.type(parts.join(''))
    if ((await page.locator('#received-date').inputValue()) === date) return
    // Back before its first part.
    await tabTo(page, 'Time')
    do await page.keyboard.press('Shift+Tab')
    while ((await focused(page)) === 'Date')
    await page.keyboard.press('Tab')
  }
  throw new Error(`the date cannot be typed: it is ${await page.locator('#received-date').inputValue()}`)
}

/** Types a time. Where the browser's language has a part for morning and afternoon, it goes by the clock until that is typed too. */
async function typeTime(page: Page, time: string): Promise<void> {
  await page.keyboard.type(time.replace(':', ''))
  const typed = (): Promise<string> => page.locator('#received-time').inputValue()
  if ((await typed()) !== time) await page.keyboard.type(Number(time.slice(0, 2)) < 12 ? 'a' : 'p')
  if ((await typed()) !== time) throw new Error(`the time cannot be typed: it is ${await typed()}`)
}

const settle = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))))

/** The question that has the focus; `null` where none is left. */
export const questionOn = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const e = document.activeElement
    if (e?.matches('.try-card legend')) return (e.textContent ?? '').trim()
    if (e?.matches('.try-card h2')) return null
    throw new Error(`the focus is not at the question, but at ${e?.outerHTML.slice(0, 120)}`)
  })

/** Answers the question that has the focus; `null` skips it. */
export async function answerByKeyboard(page: Page, answer: string | readonly string[] | null): Promise<void> {
  const kind = await page.evaluate(() => {
    const card = document.querySelector('.try-card')
    if (card?.querySelector('#indicator-words')) return 'indicators'
    if (card?.querySelector('input[type=radio]')) return 'radios'
    return card?.querySelector('input[type=checkbox]') ? 'checkboxes' : 'text'
  })
  if (answer === null) await pressButton(page, 'Skip for now')
  else {
    if (kind === 'radios') await chooseRadio(page, String(answer))
    else if (kind === 'checkboxes') for (const label of answer) await tick(page, label)
    else if (kind === 'indicators') for (const words of answer) await pickIndicator(page, words)
    else {
      await tabTo(page, /.+/)
      await page.keyboard.type(String(answer))
    }
    await pressButton(page, 'Continue')
  }
  await settle(page)
}

async function tick(page: Page, label: string): Promise<void> {
  await tabTo(page, label)
  await page.keyboard.press('Space')
}

/** Searches for the words of an indicator's label, and ticks it. */
async function pickIndicator(page: Page, label: string): Promise<void> {
  const search = page.locator('#indicator-words')
  for (let i = 0; i < tabsAtMost && !(await search.evaluate(e => e === document.activeElement)); i++)
    await page.keyboard.press(i < 20 ? 'Tab' : 'Shift+Tab')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(label)
  await settle(page)
  await tick(page, label)
  await settle(page)
}
