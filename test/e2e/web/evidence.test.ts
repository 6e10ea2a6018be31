import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { describeInBrowser, webFolder } from '../../support/web/browser.ts'
import { startFakeLorekeep, type FakeLorekeep } from '../../support/web/fake-lorekeep.ts'
import { answers, documents, explanation, orphaned, outdated, quoted, sampleScript, written } from './sample-answers.ts'

const phone = { viewport: { width: 360, height: 700 } }

/** The number in the text of the answer that leads to a source. */
function marker(page: Page, n: number): Locator {
  return page
    .locator('.answer')
    .getByRole('button', { name: `Source ${n}:` })
    .first()
}

describeInBrowser('the evidence beside an answer', (openPage) => {
  let service: FakeLorekeep

  beforeAll(async () => {
    const explanations = { [written.id]: explanation }
    service = await startFakeLorekeep({ webFolder, script: sampleScript, answers, documents, explanations })
  })

  afterAll(() => service.close())

  async function openAnswer(question: string, options: Parameters<typeof openPage>[0] = {}): Promise<Page> {
    const page = await openPage(options)
    await page.goto(service.address)
    await page.locator('#question').fill(question)
    await page.keyboard.press('Enter')
    await page.locator('.answer-footer').waitFor()
    return page
  }

  test('a number opens the document at the quoted words, which are marked', async () => {
    const page = await openAnswer(written.question)
    await marker(page, 4).click()
    const panel = page.getByRole('dialog', { name: 'Source' })
    await panel.locator('mark').first().waitFor()

    expect((await panel.locator('mark').allInnerTexts()).join('')).toBe(
      'Days that are left at the end of the year may be used until 30 June of the next.',
    )
    expect(await panel.innerText()).toContain('Carrying days over')
    expect(await panel.innerText()).toContain('hr/annual-leave.md')
    expect(await panel.innerText()).toContain('partly supported')
    expect(await panel.getByRole('link', { name: 'Open the original' }).getAttribute('href')).toBe(
      'api/v1/documents/leave/content',
    )
  })

  test('the page of a PDF is named and opened', async () => {
    const page = await openAnswer(written.question)
    await marker(page, 2).click()
    const panel = page.getByRole('dialog')
    await panel.locator('mark').first().waitFor()

    expect(await panel.locator('.place').innerText()).toContain('page 2')
    expect(await panel.locator('.page-begins').allInnerTexts()).toEqual(['page 2'])
    expect(await panel.getByRole('link').getAttribute('href')).toBe('api/v1/documents/travel/content#page=2')
  })

  test('more of a long document is shown on demand', async () => {
    const page = await openAnswer(quoted.question)
    await marker(page, 1).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: 'Show what comes after' }).click()

    expect(await panel.getByRole('button', { name: 'Show what comes after' }).count()).toBe(0)
  })

  test('a document that says something else now is replaced by the words that were quoted', async () => {
    const page = await openAnswer(outdated.question)
    await marker(page, 1).click()
    await page.getByText('has changed since this answer').waitFor()

    expect(await page.getByRole('dialog').locator('blockquote').innerText()).toBe('Up to GBP 110 a night.')
  })

  test('a document that is gone is replaced by the words that were quoted, and cannot be opened', async () => {
    const page = await openAnswer(orphaned.question)
    await marker(page, 1).click()
    await page.getByText('no longer there').waitFor()

    expect(await page.getByRole('dialog').locator('blockquote').innerText()).toBe('The porter feeds the cat.')
    expect(await page.getByRole('dialog').getByRole('link').count()).toBe(0)
  })

  test('beside a wide page the panel leaves the page usable, and Escape returns to the number', async () => {
    const page = await openAnswer(quoted.question)
    await marker(page, 2).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Source')
    expect(await page.locator('dialog:modal').count()).toBe(0)

    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Source 2: Annual leave')
  })

  test('on a phone it is a sheet that keeps the focus, and a tap beside it closes it', async () => {
    const page = await openAnswer(quoted.question, phone)
    await marker(page, 1).click()
    await page.locator('dialog:modal mark').first().waitFor()
    for (let n = 0; n < 12; n += 1) await page.keyboard.press('Tab')
    expect(
      await page.evaluate('document.activeElement === document.body || !!document.activeElement.closest("dialog")'),
    ).toBe(true)

    await page.mouse.click(180, 20)
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('"why this answer" tells the route, the evidence, what was hidden and what was sent', async () => {
    const page = await openAnswer(written.question)
    await page.getByRole('button', { name: 'Why this answer?' }).click()
    const panel = page.getByRole('dialog', { name: 'Why this answer?' })
    await panel.locator('.passages').waitFor()
    await panel.locator('summary').last().click()
    const text = await panel.innerText()

    for (const words of [
      'and what may her hotel cost for two nights?',
      'The rules allow the cloud for this question.',
      '82 %',
      'e-mail address × 1',
      'phone number × 2',
      '[EMAIL_1]',
      'Score 0.93',
      '$0.0089',
    ]) {
      expect(text).toContain(words)
    }
    expect(await panel.locator('.passages > li.unused').count()).toBe(1)
  })

  test('it names versions that disagree with both dates and words, and quotes that no longer stand', async () => {
    const page = await openAnswer(written.question)
    await page.getByRole('button', { name: 'Why this answer?' }).click()
    const panel = page.getByRole('dialog', { name: 'Why this answer?' })
    await panel.locator('.versions').waitFor()
    const text = await panel.innerText()

    for (const words of [
      'Versions disagree',
      'April 1, 2026',
      'Up to GBP 160 a night in London',
      'January 1, 2024',
      'Up to GBP 150 a night in London',
      '1 of 4 quotes stand word for word',
      '[2] “Travel and expenses 2026” has changed since. Its present text does not hold these words any more',
      '[4] “Annual leave” has been removed since.',
    ]) {
      expect(text).toContain(words)
    }
    expect(await panel.locator('.quote-verdicts .differs').innerText()).toContain('It may be damaged')
  })

  test.each([
    [
      'en-GB',
      'Why this answer?',
      'The model repeated words of “Annual leave” without citing it. They are cited now.',
      'Sentences that repeat a document at length were left out: the policy withholds the passage.',
    ],
    [
      'zh-CN',
      '为什么这样回答',
      '模型照录了《Annual leave》的文字而未注明出处，现已补上引用。',
      '大段照录某文件的句子已删去：按照策略，该段落不得用于作答。',
    ],
  ])('it names once each document that the model repeated at length: %s', async (locale, button, cited, leftOut) => {
    const page = await openAnswer(written.question, { locale })
    await page.getByRole('button', { name: button }).click()
    const recitals = page.getByRole('dialog').locator('.recitals > li')
    await recitals.first().waitFor()

    expect(await recitals.allInnerTexts()).toEqual([cited, leftOut])
  })

  test.each([
    ['en-GB', 'Why this answer?', 'to compare texts by their meaning', '41 texts sent.'],
    ['zh-CN', '为什么这样回答', '用于按含义比较文字', '发送了 41 段文字。'],
  ])('it shows what was embedded and reranked, and what of it left: %s', async (locale, button, purpose, sent) => {
    const page = await openAnswer(written.question, { locale })
    await page.getByRole('button', { name: button }).click()
    const calls = page.getByRole('dialog').locator('details.call')
    await calls.first().waitFor()
    for (const summary of await calls.locator('summary').all()) await summary.click()

    const [embedded = '', reranked = ''] = await calls.allInnerTexts()
    expect(embedded).toContain(purpose)
    expect(embedded).toContain('May Dana Whitfield ([EMAIL]) travel first class to Edinburgh?')
    expect(reranked).toContain(sent)
    expect(reranked).toContain('model-timeout')
  })

  test('it says so in Chinese where the page is Chinese', async () => {
    const page = await openAnswer(written.question, { locale: 'zh-CN' })
    await page.getByRole('button', { name: '为什么这样回答' }).click()
    const versions = page.getByRole('dialog').locator('.versions')
    await versions.waitFor()

    expect(await versions.innerText()).toContain('2026年4月1日')
    expect(await versions.innerText()).toContain('2024年1月1日')
    expect(await page.getByRole('dialog').locator('.quote-verdicts').innerText()).toContain('现行文本不再有这些文字')
  })

  test('an explanation that is not kept says so', async () => {
    const page = await openAnswer(quoted.question)
    await page.getByRole('button', { name: 'Why this answer?' }).click()
    await page.getByRole('dialog').getByText('There is nothing here.').waitFor()
  })
})
