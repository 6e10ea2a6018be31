import { elementAt, elementsOf, textOf, type XmlElement } from './xml-tree.ts'

/** A formula in a line, such as `(a+b)/2` and `x^2` (ECMA-376 part 1, 22.1). */
export function mathText(element: XmlElement): string {
  switch (element.name) {
    case 'm:t':
      return textOf(element)
    case 'm:f':
      return `${grouped(elementAt(element, 'm:num'))}/${grouped(elementAt(element, 'm:den'))}`
    case 'm:sSup':
      return `${insideOf(elementAt(element, 'm:e'))}^${grouped(elementAt(element, 'm:sup'))}`
    case 'm:sSub':
      return `${insideOf(elementAt(element, 'm:e'))}_${grouped(elementAt(element, 'm:sub'))}`
    case 'm:rad':
      return `${insideOf(elementAt(element, 'm:deg'))}√${grouped(elementAt(element, 'm:e'))}`
    case 'm:d':
      return `(${elementsOf(element, 'm:e').map(insideOf).join(', ')})`
    case 'm:nary': {
      const sign = elementAt(element, 'm:naryPr', 'm:chr')?.attributes['m:val'] ?? '∫'
      return sign + elementsOf(element).map(mathText).join('')
    }
    default:
      return insideOf(element)
  }
}

function insideOf(element: XmlElement | undefined): string {
  return elementsOf(element).map(mathText).join('')
}

function grouped(element: XmlElement | undefined): string {
  const inside = insideOf(element)
  return /^[\p{L}\p{N}.]*$/u.test(inside) ? inside : `(${inside})`
}
