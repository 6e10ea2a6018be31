/** The characters that one step of a pattern takes, as ranges of a fixed sequence of all characters; in order, none touching. */
export type CharacterRanges = readonly (readonly [start: number, end: number])[]

/** Behind it are only private characters and those without a meaning yet. */
const lastCharacter = 0x3_23_af
const isHalf = (code: number) => code >= 0xd8_00 && code <= 0xdf_ff
/** A repetition without an end could exhaust the engine's stack on so long a text. */
const atOnce = 4096

let sequence: string | undefined
const known = new Map<string, CharacterRanges>()

/** What a step of a pattern takes, by its source, such as `\d` or `[A-Z]`, whatever the case. */
export function rangesOf(source: string): CharacterRanges {
  const ranges = known.get(source) ?? readRanges(source)
  known.set(source, ranges)
  return ranges
}

function readRanges(source: string): CharacterRanges {
  sequence ??= allCharacters()
  const runs = sequence.matchAll(new RegExp(`(?:${source}){1,${atOnce}}`, 'giu'))
  return joined(Array.from(runs, ({ index, 0: run }): [number, number] => [index, index + run.length]))
}

function allCharacters(): string {
  const pieces: string[] = []
  for (let code = 0; code <= lastCharacter; code += 1) if (!isHalf(code)) pieces.push(String.fromCodePoint(code))
  return pieces.join('')
}

export function union(left: CharacterRanges, right: CharacterRanges): CharacterRanges {
  if (left.length === 0) return right
  if (right.length === 0) return left
  return joined([...left, ...right].toSorted(([a], [b]) => a - b))
}

export function intersect(left: CharacterRanges, right: CharacterRanges): boolean {
  let [atLeft, atRight] = [0, 0]
  for (;;) {
    const [a, b] = [left[atLeft], right[atRight]]
    if (a === undefined || b === undefined) return false
    if (a[0] < b[1] && b[0] < a[1]) return true
    if (a[1] <= b[1]) atLeft += 1
    else atRight += 1
  }
}

/** Ranges in order of their start, with those that touch or overlap made one. */
function joined(ranges: CharacterRanges): CharacterRanges {
  const result: [number, number][] = []
  for (const [start, end] of ranges) {
    const last = result.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
