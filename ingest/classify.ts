import { accessLabelOf } from '../src/domain/access-label.ts'
import type { DocumentLabels } from '../src/domain/document.ts'
import { languageOf } from '../src/domain/language.ts'
import { raiseClassification } from '../src/privacy/classify.ts'
import { kindsIn } from '../src/privacy/find-sensitive.ts'
import type { IngestRun } from './ingest-run.ts'
import type { ResolvedLabels } from './labels/resolve-labels.ts'
import type { ParsedDocument } from './loaders/parsing/parser-pool.ts'

/** The labels of a document: as people declared them, and raised by what stands in its text. */
export function classify(
  name: string,
  parsed: ParsedDocument,
  labels: ResolvedLabels,
  run: Pick<IngestRun, 'policy' | 'source'>,
): DocumentLabels {
  const owner = labels.owner ?? run.source.owner
  return {
    title: labels.title ?? parsed.title ?? fileTitle(name),
    accessLabel: accessLabelOf(labels.groups),
    classification: raiseClassification(kindsIn(parsed.kinds), labels.classification, run.policy),
    language: labels.language ?? parsed.language ?? languageOf(parsed.text),
    ...(labels.date !== undefined && { date: labels.date }),
    ...(owner !== undefined && { owner }),
  }
}

/** `hr/annual-leave_2026.md` → `annual leave 2026`. */
function fileTitle(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (
    name
      .replace(/\.[^.]+$/, '')
      .replaceAll(/[-_]+/g, ' ')
      .trim() || name
  )
}
