import { loaderFor } from './loaders/loaders.ts'
import type { FoundFile } from './sources/readers/source-reader.ts'

/** What a failure is remembered by: while it is the same, the file would fail again. */
export function failureStampOf(file: FoundFile): string {
  return `${file.bytes}:${file.modifiedAt}:${loaderFor(file.name)?.version ?? 'none'}`
}
