import { createVault, type Vault } from '../vault.ts'

/**
 * A vault whose placeholders name the kind of a value and nothing else, `[PERSON]`, for texts that nobody gets back. So the
 * same value has the same placeholder in texts that are sent years apart, without anything being kept; and none of them tells
 * that two texts are about the same person. Text that looks like a placeholder stays as it is.
 */
export function createKindVault(): Vault {
  const vault = createVault()
  return {
    ...vault,
    placeholderFor(kind, value) {
      vault.placeholderFor(kind, value)
      return `[${kind}]`
    },
    placeholderForLiteral: (text) => text,
  }
}
