import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { createCredentials } from '../../../ingest/sources/readers/credentials.ts'
import { createWebReader, type WebReaderParts } from '../../../ingest/sources/readers/web-reader.ts'
import type { SourceOrigin } from '../../../src/domain/documents/source.ts'
import { refresh, sourceOf, walkAll } from '../../support/sources/source-of.ts'
import { htmlPage, startWebSite, type WebSite } from '../../support/sources/web-site.ts'
import { temporaryFolder } from './temporary-folder.ts'

type WebOrigin = Extract<SourceOrigin, { readonly kind: 'web' }>

const credentials = createCredentials(
  (name) => ({ SOURCE_HR_USER: 'robin', SOURCE_HR_PASSWORD: 'päss' })[name] ?? undefined,
)

describe('a source of web pages', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let site: WebSite
  let waited: number[]
  let reader: ReturnType<typeof createWebReader>

  const readerWith = (parts: Partial<WebReaderParts> = {}) =>
    createWebReader({
      credentials,
      version: '1.2.3',
      pauseMs: 0,
      pause: async (ms) => void waited.push(ms),
      ...parts,
    })

  beforeEach(async () => {
    folder = temporaryFolder()
    site = await startWebSite()
    waited = []
    reader = readerWith()
  })

  afterEach(async () => {
    await site.close().catch(() => undefined)
    folder.remove()
  })

  const at = (path: string) => `${site.origin}${path}`
  const source = (origin: Partial<WebOrigin> = {}, more: Parameters<typeof sourceOf>[2] = {}) =>
    sourceOf(
      { kind: 'web', start: [at('/docs/')], sitemaps: [], maxPages: 100, allowPrivate: true, ...origin },
      folder.path,
      more,
    )
  const files = async () => (await walkAll(reader, source())).files
  const paths = async () => (await files()).map(({ path }) => path.replace(site.origin, ''))
  const page = (text: string, links: readonly string[] = [], headers: Readonly<Record<string, string>> = {}) => ({
    body: htmlPage(text, links),
    headers,
  })

  test('follows links below the start page, on the same host, and no others', async () => {
    site.pages.set(
      '/docs/',
      page('Home', ['a.html', '/docs/b', '/other', 'https://example.com/docs/', '#top', 'mailto:x@y']),
    )
    site.pages.set('/docs/a.html', page('A', ['../docs/c.html?page=2#part']))
    site.pages.set('/docs/b', page('B'))
    site.pages.set('/docs/c.html?page=2', page('C'))
    site.pages.set('/other', page('Other'))
    expect(await refresh(reader, source())).toEqual({ failures: [] })
    expect(await paths()).toEqual(['/docs/', '/docs/a.html', '/docs/b', '/docs/c.html?page=2'])
    expect((await files()).map(({ name }) => name)).toEqual(['index.html', 'a.html', 'b.html', 'c.html'])
    expect(site.requests.every(({ headers }) => headers['user-agent'] === 'Lorekeep/1.2.3')).toBe(true)
  })

  test('takes documents of every format that is read, whatever the server calls them', async () => {
    site.pages.set('/docs/', page('Home', ['plan.pdf', 'notes.md', 'download?id=7', 'film.mp4', 'photo']))
    site.pages.set('/docs/plan.pdf', { body: '%PDF-1.4', headers: { 'content-type': 'application/octet-stream' } })
    site.pages.set('/docs/notes.md', { body: '# Notes', headers: { 'content-type': 'text/plain' } })
    site.pages.set('/docs/download?id=7', { body: '%PDF-1.4', headers: { 'content-type': 'application/pdf' } })
    site.pages.set('/docs/film.mp4', { body: 'film', headers: { 'content-type': 'video/mp4' } })
    site.pages.set('/docs/photo', { body: 'photo', headers: { 'content-type': 'image/x-unknown' } })
    await refresh(reader, source())
    const found = new Map((await files()).map(({ path, name }) => [path.replace(site.origin, ''), name]))
    expect(found.get('/docs/download?id=7')).toBe('download.pdf')
    expect(found.get('/docs/plan.pdf')).toBe('plan.pdf')
    expect(found.get('/docs/notes.md')).toBe('notes.md')
    expect([...found.keys()]).not.toContain('/docs/film.mp4')
    expect([...found.keys()]).not.toContain('/docs/photo')
  })

  test('reads indexes of sitemaps, gzipped ones too, and follows no links from their pages', async () => {
    const sitemap = (...addresses: readonly string[]) =>
      `<?xml version="1.0"?><urlset>${addresses.map((address) => `<url><loc> ${at(address)} </loc></url>`).join('')}</urlset>`
    site.pages.set('/index.xml', {
      body: `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${at('/one.xml')}</loc></sitemap><sitemap><loc>${at('/two.xml.gz')}</loc></sitemap></sitemapindex>`,
    })
    site.pages.set('/one.xml', { body: sitemap('/p?a=1&amp;b=2', '/q') })
    site.pages.set('/two.xml.gz', { body: gzipSync(sitemap('/年假')), headers: { 'content-type': 'application/gzip' } })
    site.pages.set('/p?a=1&b=2', page('P', ['/linked']))
    site.pages.set('/q', page('Q'))
    site.pages.set('/linked', page('Linked'))
    site.pages.set(encodeURI('/年假'), page('年假'))
    expect(await refresh(reader, source({ start: [], sitemaps: [at('/index.xml')] }))).toEqual({ failures: [] })
    expect(await paths()).toEqual([encodeURI('/年假'), '/p?a=1&b=2', '/q'])
  })

  test('asks for a page of a sitemap only when its date changed', async () => {
    const sitemap = (date: string) => ({
      body: `<urlset><url><loc>${at('/a')}</loc><lastmod>${date}</lastmod></url><url><loc>${at('/b')}</loc></url></urlset>`,
    })
    site.pages.set('/sitemap.xml', sitemap('2026-03-01'))
    site.pages.set('/a', page('A'))
    site.pages.set('/b', page('B'))
    const mapped = source({ start: [], sitemaps: [at('/sitemap.xml')] })
    await refresh(reader, mapped)
    await refresh(reader, mapped)
    expect(site.pathsAsked().filter((path) => path === '/a')).toHaveLength(1)
    expect(site.pathsAsked().filter((path) => path === '/b')).toHaveLength(2)
    site.pages.set('/sitemap.xml', sitemap('2026-03-02'))
    site.pages.set('/a', page('A, changed'))
    await refresh(reader, mapped)
    expect(readFileSync((await files())[0]?.absolutePath ?? '', 'utf8')).toContain('A, changed')
  })

  test('asks whether a page changed, and takes links from the copy of one that did not', async () => {
    site.pages.set('/docs/', page('Home', ['a'], { 'etag': '"1"', 'last-modified': 'Sun, 01 Mar 2026 08:00:00 GMT' }))
    site.pages.set('/docs/a', page('A'))
    await refresh(reader, source())
    const before = await files()
    expect(before[0]?.modifiedAt).toBe(Date.parse('2026-03-01T08:00:00Z'))
    await refresh(reader, source())
    expect(await files()).toEqual(before)
    expect(site.requests.at(-2)?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'Sun, 01 Mar 2026 08:00:00 GMT',
    })
  })

  test('keeps one document for pages that call one address their own', async () => {
    const own = (address: string) => `<link rel="canonical" href="${address}">`
    site.pages.set('/docs/', page('Home', ['leave?print=1', 'leave?from=mail', 'odd']))
    for (const query of ['?print=1', '?from=mail']) {
      site.pages.set(`/docs/leave${query}`, { body: htmlPage(`Leave ${query}`, [], own(at('/docs/leave'))) })
    }
    site.pages.set('/docs/leave', { body: htmlPage('Leave itself', [], own(at('/docs/leave'))) })
    // A template that is wrong on every page but the first.
    site.pages.set('/docs/odd', { body: htmlPage('Odd', [], own(at('/'))) })
    await refresh(reader, source())
    expect(await paths()).toEqual(['/docs/', '/docs/leave', '/docs/odd'])
    expect(readFileSync((await files())[1]?.absolutePath ?? '', 'utf8')).toContain('Leave itself')
  })

  test('honours robots.txt, its own group before that of everybody', async () => {
    site.pages.set('/robots.txt', {
      body: 'User-agent: *\nDisallow: /\n\nUser-agent: lorekeep\nDisallow: /docs/private\nCrawl-delay: 3\n',
    })
    site.pages.set('/docs/', page('Home', ['private/x', 'open']))
    site.pages.set('/docs/open', page('Open'))
    site.pages.set('/docs/private/x', page('Private'))
    await refresh(reader, source())
    expect(await paths()).toEqual(['/docs/', '/docs/open'])
    expect(site.pathsAsked()).not.toContain('/docs/private/x')
    expect(waited.some((ms) => ms > 2500 && ms <= 3000)).toBe(true)
  })

  test('fetches nothing while robots.txt cannot be had, and loses nothing', async () => {
    site.pages.set('/docs/', page('Home'))
    await refresh(reader, source())
    site.pages.set('/robots.txt', { status: 500 })
    await expect(refresh(reader, source())).rejects.toMatchObject({ code: 'source-unavailable' })
    expect(await paths()).toEqual(['/docs/'])
  })

  test('lets a second pass between two requests unless told otherwise', async () => {
    site.pages.set('/docs/', page('Home', ['a', 'b']))
    const polite = createWebReader({ credentials, version: '1', pause: async (ms) => void waited.push(ms) })
    await refresh(polite, source())
    expect(waited.length).toBeGreaterThanOrEqual(3)
    for (const ms of waited) expect(ms).toBeGreaterThan(900)
  })

  test('comes back when a server asks for it', async () => {
    site.pages.set('/docs/', [
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': new Date(Date.now() + 20_000).toUTCString() } },
      page('Home'),
    ])
    expect((await refresh(reader, source())).failures).toEqual([])
    expect(await paths()).toEqual(['/docs/'])
    expect(waited[0]).toBe(7000)
    expect(waited[1]).toBeGreaterThan(17_000)
  })

  test('[P4] loses pages that are gone, and keeps and reports those that fail', async () => {
    site.pages.set('/docs/', page('Home', ['gone', 'gone-for-good', 'broken', 'cut', 'closed']))
    for (const name of ['gone', 'gone-for-good', 'broken', 'cut', 'closed']) site.pages.set(`/docs/${name}`, page(name))
    await refresh(reader, source())
    site.pages.delete('/docs/gone')
    site.pages.set('/docs/gone-for-good', { status: 410 })
    site.pages.set('/docs/broken', { status: 500 })
    site.pages.set('/docs/cut', 'break')
    site.pages.set('/docs/closed', { status: 403 })
    const { failures } = await refresh(reader, source())
    expect(await paths()).toEqual(['/docs/', '/docs/broken', '/docs/closed', '/docs/cut'])
    expect(failures.map(({ path, code }) => [path.replace(site.origin, ''), code])).toEqual([
      ['/docs/broken', 'source-unavailable'],
      ['/docs/cut', 'source-unavailable'],
      ['/docs/closed', 'forbidden'],
    ])
  })

  test('loses pages that nothing links to any more, unless what may have linked to them failed', async () => {
    site.pages.set('/docs/', page('Home', ['a', 'b']))
    site.pages.set('/docs/a', page('A'))
    site.pages.set('/docs/b', page('B'))
    await refresh(reader, source())
    site.pages.delete('/docs/')
    const { failures } = await refresh(reader, source())
    expect(failures).toHaveLength(1)
    expect(await paths()).toEqual(['/docs/a', '/docs/b'])
    site.pages.set('/docs/', page('Home', ['b']))
    await refresh(reader, source())
    expect(await paths()).toEqual(['/docs/', '/docs/b'])
  })

  test('keeps everything when all pages are suddenly gone', async () => {
    site.pages.set('/docs/', page('Home', ['a']))
    site.pages.set('/docs/a', page('A'))
    await refresh(reader, source())
    site.pages.clear()
    await expect(refresh(reader, source())).rejects.toMatchObject({ code: 'conflict' })
    expect(await paths()).toEqual(['/docs/', '/docs/a'])
  })

  test('leaves a host alone after it failed five times in a row', async () => {
    site.pages.set(
      '/docs/',
      page(
        'Home',
        Array.from({ length: 20 }, (_, n) => `p${n}`),
      ),
    )
    for (let n = 0; n < 20; n += 1) site.pages.set(`/docs/p${n}`, 'break')
    const { failures } = await refresh(reader, source())
    expect(failures).toHaveLength(20)
    expect(site.pathsAsked().filter((path) => path.startsWith('/docs/p'))).toHaveLength(5)
  })

  test('stops at the most pages that were allowed, and says so', async () => {
    site.pages.set('/docs/', page('Home', ['a', 'b', 'c', 'd']))
    for (const name of 'abcd') site.pages.set(`/docs/${name}`, page(name))
    const { failures } = await refresh(reader, source({ maxPages: 3 }))
    expect(failures).toEqual([
      expect.objectContaining({ code: 'too-large', hint: expect.stringContaining('--max-pages') }),
    ])
    expect(await paths()).toEqual(['/docs/', '/docs/a', '/docs/b'])
  })

  test('leaves known pages as they are that the most pages leave no room for', async () => {
    site.pages.set('/docs/', page('Home', ['a', 'b']))
    for (const name of ['a', 'b', 'x', 'y']) site.pages.set(`/docs/${name}`, page(name))
    await refresh(reader, source({ maxPages: 3 }))
    site.pages.set('/docs/', page('Home', ['x', 'y', 'a', 'b']))
    const asked = site.pathsAsked().length
    await refresh(reader, source({ maxPages: 3 }))

    expect(site.pathsAsked().slice(asked)).toEqual(expect.not.arrayContaining(['/docs/a', '/docs/b']))
    expect(await paths()).toEqual(['/docs/', '/docs/a', '/docs/b', '/docs/x', '/docs/y'])
  })

  test('follows so many links of a page, keeps the page, and says so', async () => {
    const links = Array.from({ length: 10_001 }, (_, at) => `p${at}`)
    site.pages.set('/docs/', page('Home', links))
    site.pages.set('/docs/p0', page('First'))
    const { failures } = await refresh(reader, source({ maxPages: 2 }))

    expect(failures).toContainEqual(
      expect.objectContaining({ path: at('/docs/#links'), code: 'too-large', hint: expect.any(String) }),
    )
    expect(await paths()).toEqual(['/docs/', '/docs/p0'])
  })

  test('follows redirects inside of the source, and reports others', async () => {
    site.pages.set('/docs/', page('Home', ['old', 'out', 'loop', 'login']))
    site.pages.set('/docs/old', { status: 301, headers: { location: '/docs/new' } })
    site.pages.set('/docs/new', page('New'))
    site.pages.set('/docs/out', { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } })
    site.pages.set('/docs/loop', { status: 302, headers: { location: '/docs/loop' } })
    site.pages.set('/docs/login', { status: 302, headers: { location: '/login?next=/docs/login' } })
    const { failures } = await refresh(reader, source())
    expect(await paths()).toEqual(['/docs/', '/docs/new'])
    expect(failures.map(({ path }) => path.replace(site.origin, ''))).toEqual(['/docs/out', '/docs/login'])
  })

  test('keeps what the server says a text is written in', async () => {
    const chinese = Buffer.from([0xc4, 0xea, 0xbc, 0xd9])
    site.pages.set('/docs/', { body: chinese, headers: { 'content-type': 'text/html; charset=GB2312' } })
    await refresh(reader, source())
    expect(readFileSync((await files())[0]?.absolutePath ?? '', 'utf8')).toBe('\uFEFF年假')
  })

  test('sends a login to the hosts of the source alone', async () => {
    const other = await startWebSite()
    site.pages.set('/docs/', page('Home', ['a']))
    site.pages.set('/docs/a', page('A'))
    site.pages.set('/robots.txt', { status: 302, headers: { location: `${other.origin}/robots.txt` } })
    await refresh(reader, source({ credential: 'HR' }))
    const expected = `Basic ${Buffer.from('robin:päss').toString('base64')}`
    expect(site.requests.map(({ headers }) => headers.authorization)).toEqual([expected, expected, expected])
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
    await other.close()
  })

  test('passes over what the globs exclude without asking for it', async () => {
    site.pages.set('/docs/', page('Home', ['archive/old', 'new']))
    site.pages.set('/docs/new', page('New'))
    await refresh(reader, source({}, { exclude: ['docs/archive/**'] }))
    expect(site.pathsAsked()).not.toContain('/docs/archive/old')
  })

  test('[P8] decodes what is compressed, and gives up what cannot be', async () => {
    site.pages.set('/docs/', { body: gzipSync(htmlPage('Home', ['bad'])), headers: { 'content-encoding': 'gzip' } })
    site.pages.set('/docs/bad', { body: 'not gzip at all', headers: { 'content-encoding': 'gzip' } })
    const { failures } = await refresh(reader, source())
    expect(await paths()).toEqual(['/docs/'])
    expect(failures).toEqual([expect.objectContaining({ path: at('/docs/bad') })])
  })

  describe('asked to fetch from where it must not', () => {
    const forbidden = async (origin: Partial<WebOrigin>, parts: Partial<WebReaderParts> = {}) => {
      const problem: unknown = await refresh(readerWith(parts), source(origin)).catch((error: unknown) => error)
      expect(problem).toMatchObject({ code: 'source-unavailable' })
      expect(site.requests).toEqual([])
      return (problem as { problems: readonly string[] }).problems.join(' ')
    }

    test.each(['http://127.0.0.1:8080/', 'http://[::1]:8080/', 'http://0x7f.1/', 'http://[::ffff:7f00:1]/'])(
      'refuses this machine: %s',
      async (address) => {
        expect(await forbidden({ start: [address], allowPrivate: false })).toContain('must not be fetched from')
      },
    )

    test('refuses a name that stands for a private address, even beside a public one', async () => {
      const resolve = async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]
      const start = ['http://docs.example.com:8080/']
      expect(await forbidden({ start, allowPrivate: false }, { resolve })).toContain('must not be fetched from')
    })

    test.each([22, 25, 3306, 6379])('refuses port %d', async (port) => {
      expect(await forbidden({ start: [`http://docs.example.com:${port}/`], allowPrivate: false })).toContain(
        `Port ${port}`,
      )
    })

    test('refuses metadata services even where private addresses are allowed', async () => {
      const start = ['http://169.254.169.254/latest/']
      expect(await forbidden({ start, allowPrivate: true })).toContain('must not be fetched from')
    })

    test('connects to the very address that was checked', async () => {
      const asked: string[] = []
      const resolve = async (host: string) => {
        asked.push(host)
        return [{ address: '127.0.0.1', family: 4 }]
      }
      const { port } = new URL(site.origin)
      site.pages.set('/docs/', page('Home'))
      await refresh(readerWith({ resolve }), source({ start: [`http://docs.invalid:${port}/docs/`] }))
      expect(asked).toContain('docs.invalid')
      expect(site.requests.every(({ headers }) => headers.host === `docs.invalid:${port}`)).toBe(true)
      expect(site.pathsAsked()).toContain('/docs/')
    })
  })

  test('deletes the files of pages that left', async () => {
    site.pages.set('/docs/', page('Home', ['a']))
    site.pages.set('/docs/a', page('A'))
    await refresh(reader, source())
    expect(readdirSync(folder.path)).toHaveLength(3)
    site.pages.delete('/docs/a')
    await refresh(reader, source())
    expect(readdirSync(folder.path)).toHaveLength(2)
  })
})
