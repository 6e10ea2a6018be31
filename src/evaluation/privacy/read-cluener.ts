import * as z from 'zod'
import { type AnnotatedSet, fromCodePoints } from './annotated-text.ts'

/** Label, then the words of the label, then where each stands; both ends belong to the word. */
const schema = z.object({
  text: z.string(),
  label: z.record(z.string(), z.record(z.string(), z.array(z.tuple([z.int(), z.int()])))),
})

const kinds: AnnotatedSet['kinds'] = { name: ['PERSON'], address: ['ADDRESS'] }

/** Chinese news sentences in the format of CLUENER, a line each. @throws ZodError for another format */
export function readCluener(name: string, file: string): AnnotatedSet {
  const texts = file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
    .map(({ text, label: labels }) => ({
      text,
      spans: fromCodePoints(
        text,
        Object.entries(labels).flatMap(([label, words]) =>
          Object.values(words).flatMap((places) => places.map(([start, last]) => ({ label, start, end: last + 1 }))),
        ),
      ),
    }))
  return { name, kinds, texts }
}
