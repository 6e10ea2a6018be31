import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { jsonOf } from '../../domain/text/json-of.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { QuestionVectors } from '../../ports/question-vectors.ts'

const fileSchema = z.object({
  embedder: z.string(),
  /** Little-endian 32-bit floats in base64, by the hash of the question. */
  vectors: z.record(z.string(), z.base64()),
})

/**
 * Keeps vectors in one file, which holds hashes of the questions and not their words. What cannot be read is taken for
 * nothing kept: the vectors can be made again.
 */
export function createQuestionVectorFile(file: string): QuestionVectors {
  return {
    async of(embedder, questions) {
      const kept = parse(await readIfThere(file))
      if (kept?.embedder !== embedder) return new Map()
      return new Map(
        questions.flatMap((question) => {
          const encoded = kept.vectors[hashOf(question)]
          return encoded === undefined ? [] : [[question, decode(encoded)] as const]
        }),
      )
    },

    async keep(embedder, vectors) {
      const encoded = Object.fromEntries([...vectors].map(([question, vector]) => [hashOf(question), encode(vector)]))
      await mkdir(dirname(file), { recursive: true })
      const beside = `${file}.${randomUUID()}`
      await writeFile(beside, JSON.stringify({ embedder, vectors: encoded }), { mode: 0o600 })
      await rename(beside, file)
    },
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new LorekeepError('data-damaged', `${file} cannot be read: ${messageOf(error)}.`, {
      hint: 'Let the service read and write its data folder, or delete the file: it is made again.',
      cause: error,
    })
  }
}

function parse(text: string | undefined): z.infer<typeof fileSchema> | undefined {
  return text === undefined ? undefined : fileSchema.safeParse(jsonOf(text)).data
}

function hashOf(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 22)
}

function encode(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

function decode(encoded: string): Float32Array {
  const bytes = Buffer.from(encoded, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
