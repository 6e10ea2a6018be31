declare const redactedText: unique symbol

/**
 * Text that went through the redaction of its conversation's vault. A chat model accepts nothing
 * else. The only cast to this type is in `privacy/redact.ts`.
 */
export type RedactedText = string & { readonly [redactedText]: true }
