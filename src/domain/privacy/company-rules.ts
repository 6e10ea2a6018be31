import type { CustomKind, KindByForm } from './sensitive-span.ts'

/** Checks that numbers of a company may keep to, by the standard that names them. */
export const checksums = ['luhn', 'mod11-2', 'mod97-10', 'credit-code'] as const

export type Checksum = (typeof checksums)[number]

/**
 * Kinds of the product that a company may add patterns of its own to. Of these, two values are the same only if all
 * their letters and digits are: with others, different values of a company could come to share a placeholder.
 */
export const extendableKinds = [
  'CUSTOM_SECRET',
  'CUSTOM_SENSITIVE',
  'CUSTOM',
  'EMPLOYEE_NUMBER',
  'CUSTOMER_NUMBER',
  'NATIONAL_ID',
  'PASSPORT',
  'DRIVING_LICENCE',
  'BANK_ACCOUNT',
  'TAX_NUMBER',
  'LICENCE_PLATE',
  'API_KEY',
  'PASSWORD',
] as const satisfies readonly KindByForm[]

export type ExtendableKind = (typeof extendableKinds)[number]

/** A value that a company recognises by a pattern of its own. */
export interface CompanyRecogniser {
  /** What people call it. */
  readonly name: string
  readonly kind: ExtendableKind
  /** A regular expression that needs time in proportion to the text. */
  readonly pattern: string
  /** Of the letters and digits in the first group, or in all of it where there is no group. */
  readonly checksum?: Checksum
  /** Words beside it, in any language, that speak for it. */
  readonly words: readonly string[]
  /** Whether one of the words must be there. */
  readonly wordsRequired: boolean
}

/** What a company adds to the product's own choice of sensitive values. Plain data, since other processes read by it too. */
export interface CompanyRules {
  readonly recognisers: readonly CompanyRecogniser[]
  /** Values that are sensitive wherever they stand. */
  readonly deny: Readonly<Partial<Record<CustomKind, readonly string[]>>>
  /** Values that are never taken for sensitive. */
  readonly allow: readonly string[]
}

export const noCompanyRules: CompanyRules = { recognisers: [], deny: {}, allow: [] }
