import { afterEach, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { toMicros } from '../../../src/domain/money.ts'
import { callWith, eventWith } from '../../contract/settlements.ts'
import { describeInBrowser, webFolder } from '../../support/web/browser.ts'
import { type ScriptedService, startScriptedService } from '../../support/service/scripted-service.ts'
import { weakContrasts } from '../../support/web/weak-contrasts.ts'
import { fillWithBatches, fillWithUsage } from './sample-usage.ts'

describeInBrowser("usage and batches on the administrators' page", (openPage) => {
  const services: ScriptedService[] = []

  async function serve(...fills: readonly ((service: ScriptedService) => Promise<void>)[]): Promise<ScriptedService> {
    const service = await startScriptedService(webFolder)
    services.push(service)
    for (const fill of fills) await fill(service)
    return service
  }

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()))
  })

  async function openAdmin(service: ScriptedService, hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await openPage(options)
    await page.goto(await service.signInLink())
    await page.goto(`${service.address}/admin${hash}`)
    return page
  }

  /** Of a month that is over: all its days are there, whenever the test runs. */
  async function openLastMonth(service: ScriptedService, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await openAdmin(service, '#/usage', options)
    await page.getByRole('button', { name: 'Month before' }).click()
    await page.getByRole('group', { name: 'Where it went' }).waitFor()
    return page
  }

  const rowOf = (page: Page, group: string, text: string) =>
    page.getByRole('group', { name: group }).getByRole('row').filter({ hasText: text })

  test('are reached from the navigation, which says where one is', async () => {
    const page = await openAdmin(await serve(fillWithBatches), '')
    const navigation = page.getByRole('navigation', { name: 'Pages' })
    await navigation.getByRole('link', { name: 'Usage' }).click()
    await page.getByRole('heading', { name: /^Usage in / }).waitFor()
    await navigation.getByRole('link', { name: 'Batches' }).click()
    await page.getByRole('heading', { name: 'Batches' }).waitFor()

    expect(await navigation.locator('[aria-current=page]').innerText()).toBe('Batches')
    expect(page.url()).toContain('#/batches')
  })

  test('draws what each day of a month cost, and its tokens', async () => {
    const page = await openLastMonth(await serve(fillWithUsage))
    const chart = page.getByRole('img', { name: /^Cost by day/ })
    const money = (await chart.getAttribute('aria-label')) ?? ''
    await page.getByRole('button', { name: 'Tokens', exact: true }).click()
    const tokens = (await page.getByRole('img', { name: /^Tokens by day/ }).getAttribute('aria-label')) ?? ''

    expect(money.match(/ \d{1,2}, \d{4}: \$0\.\d\d/g)?.length).toBeGreaterThanOrEqual(28)
    expect(tokens).toMatch(/: [\d,]+ tokens/)
    await page.getByText(/^Tokens by day\. The most was /).waitFor()
  })

  test('groups a month by user, team, model, tier or purpose, the dearest first', async () => {
    const page = await openLastMonth(await serve(fillWithUsage))
    const rows = page.getByRole('group', { name: 'Where it went' }).getByRole('row')
    const [head, first] = await rows.allInnerTexts()
    expect(head).toMatch(/User\s+Share\s+Cost\s+Questions\s+From the cache\s+Calls\s+Tokens sent\s+Tokens received/)
    expect(first).toMatch(/^user:ada\s+\d\d%\s+\$\d\.\d\d/)
    for (const [by, group] of [
      ['Team', '采购部'],
      ['Model', 'qwen3-8b'],
      ['Tier', 'In the house'],
      ['Purpose', 'Answers'],
    ] as const) {
      await page.getByRole('button', { name: by, exact: true }).click()
      await rowOf(page, 'Where it went', group).waitFor()
    }
  })

  test('gives the usage of the month that is shown as CSV', async () => {
    const page = await openLastMonth(await serve(fillWithUsage), { acceptDownloads: true })
    await page.getByRole('button', { name: 'Tier', exact: true }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as CSV' }).click()
    const text = await readFile(await (await downloading).path(), 'utf8')

    expect(text).toMatch(/^cloud,/m)
    expect(text).toMatch(/^on-prem,/m)
  })

  test('splits what was saved by what saved it', async () => {
    const page = await openLastMonth(await serve(fillWithUsage))
    const table = await page.getByRole('group', { name: 'Savings' }).innerText()

    for (const part of ['Paid', 'the cache', 'routing', 'compression', 'batches', 'prices of providers']) {
      expect(table).toMatch(new RegExp(`${part}\\s+\\d{1,2}%\\s+\\$\\d+\\.\\d\\d`))
    }
    await page.getByText(/^\$\d+\.\d\d saved · \d\d%$/).waitFor()
    await page.getByText('With every question sent to gpt-large').waitFor()
  })

  test('shows calls for no question as what they cost on top', async () => {
    const service = await serve(fillWithUsage)
    const now = new Date()
    const judged = (id: string, micros: number) =>
      service.records.ledger.book(
        [
          callWith({
            id,
            at: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 2),
            purpose: 'judge',
            costMicros: toMicros(micros),
          }),
        ],
        [],
        Date.now(),
      )
    await judged('some', 900_000)
    const row = rowOf(await openLastMonth(service), 'Savings', 'Calls for no question (ingest, judging)')
    expect(await row.innerText()).toMatch(/-\d+%\s+-\$0\.90/)
    const bar = row.getByRole('progressbar')
    expect(Number(await bar.getAttribute('value'))).toBe(900_000)
    expect(await bar.getAttribute('aria-valuetext')).toMatch(/^-\d+%$/)

    await judged('many', 900_000_000)
    const page = await openLastMonth(service)
    await page.getByText(/^\$\d+\.\d\d more than all in the cloud · [\d,]+%$/).waitFor()
    expect(await page.evaluate(weakContrasts)).toEqual([])
  })

  test('tells what to expect of this month, and the day on which a budget runs out', async () => {
    const service = await serve(fillWithUsage)
    await service.records.budgets.setBudgets([
      { kind: 'organisation', id: '*', period: 'month', unit: 'money', limit: 1, warnAt: [], whenExhausted: 'cheaper' },
    ])
    const page = await openAdmin(service, '#/usage')
    await page.getByText(/^\$\d+\.\d\d expected for /).waitFor()
    await page.getByText(/^The organisation: the limit for a month runs out on \w+ \d+, \d{4}\.$/).waitFor()
    await page.getByText(/complete days?\.$/).waitFor()
  })

  test('shows each budget with its share, what is to be expected and when it runs out', async () => {
    const service = await serve(async () => undefined)
    const { budgets, journal } = service.records
    const page = await openAdmin(service, '#/usage')
    await page.getByText('No limit is set').waitFor()
    const terms = { warnAt: [80], whenExhausted: 'stop' } as const
    await budgets.setBudgets([
      { kind: 'team', id: '法务部', period: 'month', unit: 'money', limit: 1_000_000, ...terms },
      { kind: 'organisation', id: '*', period: 'day', unit: 'tokens', limit: 9_000_000, ...terms },
    ])
    const entry = callWith({ id: 'c1', at: Date.now(), team: '法务部', costMicros: toMicros(850_000) })
    await journal.settle({ principalId: 'user:ada', entries: [entry], event: eventWith(), reservations: [] })
    await page.reload()
    const table = page.getByRole('group', { name: 'Budgets' })
    await table.waitFor()

    const [header, organisation, team] = await table.getByRole('row').allInnerTexts()
    expect(header).toContain('Runs out on')
    expect(organisation).toMatch(/The organisation\s+0 % · 1,050 tokens\s+9,000,000 tokens a day/)
    expect(team).toMatch(/Team 法务部\s+85 % · \$0\.85\s+\$1\.00 a month/)
    expect(team).toContain('stop')
    expect(
      await page
        .getByRole('progressbar', { name: 'Used of the budget of Team 法务部 for a month' })
        .getAttribute('value'),
    ).toBe('85')
    await page.getByRole('button', { name: '切换到中文' }).click()
    await page.getByRole('heading', { name: '预算' }).waitFor()
    expect(await page.evaluate(weakContrasts)).toEqual([])
  })

  test('without any question the month is empty, and says so', async () => {
    const page = await openAdmin(await serve(), '#/usage')
    await page.getByText('Cost by day. Nothing was used.').waitFor()
    await page.getByText('No question of this month').waitFor()
    await page.getByText('No limit is set').waitFor()
  })

  test('lists batches with their state, progress and cost, and what waits at a provider', async () => {
    const page = await openAdmin(await serve(fillWithBatches), '#/batches')
    const [runs, waits, over] = ['onboarding-faq.jsonl', '信息安全问卷.csv', 'supplier-questionnaire.xlsx'].map(
      (name) => rowOf(page, 'Batches', name),
    )
    await runs?.waitFor()

    expect(await runs?.innerText()).toMatch(
      /user:ada[\s\S]*Running[\s\S]*9 of 40[\s\S]*left[\s\S]*\$0\.19[\s\S]*\$0\.84 expected/,
    )
    expect(await waits?.innerText()).toMatch(/Waiting\s*At openai: 96 of 240 through,/)
    expect(await over?.innerText()).toMatch(/Finished[\s\S]*12 of 12\s*1 failed[\s\S]*\$0\.23/)
    expect(
      await page.getByRole('progressbar', { name: 'Progress of onboarding-faq.jsonl' }).getAttribute('value'),
    ).toBe('9')
    expect(await over?.getByRole('button').count()).toBe(0)
  })

  test('gives the results of a batch as a file', async () => {
    const page = await openAdmin(await serve(fillWithBatches), '#/batches', { acceptDownloads: true })
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Results of supplier-questionnaire.xlsx as CSV' }).click()
    const download = await downloading

    expect(download.suggestedFilename()).toBe('lorekeep-batch-over.csv')
    expect(await readFile(await download.path(), 'utf8')).toContain('Question 12?')
  })

  test('cancels a batch', async () => {
    const page = await openAdmin(await serve(fillWithBatches), '#/batches')
    await page.getByRole('button', { name: 'Cancel 信息安全问卷.csv' }).click()
    await rowOf(page, 'Batches', '信息安全问卷.csv').getByText('Cancelled').waitFor()

    await page.getByRole('status').getByText('信息安全问卷.csv has been asked to stop.').waitFor()
  })

  test('says what went wrong when a batch cannot be cancelled', async () => {
    const service = await serve(fillWithBatches)
    const page = await openAdmin(service, '#/batches')
    const button = page.getByRole('button', { name: 'Cancel 信息安全问卷.csv' })
    await button.waitFor()
    await service.records.batches.requestCancel('waits')
    await button.click()

    await page.getByRole('alert').getByText('is over: cancelled').waitFor()
  })

  test('waits for a service that takes longer to answer than it is asked again, and asks it again', async () => {
    const page = await openAdmin(await serve(fillWithBatches), '')
    let underWay = 0
    let mostUnderWay = 0
    await page.route('**/api/v1/batch?*', async (route) => {
      underWay += 1
      mostUnderWay = Math.max(mostUnderWay, underWay)
      await setTimeout(4000)
      underWay -= 1
      await route.continue()
    })
    await page.getByRole('link', { name: 'Batches' }).click()
    await rowOf(page, 'Batches', 'onboarding-faq.jsonl').waitFor()
    await page.waitForResponse('**/api/v1/batch?*')

    expect(mostUnderWay).toBe(1)
  })

  test('tells a failure, and no longer once the service answers again', async () => {
    const page = await openAdmin(await serve(fillWithBatches), '')
    await page.route('**/api/v1/batch?*', (route) => route.abort(), { times: 1 })
    await page.getByRole('link', { name: 'Batches' }).click()
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    await rowOf(page, 'Batches', 'onboarding-faq.jsonl').waitFor()

    await page.getByRole('alert').waitFor({ state: 'detached' })
  })

  test('without any batch says how to give one', async () => {
    const page = await openAdmin(await serve(), '#/batches')
    await page.getByText('There has been no batch yet.').waitFor()
    await page.getByText('lorekeep batch questions.csv').waitFor()
  })

  test('speak Chinese', async () => {
    const page = await openAdmin(await serve(fillWithUsage, fillWithBatches), '#/usage')
    await page.getByRole('button', { name: '切换到中文' }).click()
    await page.getByRole('heading', { name: /^\d{4}年\d{1,2}月用量$/ }).waitFor()
    await page.getByRole('link', { name: '批量问答' }).click()
    await rowOf(page, '批量问答', '信息安全问卷.csv').getByText('已交给 openai：完成 96 / 240').waitFor()
  })

  test('can be used with the keyboard alone', async () => {
    const page = await openAdmin(await serve(fillWithUsage), '#/usage')
    await page.getByRole('group', { name: 'Where it went' }).waitFor()
    const reach = async (text: string) => {
      for (let n = 0; n < 30; n += 1) {
        await page.keyboard.press('Tab')
        if ((await page.evaluate('document.activeElement.innerText')) === text) return
      }
    }
    await reach('Tokens')
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: /^Tokens by day/ }).waitFor()
    await reach('Team')
    await page.keyboard.press('Space')

    await rowOf(page, 'Where it went', '采购部').waitFor()
  })

  test.each([
    ['a phone', { width: 360, height: 740 }, 'light'],
    ['a narrow window at 400 %', { width: 320, height: 256 }, 'light'],
    ['a desk in dark colours', { width: 1440, height: 900 }, 'dark'],
  ] as const)('on %s nothing is cut off, and text stands out', async (_name, viewport, colorScheme) => {
    const service = await serve(fillWithUsage, fillWithBatches)
    const page = await openLastMonth(service, { viewport, colorScheme })
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    const unnamed = `[...document.querySelectorAll('button, a, input, progress')].filter((control) =>
      !control.getAttribute('aria-label') && !control.innerText.trim() && !control.labels?.length).length`
    const found = [await page.evaluate(overflow), await page.evaluate(weakContrasts), await page.evaluate(unnamed)]
    await page.goto(`${service.address}/admin#/batches`)
    await rowOf(page, 'Batches', 'onboarding-faq.jsonl').waitFor()

    expect(found).toEqual([0, [], 0])
    expect([await page.evaluate(overflow), await page.evaluate(weakContrasts), await page.evaluate(unnamed)]).toEqual([
      0,
      [],
      0,
    ])
  })
})
