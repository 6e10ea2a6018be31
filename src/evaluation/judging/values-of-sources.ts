import type { Policy } from '../../domain/privacy/policy.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import type { SensitiveValue } from '../../privacy/find-values.ts'
import { findHiddenBy, rulesForTalk } from '../../privacy/hiding.ts'
import type { JudgedSource } from './judged-sources.ts'

/** The values that the policy hides in documents, and in answers that are made of them. */
export type ValuesOfSources = (sources: readonly JudgedSource[], policy: Policy) => readonly SensitiveValue[]

/** Reads every document once for a run, as many questions are about the same ones. */
export function createValuesOfSources(findSensitive: FindSensitive): ValuesOfSources {
  const known = new Map<string, readonly SensitiveValue[]>()
  let policyOfKnown: Policy | undefined
  return (sources, policy) => {
    if (policyOfKnown !== policy) known.clear()
    policyOfKnown = policy
    return sources.flatMap(({ documentId, version, classification, title, text, passages }) => {
      const find = findHiddenBy(findSensitive, rulesForTalk(policy, classification))
      const key = `${documentId} ${version} ${classification}`
      const values = known.get(key) ?? valuesIn([title, text], find)
      known.set(key, values)
      return [...values, ...valuesIn(passages, find)]
    })
  }
}

/** What is found in texts, each of it once. */
export function valuesIn(texts: readonly string[], find: FindSensitive): readonly SensitiveValue[] {
  const values = texts.flatMap((text) =>
    find(text).map(({ kind, start, end }) => ({ kind, value: text.slice(start, end) })),
  )
  return [...new Map(values.map((one) => [`${one.kind} ${one.value}`, one])).values()]
}
