import { describe, expect, test } from 'vitest'
import { answerByKeyboard, beginByKeyboard, pressButton, questionOn } from './try-keyboard.js'
import type { Facts } from './try-session.js'
import { carer, expectOutcome, linkTo, rulebookOf, useSite, withTab } from './try-session.js'

useSite()

describe('by keyboard alone', () => {
  const contacts: readonly {
    readonly authority: string
    readonly answers: Readonly<Record<string, string | readonly string[]>>
    readonly contact: Facts & { readonly receivedAt: string }
  }[] = [
    {
      authority: 'lancashire',
      answers: {
        'Is there reasonable cause to suspect that the child is suffering, or is likely to suffer, significant harm?':
          'Yes',
        'How did the contact come?': "On the authority's own form",
        'How old is the child, in whole years?': '1',
      },
      contact: {
        receivedAt: '2026-04-02T16:40:00+01:00',
        riskOfSignificantHarm: true,
        channel: 'form',
        ageYears: 1,
      },
    },
    {
      authority: 'camden',
      answers: {
        'Is there reasonable cause to suspect that the child is suffering, or is likely to suffer, significant harm?':
          'No',
        'Does the child need protecting now?': 'Not known',
        'Which indicators have been observed?': ['Is a young carer', "A parent's ill health affects the family"],
        'Is the family open or known to early help?': 'Early help has no record of the family',
        'Has consent been given, refused or not asked for?': 'Consent is given',
        'Who gave the consent?': 'Somebody with parental responsibility',
      },
      contact: {
        receivedAt: '2026-05-05T10:15:00+01:00',
        riskOfSignificantHarm: false,
        indicators: ['eligibility-l2-young-carer', 'eligibility-l2-family-parental-ill-health'],
        earlyHelpStatus: 'not-known',
        consent: 'given',
        consentGivenBy: 'parental-responsibility',
      },
    },
    {
      authority: 'bucks',
      answers: {
        'Is there reasonable cause to suspect that the child is suffering, or is likely to suffer, significant harm?':
          'No',
        'Which level does the referrer or first screener give?': 'Level 3',
        'Which of these topics does the contact raise?': ['Radicalisation', 'A young carer'],
        'How old is the child, in whole years?': '15',
        'Does the child live in the area?': 'Yes',
      },
      contact: {
        receivedAt: '2026-12-24T09:05:00+00:00',
        riskOfSignificantHarm: false,
        professionalLevel: 3,
        concerns: ['radicalisation', 'young-carer'],
        ageYears: 15,
        residentInArea: true,
      },
    },
  ]

  test.each(contacts)(
    '$authority: outcome as `decide` gives it',
    async ({ authority, answers, contact }) => {
      await withTab(async ({ page, requests }) => {
        await beginByKeyboard(page, rulebookOf(authority).name, contact.receivedAt)
        const loaded = requests.length
        const asked: string[] = []
        for (let question = await questionOn(page); question !== null; question = await questionOn(page)) {
          expect(asked, 'no question comes twice').not.toContain(question)
          asked.push(question)
          await answerByKeyboard(page, answers[question] ?? null)
        }
        expect(asked).toEqual(expect.arrayContaining(Object.keys(answers)))
        await expectOutcome(page, authority, contact)
        expect(requests.slice(loaded), 'nothing is asked for once the rulebook is there').toEqual([])
      })
    },
    120_000,
  )
})

test('"Start again" leaves nothing of the contact', async () => {
  await withTab(
    async ({ page }) => {
      await page.waitForSelector('.try-outcome')
      await pressButton(page, 'Start again')
      await page.getByText('Which authority, and when did the contact come?').waitFor()
      expect(await page.locator('.try-outcome').count()).toBe(0)
      expect(await page.getByLabel('Camden').isChecked()).toBe(false)
    },
    linkTo('camden', carer),
  )
})
