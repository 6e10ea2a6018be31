import { strToU8, zipSync } from 'fflate'

/** The parts of an Office file by name, less what every file of its kind has. */
export type OfficeParts = Readonly<Record<string, string>>

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  `xmlns:r="${relationships}"`,
].join(' ')

/** A part with all namespaces that the tests use: `part('w:document', '<w:body/>')`. */
export function part(name: string, inside: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} ${namespaces} ${attributes}>${inside}</${name}>`
}

/** A `.rels` part: `r1` leads to the first target, and so on; the type is the last word of each entry's key. */
function relations(...targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], at) => `<Relationship Id="r${at + 1}" Type="${relationships}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
}

export function zipOf(parts: OfficeParts): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, strToU8(content)])))
}

/** A Word document of this body; other parts hang on it by their names: `styles`, `numbering`, `footnotes`. */
export function wordFile(body: string, parts: OfficeParts = {}): Uint8Array {
  const types = Object.keys(parts)
  return zipOf({
    '_rels/.rels': relations(['officeDocument', 'word/document.xml']),
    'word/document.xml': part('w:document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relations(...types.map((type) => [type, `${type}.xml`] as const)),
    ...Object.fromEntries(types.map((type) => [`word/${type}.xml`, parts[type] ?? ''])),
  })
}

/** A paragraph of Word: `paragraph('Scope', { style: 'Heading1' })`. */
export function paragraph(
  content: string,
  { style, list, level, more = '' }: { style?: string; list?: number; level?: number; more?: string } = {},
): string {
  const properties = [
    style === undefined ? '' : `<w:pStyle w:val="${style}"/>`,
    list === undefined ? '' : `<w:numPr><w:ilvl w:val="${level ?? 0}"/><w:numId w:val="${list}"/></w:numPr>`,
    more,
  ].join('')
  return `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith('<') ? content : run(content)}</w:p>`
}

export function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
}

/** A style of Word: `style('Heading1', 'heading 1')`. */
export function style(id: string, name: string, properties = ''): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${properties}</w:style>`
}

/** A list of Word and its levels as `[format, text]`, such as `['decimal', '%1.%2']`. */
export function listKind(
  id: number,
  ...levels: readonly (readonly [format: string, text: string, more?: string])[]
): string {
  const inside = levels.map(
    ([format, text, more = ''], at) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`,
  )
  return `<w:abstractNum w:abstractNumId="${id}">${inside.join('')}</w:abstractNum>`
}

export function list(id: number, kind: number, more = ''): string {
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="${kind}"/>${more}</w:num>`
}

/** A table of Word from its cells, each the content of a `w:tc`. */
export function wordTable(rows: readonly (readonly string[])[]): string {
  const cell = (content: string) => `<w:tc>${content.startsWith('<') ? content : paragraph(content)}</w:tc>`
  return `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
}

export interface SlideParts {
  /** What stands in the shape tree. */
  readonly shapes: string
  readonly notes?: string
  readonly isHidden?: boolean
  readonly diagram?: string
}

/** A presentation, whose parts lie in the file in the opposite order of the slides. */
export function powerPointFile(slides: readonly SlideParts[]): Uint8Array {
  const name = (at: number) => `slide${slides.length - at}.xml`
  const tree = (shapes: string) => `<p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>`
  const parts: Record<string, string> = {
    '_rels/.rels': relations(['officeDocument', 'ppt/presentation.xml']),
    'ppt/presentation.xml': part(
      'p:presentation',
      `<p:sldIdLst>${slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="r${at + 1}"/>`).join('')}</p:sldIdLst>`,
    ),
    'ppt/_rels/presentation.xml.rels': relations(...slides.map((_, at) => ['slide', `slides/${name(at)}`] as const)),
  }
  for (const [at, { shapes, notes, isHidden = false, diagram }] of slides.entries()) {
    parts[`ppt/slides/${name(at)}`] = part('p:sld', tree(shapes), isHidden ? 'show="0"' : '')
    parts[`ppt/slides/_rels/${name(at)}.rels`] = relations(
      ['notesSlide', notes === undefined ? 'none.xml' : `../notesSlides/${name(at)}`],
      ['diagramData', `../diagrams/${name(at)}`],
    )
    if (notes !== undefined) parts[`ppt/notesSlides/${name(at)}`] = part('p:notes', tree(notes))
    if (diagram !== undefined) parts[`ppt/diagrams/${name(at)}`] = diagram
  }
  return zipOf(parts)
}

/** A shape of a slide from its paragraphs (`a:p`), or one paragraph of plain text. */
export function shape(placeholder: string | undefined, content: string): string {
  const marked = placeholder === undefined ? '' : `<p:ph type="${placeholder}"/>`
  const body = content.startsWith('<') ? content : bullet(content)
  return `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>${marked}</p:nvPr></p:nvSpPr><p:txBody>${body}</p:txBody></p:sp>`
}

/** A paragraph of a shape. */
export function bullet(text: string, level = 0, mark = ''): string {
  return `<a:p><a:pPr lvl="${level}">${mark}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`
}

export interface SheetParts {
  readonly name: string
  /** `<row>` elements. */
  readonly rows: string
  readonly after?: string
  readonly state?: string
}

/** A workbook. Styles are given as format codes: the cell `s="1"` has the first one. */
export function excelFile(
  sheets: readonly SheetParts[],
  {
    strings = [],
    formats = [],
    book = '',
  }: { strings?: readonly string[]; formats?: readonly string[]; book?: string } = {},
): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  return zipOf({
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relationships}">${book}<sheets>${sheets
      .map(
        ({ name, state = 'visible' }, at) =>
          `<sheet name="${name}" sheetId="${at + 1}" state="${state}" r:id="r${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', '/xl/styles.xml'],
    ),
    'xl/sharedStrings.xml': `<sst ${main}>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join(
        '',
      )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows, after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet ${main}><sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
  })
}

/** Rows of a sheet from A1 on: text, numbers and, for other cells, their elements without the place. */
export function sheetRowsOf(values: readonly (readonly (string | number)[])[], firstRow = 1, firstColumn = 0): string {
  return values
    .map((row, down) => {
      const number = firstRow + down
      const cells = row.map((value, right) => {
        const place = `r="${String.fromCodePoint(65 + firstColumn + right)}${number}"`
        if (value === '') return ''
        if (typeof value === 'number') return `<c ${place}><v>${value}</v></c>`
        if (value.startsWith('<c')) return value.replace('<c', `<c ${place}`)
        return `<c ${place} t="inlineStr"><is><t>${value}</t></is></c>`
      })
      return cells.join('') === '' ? '' : `<row r="${number}">${cells.join('')}</row>`
    })
    .join('')
}
