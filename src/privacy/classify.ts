import { strictest, type Classification } from '../domain/classification.ts'
import type { Policy } from '../domain/policy.ts'
import type { SensitiveKind } from '../domain/sensitive-span.ts'

/** The classification of a document in which kinds were found: raised as the policy says, never lowered. */
export function raiseClassification(
  found: Iterable<SensitiveKind>,
  declared: Classification,
  policy: Policy,
): Classification {
  return strictest([declared, ...[...new Set(found)].flatMap((kind) => policy.raises[kind] ?? [])])
}
