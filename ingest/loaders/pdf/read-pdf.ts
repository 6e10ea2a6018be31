import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { messageOf } from '../../../src/domain/errors.ts'
import type { FileContent } from '../loaded-document.ts'
import { linesOfItems, type TextItem } from './pdf-lines.ts'
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
export async function readPdf({ bytes, path }: FileContent): Promise<PdfContent> {
  const { PDFLoader } = await import('@langchain/community/document_loaders/fs/pdf')
  const { PDFParse } = await import('pdf-parse')
  const pages: PdfPage[] = []
  let outline: readonly OutlineEntry[] = []

  class LineReader extends PDFParse {
    constructor(options: ConstructorParameters<typeof PDFParse>[0]) {
      super({ ...options, ...readerOptions() })
    }

    override async getText(): ReturnType<InstanceType<typeof PDFParse>['getText']> {
      const document = await this['load']()
      outline = flatten((await document.getOutline()) ?? [], 1)
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number)
        const { items, styles } = await page.getTextContent()
        const viewport = page.getViewport({ scale: 1 })
        const lines = linesOfItems(items.filter(isText), styles, viewport.transform)
        pages.push({ number, width: viewport.width, height: viewport.height, lines })
        page.cleanup()
      }
      const texts = pages.map((page) => ({ num: page.number, text: page.lines.map((line) => line.text).join('\n') }))
      const text = texts.map((page) => page.text).join('\n\n')
      return { pages: texts, text, total: pages.length, getPageText: (number) => texts[number - 1]?.text ?? '' }
    }
  }

  const loader = new PDFLoader(new Blob([Buffer.from(bytes)]), {
    pdfjs: async () => ({ isV2: true, PDFParse: LineReader }),
  })
  try {
    const [first] = await loader.load()
    const title = titleIn(first?.metadata)
    return { pages, outline, ...(title && { title }) }
  } catch (error) {
    throw translated(error, path)
  }
}

/** Offline, quiet, and with the character maps that Chinese fonts without embedded ones need. */
export function readerOptions() {
  const pdfjs = dirname(
    createRequire(createRequire(import.meta.url).resolve('pdf-parse')).resolve('pdfjs-dist/package.json'),
  )
  return {
    cMapUrl: join(pdfjs, 'cmaps') + sep,
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
  const reason = /encryption/.test(messageOf(error))
    ? 'is encrypted in a way that cannot be read'
    : `is damaged: ${messageOf(error)}`
  return unreadable(path, reason, 'Open it in a PDF reader, print it to a new PDF and add that.', error)
}
