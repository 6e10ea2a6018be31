import { loadHtml } from './html/load-html.ts'
import { refuseFormat } from './office/refuse-format.ts'
import { loadMarkdown } from './text/load-markdown.ts'
import { loadPdf } from './pdf/load-pdf.ts'
import { loadText } from './text/load-text.ts'
import type { Loader, Unpacker } from './loaded-document.ts'

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
}

const openXml = 'application/vnd.openxmlformats-officedocument'

const markdown: DocumentFormat = {
  name: 'Markdown',
  mediaType: 'text/markdown',
  version: 'markdown-1',
  load: loadMarkdown,
}
const text: DocumentFormat = { name: 'plain text', mediaType: 'text/plain', version: 'text-1', load: loadText }
const html: DocumentFormat = { name: 'HTML', mediaType: 'text/html', version: 'html-1', load: loadHtml }
const pdf: DocumentFormat = { name: 'PDF', mediaType: 'application/pdf', version: 'pdf-1', load: loadPdf }
// Readers that need large packages are loaded with the first file of their kind.
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

/** The formats that are known, by the extension of the file in lower case. */
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
  ['docm', { ...docx, mediaType: 'application/vnd.ms-word.document.macroenabled.12' }],
  ['pptx', pptx],
  ['pptm', { ...pptx, mediaType: 'application/vnd.ms-powerpoint.presentation.macroenabled.12' }],
  ['ppsx', { ...pptx, mediaType: `${openXml}.presentationml.slideshow` }],
  ['xlsx', xlsx],
  ['xlsm', { ...xlsx, mediaType: 'application/vnd.ms-excel.sheet.macroenabled.12' }],
  ['csv', csv],
  ['tsv', tsv],
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

/** The formats that are read, in words: `Markdown, plain text … and CSV`. */
export const readFormats: string = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

/** How to read a file of this name; undefined for formats that are not known. */
export function loaderFor(path: string): DocumentFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase()
  return extension === undefined ? undefined : formats.get(extension)
}
