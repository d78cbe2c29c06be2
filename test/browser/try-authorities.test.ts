import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { levelWords } from '../../src/engine/render/decision-words.js'
import { decided } from '../small.js'
import type { Facts } from './try-session.js'
import { carer, expectOutcome, folder, linkTo, rulebookOf, rulebooks, useSite, withTab } from './try-session.js'

useSite()

describe('the other authorities', () => {
  test('each gets the same contact without what is not its own', async () => {
    await withTab(
      async ({ page }) => {
        await page.getByText('The same contact under the other authorities').click()
        await page.waitForSelector('.try-others table')
        const { indicators: _, ...bare } = carer
        const heads = await page.locator('.try-others thead th').allTextContents()
        const levels = await page.locator('.try-others tbody tr').first().locator('td').allTextContents()
        const named = [...rulebooks].map(([name, { name: title }]) => ({ name, title }))
        expect([...heads].sort()).toEqual(named.map(n => n.title).sort())
        for (const { name, title } of named) {
          const decision = decided(rulebookOf(name), name === 'camden' ? carer : bare)
          expect(levels[heads.indexOf(title)]).toBe(levelWords(decision))
        }
        expect(await page.locator('.try-others').textContent()).toMatch(/Left out for .*Is a young carer/)
      },
      linkTo('camden', carer),
    )
  })
})

describe('links', () => {
  const harm: Facts = { ...carer, riskOfSignificantHarm: true }
  test.each([
    ['camden', carer],
    ['camden', harm],
    ['tower-hamlets', { receivedAt: carer.receivedAt, professionalLevel: 3, initialRag: 'amber' }],
    ['lancashire', { receivedAt: carer.receivedAt, professionalLevel: 3, channel: 'form' }],
    ['bucks', { receivedAt: carer.receivedAt, professionalLevel: 2 }],
  ] as const)('of %s lead to places on its pages', async (authority, contact) => {
    await withTab(
      async ({ page }) => {
        await page.waitForSelector('.try-outcome')
        for (const summary of await page.locator('.try-outcome summary').all()) await summary.click()
        const hrefs = await page
          .locator('.try-outcome a')
          .evaluateAll(links => links.map(a => a.getAttribute('href') ?? ''))
        expect(hrefs.length).toBeGreaterThan(5)
        expect(hrefs.filter(href => !isPlace(href))).toEqual([])
      },
      linkTo(authority, contact),
    )
  })
})

const texts = new Map<string, string>()

/** Whether a link out of the page leads to an address on one of the built pages. */
function isPlace(href: string): boolean {
  const [, file = '', anchor = ''] = /^\.\.\/([\w-]+\/[\w-]+\.html)#(.+)$/.exec(href) ?? []
  if (!existsSync(join(folder, file)) || anchor === '') return false
  const text = texts.get(file) ?? readFileSync(join(folder, file), 'utf8')
  texts.set(file, text)
  return text.includes(`id="${anchor}"`)
}

describe('another authority', () => {
  test('does not count the indicators of the first, says so, and gives them back', async () => {
    await withTab(
      async ({ page }) => {
        await page.waitForSelector('.try-outcome')
        const to = async (name: string): Promise<void> => {
          await page.getByRole('button', { name: 'Change Authority' }).click()
          await page.getByLabel(name).check()
          await page.getByRole('button', { name: 'Continue' }).click()
          await page.getByRole('heading', { name: `${name}: outcome so far` }).waitFor()
        }
        const { indicators: _, ...bare } = carer
        await to('Tower Hamlets')
        await expectOutcome(page, 'tower-hamlets', bare)
        expect(await page.getByText('picked for Camden are its own').isVisible()).toBe(true)
        await to('Camden')
        await expectOutcome(page, 'camden', carer)
        expect(await page.getByText('picked for Camden are its own').count()).toBe(0)
      },
      linkTo('camden', carer),
    )
  })
})
