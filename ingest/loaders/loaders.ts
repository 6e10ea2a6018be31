import { isLabelFile } from '../labels/label-files.ts'
import { zipUnpacker } from './archive/unpack-zip.ts'
import { loadDocx } from './office/load-docx.ts'
import { loadHtml } from './html/load-html.ts'
import { mailLoader } from './mail/mail-document.ts'
import { readEml } from './mail/read-eml.ts'
import { readMsg } from './mail/read-msg.ts'
import { mailUnpacker } from './mail/unpack-mail.ts'
import { loadMarkdown } from './text/load-markdown.ts'
import { loadPdf } from './pdf/load-pdf.ts'
import { loadText } from './text/load-text.ts'
import type { Loader, Unpacker } from './loaded-document.ts'

export interface DocumentFormat {
  readonly mediaType: string
  /** Part of a document's version: raised whenever the same bytes would give other text or blocks. */
  readonly version: string
  /** Reads the file's own text; absent for archives, which have none. */
  readonly load?: Loader
  /** Takes out the files that it holds, which become documents of their own. */
  readonly unpack?: Unpacker
}

const markdown: DocumentFormat = { mediaType: 'text/markdown', version: 'markdown-2', load: loadMarkdown }
const text: DocumentFormat = { mediaType: 'text/plain', version: 'text-2', load: loadText }
const html: DocumentFormat = { mediaType: 'text/html', version: 'html-1', load: loadHtml }
const pdf: DocumentFormat = { mediaType: 'application/pdf', version: 'pdf-1', load: loadPdf }
const docx: DocumentFormat = {
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  version: 'docx-1',
  load: loadDocx,
}

const zip: DocumentFormat = { mediaType: 'application/zip', version: 'zip-1', unpack: zipUnpacker(isOfUse) }
const eml: DocumentFormat = {
  mediaType: 'message/rfc822',
  version: 'eml-1',
  load: mailLoader(readEml),
  unpack: mailUnpacker(readEml, isOfUse),
}
const msg: DocumentFormat = {
  mediaType: 'application/vnd.ms-outlook',
  version: 'msg-1',
  load: mailLoader(readMsg),
  unpack: mailUnpacker(readMsg, isOfUse),
}

/** The formats that can be read, by the extension of the file in lower case. */
const formats: ReadonlyMap<string, DocumentFormat> = new Map([
  ['md', markdown],
  ['markdown', markdown],
  ['txt', text],
  ['text', text],
  ['html', html],
  ['htm', html],
  ['xhtml', html],
  ['pdf', pdf],
  ['docx', docx],
  ['zip', zip],
  ['eml', eml],
  ['msg', msg],
])

/** How to read a file of this name; undefined for formats that are not read. */
export function loaderFor(path: string): DocumentFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase()
  return extension === undefined ? undefined : formats.get(extension)
}

/** The extension of files that hold a media type; undefined for one that is not read. */
export function extensionOf(mediaType: string): string | undefined {
  return [...formats].find(([, format]) => format.mediaType === mediaType)?.[0]
}

export function mediaTypeOf(path: string): string {
  return loaderFor(path)?.mediaType ?? 'application/octet-stream'
}

/** Whether a file inside an archive or a mail is worth taking out. */
function isOfUse(path: string): boolean {
  return loaderFor(path) !== undefined || isLabelFile(path.replaceAll('\\', '/'))
}
