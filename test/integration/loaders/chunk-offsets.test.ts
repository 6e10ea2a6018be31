import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { chunkDocument } from '../../../ingest/chunking/chunk-document.ts'
import type { LoadedDocument } from '../../../ingest/loaders/loaded-document.ts'
import { loaderFor } from '../../../ingest/loaders/loaders.ts'
import { parseFile } from '../../../ingest/loaders/parsing/parse-file.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { usualCounting } from '../../support/policies.ts'

const place = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const handbook = place('../shared/bench/sourcegraph-handbook/content/company-info-and-process')

async function documentsIn(folder: string): Promise<readonly LoadedDocument[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => loaderFor(name))
  const outcomes = await Promise.allSettled(names.map((name) => parseFile(join(folder, name), name, usualCounting)))
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [outcome.value]
    if (outcome.reason instanceof LorekeepError) return []
    throw outcome.reason
  })
}

/** Everything that is wrong with the chunks of a document, which should be nothing. */
async function faults(document: LoadedDocument): Promise<readonly string[]> {
  const found: string[] = []
  const chunks = await chunkDocument(document, { title: document.title ?? '' })
  if (chunks.length === 0) found.push('no chunks')
  let covered = 0
  for (const { text, start, end } of chunks) {
    if (text !== document.text.slice(start, end)) found.push(`not literal: ${text}`)
    if (start < covered || start >= end) found.push(`overlapping or empty: ${text}`)
    covered = end
  }
  for (const { kind, start, end } of document.blocks) {
    if (kind === 'heading') continue
    let at = start
    for (const chunk of chunks) {
      if (chunk.end <= at || chunk.start >= end) continue
      if (document.text.slice(at, chunk.start).trim() !== '') found.push(`lost before: ${chunk.text}`)
      at = chunk.end
    }
    if (document.text.slice(at, end).trim() !== '') found.push(`lost: ${document.text.slice(at, end)}`)
  }
  return found
}

test.each([
  ['fixtures', place('test/fixtures/documents')],
  ['sample documents', place('data/documents')],
  ['handbook of a real company, where it is at hand', handbook],
])(
  '[P9] every chunk of the %s is letter for letter in the extracted text, and no content is lost between chunks',
  async (_, folder) => {
    if (!existsSync(folder)) return console.log(`skipped: there is no ${folder}`)
    const documents = await documentsIn(folder)
    expect(documents.length).toBeGreaterThan(9)
    for (const document of documents) expect(await faults(document)).toEqual([])
  },
  120_000,
)
