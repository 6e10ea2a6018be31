import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { readPageLinks } from '../../../ingest/sources/readers/web/page-links.ts'
import { readSitemap } from '../../../ingest/sources/readers/web/read-sitemap.ts'
import { growthOf } from '../../support/processor-time.ts'

const home = 'https://example.com/docs/'
const linksIn = (html: string) => readPageLinks(Buffer.from(html), home)
const sitemapOf = (text: string) => readSitemap(Buffer.from(text), 'https://example.com/sitemap.xml')

/** How often others got their turn meanwhile. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  await work.finally(() => (isOver = true))
  return turns
}

describe('the links of a page', () => {
  test('are found in every kind of tag, in order and once each', async () => {
    const html = `<HTML><head><base href="/other/"><link rel="alternate canonical" href='own'></head><body>
      <a class=x HREF = a>A</a> <a href="b?x=1&amp;y=2">B</a><a href=a>again</a><area href="c"/><iframe src=d></iframe>
      <!-- <a href="commented"> --><script>"<a href='script'>"</script><a name="none"><a href="mailto:x@example.com">
      <a href="e" href="f" data-href="g">E</a><svg><a href="h"/></svg><a href="unfinished`
    const { links, canonical, isCut } = await linksIn(html)

    expect(links.map((link) => link.replace('https://example.com/other/', ''))).toEqual([
      'a',
      'b?x=1&y=2',
      'c',
      'd',
      'e',
      'h',
    ])
    expect(canonical).toBe('https://example.com/other/own')
    expect(isCut).toBe(false)
  })

  test('are whole where the page is looked at piece by piece', async () => {
    const filler = 'x'.repeat(65_536 - 15)
    const { links } = await linksIn(`${filler}<a title="y" href="torn-in-two">${filler}<area href='another&amp;'>`)

    expect(links).toEqual([`${home}torn-in-two`, `${home}another&`])
  })

  test.each([
    ['nested tags', '<div>'],
    ['links', '<a href="x">'],
    ['attributes', '<a b=c '],
    ['an attribute', ' href="x'],
    ['entities in an address', '<a href="&amp;&amp;'],
    ['comments that do not end', '<!-- -'],
    ['scripts that do not end', '<script></scrip'],
  ])('of a page of nothing but %s cost work in proportion to its length', async (_, unit) => {
    // Eight times the length; with the square of it it would be 64 times the work.
    const enough = 30
    const read = (characters: number) => linksIn(unit.repeat(characters / unit.length))

    expect(await growthOf(read, { from: 200_000, times: 8, enough })).toBeLessThan(enough)
  })

  test('let others have their turn meanwhile', async () => {
    expect(await turnsDuring(linksIn('<div>'.repeat(400_000)))).toBeGreaterThan(20)
  })

  test('of a page that is too large or leads to too much are cut, and said to be', async () => {
    const many = await linksIn(Array.from({ length: 10_100 }, (_, at) => `<a href="p${at}">`).join(''))
    const large = await linksIn(`<a href="first">${'x'.repeat(9 * 2 ** 20)}<a href="last">`)
    const long = await linksIn(`<a href="${'x'.repeat(100_000)}"><a href="short">`)

    expect([many.links.length, many.isCut]).toEqual([10_000, true])
    expect(large).toEqual({ links: [`${home}first`], isCut: true })
    expect(long).toEqual({ links: [`${home}short`], isCut: false })
  })
})

describe('a sitemap', () => {
  const entry = (name: string, more = '') => `<url><loc>https://example.com/${name}</loc>${more}</url>`

  test('says its pages with their dates, whatever else stands there', async () => {
    const xml = `<?xml version="1.0"?><!-- a --><s:urlset xmlns:s="x"><s:url><s:loc>
      https://example.com/a?b=1&amp;c </s:loc><s:lastmod>2026-01-02</s:lastmod><i:image xmlns:i="y"><i:loc>https://no.example/</i:loc>
      </i:image></s:url>${entry('b', '<changefreq/>')}<url><loc><![CDATA[https://example.com/d]]></loc></url></s:urlset>`

    expect(await sitemapOf(xml)).toEqual({
      pages: [
        { address: 'https://example.com/a?b=1&c', lastModified: '2026-01-02' },
        { address: 'https://example.com/b' },
        { address: 'https://example.com/d' },
      ],
      sitemaps: [],
      isCut: false,
    })
  })

  test('with too many pages is cut, and said to be', async () => {
    const names = Array.from({ length: 50_100 }, (_, at) => `p${at}`)
    const xml = await sitemapOf(`<urlset>${names.map((name) => entry(name)).join('')}</urlset>`)
    const list = await sitemapOf(names.map((name) => `https://example.com/${name}`).join('\n'))

    expect([xml.pages.length, xml.isCut]).toEqual([50_000, true])
    expect([list.pages.length, list.isCut]).toEqual([50_000, true])
  })

  test.each([
    ['nested without end', '<a>'.repeat(1_000_000), 'nested too deeply'],
    ['of pages nowhere', `<urlset>${'<url><loc></loc></url>'.repeat(1000)}</urlset>`, 'names no page'],
  ])('%s is refused', async (_, xml, reason) => {
    await expect(sitemapOf(xml)).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringContaining(reason),
    })
  })

  test('that unpacks to more than a sitemap may hold is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * 2 ** 20, ' '))

    await expect(readSitemap(bomb, 'https://example.com/sitemap.xml.gz')).rejects.toMatchObject({
      code: 'document-unreadable',
    })
  })
})
