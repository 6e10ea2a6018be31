/** A line of print, placed from the upper left corner of the page as it is stored. */
export interface Print {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size?: number
  readonly font?: keyof typeof fonts
  /** Degrees counter-clockwise. */
  readonly turn?: number
}

export interface PdfFilePage {
  readonly prints?: readonly Print[]
  /** Lines drawn from one point to another. */
  readonly rules?: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]
  readonly fields?: readonly { readonly x: number; readonly y: number; readonly name: string; readonly value: string }[]
  readonly rotate?: 0 | 90 | 180 | 270
}

export interface PdfFileOptions {
  readonly bookmarks?: readonly { readonly title: string; readonly page: number }[]
  /** Writes something else than a page in the place of the page with this index. */
  readonly brokenPage?: number
}

const width = 595
const height = 842

/** Fonts that are not embedded; the Chinese ones name a predefined CMap for their character codes. */
const fonts = {
  Latin: { dictionary: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding', encode: latin },
  Typewriter: {
    dictionary: '/Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding',
    encode: latin,
  },
  Ucs2: { dictionary: chinese('UniGB-UCS2-H', 'GB1'), encode: utf16 },
  Gbk: { dictionary: chinese('GBK-EUC-H', 'GB1'), encode: gbk },
  Big5: { dictionary: chinese('UniCNS-UCS2-H', 'CNS1'), encode: utf16 },
  Vertical: { dictionary: chinese('UniGB-UCS2-V', 'GB1'), encode: utf16 },
  /** Glyph numbers of a font that does not say what they mean. */
  Unmapped: {
    dictionary:
      '/Type /Font /Subtype /Type1 /BaseFont /Unknown /FirstChar 65 /LastChar 90 ' +
      `/Widths [${'600 '.repeat(26)}] /Encoding << /Type /Encoding /Differences [65 ${privateNames()}] >>`,
    encode: latin,
  },
} as const

function privateNames(): string {
  return Array.from({ length: 26 }, (_, at) => `/uni${(0xe000 + at).toString(16).toUpperCase()}`).join(' ')
}

function chinese(encoding: string, ordering: string): string {
  const info = `/CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`
  const descriptor = '<< /Type /FontDescriptor /FontName /SomeSong /Flags 4 /Ascent 880 /Descent -120 /ItalicAngle 0 >>'
  const descendant = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SomeSong ${info} /DW 1000 /FontDescriptor ${descriptor} >>`
  return `/Type /Font /Subtype /Type0 /BaseFont /SomeSong /Encoding /${encoding} /DescendantFonts [${descendant}]`
}

function latin(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex')
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

/** Node writes no GBK, so that the codes are looked up by decoding all of them. */
function gbk(text: string): string {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, string>()
  for (let code = 0xb0a1; code <= 0xf7fe; code++) {
    const bytes = Uint8Array.of(code >> 8, code & 0xff)
    codes.set(decoder.decode(bytes), code.toString(16))
  }
  return Array.from(text, (character) => codes.get(character) ?? latin(character)).join('')
}

/** Writes a small, plain PDF file. */
export function pdfFile(pages: readonly PdfFilePage[], options: PdfFileOptions = {}): Uint8Array {
  const objects: string[] = []
  const add = (body: string) => objects.push(body)
  const catalog = add('')
  const tree = add('')
  const names = Object.keys(fonts) as (keyof typeof fonts)[]
  const resources = names.map((name) => `/${name} ${add(`<< ${fonts[name].dictionary} >>`)} 0 R`).join(' ')
  const fields: number[] = []
  const kids = pages.map((page, at) => {
    const content = contentOf(page)
    if (at === options.brokenPage) return add('42')
    const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
    const own = (page.fields ?? []).map((field) => add(fieldOf(field)))
    fields.push(...own)
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${page.rotate ?? 0} ` +
        `/Resources << /Font << ${resources} >> >> /Contents ${stream} 0 R /Annots [${references(own)}] >>`,
    )
  })
  if (options.bookmarks) objects.push(...outlineOf(options.bookmarks, kids, objects.length + 1))
  const outline = options.bookmarks ? `/Outlines ${objects.length} 0 R` : ''
  const form = `/AcroForm << /Fields [${references(fields)}] /DA (/Helv 10 Tf 0 g) >>`
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R ${outline} ${form} >>`
  objects[tree - 1] = `<< /Type /Pages /Count ${kids.length} /Kids [${references(kids)}] >>`
  return assembled(objects, catalog)
}

function references(numbers: readonly number[]): string {
  return numbers.map((number) => `${number} 0 R`).join(' ')
}

function contentOf({ prints = [], rules = [] }: PdfFilePage): string {
  const lines = rules.map(([x1, y1, x2, y2]) => `${x1} ${height - y1} m ${x2} ${height - y2} l S`)
  return [...lines, ...prints.map(shown)].join('\n')
}

function shown({ x, y, text, size = 10, font = 'Latin', turn = 0 }: Print): string {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)].map((value) =>
    value.toFixed(4),
  )
  const matrix = `${cos} ${sin} ${-Number(sin)} ${cos} ${x} ${height - y}`
  return `BT /${font} ${size} Tf ${matrix} Tm <${fonts[font].encode(text)}> Tj ET`
}

function fieldOf({ x, y, name, value }: NonNullable<PdfFilePage['fields']>[number]): string {
  const rect = `${x} ${height - y - 4} ${x + 150} ${height - y + 12}`
  return `<< /Type /Annot /Subtype /Widget /FT /Tx /T (${name}) /V (${value}) /Rect [${rect}] /F 4 /DA (/Helv 10 Tf 0 g) >>`
}

/** The entries of an outline, then the outline itself. */
function outlineOf(
  bookmarks: NonNullable<PdfFileOptions['bookmarks']>,
  kids: readonly number[],
  first: number,
): readonly string[] {
  const outline = first + bookmarks.length
  const entries = bookmarks.map(({ title, page }, at) => {
    const next = at + 1 < bookmarks.length ? `/Next ${first + at + 1} 0 R` : ''
    return `<< /Title (${title}) /Parent ${outline} 0 R ${next} /Dest [${kids[page] ?? 0} 0 R /Fit] >>`
  })
  return [...entries, `<< /Type /Outlines /First ${first} 0 R /Last ${outline - 1} 0 R /Count ${bookmarks.length} >>`]
}

function assembled(objects: readonly string[], root: number): Uint8Array {
  let file = '%PDF-1.7\n'
  const offsets = objects.map((body, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R >>`
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}
