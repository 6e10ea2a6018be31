import { LorekeepError } from '../../../src/domain/errors.ts'
import type { Source, SourceOrigin } from '../../../src/domain/documents/source.ts'

/** The origin of a source that is known to be of one kind. @throws LorekeepError `internal` for another kind */
export function originOf<Kind extends SourceOrigin['kind']>(
  source: Source,
  kind: Kind,
): Extract<SourceOrigin, { readonly kind: Kind }> {
  if (source.origin.kind !== kind) {
    throw new LorekeepError('internal', `The source ${source.name} is of kind ${source.origin.kind}, not ${kind}.`)
  }
  return source.origin as Extract<SourceOrigin, { readonly kind: Kind }>
}
