import { createHash } from 'node:crypto'
import { z } from 'zod'
import { jsonOf } from '../../domain/text/json-of.ts'
import type { DifficultyFits } from '../../ports/difficulty-fits.ts'
import { decodeFloats, encodeFloats, readKeptFile, replaceKeptFile } from './kept-file.ts'

const fileSchema = z.object({
  /** Its hash. */
  learnedFrom: z.string(),
  meaning: z.base64(),
  wording: z.array(z.tuple([z.string(), z.number()])),
})

/** Keeps what was learned in a file. What cannot be read is taken for nothing kept: it can be learned again. */
export function createDifficultyFitFile(file: string): DifficultyFits {
  return {
    async of(learnedFrom) {
      const text = await readKeptFile(file)
      const kept = text === undefined ? undefined : fileSchema.safeParse(jsonOf(text)).data
      if (kept?.learnedFrom !== hashOf(learnedFrom)) return undefined
      return { meaning: decodeFloats(kept.meaning), wording: new Map(kept.wording) }
    },

    keep: (learnedFrom, { meaning, wording }) =>
      replaceKeptFile(
        file,
        JSON.stringify({ learnedFrom: hashOf(learnedFrom), meaning: encodeFloats(meaning), wording: [...wording] }),
      ),
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
