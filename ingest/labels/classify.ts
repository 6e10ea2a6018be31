import { accessLabelOf } from '../../src/domain/access/access-label.ts'
import type { DocumentLabels } from '../../src/domain/documents/document.ts'
import { type Language, languageOf } from '../../src/domain/language.ts'
import { raiseClassification } from '../../src/privacy/classify.ts'
import { kindsIn } from '../../src/privacy/find-sensitive.ts'
import type { RunState } from '../runs/run-state.ts'
import type { ResolvedLabels } from './resolve-labels.ts'
import type { ParsedDocument } from '../loaders/parsing/parser-pool.ts'

/** From how many characters on a text tells its language. */
const tellingLength = 200

/** The labels of a document: as people declared them, and raised by what stands in its text. */
export function classify(
  name: string,
  parsed: ParsedDocument,
  labels: ResolvedLabels,
  run: Pick<RunState, 'policy' | 'source'>,
): DocumentLabels {
  const owner = labels.owner ?? run.source.owner
  return {
    title: labels.title ?? parsed.title ?? fileTitle(name),
    accessLabel: accessLabelOf(labels.groups),
    classification: raiseClassification(kindsIn(parsed.kinds), labels.classification, run.policy),
    language: labels.language ?? languageFrom(parsed),
    ...(labels.date !== undefined && { date: labels.date }),
    ...(owner !== undefined && { owner }),
  }
}

/** Pages often say a wrong language, so that the text decides where there is enough of it. */
function languageFrom({ text, language }: ParsedDocument): Language {
  return text.length < tellingLength && language !== undefined ? language : languageOf(text)
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
