import picomatch from 'picomatch'
import type { Source } from '../../../src/domain/documents/source.ts'

/** Whether a source wants a path, by its globs. Case does not matter; hidden files are wanted by name only. */
export function wantedBy({ include, exclude }: Pick<Source, 'include' | 'exclude'>): (path: string) => boolean {
  const isExcluded = excludedBy({ exclude })
  const isIncluded = picomatch(include.length === 0 ? '**' : [...include], { dot: false, nocase: true })
  return (path) => isIncluded(path) && !isExcluded(path)
}

/** Whether the globs of a source keep a path out. */
export function excludedBy({ exclude }: Pick<Source, 'exclude'>): (path: string) => boolean {
  return picomatch([...exclude], { dot: true, nocase: true })
}
