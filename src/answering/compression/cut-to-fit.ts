import type { Comparison } from '../sentences/compare-question.ts'
import { type Place, quotableIn } from '../sentences/quotable.ts'
import { rankSentences } from '../sentences/rank-sentences.ts'
import type { CompressedPassage, CountTokens } from './compress.ts'
import { joinPlaces } from './join-places.ts'
import { placesLeftOut } from './places-left-out.ts'

/**
 * Passages whole as long as they fit, best first; of each that does not, its best sentences as long as these do, each with
 * what it cannot be read without. One of which nothing fits is left out, the first one apart.
 */
export async function cutToFit(
  passages: readonly CompressedPassage[],
  comparison: Comparison,
  mostTokens: number,
  countTokens: CountTokens,
): Promise<readonly CompressedPassage[]> {
  const fitting: CompressedPassage[] = []
  let left = mostTokens
  for (const whole of passages) {
    const size = await countTokens(wordsOf(whole))
    const kept = size <= left ? { ...whole, size } : await bestSentences(whole, comparison, left, countTokens)
    if (kept.size === 0 && fitting.length > 0) continue
    fitting.push({ passage: kept.passage, leftOut: kept.leftOut })
    left = Math.max(0, left - kept.size)
  }
  return fitting
}

/** The best sentences of a passage that fit. Where not even one does, and nothing else is there, the passage as it is. */
async function bestSentences(
  { passage, leftOut }: CompressedPassage,
  comparison: Comparison,
  mostTokens: number,
  countTokens: CountTokens,
) {
  const readable = quotableIn(passage.text)
  const places: Place[] = []
  let size = 0
  for (const { sentence } of rankSentences(comparison).filter(({ of }) => of.passage === passage)) {
    const place = readable(sentence)
    const fresh = placesLeftOut(passage.text.slice(0, place.end), [{ start: 0, end: place.start }, ...places])
    const words = await countTokens(fresh.map(({ start, end }) => passage.text.slice(start, end)).join('\n'))
    if (size + words > mostTokens) continue
    places.push(place)
    size += words
  }
  const cut = places.length === 0 ? leftOut : joinPlaces([...leftOut, ...placesLeftOut(passage.text, places)])
  return { passage, leftOut: cut, size }
}

function wordsOf({ passage, leftOut }: CompressedPassage): string {
  return placesLeftOut(passage.text, leftOut)
    .map(({ start, end }) => passage.text.slice(start, end))
    .join('\n')
}
