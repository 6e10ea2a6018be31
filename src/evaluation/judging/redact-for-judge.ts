import type { Classification } from '../../domain/access/classification.ts'
import { messageOf } from '../../domain/errors.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Log } from '../../ports/log.ts'
import { leaks } from '../../answering/prompt/leaks.ts'
import { onPremOnlyKindsIn, redactByRules, type RuledText } from '../../answering/prompt/redact-by-rules.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { rulesForQuestion, rulesForTalk } from '../../privacy/hiding.ts'
import { neutralise } from '../../privacy/injection/neutralise.ts'
import { rawForOnPrem } from '../../privacy/redact.ts'
import { restore } from '../../privacy/restore.ts'
import { createVault } from '../../privacy/vault.ts'
import type { GoldenQuestion } from '../golden-question.ts'
import { type JudgedTexts, judgePrompt } from './judge-prompt.ts'

/** What is to be graded, as it is. */
export interface JudgedAnswer {
  readonly golden: Pick<GoldenQuestion, 'question' | 'language'>
  readonly reference: string
  readonly text: string
  /** As strict as the strictest of what reference and answer were made of. */
  readonly classification: Classification
}

/** The messages for a judge, and the way back from what it replies. */
export interface JudgePrompt {
  readonly messages: (isAgain: boolean) => readonly ChatMessage[]
  readonly restore: (reply: string) => string
}

/** What judges may see: nothing is redacted when redaction failed, and raw text is for the premises alone. */
export interface PreparedJudging {
  readonly redacted: JudgePrompt | undefined
  readonly raw: JudgePrompt
  /** Kinds that no cloud model may be asked about. */
  readonly onPremOnlyKinds: readonly SensitiveKind[]
}

export interface RedactForJudgeParts {
  readonly policy: Policy
  readonly findSensitive: FindSensitive
  readonly log: Log
}

/**
 * Takes question, reference and answer through a vault of their own together, as a prompt is, with the same second look
 * for leaks at the very messages.
 */
export function redactForJudge(
  { golden, reference, text, classification }: JudgedAnswer,
  { policy, findSensitive, log }: RedactForJudgeParts,
): PreparedJudging {
  const { language } = golden
  const talk = rulesForTalk(policy, classification)
  const texts: readonly RuledText[] = [
    { text: fenced(golden.question), ruleFor: rulesForQuestion(policy) },
    { text: fenced(reference), ruleFor: talk },
    { text: fenced(text), ruleFor: talk },
  ]
  const raw: JudgePrompt = {
    messages: (isAgain) => judgePrompt(judgedTexts(texts.map((of) => rawForOnPrem(of.text))), language, isAgain),
    restore: (reply) => restore(reply, createVault(), language),
  }
  try {
    const vault = createVault()
    const redactions = redactByRules(texts, findSensitive, vault)
    const judged = judgedTexts(redactions.map((redaction) => redaction.text))
    const messages = (isAgain: boolean) => judgePrompt(judged, language, isAgain)
    if (leaks(messages(true), redactions, vault, policy.companyRules)) {
      log.error('redaction.failed', { error: 'A value stood in the messages for a judge.' })
      return { redacted: undefined, raw, onPremOnlyKinds: [] }
    }
    return {
      redacted: { messages, restore: (reply) => restore(reply, vault, language) },
      raw,
      onPremOnlyKinds: onPremOnlyKindsIn(redactions),
    }
  } catch (error) {
    log.error('redaction.failed', { error: messageOf(error) })
    return { redacted: undefined, raw, onPremOnlyKinds: [] }
  }
}

function fenced(text: string): string {
  return neutralise(text, [])
}

/** In the order in which they went into it. */
function judgedTexts([question, reference, answer]: readonly JudgedTexts['question'][]): JudgedTexts {
  if (question === undefined || reference === undefined || answer === undefined) {
    throw new TypeError('A judge is given three texts.')
  }
  return { question, reference, answer }
}
