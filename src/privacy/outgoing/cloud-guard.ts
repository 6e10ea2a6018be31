import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { type Classification, strictest } from '../../domain/access/classification.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { SourcedText } from '../../domain/privacy/sourced-text.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import type { Log } from '../../ports/log.ts'
import type { FindSensitive } from '../find-sensitive.ts'
import { findHiddenBy, keptInHouse, type RuleFor, rulesForEvidence, rulesForQuestion, rulesForTalk } from '../hiding.ts'
import { redact } from '../redact.ts'
import type { Vault } from '../vault.ts'
import { createKindVault } from './kind-vault.ts'

/** What was said before a question: it may have become part of it. */
export interface TalkBefore {
  /** The strictest of what its answers rest on. */
  readonly classification: Classification
  readonly vault: Pick<Vault, 'occurrences'>
}

/** Makes texts such that a cloud may see them, by the policy in force. */
export interface CloudGuard {
  /** Texts that are sent together, redacted; undefined for each that has to stay in the house. */
  prepare(texts: readonly SourcedText[]): Promise<readonly (RedactedText | undefined)[]>
  /** Does work on a question that follows others, which bind all that is made of it. */
  during<T>(talk: TalkBefore, work: () => Promise<T>): Promise<T>
  /** Does work that belongs to no question, though one began it. */
  apart<T>(work: () => Promise<T>): Promise<T>
}

export interface CloudGuardParts {
  readonly policy: LiveValue<Policy>
  readonly findSensitive: FindSensitive
  readonly log: Log
}

interface BoundText {
  readonly text: string
  readonly ruleFor: RuleFor
  readonly findHidden: FindSensitive
}

/**
 * The rules are those of a prompt: a text of a classification that is never for the cloud stays, and so does one with a
 * value of a kind that is `on-prem-only` or `block` where it stands; every other hidden value is redacted, also in texts in
 * which only its neighbours tell what it is.
 */
export function createCloudGuard({ policy, findSensitive, log }: CloudGuardParts): CloudGuard {
  const talkOf = new AsyncLocalStorage<TalkBefore>()

  function bind(sourced: SourcedText, current: Policy): BoundText | undefined {
    const talk = sourced.from === 'document' ? undefined : talkOf.getStore()
    const level = strictest([sourced.classification, talk?.classification ?? 'public'])
    if (current.cloud[level] === 'never') return undefined
    const ruleFor = rulesFor(sourced, talk === undefined, level, current)
    const find = findHiddenBy(findSensitive, ruleFor)
    const known = (text: string) =>
      talk === undefined ? [] : talk.vault.occurrences(text).filter(({ kind }) => ruleFor(kind) !== 'leave')
    return { text: sourced.text, ruleFor, findHidden: (text) => [...find(text), ...known(text)] }
  }

  async function learn(texts: readonly (BoundText | undefined)[], vault: Vault): Promise<void> {
    for (const bound of texts) {
      if (bound === undefined) continue
      for (const { kind, start, end } of bound.findHidden(bound.text)) {
        vault.placeholderFor(kind, bound.text.slice(start, end))
      }
      // A batch of an ingest takes long enough for questions to wait.
      if (texts.length > 1) await setImmediate()
    }
  }

  function redactOne({ text, ruleFor, findHidden }: BoundText, vault: Vault): RedactedText | undefined {
    const redaction = redact(text, vault, findHidden)
    const kinds = redaction.spans.map(({ kind }) => kind)
    return keptInHouse(kinds, ruleFor).length > 0 ? undefined : redaction.text
  }

  return {
    async prepare(texts) {
      const current = policy.current()
      const vault = createKindVault()
      const bound = texts.map((text) => bind(text, current))
      const ready: (RedactedText | undefined)[] = []
      try {
        await learn(bound, vault)
        for (const text of bound) {
          ready.push(text && redactOne(text, vault))
          if (texts.length > 1) await setImmediate()
        }
      } catch (error) {
        if (!(error instanceof LorekeepError)) throw error
        log.error('redaction.failed', { code: error.code, texts: texts.length })
        return texts.map(() => undefined)
      }
      // Values may have come to light in later texts.
      return ready.map((text) => (text === undefined || vault.occurrences(text).length > 0 ? undefined : text))
    },
    during: (talk, work) => talkOf.run(talk, work),
    apart: (work) => talkOf.exit(work),
  }
}

function rulesFor({ from }: SourcedText, isFirst: boolean, level: Classification, policy: Policy): RuleFor {
  if (from === 'document') return rulesForEvidence(policy, level)
  return from === 'question' && isFirst ? rulesForQuestion(policy) : rulesForTalk(policy, level)
}
