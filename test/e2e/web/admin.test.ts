import { afterEach, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { describeInBrowser, webFolder } from '../../support/web/browser.ts'
import { fileEvent, reportWith } from '../../support/ingest/scripted-ingest.ts'
import { type ScriptedService, startScriptedService } from '../../support/service/scripted-service.ts'
import { weakContrasts } from '../../support/web/weak-contrasts.ts'
import { fillWithRuns, handbook } from './sample-runs.ts'

const tomorrow = new Date(2026, 11, 24, 2, 0).getTime()

describeInBrowser("the administrators' page", (openPage) => {
  const services: ScriptedService[] = []

  async function serve(fill = fillWithRuns): Promise<ScriptedService> {
    const service = await startScriptedService(webFolder, (source) =>
      source.schedule === undefined ? undefined : tomorrow,
    )
    services.push(service)
    await fill(service)
    return service
  }

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()))
  })

  async function openAdmin(service: ScriptedService, options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
    const page = await openPage(options)
    await page.goto(await service.signInLink())
    await page.goto(`${service.address}/admin${hash}`)
    return page
  }

  const card = (page: Page, name: string) => page.locator('.card').filter({ has: page.getByRole('heading', { name }) })

  test('is given to administrators only; a browser without a session gets the way to sign in', async () => {
    const service = await serve()
    const page = await openPage()
    const response = await page.goto(`${service.address}/admin`)
    const anonymous = await fetch(`${service.address}/admin`, { headers: { accept: 'application/json' } })
    const created = await fetch(`${service.address}/api/v1/keys`, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${service.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'desk', groups: ['everyone'] }),
    })
    const { secret } = (await created.json()) as { secret: string }
    const employee = await fetch(`${service.address}/admin`, { headers: { authorization: `Bearer ${secret}` } })

    expect(response?.status()).toBe(401)
    await page.getByLabel('Sign-in link or token').waitFor()
    expect([anonymous.status, employee.status]).toEqual([401, 403])
    expect(await employee.text()).not.toContain('admin.js')
  })

  test('is linked from the page of administrators', async () => {
    const service = await serve()
    const page = await openPage()
    await page.goto(await service.signInLink())
    await page.getByRole('link', { name: 'Administration' }).click()

    await page.getByRole('heading', { name: 'Sources' }).waitFor()
  })

  test('shows each source with its documents, its last run and its next one', async () => {
    const page = await openAdmin(await serve())
    const shown = card(page, 'handbook')
    await shown.waitFor()

    const text = await shown.innerText()
    expect(text).toContain('47 documents')
    expect(text).toContain('2 files could not be read')
    expect(text).toMatch(/Last run\s+Finished/)
    expect(text).toMatch(/Next run\s+.*24.* Dec.*|Next run\s+Dec 24/)
    expect(await shown.getByRole('img').getAttribute('aria-label')).toContain('The last 12 runs')
    expect(await card(page, '合同').innerText()).toContain('git.example.com does not answer.')
  })

  test('lists the files that could not be read, with why and what to do', async () => {
    const page = await openAdmin(await serve())
    const row = page.getByRole('row').filter({ hasText: 'payroll-2025.pdf' })

    expect(await row.innerText()).toContain('The PDF is protected by a password.')
    expect(await row.innerText()).toContain('Save it without a password')
  })

  test('without any source says how to add one', async () => {
    const page = await openAdmin(await serve(async () => undefined))
    await page.getByText('No source has been read yet.').waitFor()
    await page.getByText('lorekeep ingest /srv/share/policies').waitFor()
    await page.getByText('Every file could be read.').waitFor()
    await page.getByText('There has been no run yet.').waitFor()
  })

  test('starts a run and shows it live, with rate and time left, until it is over', async () => {
    const service = await serve()
    const page = await openAdmin(service)
    const shown = card(page, 'handbook')
    await shown.getByRole('button', { name: 'Run handbook now' }).click()
    const call = await service.nextCall()
    call.say({ type: 'found', files: 40, skipped: 0 })
    await shown.getByText('0 of 40 files').waitFor()
    await page.waitForTimeout(1200)
    call.say(fileEvent({ path: '人事/年假.md' }, 10, 40))
    call.say({ ...fileEvent({ path: 'bad.pdf', outcome: 'failed', reason: 'It is locked.' }, 11, 40) })
    await shown.getByText('11 of 40 files').waitFor()

    const live = await shown.locator('.live').innerText()
    expect(live).toMatch(/33 chunks\s*[\d.]+ chunks a second\s*[\d.]+ s left\s*1 failed/)
    expect(live).toContain('人事/年假.md')
    expect(live).toContain('It is locked.')
    expect(await shown.getByRole('progressbar').getAttribute('value')).toBe('11')
    call.succeed(reportWith({ files: 40 }))
    await shown.getByRole('button', { name: 'Run handbook now' }).waitFor()
    expect(await shown.locator('.live').count()).toBe(0)
  })

  test('can ask for the failed files to be tried again, and cancel', async () => {
    const service = await serve()
    const page = await openAdmin(service)
    const shown = card(page, 'handbook')
    await shown.getByRole('button', { name: 'Retry the failed files of handbook' }).click()
    const { request } = await service.nextCall()
    await shown.getByRole('button', { name: 'Cancel the run of handbook' }).click()
    await shown.getByText('Cancelled', { exact: true }).waitFor()

    expect(request.retryFailed).toBe(true)
    expect(await service.records.runs.list({ limit: 1 })).toMatchObject([{ status: 'cancelled' }])
  })

  test('follows a run that was started elsewhere', async () => {
    const service = await serve()
    const started = await service.sourceRuns.begin(
      { source: handbook, places: [handbook.root], actor: 'admin', trigger: 'command' },
      () => undefined,
      new AbortController().signal,
    )
    const page = await openAdmin(service, {}, `#/runs/${started.run.id}`)
    const call = await service.nextCall()
    call.say({ type: 'fetching', what: 'contracts.git', done: 3, total: 8 })
    await page.getByText('3 of 8 fetched').waitFor()
    call.fail(new LorekeepError('source-unavailable', 'The share does not answer.', { hint: 'Mount it.' }))

    await page.getByText('The share does not answer. Mount it.').waitFor()
    await expect(started.report).rejects.toThrow('The share does not answer.')
  })

  test('says what went wrong when a run cannot be started', async () => {
    const service = await serve()
    const page = await openAdmin(service)
    await card(page, 'handbook').waitFor()
    await service.sourceRuns.submit({ source: handbook, places: [handbook.root], actor: 'x', trigger: 'request' })
    await card(page, 'handbook').getByRole('button', { name: 'Run handbook now' }).click()

    await page.getByRole('alert').getByText('is being ingested already').waitFor()
  })

  test('a session that has ended leads back to signing in', async () => {
    const service = await serve()
    const page = await openAdmin(service)
    await card(page, 'handbook').waitFor()
    await page.context().clearCookies()
    await card(page, 'handbook').getByRole('button', { name: 'Run handbook now' }).click()
    await page.getByRole('link', { name: 'Sign in again' }).click()

    await page.getByLabel('Sign-in link or token').waitFor()
  })

  test('shows what became of each file of a run, filtered by outcome', async () => {
    const page = await openAdmin(await serve(), {}, '#/runs/night-0')
    const rows = page.locator('tbody tr')
    await rows.nth(5).waitFor()
    const travel = await rows.filter({ hasText: /^finance\/travel-policy/ }).innerText()
    await page.getByRole('button', { name: /^failed/ }).click()
    await rows.nth(2).waitFor({ state: 'detached' })

    expect(travel).toContain('24,310')
    expect(await rows.count()).toBe(2)
    expect(await rows.first().innerText()).toContain('The PDF is protected by a password.')
    expect(await page.getByRole('button', { name: /^failed/ }).getAttribute('aria-pressed')).toBe('true')
  })

  test('gives the file report as CSV', async () => {
    const page = await openAdmin(await serve(), { acceptDownloads: true }, '#/runs/night-0')
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as CSV' }).click()
    const download = await downloading

    expect(download.suggestedFilename()).toBe('lorekeep-run-night-0.csv')
    expect(await readFile(await download.path(), 'utf8')).toContain('人事/年假管理办法.md,added')
  })

  test('a run that is not kept any more is said to be gone', async () => {
    const page = await openAdmin(await serve(), {}, '#/runs/nothing')
    await page.getByRole('alert').getByText('This is not kept any more.').waitFor()
    await page.getByRole('link', { name: 'All sources' }).click()

    await card(page, 'handbook').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('speaks Chinese, and remembers that', async () => {
    const page = await openAdmin(await serve())
    await page.getByRole('button', { name: '切换到中文' }).click()
    await page.getByRole('heading', { name: '文件来源' }).waitFor()
    await page.reload()

    expect(await card(page, 'handbook').innerText()).toContain('47 份文件')
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN')
  })

  test.each([
    ['a phone', { width: 360, height: 740 }],
    ['a narrow window at 400 %', { width: 320, height: 256 }],
    ['a desk', { width: 1440, height: 900 }],
  ])('on %s nothing is cut off', async (_name, viewport) => {
    const service = await serve()
    const page = await openAdmin(service, { viewport })
    await card(page, 'handbook').getByRole('button', { name: 'Run handbook now' }).click()
    const call = await service.nextCall()
    call.say({ type: 'found', files: 2, skipped: 0 })
    call.say(fileEvent({ path: `${'a-long-name/'.repeat(20)}plan.md` }, 1, 2))
    await card(page, 'handbook').getByText('1 of 2 files').waitFor()
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate(overflow)).toBe(0)
    await page.goto(`${service.address}/admin#/runs/night-0`)
    await page.locator('tbody tr').first().waitFor()

    expect(await page.evaluate(overflow)).toBe(0)
  })

  test('can be used with the keyboard alone', async () => {
    const service = await serve()
    const page = await openAdmin(service)
    const button = card(page, 'handbook').getByRole('button', { name: 'Run handbook now' })
    await button.waitFor()
    for (let n = 0; n < 20; n += 1) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate('document.activeElement.getAttribute("aria-label")')
      if (focused === 'Run handbook now') break
    }
    await page.keyboard.press('Enter')

    expect((await service.nextCall()).request.source.name).toBe('handbook')
  })

  test('assistive technology finds landmarks, headings in order, and a name on every control', async () => {
    const page = await openAdmin(await serve())
    await card(page, 'handbook').waitFor()
    const levels = await page.evaluate<number[]>(
      '[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.tagName[1]))',
    )
    const unnamed = `[...document.querySelectorAll('button, a, input, progress')].filter((control) =>
      !control.getAttribute('aria-label') && !control.innerText.trim() && !control.labels?.length).length`

    expect(await page.getByRole('main').count()).toBe(1)
    expect(await page.getByRole('banner').count()).toBe(1)
    expect(levels.filter((level, index, all) => level - (all[index - 1] ?? 0) > 1)).toEqual([])
    expect(await page.evaluate(unnamed)).toBe(0)
  })

  test.each(['light', 'dark'] as const)('in %s colours text stands out from what is behind it', async (colorScheme) => {
    const service = await serve()
    const page = await openAdmin(service, { colorScheme })
    await card(page, 'handbook').getByRole('button', { name: 'Run handbook now' }).click()
    const call = await service.nextCall()
    call.say({ type: 'found', files: 4, skipped: 0 })
    call.say(fileEvent({ path: 'bad.pdf', outcome: 'failed', reason: 'It is locked.' }, 1, 4))
    await card(page, 'handbook').getByText('1 of 4 files').waitFor()
    const overview = await page.evaluate(weakContrasts)
    await page.goto(`${service.address}/admin#/runs/night-0`)
    await page.locator('tbody tr').first().waitFor()

    expect(overview).toEqual([])
    expect(await page.evaluate(weakContrasts)).toEqual([])
  })
})
