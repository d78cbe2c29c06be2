import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** The system's own Chromium; `CHROMIUM` names another. */
export function launchChromium(): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(
      `there is no browser at ${executablePath}: install Chromium (\`apt-get install chromium\`), or name one in CHROMIUM`,
    )
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What a page did that it must not: messages on the console, errors, requests that failed or went to another origin. */
export function misdeedsOf(page: Page, origin: string): string[] {
  const misdeeds: string[] = []
  page.on('console', m => {
    if (['error', 'warning'].includes(m.type())) misdeeds.push(`console: ${m.text()}`)
  })
  page.on('pageerror', e => misdeeds.push(`error: ${e.message}`))
  page.on('requestfailed', r => misdeeds.push(`failed: ${r.url()}`))
  page.on('response', r => {
    if (r.status() >= 400) misdeeds.push(`${r.status()}: ${r.url()}`)
  })
  page.on('request', r => {
    if (!r.url().startsWith(`${origin}/`) && !r.url().startsWith('data:')) misdeeds.push(`another origin: ${r.url()}`)
  })
  return misdeeds
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** The rules of WCAG 2.2, A and AA, that a page as it stands breaks, each with the first place. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = (await page.evaluate(
    `${axe};axe.run({ runOnly: ${JSON.stringify(standard)}, resultTypes: ['violations'] })`,
  )) as { readonly violations: readonly Violation[] }
  return violations.map(v => `${v.id}, ${v.nodes.length} times: ${v.nodes[0]?.html.slice(0, 160)}`)
}

/** What sticks out of the window to the right, save what scrolls by itself. */
export const overflowOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
      .filter(e => !e.parentElement?.closest('.table-scroll, .diagram-scroll, pre'))
      .slice(0, 3)
      .map(e => e.outerHTML.slice(0, 120))
  })
