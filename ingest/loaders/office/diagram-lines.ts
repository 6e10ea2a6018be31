import { descendantsOf, elementAt, elementsOf, textOf, type XmlElement } from './xml-tree.ts'

/** The words of a SmartArt diagram as `- items`, indented by level, from its data part (ECMA-376 part 1, 21.4.3). */
export function diagramLines(data: XmlElement | undefined): readonly string[] {
  const points = new Map(
    elementsOf(elementAt(data, 'dgm:ptLst'), 'dgm:pt').map((point) => [point.attributes['modelId'] ?? '', point]),
  )
  const connections = elementsOf(elementAt(data, 'dgm:cxnLst'), 'dgm:cxn')
    .filter(({ attributes }) => (attributes['type'] ?? 'parOf') === 'parOf')
    .toSorted((a, b) => Number(a.attributes['srcOrd'] ?? 0) - Number(b.attributes['srcOrd'] ?? 0))
  const lines: string[] = []
  const seen = new Set<string>()
  const visit = (id: string, depth: number) => {
    const point = points.get(id)
    if (!point || seen.has(id)) return
    seen.add(id)
    const words = wordsOf(point)
    if (words !== '') lines.push(`${'  '.repeat(Math.max(0, depth))}- ${words}`)
    const below = connections.filter(({ attributes }) => attributes['srcId'] === id)
    for (const { attributes } of below) visit(attributes['destId'] ?? '', words === '' ? depth : depth + 1)
  }
  for (const [id, { attributes }] of points) if (attributes['type'] === 'doc') visit(id, 0)
  for (const [id, { attributes }] of points) if (/^(?:node|asst)$/.test(attributes['type'] ?? 'node')) visit(id, 0)
  return lines
}

function wordsOf(point: XmlElement): string {
  const paragraphs = elementsOf(elementAt(point, 'dgm:t'), 'a:p')
  return paragraphs
    .map((paragraph) => descendantsOf(paragraph, 'a:t').map(textOf).join(''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
