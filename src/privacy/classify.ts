import { strictest, type Classification } from '../domain/access/classification.ts'
import type { Policy } from '../domain/privacy/policy.ts'
import type { SensitiveKind } from '../domain/privacy/sensitive-span.ts'

/** The classification of a document in which kinds were found: raised as the policy says, never lowered. */
export function raiseClassification(
  found: Iterable<SensitiveKind>,
  declared: Classification,
  policy: Policy,
): Classification {
  return strictest([declared, ...[...new Set(found)].flatMap((kind) => policy.raises[kind] ?? [])])
}
