import { rm } from 'node:fs/promises'
import { sep } from 'node:path'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import { copiesFolder } from './define-source.ts'
import { unknownSource } from './list-sources.ts'
import type { RemoveDocuments } from '../documents/remove-documents.ts'

/**
 * Takes out a source with all of its documents and its local copy; a folder itself stays untouched.
 * @returns how many documents were removed
 * @throws LorekeepError `not-found`
 */
export type RemoveSource = (name: string, actor: string, signal: AbortSignal) => Promise<number>

export interface RemoveSourceParts {
  readonly registry: Pick<DocumentRegistry, 'sources'>
  readonly remove: RemoveDocuments
  readonly audit: AuditLog
  readonly clock: Clock
  readonly dataDir: string
}

export function createRemoveSource({ registry, remove, audit, clock, dataDir }: RemoveSourceParts): RemoveSource {
  return async (name, actor, signal) => {
    const known = await registry.sources()
    const source = known.find((candidate) => candidate.name === name)
    if (source === undefined) throw unknownSource(name, known)
    const removed = await remove({ source: name }, actor, signal)
    if (source.origin.kind !== 'folder' && source.root.startsWith(copiesFolder(dataDir) + sep)) {
      await rm(source.root, { recursive: true, force: true })
    }
    const details = { kind: source.origin.kind, documents: removed }
    await audit.append({ at: clock(), actor, action: 'source.removed', subject: name, details })
    return removed
  }
}
