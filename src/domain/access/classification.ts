/** How far a document may travel, from least to most protected. */
export const classifications = ['public', 'internal', 'confidential', 'restricted'] as const

export type Classification = (typeof classifications)[number]

/** The classification of a document that nobody classified. */
export const defaultClassification: Classification = 'internal'

export function isClassification(value: unknown): value is Classification {
  return classifications.some((level) => level === value)
}

/** The more protected of all given; `public` for none. */
export function strictest(levels: readonly Classification[]): Classification {
  const rank = Math.max(0, ...levels.map((level) => classifications.indexOf(level)))
  return classifications[rank] ?? 'restricted'
}
