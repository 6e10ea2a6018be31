import { createTextMemory } from '../../domain/text/text-memory.ts'
import { addresseeCues } from './addressee-cues.ts'
import { overrideCues } from './override-cues.ts'
import { readSentences } from './sentence-reading.ts'

/** Cues that no question to a company's documents has; asking for a text or a translation is no attempt. */
const attemptCues = [...overrideCues, ...addresseeCues]
const enough = 0.999
/** What is quoted is asked about, and not said. */
const quoted = /(?:(?<!\p{L})["']|[“‘「『《])[^"”’'」』》]{1,300}["”’'」』》]/gu

/** The cues by which a question tries to turn the machine that reads it; empty for any other question. */
export function attemptIn(question: string): readonly string[] {
  return remembered(question, readAttempt)
}

const remembered = createTextMemory<readonly string[]>(200_000)

function readAttempt(question: string): readonly string[] {
  const cues = readSentences(question.replaceAll(quoted, '…')).flatMap((sentence) => {
    const shown = attemptCues.filter((cue) => cue.shows(sentence))
    return shown.reduce((sum, { weight }) => sum + weight, 0) < enough ? [] : shown.map(({ name }) => name)
  })
  return [...new Set(cues)]
}

const subject =
  /\b(?:prompt[- ]?injections?|jailbreaks?|jailbreaking|injected (?:prompts?|instructions?)|(?:hidden|planted|malicious|embedded) (?:instructions?|prompts?|commands?)|instructions? (?:hidden|planted)|system prompts?|adversarial prompts?|(?:attacks?|attackers?) (?:on|against) (?:language models?|ai|assistants?|chatbots?|llms?))\b|提示词?注入|注入攻击|越狱|(?:隐藏|植入|恶意)的?(?:指令|提示)|系统提示词/iu
const quotesOverride =
  /["“‘'「『][^"”’'」』]{0,40}(?:ignore|disregard|forget|忽略|无视|忘记)[^"”’'」』]{0,200}["”’'」』]/iu

/** Whether a question is about such instructions, so that a text that holds some may be just what answers it. */
export function asksAboutInstructions(question: string): boolean {
  return subject.test(question) || quotesOverride.test(question)
}
