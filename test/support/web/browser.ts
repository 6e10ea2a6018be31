import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'
const launchFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where the build leaves the browser's code and pages. */
export const webFolder = fileURLToPath(new URL('../../../dist/web', import.meta.url))

/** Opens an empty page of its own context, without cookies or storage of others. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>

/**
 * A suite that drives a real browser, started once for all of its tests. Contexts are closed after
 * each test, which fails when a page logged an error or broke its content security policy. Where
 * there is no Chromium the suite is skipped and says so; under CI its absence is a failure.
 */
export function describeInBrowser(name: string, suite: (openPage: OpenPage) => void): void {
  if (!existsSync(executablePath)) {
    const reason = `${name} (needs ${executablePath})`
    if (process.env['CI'] === 'true') {
      describe(reason, () => {
        test('Chromium is installed', () => {
          expect(existsSync(executablePath)).toBe(true)
        })
      })
    } else {
      describe.skip(reason, () => suite(() => Promise.reject(new Error(reason))))
    }
    return
  }

  describe(name, () => {
    let browser: Browser
    let complaints: string[] = []

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, headless: true, args: launchFlags })
    })

    afterEach(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()))
      const found = complaints
      complaints = []
      expect(found).toEqual([])
    })

    afterAll(() => browser.close())

    suite(async (options = {}) => {
      const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(300_000)
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        // The browser logs replies that are not 2xx by itself; what a page makes of them is the test's matter.
        const isReply = message.text().startsWith('Failed to load resource')
        if (['error', 'warning'].includes(message.type()) && !isReply) complaints.push(message.text())
      })
      return page
    })
  })
}
