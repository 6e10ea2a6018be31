import type { Classification } from '../access/classification.ts'

/** A text that is to be compared with others, and what it is part of: that decides where it may go. */
export interface SourcedText {
  readonly text: string
  /** An answer is made of a question and of documents, and the rules of both bind it. */
  readonly from: 'question' | 'document' | 'answer'
  /** Of the document, or the strictest of those that an answer rests on; `public` for a question. */
  readonly classification: Classification
}

export function questionText(text: string): SourcedText {
  return { text, from: 'question', classification: 'public' }
}

export function documentText(text: string, classification: Classification): SourcedText {
  return { text, from: 'document', classification }
}

/** @param classification the strictest of what the answer rests on */
export function answerText(text: string, classification: Classification): SourcedText {
  return { text, from: 'answer', classification }
}
