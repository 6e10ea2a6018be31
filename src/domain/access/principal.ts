import { type AccessLabel, everyone, groupsOf, type ReadableLabels } from './access-label.ts'

/** Somebody, or some program, on whose behalf the product works. */
export interface Principal {
  /** Stable and unique: `admin`, `key:<id>`, `widget:<site id>`, `user:<subject>`. */
  readonly id: string
  readonly kind: 'admin' | 'user' | 'key' | 'widget'
  /** For people to read, in logs and reports. */
  readonly name: string
  readonly groups: readonly string[]
  /** The cost centre that questions are booked on, where one is known. */
  readonly team?: string
}

export function isAdmin(principal: Principal): boolean {
  return principal.kind === 'admin'
}

/** Which of the labels in use a principal may read. Administrators read all of them. */
export function readableLabels(principal: Principal, inUse: readonly AccessLabel[]): ReadableLabels {
  if (isAdmin(principal)) return { all: true }
  const mine = new Set([...principal.groups, everyone])
  return { all: false, labels: inUse.filter((label) => groupsOf(label).some((group) => mine.has(group))) }
}
