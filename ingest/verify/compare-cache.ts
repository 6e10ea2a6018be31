import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import type { AnswerCache } from '../../src/ports/answer-cache.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'

/**
 * Looks for remembered answers that rest on documents as they no longer are. Such an answer is never
 * given, since each is checked when it is asked for; but it is a trace.
 * @param forget whether to let go of them
 */
export async function compareCache(
  cache: AnswerCache,
  registry: DocumentRegistry,
  { forget }: { readonly forget: boolean } = { forget: false },
) {
  const differences: Difference[] = []
  let answers = 0
  for (const { key, versions } of await cache.list()) {
    answers += 1
    const current = await registry.versions([...versions.keys()])
    const stale = [...versions].find(([id, version]) => current.get(id) !== version)
    if (stale === undefined) continue
    if (forget) await cache.delete(key)
    const [documentId, version] = stale
    const detail = `The remembered answer ${key.slice(0, 12)} rests on it as it no longer is.`
    differences.push({ kind: 'cached-answer-stale', documentId, version, detail })
  }
  return { answers, differences }
}
