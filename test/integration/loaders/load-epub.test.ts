import { describe, expect, test } from '@jest/globals'
import { loadEpub } from '../../../ingest/loaders/epub/load-epub.ts'
import { zipFile, type ZipFileEntry } from '../../support/files/zip-file.ts'
import { shown } from './fixture.ts'

const xhtml = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>${body}</body></html>`

const container = {
  name: 'META-INF/container.xml',
  content:
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
}

function packageDocument(spine: string, extraItems = ''): ZipFileEntry {
  return {
    name: 'OEBPS/book.opf',
    content: `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>设备 维护手册</dc:title><dc:language>zh-CN</dc:language></metadata><manifest><item id="b" href="text/b%20b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/><item id="css" href="s.css" media-type="text/css"/>${extraItems}</manifest><spine toc="ncx">${spine}</spine></package>`,
  }
}

const nav = '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
const ncx = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
const chapters = [
  {
    name: 'OEBPS/text/a.xhtml',
    content: xhtml(
      '<p>润滑油每三个月更换<a epub:type="noteref" href="#n1">1</a>。</p><aside epub:type="footnote" id="n1"><p>1. 高温环境下每月更换。</p></aside>',
    ),
  },
  {
    name: 'OEBPS/text/b b.xhtml',
    content: xhtml(
      '<section><h1>Cleaning</h1><table><tr><th>Part</th><th>Days</th></tr><tr><td>Filter</td><td>30</td></tr></table></section>',
    ),
  },
]
const spine = '<itemref idref="n"/><itemref idref="b"/><itemref idref="css"/><itemref idref="a"/>'

const load = (entries: readonly ZipFileEntry[]) =>
  loadEpub({
    bytes: zipFile([{ name: 'mimetype', content: 'application/epub+zip', stored: true }, ...entries]),
    path: 'b.epub',
  })

describe('a book', () => {
  test('is its chapters in the order of reading, with titles from its contents where they have none', async () => {
    const toc = {
      name: 'OEBPS/nav.xhtml',
      content: xhtml(
        '<nav epub:type="toc"><ol><li><a href="text/b%20b.xhtml">Cleaning</a><ol><li><a href="text/a.xhtml#x">更换润滑油</a></li></ol></li></ol></nav>',
      ),
    }
    const book = await load([container, packageDocument(spine, nav), toc, ...chapters])
    expect(book.title).toBe('设备 维护手册')
    expect(book.language).toBe('zh')
    expect(shown(book)).toEqual([
      'heading1: Cleaning',
      'table: | Part | Days |\n| Filter | 30 |',
      'heading2: 更换润滑油',
      'paragraph: 润滑油每三个月更换1。',
      'paragraph: 1. 高温环境下每月更换。',
    ])
  })

  test('of the older kind has its titles in an NCX', async () => {
    const toc = {
      name: 'OEBPS/toc.ncx',
      content:
        '<?xml version="1.0"?><ncx><navMap><navPoint id="1"><navLabel><text>Oil</text></navLabel><content src="text/a.xhtml"/></navPoint></navMap></ncx>',
    }
    const book = await load([container, packageDocument('<itemref idref="a"/>', ncx), toc, ...chapters])
    expect(shown(book)[0]).toBe('heading1: Oil')
  })

  test('says which of its chapters are missing', async () => {
    const book = await load([container, packageDocument(spine), ...chapters.slice(0, 1)])
    expect(book.warnings).toEqual(['The chapter "OEBPS/text/b b.xhtml" is missing.'])
  })

  test('that is protected is refused with the reason; scrambled fonts are no protection', async () => {
    const encrypted = (algorithm: string) => ({
      name: 'META-INF/encryption.xml',
      content: `<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`,
    })
    const whole = [container, packageDocument(spine), ...chapters]
    await expect(load([...whole, encrypted('http://www.w3.org/2001/04/xmlenc#aes128-cbc')])).rejects.toMatchObject({
      code: 'document-unreadable',
      message: '"b.epub" is protected against copying (DRM).',
    })
    const readable = await load([...whole, encrypted('http://www.idpf.org/2008/embedding')])
    expect(readable.blocks.length).toBeGreaterThan(0)
  })

  test('that is none, is empty or is made to exhaust memory is refused', async () => {
    await expect(load([{ name: 'a.txt', content: 'x' }])).rejects.toThrow('"b.epub" is no EPUB book.')
    await expect(load([container, packageDocument('')])).rejects.toThrow('without chapters')
    const bomb = { name: 'OEBPS/text/a.xhtml', content: Buffer.alloc(130 * 2 ** 20, ' ') }
    await expect(load([container, packageDocument('<itemref idref="a"/>'), bomb])).rejects.toMatchObject({
      code: 'too-large',
    })
  })
})
