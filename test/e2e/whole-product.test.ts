import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeInBrowser } from '../support/web/browser.ts'
import { writeCompanyFiles } from '../support/company-files.ts'
import { createHttpClient } from '../support/service/http-client.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

describeInBrowser('the page and the widget on a real service', (openPage) => {
  const documents = mkdtempSync(join(tmpdir(), 'lorekeep-company-'))
  const data = temporaryDataFolder()
  let service: RunningService
  let desk: Server

  beforeAll(async () => {
    writeCompanyFiles(documents)
    await runCommand(data.path, ['ingest', documents, '--groups', 'everyone'])
    service = await startService(data.path)
    desk = await startSupportDesk(service)
  })

  afterAll(async () => {
    desk.close()
    await service.stop()
    data.remove()
    rmSync(documents, { recursive: true, force: true })
  })

  test('the printed link signs in, and a question is answered with a citation that opens the quoted words', async () => {
    const page = await openPage()
    await page.goto(service.signInLink)
    await page.getByRole('textbox').first().fill('How many days of paid annual leave do full-time employees receive?')
    await page.keyboard.press('Enter')
    await page.getByText('27 days of paid annual leave').first().waitFor()
    await page.getByRole('button', { name: /1/ }).first().click()
    const quoted = page.locator('mark').first()
    await quoted.waitFor()
    expect(await quoted.innerText()).toContain('Full-time employees receive 27 days of paid annual leave each year.')
  })

  test('the widget answers on the page of a registered site', async () => {
    const page = await openPage()
    await page.goto(`http://127.0.0.1:${(desk.address() as AddressInfo).port}/`)
    await page.getByRole('button').first().click()
    await page.getByRole('textbox').first().fill('员工每年有多少天带薪年假？')
    await page.keyboard.press('Enter')
    await page.getByText('十五天带薪年假').first().waitFor()
  })
})

/** A support desk: a page with the widget, and a server that fetches tokens with its API key. */
async function startSupportDesk(service: RunningService): Promise<Server> {
  const admin = createHttpClient(service.url, service.adminToken)
  const { body: key } = await admin.post<{ secret: string }>('/api/v1/keys', { name: 'desk', groups: ['support'] })
  const keyed = createHttpClient(service.url, key.secret)
  const server = createServer((request, response) => {
    if (request.url === '/lorekeep-token') {
      void keyed.post('/api/v1/widget/tokens', { origin: originOf(server) }).then(({ body }) => {
        response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
      })
      return
    }
    response
      .setHeader('Content-Type', 'text/html; charset=utf-8')
      .end(
        `<!doctype html><title>Desk</title><h1>Support desk</h1><link rel="icon" href="data:,"><script src="${service.url}/widget.js" data-token-url="/lorekeep-token" async></script>`,
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await admin.post('/api/v1/widget/sites', { origin: originOf(server), name: 'Desk', groups: ['support'] })
  return server
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
