import { parseAccessLabel } from '../../../domain/access/access-label.ts'
import type { Classification } from '../../../domain/access/classification.ts'
import type { Source, SourceOrigin } from '../../../domain/documents/source.ts'
import type { SourceRow } from './document-tables.ts'

export function sourceRowOf(source: Source): SourceRow {
  return {
    name: source.name,
    root: source.root,
    origin: JSON.stringify(source.origin),
    owner: source.owner ?? null,
    schedule: source.schedule ?? null,
    access_label: source.accessLabel,
    classification: source.classification,
    include_globs: JSON.stringify(source.include),
    exclude_globs: JSON.stringify(source.exclude),
  }
}

export function sourceOf(row: SourceRow): Source {
  return {
    name: row.name,
    root: row.root,
    origin: JSON.parse(row.origin) as SourceOrigin,
    accessLabel: parseAccessLabel(row.access_label),
    classification: row.classification as Classification,
    include: JSON.parse(row.include_globs) as readonly string[],
    exclude: JSON.parse(row.exclude_globs) as readonly string[],
    ...(row.owner === null ? {} : { owner: row.owner }),
    ...(row.schedule === null ? {} : { schedule: row.schedule }),
  }
}
