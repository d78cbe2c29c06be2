import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { carer, expectOutcome, linkTo, useSite, withTab } from './try-session.js'

useSite()

describe('keeping and sharing', () => {
  test('a link holds the contact in its fragment alone, and brings it back', async () => {
    await withTab(
      async ({ page, requests }) => {
        await page.waitForSelector('.try-outcome')
        await expectOutcome(page, 'camden', carer)
        await page.getByRole('button', { name: 'Copy link' }).click()
        const href = await page.getByLabel(/link/i).inputValue()
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(href)
        expect(new URL(href).search).toBe('')
        expect(
          JSON.parse(
            Buffer.from(new URLSearchParams(new URL(href).hash.slice(1)).get('contact') ?? '', 'base64url').toString(),
          ),
        ).toEqual(carer)
        expect(requests.filter(r => /contact=|AgeYears|ageYears/.test(r))).toEqual([])
      },
      linkTo('camden', carer),
    )
  })

  test('a link that cannot be read says so, and loses nothing', async () => {
    await withTab(
      async ({ page }) => {
        await page.waitForSelector('.try-outcome')
        for (const [hash, message] of [
          ['#authority=camden&contact=AAAA', /damaged/],
          ['#authority=narnia&contact=e30', /narnia/],
          [linkTo('camden', { ...carer, indicators: ['no-such-sign'] }), /no-such-sign/],
          [linkTo('camden', { ...carer, ageYears: 200 }), /ageYears/],
          [linkTo('camden', { ageYears: 2 }), /receivedAt/],
        ] as const) {
          await page.evaluate(to => {
            location.hash = to
          }, hash)
          await page.getByText(message).waitFor()
          await expectOutcome(page, 'camden', carer)
        }
      },
      linkTo('camden', carer),
    )
  })

  test('a saved file is the contact, and can be opened again', async () => {
    await withTab(
      async ({ page }) => {
        await page.waitForSelector('.try-outcome')
        const waiting = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Save as a file' }).click()
        const download = await waiting
        expect(download.suggestedFilename()).toBe('contact-camden.json')
        const path = await download.path()
        expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(carer)
        await page.getByRole('button', { name: 'Remove Age' }).click()
        const { ageYears: _, ...younger } = carer
        await expectOutcome(page, 'camden', younger)
        await page.getByLabel('Open a saved file').setInputFiles(path)
        await page.getByRole('button', { name: 'Remove Age' }).waitFor()
        await expectOutcome(page, 'camden', carer)
        await page
          .getByLabel('Open a saved file')
          .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('[]') })
        await page.getByText('holds no single contact').waitFor()
        await expectOutcome(page, 'camden', carer)
      },
      linkTo('camden', carer),
    )
  })

  test('once an answer has changed, the old contact is gone from the address', async () => {
    await withTab(
      async ({ page }) => {
        await page.waitForSelector('.try-outcome')
        expect(await page.evaluate(() => location.hash)).toContain('contact=')
        await page.getByRole('button', { name: 'Remove Age' }).click()
        expect(await page.evaluate(() => location.hash)).toBe('')
      },
      linkTo('camden', carer),
    )
  })

  test('paper shows outcome and answers without controls', async () => {
    await withTab(
      async ({ page }) => {
        await page.waitForSelector('.try-outcome')
        await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
        await page.emulateMedia({ media: 'print' })
        expect(await page.locator('#try button:visible, #try input:visible, #try summary:visible').count()).toBe(0)
        expect(await page.getByText('Why this is the outcome').isVisible()).toBe(false)
        const shown = await page.locator('#try').textContent()
        for (const text of ['Level 2', 'What you have said', 'Is a young carer', 'Where it goes'])
          expect(shown).toContain(text)
      },
      linkTo('camden', carer),
    )
  })
})
