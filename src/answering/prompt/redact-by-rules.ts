import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { findHiddenBy, keptInHouse, type RuleFor } from '../../privacy/hiding.ts'
import { redactAll, type Redaction } from '../../privacy/redact.ts'
import type { Vault } from '../../privacy/vault.ts'

/** A text of a prompt, and the rules that it is redacted by. */
export interface RuledText {
  readonly text: string
  readonly ruleFor: RuleFor
}

/** What became of a text, and the rules that it was redacted by. */
export interface RuledRedaction extends Redaction {
  readonly ruleFor: RuleFor
}

/**
 * Redacts the texts of one prompt together: a value has one placeholder everywhere, and one that is recognised in any of
 * them is hidden in all.
 * @returns one for each text, in their order
 * @throws LorekeepError `redaction-failed`
 */
export function redactByRules(
  texts: readonly RuledText[],
  findSensitive: FindSensitive,
  vault: Vault,
): readonly RuledRedaction[] {
  const redactions = redactAll(
    texts.map(({ text, ruleFor }) => ({ text, findHidden: findHiddenBy(findSensitive, ruleFor) })),
    vault,
  )
  return texts.flatMap(({ ruleFor }, at) => {
    const redaction = redactions[at]
    return redaction === undefined ? [] : [{ ...redaction, ruleFor }]
  })
}

/** Kinds in the texts that no cloud model may be asked about. */
export function onPremOnlyKindsIn(redactions: readonly RuledRedaction[]): readonly SensitiveKind[] {
  const kept = redactions.flatMap(({ spans, ruleFor }) =>
    keptInHouse(
      spans.map(({ kind }) => kind),
      ruleFor,
    ),
  )
  return [...new Set(kept)]
}
