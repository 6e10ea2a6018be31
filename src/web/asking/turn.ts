import type { Answer, Citation } from '../../domain/answers/answer.ts'
import type { AskEvent } from './ask-stream.ts'
import type { ServiceProblem } from './service-problem.ts'

/** One question and what became of it, as the page shows it. */
export interface Turn {
  /** Tells turns of one page apart. */
  readonly key: number
  readonly question: string
  readonly phase: 'waiting' | 'writing' | 'finished' | 'stopped' | 'failed'
  /** What has been written so far; the whole text once finished. */
  readonly text: string
  readonly citations: readonly Citation[]
  /** Known from the first event on. */
  readonly conversationId?: string
  /** Present exactly when finished. */
  readonly answer?: Answer
  /** Present exactly when failed. */
  readonly problem?: ServiceProblem
}

export function startTurn(key: number, question: string): Turn {
  return { key, question, phase: 'waiting', text: '', citations: [] }
}

/** The turn of an answer that was given before. */
export function turnOf(key: number, answer: Answer): Turn {
  return finish({ ...startTurn(key, answer.question), conversationId: answer.conversationId }, answer)
}

/** The turn after one more event. What `done` carries replaces all that was streamed. */
export function advanceTurn(turn: Turn, event: AskEvent): Turn {
  switch (event.type) {
    case 'start':
      return { ...turn, conversationId: event.conversationId }
    case 'delta':
      return { ...turn, phase: 'writing', text: turn.text + event.text }
    case 'citation':
      return { ...turn, citations: [...turn.citations, event.citation] }
    case 'done':
    default:
      return finish(turn, event.answer)
  }
}

function finish(turn: Turn, answer: Answer): Turn {
  return { ...turn, phase: 'finished', text: answer.text, citations: answer.citations, answer }
}

export function isRunning(turn: Turn | undefined): boolean {
  return turn?.phase === 'waiting' || turn?.phase === 'writing'
}
