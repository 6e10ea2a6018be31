import { afterEach, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { describeInBrowser, webFolder } from '../../support/web/browser.ts'
import { startFakeLorekeep, type FakeLorekeep } from '../../support/web/fake-lorekeep.ts'
import { startForeignSite, type ForeignSite } from './foreign-site.ts'
import { abstained, answers, chinese, quoted, sampleScript, written } from './sample-answers.ts'

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox').fill(question)
  await page.keyboard.press('Enter')
}

describeInBrowser('the widget on a page of another site', (openPage) => {
  const running: (FakeLorekeep | ForeignSite)[] = []

  async function serve(attributes?: string): Promise<{ service: FakeLorekeep; site: ForeignSite }> {
    const service = await startFakeLorekeep({ webFolder, script: sampleScript, answers })
    const site = await startForeignSite(service.address, attributes)
    service.registeredSites = [site.origin]
    running.push(service, site)
    return { service, site }
  }

  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()))
  })

  async function openWidget(site: ForeignSite, options: Parameters<typeof openPage>[0] = {}): Promise<Page> {
    const page = await openPage(options)
    await page.goto(site.origin)
    await page
      .getByRole('button', { name: 'Open the assistant' })
      .or(page.getByRole('button', { name: '打开助手' }))
      .click()
    return page
  }

  test("asks with a token of the site's own server, without cookies, and shows answer and quotations", async () => {
    const { service, site } = await serve()
    const page = await openWidget(site)
    await ask(page, quoted.question)
    await page.locator('details').first().waitFor()
    await page.getByRole('button', { name: 'Source 1:' }).click()

    const asked = service.received.find(({ method, path }) => method === 'POST' && path === '/api/v1/ask')
    expect(asked?.headers).toMatchObject({ authorization: 'Bearer token-1', origin: site.origin })
    expect(asked?.headers.cookie).toBeUndefined()
    expect(await page.locator('.answer strong').innerText()).toBe('27 days')
    expect(await page.locator('details[open] blockquote').innerText()).toContain('27 days a year')
  })

  test('one token serves a conversation, and follow-ups continue it', async () => {
    const { service, site } = await serve()
    const page = await openWidget(site)
    await ask(page, quoted.question)
    await page.locator('details').first().waitFor()
    await ask(page, abstained.question)
    await page.getByText('the documents do not say enough').waitFor()

    expect(site.tokensGiven).toBe(1)
    expect(JSON.parse(service.received.findLast(({ path }) => path === '/api/v1/ask')?.body ?? '')).toMatchObject({
      conversationId: quoted.conversationId,
    })
  })

  test('a token that has expired is renewed without the reader noticing', async () => {
    const { service, site } = await serve()
    service.isValidToken = (token) => token !== 'token-1'
    const page = await openWidget(site)
    await ask(page, quoted.question)
    await page.locator('details').first().waitFor()

    expect(site.tokensGiven).toBe(2)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('a token address that gives none is told apart from a service that is down', async () => {
    const { service, site } = await serve()
    site.reply = () => ({ status: 403, body: {} })
    const page = await openWidget(site)
    await ask(page, quoted.question)
    await page.getByText('could not prove to the assistant').waitFor()
    site.reply = () => ({ status: 200, body: { token: 't', expiresAt: Date.now() + 60_000 } })
    await service.close()
    running.splice(running.indexOf(service), 1)
    await page.getByRole('button', { name: 'Ask again' }).click()

    await page.getByText('The service cannot be reached.').waitFor()
  })

  test('an answer that breaks off says so', async () => {
    const { site } = await serve()
    const page = await openWidget(site)
    await ask(page, 'cut')
    await page.getByRole('alert').waitFor()

    expect(await page.getByRole('alert').innerText()).toContain('broke off before its end')
  })

  test('it speaks the language of the page, or the one it is told', async () => {
    const { site } = await serve('data-language="zh"')
    const page = await openWidget(site)
    await ask(page, chinese.question)
    await page.locator('details').first().waitFor()

    expect(await page.getByRole('dialog', { name: '向我们提问' }).isVisible()).toBe(true)
    expect(await page.getByRole('textbox', { name: '您的问题' }).isVisible()).toBe(true)
  })

  test('it takes nothing from the page and leaves nothing in it', async () => {
    const { site } = await serve()
    const page = await openPage()
    await page.goto(site.origin)
    await page.getByRole('button', { name: 'Open the assistant' }).waitFor()

    expect(await page.evaluate('document.body.lastElementChild.shadowRoot !== null')).toBe(true)
    expect(await page.evaluate('document.querySelectorAll("style, link[rel=stylesheet]").length')).toBe(0)
    expect(
      await page.evaluate(`(() => {
        const empty = document.createElement('iframe')
        document.body.append(empty)
        const usual = new Set(Object.getOwnPropertyNames(empty.contentWindow))
        empty.remove()
        return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\\d+$|^event$/.test(name))
      })()`),
    ).toEqual([])
  })

  test("typing in it is not seen by the page's keyboard shortcuts", async () => {
    const { site } = await serve()
    const page = await openWidget(site)
    await page.evaluate('window.seen = 0; document.addEventListener("keydown", () => { window.seen += 1 })')
    await page.getByRole('textbox').pressSequentially('delete all')

    expect(await page.evaluate('window.seen')).toBe(0)
  })

  test('beside a wide page it leaves the page usable; Escape closes it and returns to its button', async () => {
    const { site } = await serve()
    const page = await openWidget(site)
    expect(await page.locator('dialog:modal').count()).toBe(0)
    await page.getByRole('link', { name: 'A link' }).focus()
    await page.getByRole('textbox').focus()
    await page.keyboard.press('Escape')

    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.className')).toBe('opener')
  })

  test('on a phone it fills the screen and keeps the focus until it is closed', async () => {
    const { site } = await serve()
    const page = await openWidget(site, { viewport: { width: 360, height: 700 } })
    await ask(page, written.question)
    await page.locator('details').first().waitFor()
    expect(await page.locator('dialog:modal').count()).toBe(1)
    for (let n = 0; n < 15; n += 1) await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('A')
    const panel = 'document.body.lastElementChild.shadowRoot.querySelector("dialog")'
    expect(await page.evaluate(`${panel}.scrollWidth - ${panel}.clientWidth`)).toBe(0)

    await page.getByRole('dialog').getByRole('button', { name: 'Close the assistant' }).click()
    expect(await page.locator('dialog:modal').count()).toBe(0)
  })
})

// Apart from the others, since the browser itself logs a refusal by the same-origin policy as an error.
describeInBrowser('the widget on a site that is not registered', (openPage) => {
  test('says so in plain words', async () => {
    const service = await startFakeLorekeep({ webFolder, script: sampleScript })
    const site = await startForeignSite(service.address)
    const page = await openPage()
    page.removeAllListeners('console')
    await page.goto(site.origin)
    await page.getByRole('button', { name: 'Open the assistant' }).click()
    await page.getByRole('textbox').fill(quoted.question)
    await page.keyboard.press('Enter')
    await page.getByText('This site is not registered with the assistant.').waitFor()
    await Promise.all([service.close(), site.close()])
  })
})
