import type { Unit } from './units.ts'

export interface Packing {
  readonly targetTokens: number
  readonly maxTokens: number
  /** A last pack smaller than this joins the one before it, if both fit. */
  readonly minTokens: number
}

/**
 * Packs neighbouring units up to the target. Units with content of another kind between them, such
 * as a comment, are never packed together; a line that announces a list, a table or code goes with it.
 */
export function packUnits(text: string, units: readonly Unit[], packing: Packing): readonly (readonly Unit[])[] {
  const packs: Unit[][] = []
  for (const unit of units) {
    const pack = packs.at(-1)
    const last = pack?.at(-1)
    if (!pack || !last || !areNeighbours(text, last, unit)) packs.push([unit])
    else if (tokensOf(pack) + unit.tokens <= packing.targetTokens) pack.push(unit)
    else if (pack.length > 1 && announces(text, last, unit) && last.tokens + unit.tokens <= packing.maxTokens) {
      packs.push([...pack.splice(-1), unit])
    } else packs.push([unit])
  }
  return withoutCrumb(text, packs, packing)
}

function withoutCrumb(
  text: string,
  packs: readonly (readonly Unit[])[],
  packing: Packing,
): readonly (readonly Unit[])[] {
  const [before, crumb] = packs.slice(-2)
  const [last, first] = [before?.at(-1), crumb?.[0]]
  if (!before || !crumb || !last || !first || !areNeighbours(text, last, first)) return packs
  if (tokensOf(crumb) >= packing.minTokens || tokensOf(before) + tokensOf(crumb) > packing.maxTokens) return packs
  return [...packs.slice(0, -2), [...before, ...crumb]]
}

function areNeighbours(text: string, a: Unit, b: Unit): boolean {
  return text.slice(a.end, b.start).trim() === ''
}

function announces(text: string, unit: Unit, next: Unit): boolean {
  const isText = unit.kind === 'paragraph' || unit.kind === 'quote'
  return isText && next.kind !== 'paragraph' && /[:：]\**\s*$/.test(text.slice(unit.start, unit.end))
}

function tokensOf(pack: readonly Unit[]): number {
  return pack.reduce((sum, { tokens }) => sum + tokens, 0)
}
