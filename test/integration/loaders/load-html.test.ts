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

  test.each([
    ['cookie banner', '<div class="cookie-banner">We use cookies to improve your experience.</div>'],
    ['breadcrumb', '<div class="breadcrumbs"><a href="/">Home</a> / Policies</div>'],
    ['share bar', '<div class="social-share-top"><span>Share on everything</span></div>'],
    [
      'menu',
      '<div><ul><li><a href="a">Home</a></li><li><a href="b">News</a></li><li><a href="c">People</a></li><li><a href="d">Help</a></li></ul></div>',
    ],
  ])('is read without the %s that every page has', async (_, frame) => {
    const text = 'Thirty days of leave are granted every year to all employees of the company.'
    expect(await pieces(`<body>${frame}<h1>Leave</h1><p>${text}</p></body>`)).toEqual([
      'heading1: Leave',
      `paragraph: ${text}`,
    ])
  })

  test('keeps its text where what looks like its main part is hardly any of it', async () => {
    const links = ['Regulations', 'Forms', 'Contacts', 'Minutes'].map((name) => `<li><a href="x">${name}</a></li>`)
    expect(await pieces(`<ul>${links.join('')}</ul><p>Index</p>`)).toEqual([
      'list: - Regulations\n- Forms\n- Contacts\n- Minutes',
      'paragraph: Index',
    ])
    const text = 'All of the rules are outside of it, and there are many of them to be read.'
    expect(await pieces(`<main>Rules</main><p>${text}</p>`)).toEqual(['paragraph: Rules', `paragraph: ${text}`])
  })

  test('keeps a list of links below its heading', async () => {
    const links = ['Forms', 'Rules', 'People', 'Help'].map((name) => `<li><a href="x">${name}</a></li>`).join('')
    expect(await pieces(`<h1>Start here</h1><ul>${links}</ul>`)).toContain('list: - Forms\n- Rules\n- People\n- Help')
  })

  test('says its language, its day and its author', async () => {
    const page = await load(
      '<html lang="zh-Hans"><head><meta name="Author" content="王芳"><meta property="article:modified_time" content="2026-04-01T08:00:00Z"><meta name="date" content="last week"></head><body><p>年假</p></body></html>',
    )
    expect(page.language).toBe('zh')
    expect(page.declared).toEqual({ values: { date: '2026-04-01', owner: '王芳' } })
    expect(await load('<p>Text</p>')).not.toHaveProperty('declared')
  })

  test('exported from Confluence has the title of the page and no breadcrumbs', async () => {
    const page = await load(
      '<html><head><title>Operations : Shutdown plan</title></head><body class="theme-default"><div id="page"><div id="main"><div id="main-header"><div id="breadcrumb-section"><ol id="breadcrumbs"><li><a href="index.html">Operations</a></li></ol></div><h1 id="title-heading"><span id="title-text"> Operations : Shutdown plan </span></h1></div><div id="content" class="view"><div class="page-metadata">Created by Anna</div><div id="main-content" class="wiki-content group"><h2>Sunday</h2><p>The press is off from 06:00 to 18:00 on Sunday.</p></div></div></div><div id="footer"><p>Generated by Confluence</p></div></div></body></html>',
    )
    expect(page.title).toBe('Shutdown plan')
    expect(shown(page)).toEqual(['heading2: Sunday', 'paragraph: The press is off from 06:00 to 18:00 on Sunday.'])
  })

  test('of SharePoint has what its author wrote, without the directives of the server', async () => {
    const wiki =
      '<%@ Page Inherits="Microsoft.SharePoint.Publishing.TemplateRedirectionPage" %><html><head><!--[if gte mso 9]><xml><mso:CustomDocumentProperties><mso:WikiField msdt:dt="string">&lt;div&gt;&lt;h2&gt;停机&lt;/h2&gt;&lt;p&gt;周日 &amp;amp; 周一&lt;/p&gt;&lt;/div&gt;</mso:WikiField><mso:Title>停机计划</mso:Title></mso:CustomDocumentProperties></xml><![endif]--></head><body></body></html>'
    const page = await load(wiki, 'plan.aspx')
    expect(page.title).toBe('停机计划')
    expect(shown(page)).toEqual(['heading2: 停机', 'paragraph: 周日 & 周一'])
    expect(await pieces('<%@ Page %><body><p>Saved page</p></body>', 'saved.aspx')).toEqual(['paragraph: Saved page'])
  })

  test('keeps the columns of a table whose cells span others', async () => {
    const html =
      '<table><tr><th rowspan="2">Site</th><th colspan="2">Limit</th></tr><tr><th>Day</th><th>Night</th></tr><tr><td>Ulm</td><td>5</td><td>3</td></tr></table>'
    expect(await pieces(html)).toEqual(['table: | Site | Limit |  |\n| Site | Day | Night |\n| Ulm | 5 | 3 |'])
  })

  test('without any text is refused', async () => {
    await expect(load('<nav>Home</nav><img src="a.png">')).rejects.toThrow('"page.html" holds no text.')
  })
})
