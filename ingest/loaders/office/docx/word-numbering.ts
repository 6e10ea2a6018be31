import { elementAt, elementsOf, isOn, type XmlElement } from '../xml-tree.ts'
import { numeral } from '../numerals.ts'

/** What Word shows before a numbered paragraph. */
export interface ListMark {
  /** Such as `2.1`, `a)` or `第三条`; empty for bullets. */
  readonly label: string
  readonly isBullet: boolean
  /** 0 for the outermost. */
  readonly level: number
}

/** Counts the numbered paragraphs of a document, which must be handed over in order. */
export interface WordNumbering {
  /** The mark of the next paragraph of a list; undefined for a list that is not defined. */
  next(list: string, level: number | undefined, styleId: string | undefined): ListMark | undefined
}

interface Level {
  readonly format: string
  readonly pattern: string
  readonly start: number
  /** The style whose paragraphs belong to this level. */
  readonly styleId: string | undefined
  /** Restarts when a level up to this one was counted; 0 never. Every outer level if absent. */
  readonly restart: number | undefined
  readonly isLegal: boolean
}

interface List {
  /** Lists of the same kind count on together. */
  readonly kind: string
  readonly levels: ReadonlyMap<number, Level>
  readonly startOverrides: ReadonlyMap<number, number>
}

/** The marks of bullets and numbers by the `numbering` part (ECMA-376 part 1, 17.9). */
export function readNumbering(root: XmlElement | undefined): WordNumbering {
  const kinds = new Map(
    elementsOf(root, 'w:abstractNum').map((kind) => [kind.attributes['w:abstractNumId'] ?? '', kind]),
  )
  const lists = new Map(elementsOf(root, 'w:num').map((list) => [list.attributes['w:numId'] ?? '', list]))
  const resolved = new Map<string, List | undefined>()
  const counts = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()

  function listOf(id: string): List | undefined {
    if (!resolved.has(id)) resolved.set(id, resolveList(id))
    return resolved.get(id)
  }

  function resolveList(id: string): List | undefined {
    const list = lists.get(id)
    const kindId = elementAt(list, 'w:abstractNumId')?.attributes['w:val'] ?? ''
    const kind = kinds.get(kindId)
    if (!list || !kind) return undefined
    const levels = new Map(levelsOf(definedBy(kind, kinds)))
    const startOverrides = new Map<number, number>()
    for (const override of elementsOf(list, 'w:lvlOverride')) {
      const at = Number(override.attributes['w:ilvl'])
      const start = elementAt(override, 'w:startOverride')?.attributes['w:val']
      if (start !== undefined) startOverrides.set(at, Number(start))
      for (const [level, definition] of levelsOf(override)) levels.set(level, definition)
    }
    return { kind: kindId, levels, startOverrides }
  }

  function next(id: string, named: number | undefined, styleId: string | undefined): ListMark | undefined {
    const list = listOf(id)
    const level = named ?? (list ? levelOfStyle(list, styleId) : 0)
    const definition = list?.levels.get(level)
    if (!list || !definition) return undefined
    const numbers = counts.get(list.kind) ?? []
    counts.set(list.kind, numbers)
    if (!begun.has(`${id} ${level}`)) {
      begun.add(`${id} ${level}`)
      if (list.startOverrides.has(level)) numbers[level] = undefined
    }
    const start = list.startOverrides.get(level) ?? definition.start
    numbers[level] = (numbers[level] ?? start - 1) + 1
    for (let deeper = level + 1; deeper < 9; deeper++) {
      const restart = list.levels.get(deeper)?.restart
      if (restart === undefined || (restart > 0 && level < restart)) numbers[deeper] = undefined
    }
    return { label: labelOf(list, definition, numbers), isBullet: definition.format === 'bullet', level }
  }

  return { next }
}

/** The kind that holds the levels: a kind may leave them to another one of the same style. */
function definedBy(kind: XmlElement, kinds: ReadonlyMap<string, XmlElement>): XmlElement {
  const link = elementAt(kind, 'w:numStyleLink')?.attributes['w:val']
  if (link === undefined) return kind
  return [...kinds.values()].find((other) => elementAt(other, 'w:styleLink')?.attributes['w:val'] === link) ?? kind
}

function levelsOf(parent: XmlElement): readonly (readonly [number, Level])[] {
  return elementsOf(parent, 'w:lvl').map((level) => {
    const restart = elementAt(level, 'w:lvlRestart')?.attributes['w:val']
    return [
      Number(level.attributes['w:ilvl']),
      {
        format: elementAt(level, 'w:numFmt')?.attributes['w:val'] ?? 'decimal',
        pattern: elementAt(level, 'w:lvlText')?.attributes['w:val'] ?? '',
        start: Number(elementAt(level, 'w:start')?.attributes['w:val'] ?? 0),
        styleId: elementAt(level, 'w:pStyle')?.attributes['w:val'],
        restart: restart === undefined ? undefined : Number(restart),
        isLegal: isOn(elementAt(level, 'w:isLgl')),
      },
    ]
  })
}

function levelOfStyle({ levels }: List, styleId: string | undefined): number {
  for (const [at, level] of levels) if (styleId !== undefined && level.styleId === styleId) return at
  return 0
}

function labelOf({ levels }: List, { pattern, isLegal }: Level, numbers: readonly (number | undefined)[]): string {
  const label = pattern.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const level = levels.get(at)
    const format = level?.format ?? 'decimal'
    return numeral(numbers[at] ?? level?.start ?? 1, isLegal && format !== 'none' ? 'decimal' : format)
  })
  return label.trim()
}
