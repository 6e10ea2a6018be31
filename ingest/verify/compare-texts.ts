import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import { everyDocument } from '../upkeep/every-document.ts'

/** Looks whether every chunk still is a literal piece of its document's text, and none is missing. */
export async function compareTexts(registry: DocumentRegistry, signal: AbortSignal): Promise<readonly Difference[]> {
  const differences: Difference[] = []
  for await (const documents of everyDocument(registry)) {
    signal.throwIfAborted()
    for (const document of documents) {
      const detail = await damageOf(registry, document)
      if (detail === undefined) continue
      const { id: documentId, source, path, version } = document
      differences.push({ kind: 'text-damaged', source, path, documentId, version, detail })
    }
  }
  return differences
}

async function damageOf(registry: DocumentRegistry, { id, version, chunks }: RegisteredDocument) {
  const [entries, extracted] = await Promise.all([registry.chunksOf(id), registry.extracted(id, version)])
  if (extracted === undefined) return 'The text of the published version is not kept.'
  if (entries.length !== chunks) return `${entries.length} of ${chunks} chunks are there.`
  const wrong = entries.filter(({ chunk }) => extracted.text.slice(chunk.start, chunk.end) !== chunk.text)
  return wrong.length === 0 ? undefined : `${wrong.length} chunks do not stand in the text letter for letter.`
}
