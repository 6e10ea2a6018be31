import { accessLabelOf, groupsOf } from '../src/domain/access/access-label.ts'
import { strictest } from '../src/domain/access/classification.ts'
import type { FileInWork, IngestFileParts } from './ingest-file.ts'
import type { RunState } from './runs/run-state.ts'

/**
 * Where the labels around a file changed while the file itself cannot be read: what its last good version
 * declares inside is not known any more, so that, unless the readers are the same as before, only
 * administrators may read it until the file is mended.
 */
export async function closeToReaders(
  parts: IngestFileParts,
  run: RunState,
  { file, known: { document }, scope, fingerprint }: FileInWork,
): Promise<void> {
  if (document === undefined || document.labelsFingerprint === fingerprint) return
  const resolved = await scope.resolver.resolve(file.path.slice(scope.prefix.length), undefined)
  const isSame = accessLabelOf(resolved.groups) === document.accessLabel
  const labels = {
    ...document,
    accessLabel: accessLabelOf(isSame ? groupsOf(document.accessLabel) : []),
    classification: strictest([document.classification, resolved.classification]),
  }
  const { title, accessLabel, classification, language, date, owner } = labels
  await parts.registry.relabel(
    document.id,
    {
      title,
      accessLabel,
      classification,
      language,
      ...(date !== undefined && { date }),
      ...(owner !== undefined && { owner }),
    },
    fingerprint,
  )
  await parts.audit.append({
    at: parts.clock(),
    actor: run.actor,
    action: 'document.relabelled',
    subject: document.id,
    details: { source: document.source, path: document.path, accessLabel, classification, reason: 'unreadable' },
  })
}
