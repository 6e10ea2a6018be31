import { elementAt, elementsOf, type XmlElement } from '../xml-tree.ts'

/** What a paragraph style says about the paragraphs that wear it, its basis included. */
export interface WordStyle {
  readonly role: 'title' | 'heading' | 'quote' | 'code' | 'contents' | 'text'
  /** For headings: 1 for the outermost. */
  readonly level?: number
  /** The list that the style belongs to, and the paragraphs' level in it. */
  readonly numbering?: { readonly list: string; readonly level?: number }
}

export interface WordStyles {
  /** Of a style by its id; the default style's for a paragraph that names none or an unknown one. */
  of(id: string | undefined): WordStyle
}

/** The names that Office and others give to the style of a heading, in the languages they are sold in. */
const headingNames =
  /^(?:heading|header|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|başlık|заголовок|标题|標題|見出し|제목) ?([1-9])$/i
const titleNames = /^(?:title|titel|titre|título|titolo|标题|標題|表題|제목)$/i
const quoteNames = /^(?:quote|intense quote|block ?text|block ?quote|引用|明显引用|zitat|citation)$/i
const codeNames = /^(?:source ?code|html preformatted|html 预设格式|code|代码)$/i
const contentsNames = /^(?:toc \d|目录 ?\d|table of figures|verzeichnis ?\d)$/i

/** @param root the `styles` part, absent in the simplest files */
export function readStyles(root: XmlElement | undefined): WordStyles {
  const elements = new Map<string, XmlElement>()
  let defaultId: string | undefined
  for (const style of elementsOf(root, 'w:style')) {
    const { 'w:styleId': id = '', 'w:type': type = 'paragraph', 'w:default': isDefault = '0' } = style.attributes
    elements.set(id, style)
    if (type === 'paragraph' && /^(?:1|true|on)$/.test(isDefault)) defaultId = id
  }
  const known = new Map<string, WordStyle>()

  function of(id: string | undefined): WordStyle {
    const key = id !== undefined && elements.has(id) ? id : (defaultId ?? '')
    const found = known.get(key) ?? resolve(key)
    known.set(key, found)
    return found
  }

  function resolve(id: string): WordStyle {
    const chain = chainOf(elements, id)
    const named = chain.map(roleByName).find((role) => role !== undefined)
    const outline = chain.map((style) => valueAt(style, 'w:outlineLvl')).find((level) => level !== undefined)
    const role = named ?? (outline !== undefined && outline < 9 ? { role: 'heading', level: outline + 1 } : undefined)
    const numbering = chain.map(numberingOf).find((found) => found !== undefined)
    return { ...(role ?? { role: 'text' }), ...(numbering && { numbering }) }
  }

  return { of }
}

/** A style and those that it is based on, nearest first. */
function chainOf(elements: ReadonlyMap<string, XmlElement>, id: string): readonly XmlElement[] {
  const chain: XmlElement[] = []
  let style = elements.get(id)
  while (style !== undefined && !chain.includes(style)) {
    chain.push(style)
    style = elements.get(elementAt(style, 'w:basedOn')?.attributes['w:val'] ?? '')
  }
  return chain
}

function roleByName(style: XmlElement): Pick<WordStyle, 'role' | 'level'> | undefined {
  const name = (elementAt(style, 'w:name')?.attributes['w:val'] ?? '').trim()
  const level = headingNames.exec(name)?.[1]
  if (level !== undefined) return { role: 'heading', level: Number(level) }
  if (titleNames.test(name)) return { role: 'title' }
  if (contentsNames.test(name)) return { role: 'contents' }
  if (quoteNames.test(name)) return { role: 'quote' }
  return codeNames.test(name) ? { role: 'code' } : undefined
}

/** The list that a style's or paragraph's properties name; `0` takes it out of any. */
export function numberingOf(parent: XmlElement | undefined): WordStyle['numbering'] {
  const properties = elementAt(parent, 'w:pPr', 'w:numPr')
  const list = elementAt(properties, 'w:numId')?.attributes['w:val']
  const level = Number(elementAt(properties, 'w:ilvl')?.attributes['w:val'])
  if (list === undefined) return undefined
  return { list, ...(Number.isInteger(level) && { level }) }
}

function valueAt(parent: XmlElement, name: string): number | undefined {
  const value = elementAt(parent, 'w:pPr', name)?.attributes['w:val']
  return value === undefined ? undefined : Number(value)
}
