import { accessLabelOf } from '../src/domain/access-label.ts'
import type { DocumentLabels } from '../src/domain/document.ts'
import { languageOf } from '../src/domain/language.ts'
import type { Policy } from '../src/domain/policy.ts'
import { raiseClassification } from '../src/privacy/classify.ts'
import { findSensitive } from '../src/privacy/find-sensitive.ts'
import type { ResolvedLabels } from './labels/resolve-labels.ts'
import type { LoadedDocument } from './loaders/loaded-document.ts'

/** The labels of a document: as people declared them, and raised by what stands in its text. */
export function classify(path: string, loaded: LoadedDocument, labels: ResolvedLabels, policy: Policy): DocumentLabels {
  const kinds = findSensitive(loaded.text).map(({ kind }) => kind)
  return {
    title: labels.title ?? loaded.title ?? fileTitle(path),
    accessLabel: accessLabelOf(labels.groups),
    classification: raiseClassification(kinds, labels.classification, policy),
    language: labels.language ?? languageOf(loaded.text),
    ...(labels.date !== undefined && { date: labels.date }),
    ...(labels.owner !== undefined && { owner: labels.owner }),
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
