import * as z from 'zod'
import { type AnnotatedSet, fromCodePoints, wholeAndHalves } from './annotated-text.ts'

/** Label, then the words of the label, then where each stands; both ends belong to the word. */
const schema = z.object({
  text: z.string(),
  label: z.record(z.string(), z.record(z.string(), z.array(z.tuple([z.int(), z.int()])))),
})

/** Most of its addresses are places alone, which are found but not hidden; how many are hidden is a row of its own. */
const hiddenAddress = 'address, hidden'
const kinds: AnnotatedSet['kinds'] = { name: ['PERSON'], address: ['ADDRESS', 'PLACE'], [hiddenAddress]: ['ADDRESS'] }

/**
 * Chinese news sentences in the format of CLUENER, a line each: all of them, and every second one, so that what was
 * learned from one half can be measured on the other.
 * @throws ZodError for another format
 */
export function readCluener(name: string, file: string): readonly AnnotatedSet[] {
  const texts = file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
    .map(({ text, label: labels }) => ({
      text,
      spans: fromCodePoints(
        text,
        Object.entries(labels).flatMap(([label, words]) =>
          Object.values(words).flatMap((places) =>
            places.flatMap(([start, last]) =>
              (label === 'address' ? [label, hiddenAddress] : [label]).map((one) => ({
                label: one,
                start,
                end: last + 1,
              })),
            ),
          ),
        ),
      ),
    }))
  return wholeAndHalves({ name, kinds, texts }, 'lines', (index) => index + 1)
}
