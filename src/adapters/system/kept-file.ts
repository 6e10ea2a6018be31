import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LorekeepError, messageOf } from '../../domain/errors.ts'

/** The text of a file that is kept to save time and can be made again; undefined where there is none. */
export async function readKeptFile(file: string): Promise<string | undefined> {
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

/** Replaces the file in one step; nobody but this account may read it. */
export async function replaceKeptFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${randomUUID()}`
  await writeFile(beside, text, { mode: 0o600 })
  await rename(beside, file)
}

/** Little-endian 32-bit floats in base64. */
export function encodeFloats(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

export function decodeFloats(encoded: string): Float32Array {
  const bytes = Buffer.from(encoded, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
