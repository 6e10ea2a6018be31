import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import type { Source, SourceOrigin } from '../../../src/domain/documents/source.ts'
import type { FoundFile, SourceReader, UnreadablePlace } from '../../../ingest/sources/readers/source-reader.ts'

/** A source with nothing special about it. */
export function sourceOf(origin: SourceOrigin, root: string, more: Partial<Source> = {}): Source {
  return {
    name: 'handbook',
    origin,
    root,
    accessLabel: accessLabelOf([]),
    classification: 'internal',
    include: [],
    exclude: [],
    ...more,
  }
}

export interface Walked {
  readonly files: readonly FoundFile[]
  readonly skipped: readonly string[]
  readonly unreadable: readonly UnreadablePlace[]
}

/** Everything that a walk through a whole source comes by. */
export async function walkAll(reader: SourceReader, source: Source): Promise<Walked> {
  const skipped: string[] = []
  const unreadable: UnreadablePlace[] = []
  const notes = {
    skipped: (path: string) => void skipped.push(path),
    unreadable: (place: UnreadablePlace) => void unreadable.push(place),
  }
  const files: FoundFile[] = []
  for await (const file of reader.walk(source, [source.root], notes)) files.push(file)
  return { files, skipped, unreadable }
}

export async function refresh(reader: SourceReader, source: Source) {
  return reader.refresh(source, () => undefined, new AbortController().signal)
}
