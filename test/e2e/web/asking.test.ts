import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { describeInBrowser, webFolder } from '../../support/web/browser.ts'
import { startFakeLorekeep, type FakeLorekeep } from '../../support/web/fake-lorekeep.ts'
import {
  abstained,
  answers,
  blocked,
  chinese,
  documents,
  hostile,
  quoted,
  sampleScript,
  written,
} from './sample-answers.ts'

async function ask(page: Page, question: string): Promise<void> {
  await page.locator('#question').fill(question)
  await page.keyboard.press('Enter')
}

describeInBrowser("asking on the employees' page", (openPage) => {
  let service: FakeLorekeep

  beforeAll(async () => {
    service = await startFakeLorekeep({ webFolder, script: sampleScript, answers, documents })
  })

  beforeEach(() => {
    service.signedIn = true
  })

  afterAll(() => service.close())

  async function openHome(options: Parameters<typeof openPage>[0] = {}): Promise<Page> {
    const page = await openPage(options)
    await page.goto(service.address)
    await page.locator('#question').waitFor()
    return page
  }

  const askedLast = (): Record<string, unknown> =>
    JSON.parse(service.received.findLast(({ path }) => path === '/api/v1/ask')?.body ?? '{}') as Record<string, unknown>

  test('an answer is written while it is read, with numbers that lead to its sources', async () => {
    const page = await openHome()
    await ask(page, quoted.question)
    await page.getByText('The basic allowance is 27').first().waitFor()
    await page.locator('.answer-footer').waitFor()

    expect(await page.locator('.answer strong').innerText()).toBe('27 days')
    expect(await page.locator('.answer tr').count()).toBe(4)
    expect(await page.locator('.answer').getByRole('button').allInnerTexts()).toEqual(['1', '2'])
    expect(await page.getByLabel('How this answer was made').innerText()).toContain('without a language model')
  })

  test.each([
    ['en-GB', 'You have used 85 % of your budget for this month.'],
    ['zh-CN', '您已用去本月预算的 85%。'],
  ])('a reader whose own budget runs low is told so: %s', async (locale, text) => {
    service.budgets = [
      { period: 'month', usedPercent: 85, reachedPercent: 80 },
      { period: 'day', usedPercent: 10 },
    ]
    const page = await openHome({ locale })

    await page.getByText(text).waitFor()
    service.budgets = []
    await ask(page, quoted.question)
    await page.locator('.answer-footer').waitFor()
    await page.getByText(text).waitFor({ state: 'detached' })
  })

  test('the line under an answer says what left the building, and doubts are marked', async () => {
    const page = await openHome()
    await ask(page, written.question)
    await page.locator('.answer-footer').waitFor()

    expect(await page.getByLabel('How this answer was made').getByRole('listitem').allInnerTexts()).toEqual([
      'Written by gpt-5-mini in the cloud',
      '3 sensitive values hidden before anything left the building',
      'Cost $0.00072',
    ])
    expect(await page.locator('.answer').getByRole('button', { name: 'does not support' }).innerText()).toBe('3?')
    expect(await page.getByLabel('Sources').getByText('partly supported').count()).toBe(1)
  })

  test('Shift+Enter begins a line, and Enter that chooses a word in an input method sends nothing', async () => {
    const page = await openHome()
    const box = page.locator('#question')
    await box.fill('年假')
    await page.keyboard.press('Shift+Enter')
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
    await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })

    expect(await box.inputValue()).toBe('年假\n')
    expect(await page.locator('.turn').count()).toBe(0)
  })

  test('a question that is too long is not cut and not sent', async () => {
    const page = await openHome()
    const before = service.received.length
    await page.locator('#question').fill('x'.repeat(3900))
    expect(await page.locator('#question-state').innerText()).toBe('100 characters left')
    await page.locator('#question').fill('x'.repeat(4007))
    await page.keyboard.press('Enter')

    expect(await page.locator('#question-state').innerText()).toContain('7 characters too many')
    expect(await page.locator('#question').inputValue()).toHaveLength(4007)
    expect(service.received.slice(before).some(({ path }) => path === '/api/v1/ask')).toBe(false)
  })

  test('follow-ups continue the conversation, and a new conversation does not', async () => {
    const page = await openHome()
    await ask(page, quoted.question)
    await page.locator('.answer-footer').waitFor()
    expect(askedLast()).toEqual({ question: quoted.question, stream: true })

    await ask(page, abstained.question)
    await page.locator('.answer-footer').nth(1).waitFor()
    expect(askedLast()['conversationId']).toBe(quoted.conversationId)

    await page.getByRole('button', { name: 'New conversation' }).click()
    expect(await page.locator('.turn').count()).toBe(0)
    await ask(page, blocked.question)
    await page.locator('.answer-footer').waitFor()
    expect(askedLast()['conversationId']).toBeUndefined()
  })

  test('reloading the page keeps the conversation, and its text is asked for again', async () => {
    const page = await openHome()
    await ask(page, quoted.question)
    await page.locator('.answer-footer').waitFor()
    await page.reload()
    await page.locator('.answer-footer').waitFor()

    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe(quoted.question)
    expect(service.received.map(({ path }) => path)).toContain(`/api/v1/answers/${quoted.id}`)
  })

  test('stopping keeps what was written and offers to ask again', async () => {
    const page = await openHome()
    await ask(page, 'hold')
    await page.getByText('It begins').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()

    await page.getByText('You stopped this answer.').waitFor()
    expect(await page.locator('.answer').innerText()).toContain('It begins, and then')
    expect(await page.getByRole('button', { name: 'Ask again' }).isVisible()).toBe(true)
  })

  test.each([
    ['cut', 'broke off before its end'],
    ['end early', 'broke off before its end'],
    ['error', 'took too long'],
    ['too many', 'a lot in a short time'],
    ['new problem', 'The moon is in the way. Wait until it has set.'],
  ])('an answer that fails (%s) says so, and what it has written stays', async (question, words) => {
    const page = await openHome()
    await ask(page, question)
    await page.getByRole('alert').waitFor()

    expect((await page.getByRole('alert').innerText()).replaceAll(/\s+/g, ' ')).toContain(words)
    expect(await page.locator('.answer-footer').count()).toBe(0)
  })

  test('asking again takes the place of the answer that failed', async () => {
    const page = await openHome()
    await ask(page, 'cut')
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.getByRole('alert').waitFor()

    expect(await page.locator('.turn').count()).toBe(1)
  })

  test.each([
    [abstained, 'the documents do not say enough'],
    [blocked, 'the question was held back'],
  ])('a question that is not answered is plainly not answered', async (answer, words) => {
    const page = await openHome()
    await ask(page, answer.question)
    await page.locator('.answer-footer').waitFor()

    expect(await page.locator('.verdict').innerText()).toContain(words)
    expect(await page.locator('.answer').innerText()).toBe(answer.text)
  })

  test('a Chinese answer is marked as Chinese, and the interface follows the browser and the switch', async () => {
    const page = await openHome({ locale: 'zh-CN' })
    await ask(page, chinese.question)
    await page.locator('.answer-footer').waitFor()

    expect(await page.locator('.answer').getAttribute('lang')).toBe('zh-CN')
    expect(await page.getByRole('button', { name: '新对话' }).isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Switch to English' }).click()
    expect(await page.getByRole('button', { name: 'New conversation' }).isVisible()).toBe(true)
    await page.reload()
    await page.locator('.answer-footer').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  test('text of an answer cannot run, load or lead anywhere but to documents', async () => {
    const page = await openHome()
    await ask(page, hostile.question)
    await page.locator('.answer-footer').waitFor()

    expect(await page.title()).toBe('Lorekeep')
    expect(await page.locator('.answer :is(img, script, iframe)').count()).toBe(0)
    expect(
      await page.evaluate('[...document.querySelectorAll(".answer a")].map((link) => link.getAttribute("href"))'),
    ).toEqual(['/api/v1/documents/leave/content'])
  })

  test('an answer can be copied with its sources, and judged', async () => {
    const page = await openHome({ permissions: ['clipboard-read', 'clipboard-write'] })
    await ask(page, quoted.question)
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied').waitFor()
    await page.getByRole('button', { name: 'This answer helped' }).click()
    await page.getByText('Thank you').waitFor()

    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `${quoted.text}\n\n[1] Annual leave\n[2] Annual leave`,
    )
    expect(service.received.findLast(({ path }) => path.endsWith('/feedback'))).toMatchObject({
      path: `/api/v1/answers/${quoted.id}/feedback`,
      body: '{"rating":"up"}',
    })
  })
})
