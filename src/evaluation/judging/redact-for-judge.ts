import type { Classification } from '../../domain/access/classification.ts'
import { messageOf } from '../../domain/errors.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Log } from '../../ports/log.ts'
import { leaks } from '../../answering/prompt/leaks.ts'
import { onPremOnlyKindsIn, type RuledText } from '../../answering/prompt/redact-by-rules.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { createFindValues } from '../../privacy/find-values.ts'
import { findHiddenBy, keptInHouse, rulesForEvidence, rulesForQuestion, rulesForTalk } from '../../privacy/hiding.ts'
import { neutralise } from '../../privacy/injection/neutralise.ts'
import { rawForOnPrem, redactAll } from '../../privacy/redact.ts'
import { restore } from '../../privacy/restore.ts'
import { createVault } from '../../privacy/vault.ts'
import type { GoldenQuestion } from '../golden-question.ts'
import { type JudgedTexts, judgePrompt } from './judge-prompt.ts'
import type { JudgedSource } from './judged-sources.ts'
import { valuesIn, type ValuesOfSources } from './values-of-sources.ts'

/** What is to be graded, as it is. */
export interface JudgedAnswer {
  readonly golden: Pick<GoldenQuestion, 'question' | 'language'>
  readonly reference: string
  readonly text: string
  /** As strict as the strictest of what reference and answer were made of. */
  readonly classification: Classification
  /** What both were made of, as far as it can be had. */
  readonly sources: readonly JudgedSource[]
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
  readonly valuesOfSources: ValuesOfSources
  readonly log: Log
}

/**
 * Takes question, reference and answer through a vault of their own together, as a prompt is, with the same second look
 * for leaks at the very messages. An answer says "48213" where the question or the evidence says what number it is: the
 * values are learned where the words for them stand, and hidden wherever they stand in the three texts.
 */
export function redactForJudge(judged: JudgedAnswer, parts: RedactForJudgeParts): PreparedJudging {
  const { language } = judged.golden
  const { policy, log } = parts
  const talk = rulesForTalk(policy, judged.classification)
  const texts: readonly RuledText[] = [
    { text: fenced(judged.golden.question), ruleFor: rulesForQuestion(policy) },
    { text: fenced(judged.reference), ruleFor: talk },
    { text: fenced(judged.text), ruleFor: talk },
  ]
  const raw: JudgePrompt = {
    messages: (isAgain) => judgePrompt(judgedTexts(texts.map((of) => rawForOnPrem(of.text))), language, isAgain),
    restore: (reply) => restore(reply, createVault(), language),
  }
  try {
    const findLearned = learnValues(judged, parts)
    const vault = createVault()
    const redactions = redactAll(
      texts.map(({ text, ruleFor }) => {
        const findHidden = findHiddenBy(parts.findSensitive, ruleFor)
        return { text, findHidden: (of) => [...findHidden(of), ...findLearned(of)] }
      }),
      vault,
    ).map((redaction, at) => ({ ...redaction, ruleFor: texts[at]?.ruleFor ?? talk }))
    const prompt = judgedTexts(redactions.map((redaction) => redaction.text))
    const messages = (isAgain: boolean) => judgePrompt(prompt, language, isAgain)
    if (leaks(messages(true), redactions, vault, policy.companyRules)) {
      log.error('redaction.failed', { error: 'A value stood in the messages for a judge.' })
      return { redacted: undefined, raw, onPremOnlyKinds: [] }
    }
    const kinds = redactions.flatMap(({ spans }) => spans.map(({ kind }) => kind))
    const keptBySources = judged.sources.flatMap(({ classification }) =>
      keptInHouse(kinds, rulesForEvidence(policy, classification)),
    )
    return {
      redacted: { messages, restore: (reply) => restore(reply, vault, language) },
      raw,
      onPremOnlyKinds: [...new Set([...onPremOnlyKindsIn(redactions), ...keptBySources])],
    }
  } catch (error) {
    log.error('redaction.failed', { error: messageOf(error) })
    return { redacted: undefined, raw, onPremOnlyKinds: [] }
  }
}

/** Finds the values of the sources, and those that two of the texts tell together, wherever they stand. */
function learnValues(
  { golden, reference, text, classification, sources }: JudgedAnswer,
  { policy, findSensitive, valuesOfSources }: RedactForJudgeParts,
): FindSensitive {
  const passages = sources.flatMap((source) => source.passages)
  const readTogether = [
    [golden.question, reference],
    [golden.question, text],
    [...passages, golden.question, reference, text],
  ].flatMap((texts) => [texts.join(' '), texts.join('\n')])
  return createFindValues([
    ...valuesIn(readTogether, findHiddenBy(findSensitive, rulesForTalk(policy, classification))),
    ...valuesOfSources(sources, policy),
  ])
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
