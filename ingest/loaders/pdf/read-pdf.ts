import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { messageOf } from '../../../src/domain/errors.ts'
import type { FileContent } from '../loaded-document.ts'
import { type Drawing, type Operators, rulesOf } from './drawn-rules.ts'
import { printOfFields } from './form-fields.ts'
import { aslant, layOut, mayHoldTable } from './page-layout.ts'
import { runsByDirection, type Styles, type TextItem, type Viewport } from './pdf-runs.ts'
import type { OutlineEntry, PdfContent, PdfPage } from './pdf-page.ts'
import { unreadable } from '../unreadable.ts'

/** The part of pdf.js's outline that is read here. */
interface Bookmark {
  readonly title: string
  readonly items: readonly Bookmark[]
}

/**
 * Reads the lines of every page. LangChain's loader opens, reads and closes the file; since all it
 * keeps of a page is text, it is given a reader that notes where each line stands.
 * @throws LorekeepError `document-unreadable`
 */
export async function readPdf({ bytes, path }: FileContent, onProgress?: () => void): Promise<PdfContent> {
  const { PDFLoader } = await import('@langchain/community/document_loaders/fs/pdf')
  const { PDFParse } = await import('pdf-parse')
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const pages: PdfPage[] = []
  const warnings: string[] = []
  let outline: readonly OutlineEntry[] = []

  class LineReader extends PDFParse {
    constructor(options: ConstructorParameters<typeof PDFParse>[0]) {
      super({ ...options, ...readerOptions() })
    }

    override async getText(): ReturnType<InstanceType<typeof PDFParse>['getText']> {
      const document = await this['load']()
      outline = flatten((await document.getOutline().catch(noOutline)) ?? [], 1)
      const failures: unknown[] = []
      for (let number = 1; number <= document.numPages; number++) {
        try {
          pages.push(await pageOf(await document.getPage(number), OPS))
          onProgress?.()
        } catch (error) {
          failures.push(error)
          pages.push({ number, width: 0, height: 0, lines: [], damage: messageOf(error) })
        }
      }
      if (failures.length > 0 && failures.length === document.numPages) throw failures[0]
      const texts = pages.map((page) => ({ num: page.number, text: page.lines.map((line) => line.text).join('\n') }))
      const text = texts.map((page) => page.text).join('\n\n')
      return { pages: texts, text, total: pages.length, getPageText: (number) => texts[number - 1]?.text ?? '' }
    }
  }

  function noOutline(error: unknown): readonly Bookmark[] {
    warnings.push(`The bookmarks are damaged and were left out: ${messageOf(error)}`)
    return []
  }

  const loader = new PDFLoader(new Blob([Buffer.from(bytes)]), {
    pdfjs: async () => ({ isV2: true, PDFParse: LineReader }),
  })
  try {
    const [first] = await loader.load()
    const title = titleIn(first?.metadata)
    return { pages, outline, warnings, ...(title && { title }) }
  } catch (error) {
    throw translated(error, path)
  }
}

/** The part of pdf.js's page that is read here. */
interface PageSource {
  readonly pageNumber: number
  getViewport(options: { readonly scale: number }): Viewport
  getTextContent(): Promise<{ readonly items: readonly object[]; readonly styles: Styles }>
  getAnnotations(): Promise<readonly object[]>
  getOperatorList(): Promise<Drawing>
  cleanup(): unknown
}

async function pageOf(page: PageSource, operators: Operators): Promise<PdfPage> {
  const shown = page.getViewport({ scale: 1 })
  const { items, styles } = await page.getTextContent()
  const [main, ...others] = runsByDirection(items.filter(isText), styles, shown)
  const turn = main?.turn ?? 0
  const fields = printOfFields(await page.getAnnotations(), shown, turn, main?.runs ?? [])
  const runs = [...(main?.runs ?? []), ...fields]
  const rules = mayHoldTable(runs) ? rulesOf(await page.getOperatorList(), operators, shown, turn) : []
  const upright = turn === 'slanted' ? aslant(runs) : layOut(runs, rules)
  page.cleanup()
  const isTurned = turn === 90 || turn === 270
  return {
    number: page.pageNumber,
    width: isTurned ? shown.height : shown.width,
    height: isTurned ? shown.width : shown.height,
    lines: [...upright, ...others.flatMap((direction) => aslant(direction.runs))],
  }
}

/** Offline, quiet, and with the character maps that Chinese fonts without embedded ones need. */
export function readerOptions() {
  const pdfjs = dirname(
    createRequire(createRequire(import.meta.url).resolve('pdf-parse')).resolve('pdfjs-dist/package.json'),
  )
  return {
    cMapUrl: join(pdfjs, 'cmaps') + sep,
    // The decoder of JPEG 2000 pictures.
    wasmUrl: join(pdfjs, 'wasm') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(pdfjs, 'standard_fonts') + sep,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  }
}

function isText(item: object): item is TextItem {
  return 'str' in item
}

function flatten(bookmarks: readonly Bookmark[], level: number): readonly OutlineEntry[] {
  return bookmarks.flatMap((mark) => [{ title: mark.title, level }, ...flatten(mark.items, level + 1)])
}

/** The title of the file's properties, unless it is what the printing program put there. */
function titleIn(metadata: unknown): string | undefined {
  const title = (metadata as { pdf?: { info?: { Title?: unknown } } } | undefined)?.pdf?.info?.Title
  // oxlint-disable-next-line no-control-regex -- some writers end the title with NUL
  const words = typeof title === 'string' ? title.replace(/[\u0000-\u001f]+/g, ' ').trim() : ''
  const isFileName = /\.\w{2,5}$|^(?:microsoft|untitled|document\d*$|book\d*$|https?:|\(?null)|[\\/]/i.test(words)
  return words === '' || isFileName ? undefined : words
}

function translated(error: unknown, path: string): Error {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') {
    return unreadable(path, 'is protected by a password', 'Save a copy without a password and add that.', error)
  }
  if (name === 'InvalidPDFException') {
    return unreadable(path, 'is not a PDF file or is damaged', 'Open it in a PDF reader and save it again.', error)
  }
  if (/encryption method/.test(messageOf(error))) {
    const hint = 'Open it as somebody who has the right to, save a copy without protection and add that.'
    return unreadable(path, 'is encrypted with a certificate or by rights management', hint, error)
  }
  const hint = 'Open it in a PDF reader, print it to a new PDF and add that.'
  return unreadable(path, 'is damaged', hint, error)
}
