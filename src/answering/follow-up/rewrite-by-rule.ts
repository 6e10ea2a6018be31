import { languageOf, type Language } from '../../domain/language.ts'
import type { Turn } from '../../ports/conversation-store.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { completeQuestion } from './complete-question.ts'
import { type Leaning, leaningOf } from './leaning.ts'

/** A question as it is searched, and how it belongs to the talk before it. */
export interface Rewritten {
  readonly question: string
  /** The language that the answer is to be in. */
  readonly language: Language
  readonly relation: 'first' | 'follow-up' | 'same-topic' | 'new-topic'
  /** Only of a follow-up. */
  readonly rewrittenBy?: 'rules' | 'model'
  /** Of a follow-up that says no more than "yes" or "in English": nothing is left to be found out. */
  readonly isSure?: true
}

const longestQuestion = 4000

/**
 * Makes a follow-up into a question that can be searched on its own, by rule. One that stands on its own
 * stays as it is, and is seen to change the subject when it shares no word with the talk.
 */
export function rewriteByRule(question: string, turns: readonly Turn[], analyzer: TextAnalyzer): Rewritten {
  const before = turns.at(-1)
  if (before === undefined) return { question, language: languageOf(question), relation: 'first' }
  const leaning = leaningOf(question, analyzer)
  if (leaning.kind === 'none') {
    const relation = sharesWords(question, turns, analyzer) ? 'same-topic' : 'new-topic'
    return { question, language: languageOf(question), relation }
  }
  const completed = completeQuestion(question, leaning, before.standaloneQuestion).slice(0, longestQuestion)
  return {
    question: completed,
    language: answerLanguage(question, leaning, before),
    relation: 'follow-up',
    rewrittenBy: 'rules',
    ...(completed === before.standaloneQuestion && { isSure: true }),
  }
}

/** Whoever says only "B1" goes on in the language of the talk; "in English" means what it says. */
function answerLanguage(question: string, leaning: Leaning, before: Turn): Language {
  if (leaning.kind === 'language') return /chinese|mandarin|中文|汉语/i.test(question) ? 'zh' : 'en'
  const words = question.replaceAll(/[\p{Lu}\d][\p{Lu}\d./-]*\d[\p{L}\d./-]*/gu, '')
  return /\p{L}/u.test(words) ? languageOf(question) : languageOf(before.question)
}

function sharesWords(question: string, turns: readonly Turn[], analyzer: TextAnalyzer): boolean {
  const said = new Set(turns.flatMap((turn) => analyzer.documentTerms(`${turn.standaloneQuestion}\n${turn.answer}`)))
  return analyzer.queryTerms(question).some((term) => said.has(term))
}
