import { messageOf } from '../../../src/domain/errors.ts'
import { checkUnpackedSize } from './check-unpacked-size.ts'
import { htmlToBlocks, wordsOf } from '../html/html-to-blocks.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { unreadable, withContent } from '../unreadable.ts'

const maxUnpackedBytes = 128 * 2 ** 20

/** Beside mammoth's own: titles, Chinese style names, quotes and code; tables of contents are left out. */
const styleMap = [
  "p[style-name='Title'] => h1.title:fresh",
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  ...['Quote', 'Intense Quote', 'Block Text'].map((name) => `p[style-name='${name}'] => blockquote > p:fresh`),
  ...['Source Code', 'HTML Preformatted'].map((name) => `p[style-name='${name}'] => pre:separator('\\n')`),
  "p[style-name^='toc '] => !",
  "p[style-name^='TOC '] => !",
]

/**
 * Loads a Word document through mammoth: headings by style, lists, tables as rows, footnotes and
 * endnotes at the end. Comments, deleted text, page headers and pictures are left out.
 */
export async function loadDocx({ bytes, path }: FileContent): Promise<LoadedDocument> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    throw unreadable(
      path,
      'is protected by a password or in the old .doc format',
      'Open it in Word, remove the password and save it as .docx.',
    )
  }
  checkUnpackedSize(bytes, path, maxUnpackedBytes)
  const html = await convert(bytes, path)
  const { load } = await import('cheerio')
  const $ = load(html)
  // The arrows back from a note to its place in the text.
  $('a[href^="#footnote-ref-"], a[href^="#endnote-ref-"]').remove()
  const { text, blocks } = htmlToBlocks($('body').get(0) ?? { type: 'root' })
  const heading = $('h1.title').get(0) ?? $('h1').get(0)
  const title = heading ? wordsOf(heading) : ''
  return withContent(path, { text, blocks, pages: [], ...(title && { title }) })
}

async function convert(bytes: Uint8Array, path: string): Promise<string> {
  const { default: mammoth } = await import('mammoth')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const noImage = mammoth.images.imgElement(async () => ({ src: '' }))
  try {
    return (await mammoth.convertToHtml({ buffer }, { styleMap, convertImage: noImage })).value
  } catch (error) {
    const hint = 'Open it in Word and save it again as .docx.'
    if (/main document part|body element/.test(messageOf(error)))
      throw unreadable(path, 'is not a Word document', hint, error)
    if (/zip|central directory/i.test(messageOf(error))) {
      throw unreadable(path, 'is not a .docx file or was cut off', hint, error)
    }
    throw unreadable(path, 'is damaged', hint, error)
  }
}
