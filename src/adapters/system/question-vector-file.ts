import { createHash } from 'node:crypto'
import { z } from 'zod'
import { jsonOf } from '../../domain/text/json-of.ts'
import type { QuestionVectors } from '../../ports/question-vectors.ts'
import { decodeFloats, encodeFloats, readKeptFile, replaceKeptFile } from './kept-file.ts'

const fileSchema = z.object({
  embedder: z.string(),
  /** By the hash of the question. */
  vectors: z.record(z.string(), z.base64()),
})

/**
 * Keeps vectors in one file, which holds hashes of the questions and not their words. What cannot be read is taken for
 * nothing kept: the vectors can be made again.
 */
export function createQuestionVectorFile(file: string): QuestionVectors {
  return {
    async of(embedder, questions) {
      const kept = parse(await readKeptFile(file))
      if (kept?.embedder !== embedder) return new Map()
      return new Map(
        questions.flatMap((question) => {
          const encoded = kept.vectors[hashOf(question)]
          return encoded === undefined ? [] : [[question, decodeFloats(encoded)] as const]
        }),
      )
    },

    async keep(embedder, vectors) {
      const encoded = Object.fromEntries(
        [...vectors].map(([question, vector]) => [hashOf(question), encodeFloats(vector)]),
      )
      await replaceKeptFile(file, JSON.stringify({ embedder, vectors: encoded }))
    },
  }
}

function parse(text: string | undefined): z.infer<typeof fileSchema> | undefined {
  return text === undefined ? undefined : fileSchema.safeParse(jsonOf(text)).data
}

function hashOf(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 22)
}
