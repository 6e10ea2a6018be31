import { afterEach, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { describeInBrowser, webFolder } from '../../support/web/browser.ts'
import { startFakeLorekeep, type FakeLorekeep, type FakeLorekeepSettings } from '../../support/web/fake-lorekeep.ts'
import { weakContrasts } from '../../support/web/weak-contrasts.ts'
import { answers, documents, quoted, sampleScript, written } from './sample-answers.ts'

describeInBrowser("the employees' page", (openPage) => {
  const services: FakeLorekeep[] = []

  async function serve(more: Partial<FakeLorekeepSettings> = {}): Promise<FakeLorekeep> {
    const service = await startFakeLorekeep({ webFolder, script: sampleScript, answers, documents, ...more })
    services.push(service)
    return service
  }

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()))
  })

  async function openAnswer(service: FakeLorekeep, options: Parameters<typeof openPage>[0]): Promise<Page> {
    const page = await openPage(options)
    await page.goto(service.address)
    await page.locator('#question').fill(written.question)
    await page.keyboard.press('Enter')
    await page.locator('.answer-footer').waitFor()
    return page
  }

  test('before the first question it says how much has been read', async () => {
    const page = await openPage()
    await page.goto((await serve()).address)
    await page.getByText('30 documents have been read.').waitFor()
  })

  test('while documents are being read it says how far that is, and follows', async () => {
    const status = { documents: 12, chunks: 90, ingest: { running: true, done: 12, total: 30 } }
    const service = await serve({ status })
    const page = await openPage()
    await page.goto(service.address)
    await page.getByText('Documents are still being read: 12 of 30.').waitFor()
    Object.assign(status, { documents: 30, ingest: { running: false, done: 30, total: 30 } })

    await page.getByText('30 documents have been read.').waitFor()
  })

  test('without any document it says whom to ask', async () => {
    const page = await openPage()
    await page.goto((await serve({ status: { documents: 0, chunks: 0 } })).address)
    await page.getByText('No documents have been read yet.').waitFor()
  })

  test('without a session it asks to sign in, and takes a whole link', async () => {
    const service = await serve()
    service.signedIn = false
    const page = await openPage()
    await page.goto(service.address)
    await page.getByText('Open the sign-in link printed by the service').waitFor()
    await page.getByLabel('Sign-in link or token').fill(`${service.address}/sign-in?token=right`)
    await page.keyboard.press('Enter')

    await page.locator('#question').waitFor()
  })

  test('a sign-in link that does not work says so', async () => {
    const service = await serve()
    const page = await openPage()
    await page.goto(`${service.address}/sign-in?token=wrong`)
    await page.getByText('This link did not work.').waitFor()

    expect(await page.getByLabel('Sign-in link or token').isVisible()).toBe(true)
  })

  test('a session that ends in between does not lose the question', async () => {
    const service = await serve()
    const page = await openPage()
    await page.goto(service.address)
    await page.getByText('documents have been read').waitFor()
    service.signedIn = false
    await page.locator('#question').fill(quoted.question)
    await page.keyboard.press('Enter')
    await page.getByLabel('Sign-in link or token').fill('right')
    await page.keyboard.press('Enter')

    await page.locator('#question').waitFor()
    expect(await page.locator('#question').inputValue()).toBe(quoted.question)
  })

  test('signing out leaves nothing of the conversation behind', async () => {
    const service = await serve()
    const page = await openAnswer(service, {})
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('Please sign in').waitFor()

    expect(await page.getByText(written.question).count()).toBe(0)
    expect(await page.evaluate('sessionStorage.getItem("lorekeep.answers")')).toBe('[]')
  })

  test.each([
    ['a phone', { width: 360, height: 740 }],
    ['a small window at 200 %', { width: 640, height: 400 }],
    ['a narrow window at 400 %', { width: 320, height: 256 }],
    ['a desk', { width: 1440, height: 900 }],
  ])('on %s nothing is cut off, with and without the panel', async (_name, viewport) => {
    const page = await openAnswer(await serve(), { viewport })
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate(overflow)).toBe(0)
    await page.locator('.answer').getByRole('button', { name: 'Source 1:' }).click()
    await page.locator('mark').first().waitFor()

    expect(await page.evaluate(overflow)).toBe(0)
    const panelOverflow = overflow.replaceAll('document.documentElement', 'document.querySelector("dialog")')
    expect(await page.evaluate(panelOverflow)).toBe(0)
  })

  test('everything can be reached and used with the keyboard alone', async () => {
    const page = await openAnswer(await serve(), {})
    const reached = new Set<string>()
    for (let n = 0; n < 24; n += 1) {
      await page.keyboard.press('Tab')
      reached.add(
        String(
          await page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText'),
        ),
      )
    }

    for (const name of [
      'Skip to the question box',
      'New conversation',
      '切换到中文',
      'Source 1: Travel and expenses 2026',
      'Why this answer?',
      'Copy',
      'This answer helped',
    ]) {
      expect([...reached]).toContain(name)
    }
  })

  test('assistive technology finds landmarks, headings in order, and a name on every control', async () => {
    const page = await openAnswer(await serve(), {})
    await page.locator('.answer').getByRole('button', { name: 'Source 4:' }).click()
    await page.locator('mark').first().waitFor()

    expect(await page.getByRole('main').count()).toBe(1)
    expect(await page.getByRole('banner').count()).toBe(1)
    const levels = await page.evaluate(
      '[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.tagName[1]))',
    )
    const jumps = (levels as number[]).filter((level, index, all) => level - (all[index - 1] ?? 0) > 1)
    expect(jumps).toEqual([])
    const unnamed = `[...document.querySelectorAll('button, a, input, textarea')].filter((control) =>
      !control.getAttribute('aria-label') && !control.innerText.trim() && !control.labels?.length).length`
    expect(await page.evaluate(unnamed)).toBe(0)
    expect(await page.locator('.answer').getAttribute('aria-live')).toBe('polite')
  })

  test.each(['light', 'dark'] as const)('in %s colours text stands out from what is behind it', async (colorScheme) => {
    const page = await openAnswer(await serve(), { colorScheme })
    await page.locator('.answer').getByRole('button', { name: 'Source 4:' }).click()
    await page.locator('mark').first().waitFor()

    expect(await page.evaluate(weakContrasts)).toEqual([])
  })
})
