import { createHash } from 'node:crypto'
import { isLabelFile } from '../labels/label-files.ts'
import type { Loader, Unpacker } from './loaded-document.ts'
import { refuseFormat } from './office/refuse-format.ts'

export interface DocumentFormat {
  /** What people call it; absent for a format that is known only to say how a file can be saved in another one. */
  readonly name?: string
  readonly mediaType: string
  /** Part of a document's version: raised whenever the same bytes would give other text or blocks. */
  readonly version: string
  /** Reads the file's own text; absent for archives, which have none. */
  readonly load?: Loader
  /** Takes out the files that it holds, which become documents of their own. */
  readonly unpack?: Unpacker
  /** Sent by somebody who must not decide who may read what came with it. */
  readonly isFromOutside?: true
}

const openXml = 'application/vnd.openxmlformats-officedocument'

// Each reader, with the packages that it needs, is loaded with the first file of its kind.

const markdown: DocumentFormat = {
  name: 'Markdown',
  mediaType: 'text/markdown',
  version: 'markdown-2',
  load: async (file) => (await import('./text/load-markdown.ts')).loadMarkdown(file),
}
const text: DocumentFormat = {
  name: 'plain text',
  mediaType: 'text/plain',
  version: 'text-2',
  load: async (file) => (await import('./text/load-text.ts')).loadText(file),
}
const html: DocumentFormat = {
  name: 'HTML',
  mediaType: 'text/html',
  version: 'html-2',
  load: async (file) => (await import('./html/load-html.ts')).loadHtml(file),
}
const pdf: DocumentFormat = {
  name: 'PDF',
  mediaType: 'application/pdf',
  version: 'pdf-2',
  load: async (file, reading) => (await import('./pdf/load-pdf.ts')).loadPdf(file, reading),
}
const docx: DocumentFormat = {
  name: 'Word (.docx)',
  mediaType: `${openXml}.wordprocessingml.document`,
  version: 'docx-2',
  load: async (file) => (await import('./office/load-docx.ts')).loadDocx(file),
}
const pptx: DocumentFormat = {
  name: 'PowerPoint (.pptx)',
  mediaType: `${openXml}.presentationml.presentation`,
  version: 'pptx-1',
  load: async (file) => (await import('./office/load-pptx.ts')).loadPptx(file),
}
const xlsx: DocumentFormat = {
  name: 'Excel (.xlsx)',
  mediaType: `${openXml}.spreadsheetml.sheet`,
  version: 'xlsx-1',
  load: async (file) => (await import('./office/load-xlsx.ts')).loadXlsx(file),
}
const csv: DocumentFormat = {
  name: 'CSV',
  mediaType: 'text/csv',
  version: 'csv-1',
  load: async (file) => (await import('./table/load-csv.ts')).loadCsv(file),
}
const tsv: DocumentFormat = { ...csv, mediaType: 'text/tab-separated-values' }
const json: DocumentFormat = {
  name: 'JSON',
  mediaType: 'application/json',
  version: 'json-1',
  load: async (file) => (await import('./data/load-json.ts')).loadJson(file),
}
const jsonLines: DocumentFormat = {
  name: 'JSON lines',
  mediaType: 'application/x-ndjson',
  version: 'jsonl-1',
  load: async (file) => (await import('./data/load-json-lines.ts')).loadJsonLines(file),
}
const epub: DocumentFormat = {
  name: 'EPUB',
  mediaType: 'application/epub+zip',
  version: 'epub-1',
  load: async (file) => (await import('./epub/load-epub.ts')).loadEpub(file),
}
const eml: DocumentFormat = {
  name: 'mail (.eml, .msg)',
  mediaType: 'message/rfc822',
  version: 'eml-1',
  load: async (file) => (await import('./mail/eml-file.ts')).loadEml(file),
  unpack: async (file, folder) => (await import('./mail/eml-file.ts')).unpackEml(isOfUse)(file, folder),
  isFromOutside: true,
}
const msg: DocumentFormat = {
  mediaType: 'application/vnd.ms-outlook',
  version: 'msg-1',
  load: async (file) => (await import('./mail/msg-file.ts')).loadMsg(file),
  unpack: async (file, folder) => (await import('./mail/msg-file.ts')).unpackMsg(isOfUse)(file, folder),
  isFromOutside: true,
}
const png: DocumentFormat = {
  name: 'pictures of text (PNG, JPEG, TIFF)',
  mediaType: 'image/png',
  version: 'image-1',
  load: async (file, reading) => (await import('./ocr/load-image.ts')).loadImage(file, reading),
}
const jpeg: DocumentFormat = { ...png, mediaType: 'image/jpeg' }
const tiff: DocumentFormat = { ...png, mediaType: 'image/tiff' }
const zip: DocumentFormat = {
  name: 'ZIP archives of these',
  mediaType: 'application/zip',
  version: 'zip-1',
  unpack: async (file, folder) => (await import('./archive/unpack-zip.ts')).zipUnpacker(isOfUse)(file, folder),
}

/** The formats that are known, by the extension of the file in lower case. */
const formats: ReadonlyMap<string, DocumentFormat> = new Map([
  ['md', markdown],
  ['markdown', markdown],
  ['txt', text],
  ['text', text],
  ['rst', text],
  ['adoc', text],
  ['org', text],
  ['html', html],
  ['htm', html],
  ['xhtml', html],
  ['aspx', html],
  ['pdf', pdf],
  ['docx', docx],
  ['docm', { ...docx, mediaType: 'application/vnd.ms-word.document.macroenabled.12' }],
  ['pptx', pptx],
  ['pptm', { ...pptx, mediaType: 'application/vnd.ms-powerpoint.presentation.macroenabled.12' }],
  ['ppsx', { ...pptx, mediaType: `${openXml}.presentationml.slideshow` }],
  ['xlsx', xlsx],
  ['xlsm', { ...xlsx, mediaType: 'application/vnd.ms-excel.sheet.macroenabled.12' }],
  ['csv', csv],
  ['tsv', tsv],
  ['json', json],
  ['jsonl', jsonLines],
  ['ndjson', jsonLines],
  ['epub', epub],
  ['eml', eml],
  ['msg', msg],
  ['png', png],
  ['jpg', jpeg],
  ['jpeg', jpeg],
  ['tif', tiff],
  ['tiff', tiff],
  ['zip', zip],
  ['doc', refused('application/msword', 'the old Word format', 'Word', '.docx')],
  ['rtf', refused('application/rtf', 'the Rich Text Format', 'Word', '.docx')],
  ['ppt', refused('application/vnd.ms-powerpoint', 'the old PowerPoint format', 'PowerPoint', '.pptx')],
  ['pps', refused('application/vnd.ms-powerpoint', 'the old PowerPoint format', 'PowerPoint', '.pptx')],
  ['xls', refused('application/vnd.ms-excel', 'the old Excel format', 'Excel', '.xlsx')],
  ['xlsb', refused('application/vnd.ms-excel.sheet.binary.macroenabled.12', 'a binary Excel format', 'Excel', '.xlsx')],
  ['odt', refused('application/vnd.oasis.opendocument.text', 'the OpenDocument format', 'LibreOffice', '.docx')],
  [
    'odp',
    refused('application/vnd.oasis.opendocument.presentation', 'the OpenDocument format', 'LibreOffice', '.pptx'),
  ],
  ['ods', refused('application/vnd.oasis.opendocument.spreadsheet', 'the OpenDocument format', 'LibreOffice', '.xlsx')],
  ['wps', refused('application/vnd.ms-works', 'the WPS Writer format', 'WPS Office', '.docx')],
  ['dps', refused('application/octet-stream', 'the WPS Presentation format', 'WPS Office', '.pptx')],
  ['et', refused('application/octet-stream', 'the WPS Spreadsheets format', 'WPS Office', '.xlsx')],
])

function refused(mediaType: string, format: string, program: string, extension: string): DocumentFormat {
  return { mediaType, version: 'refused-1', load: refuseFormat(format, program, extension) }
}

const names = [...new Set([...formats.values()].flatMap(({ name = [] }) => name))]

/** The formats that are read, in words: `Markdown, plain text … and ZIP archives of these`. */
export const readFormats: string = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

/** Another one whenever any format would be read in another way, or one more is read. */
export const readersVersion: string = createHash('sha256')
  .update([...formats].map(([extension, { version }]) => `${extension} ${version}`).join())
  .digest('hex')
  .slice(0, 16)

/** How to read a file of this name; undefined for formats that are not known. */
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
