import { describe, expect, test } from '@jest/globals'
import { loadHtml } from '../../../ingest/loaders/html/load-html.ts'
import { fixture, shown } from './fixture.ts'

const load = (html: string, path = 'page.html') => loadHtml({ bytes: new TextEncoder().encode(html), path })
const pieces = async (html: string, path?: string) => shown(await load(html, path))

describe('a web page', () => {
  test('is what a reader sees of its main part', async () => {
    const page = await loadHtml(await fixture('intranet-page.html'))
    expect(page.title).toBe('Canteen & breaks')
    expect(shown(page)).toEqual([
      'heading1: Canteen & breaks',
      'paragraph: Lunch is served from 11:30 to 13:45.\nGuests pay 9 €.',
      'heading2: Prices',
      'table: | Meal | Staff |\n| Soup | 2.40 |\n| Main course | 6.50 |',
      'list: - Cards only\n  - no cash\n- Trays go back',
      'code: mon  soup\ntue  stew',
    ])
  })

  test('is read in the charset that it declares', async () => {
    const page = await loadHtml(await fixture('gb2312.html'))
    expect(page.title).toBe('安全管理规定')
    expect(page.text).toBe('员工进入车间应当佩戴安全帽。')
  })

  test('has the header of its article, but not that of the site', async () => {
    const html =
      '<body><header>Site</header><article><header><h1>Leave</h1></header><p>Text</p></article><p>More</p></body>'
    expect(await pieces(html)).toEqual(['heading1: Leave', 'paragraph: Text'])
  })

  test('is read whole when it has several articles, or an empty main part', async () => {
    expect(await pieces('<article>One</article><article>Two</article>')).toEqual(['paragraph: One', 'paragraph: Two'])
    expect(await pieces('<main></main><p>Text</p>')).toEqual(['paragraph: Text'])
  })

  test('has numbered lists, definitions and quotes', async () => {
    const html =
      '<ol start="3"><li><p>Ask</p><p>early</p></li><li>Wait</li></ol><dl><dt>PTO</dt><dd>paid leave</dd></dl><blockquote><p>a</p><p>b</p></blockquote>'
    expect(await pieces(html)).toEqual(['list: 3. Ask\n   early\n4. Wait', 'list: - PTO\n  paid leave', 'quote: a\nb'])
  })

  test('is looked through where a table or list only lays it out', async () => {
    const html = '<table><tr><td><h2>Left</h2>Text</td><td><ul><li><h3>Right</h3>more</li></ul></td></tr></table>'
    expect(await pieces(html)).toEqual(['heading2: Left', 'paragraph: Text', 'heading3: Right', 'paragraph: more'])
  })

  test('joins Chinese lines without a space and does not part words at tags', async () => {
    expect(await pieces('<p>员工应当\n  提前申请。</p><p>un<b>believ</b>able</p>')).toEqual([
      'paragraph: 员工应当提前申请。',
      'paragraph: unbelievable',
    ])
  })

  test('may be XHTML, in which any element closes itself', async () => {
    const xhtml =
      '<?xml version="1.0"?><html><head><script src="a.js"/><title>T</title></head><body><p>Text&nbsp;here</p></body></html>'
    expect(await pieces(xhtml)).toEqual(['paragraph: Text here'])
  })

  test('without any text is refused', async () => {
    await expect(load('<nav>Home</nav><img src="a.png">')).rejects.toThrow('"page.html" holds no text.')
  })
})
