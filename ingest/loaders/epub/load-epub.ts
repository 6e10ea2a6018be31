import type { CheerioAPI } from 'cheerio'
import { readZipEntry } from '../archive/read-zip-entry.ts'
import { openZip, type ZipArchive } from '../archive/zip-entries.ts'
import { type HtmlNode, htmlToBlocks } from '../html/html-to-blocks.ts'
import { languageOfTag } from '../language-of-tag.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { TextBuilder } from '../text-builder.ts'
import { decodeText } from '../text/decode-text.ts'
import { unpackLimits } from '../unpacking/unpack-limits.ts'
import { unreadable, withContent } from '../unreadable.ts'
import { type EpubPackage, readPackage, resolvePath } from './epub-package.ts'

const maxTextBytes = 128 * 2 ** 20
/** Fonts may be scrambled in a book that anybody can read. */
const fontAlgorithms = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/
const hint = 'Export it from the program it came from again, as EPUB.'

interface Title {
  readonly words: string
  readonly depth: number
}

/**
 * Loads a book: its chapters in the order of reading, with footnotes where they stand. A chapter without
 * a heading gets the one that the table of contents has for it.
 */
export async function loadEpub({ bytes, path }: FileContent): Promise<LoadedDocument> {
  const { load } = await import('cheerio')
  const archive = await openZip(bytes, path, unpackLimits.entries)
  let room = maxTextBytes
  const read = async (name: string): Promise<string | undefined> => {
    const entry = archive.entries.find((candidate) => candidate.name === name)
    if (entry === undefined) return undefined
    if (entry.entry.isEncrypted()) throw isProtected(path)
    const content = await readZipEntry(archive, entry, path, room)
    room -= content.length
    return decodeText(content, `${path}/${name}`)
  }
  const parse = async (name: string): Promise<CheerioAPI | undefined> => {
    const source = await read(name)
    return source === undefined ? undefined : load(source, { xml: { xmlMode: false, recognizeSelfClosing: true } })
  }

  await refuseProtected(archive, parse, path)
  const book = await packageOf(parse, path)
  const titles = await titlesOf(parse, book)
  const builder = new TextBuilder()
  const missing: string[] = []
  for (const chapter of book.chapters) {
    const $ = await parse(chapter)
    if ($ === undefined) missing.push(chapter)
    else if (chapter !== book.contents?.path) addChapter(builder, $, titles.get(chapter))
  }
  const language = languageOfTag(book.language)
  return withContent(path, {
    text: builder.text,
    blocks: builder.blocks,
    pages: [],
    ...(book.title !== undefined && { title: book.title }),
    ...(language !== undefined && { language }),
    ...(missing.length > 0 && { warnings: missing.map((chapter) => `The chapter "${chapter}" is missing.`) }),
  })
}

type Parse = (name: string) => Promise<CheerioAPI | undefined>

async function refuseProtected(archive: ZipArchive, parse: Parse, path: string): Promise<void> {
  const encryption = await parse('META-INF/encryption.xml')
  const algorithms = encryption?.('*')
    .toArray()
    .flatMap((node) => ('attribs' in node && /(?:^|:)encryptionmethod$/i.test(node.name) ? [node.attribs] : []))
    .map((attributes) => attributes['Algorithm'] ?? attributes['algorithm'] ?? '')
  const hasRights = archive.entries.some(({ name }) => /^META-INF\/(?:rights|sinf|license)\.(?:xml|lcpl)$/i.test(name))
  if (algorithms?.some((algorithm) => !fontAlgorithms.test(algorithm)) || (hasRights && encryption !== undefined)) {
    throw isProtected(path)
  }
}

async function packageOf(parse: Parse, path: string): Promise<EpubPackage> {
  const container = await parse('META-INF/container.xml')
  const packagePath = container?.('rootfile').get(0)?.attribs['full-path']
  const $ = packagePath === undefined ? undefined : await parse(packagePath)
  if (packagePath === undefined || $ === undefined) throw unreadable(path, 'is no EPUB book', hint)
  const book = readPackage($, packagePath)
  if (book.chapters.length === 0) throw unreadable(path, 'is an EPUB book without chapters', hint)
  return book
}

/** The first title that the table of contents has for each chapter. */
async function titlesOf(parse: Parse, { contents }: EpubPackage): Promise<ReadonlyMap<string, Title>> {
  const titles = new Map<string, Title>()
  const $ = contents === undefined ? undefined : await parse(contents.path)
  if (contents === undefined || $ === undefined) return titles
  const note = (reference: string, words: string, depth: number) => {
    const chapter = resolvePath(contents.path, reference)
    const title = words.replace(/\s+/g, ' ').trim()
    if (title !== '' && !titles.has(chapter))
      titles.set(chapter, { words: title, depth: Math.min(6, Math.max(1, depth)) })
  }
  if (contents.kind === 'nav') {
    const lists = $('nav[epub\\:type~="toc"]').length > 0 ? $('nav[epub\\:type~="toc"]') : $('nav').first()
    lists
      .find('a[href]')
      .each((_, link) => note(link.attribs['href'] ?? '', $(link).text(), $(link).parents('li').length))
  } else {
    $('navpoint').each((_, point) => {
      const words = $(point).children('navlabel').text()
      note($(point).children('content').attr('src') ?? '', words, $(point).parents('navpoint').length + 1)
    })
  }
  return titles
}

function addChapter(builder: TextBuilder, $: CheerioAPI, title: Title | undefined): void {
  // On a web page these are the frame of the text; in a book they are footnotes, boxes and titles.
  $('aside, header').each((_, element) => void (element.name = 'div'))
  const body: HtmlNode = $('body').get(0) ?? $.root().get(0) ?? { type: 'root' }
  const { text, blocks } = htmlToBlocks(body)
  if (title !== undefined && blocks.length > 0 && !blocks.some(({ kind }) => kind === 'heading')) {
    builder.heading(title.depth, title.words)
  }
  for (const { kind, start, end, level, headingText } of blocks) {
    const heading = { ...(level !== undefined && { level }), ...(headingText !== undefined && { headingText }) }
    builder.add(kind, text.slice(start, end), heading)
  }
}

function isProtected(path: string) {
  return unreadable(
    path,
    'is protected against copying (DRM)',
    'Only the program it was bought for opens it. Ask the publisher for a copy without protection.',
  )
}
