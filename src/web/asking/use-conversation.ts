import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../domain/answers/answer.ts'
import { askStream, type Send } from './ask-stream.ts'
import { ServiceProblem } from './service-problem.ts'
import { advanceTurn, isRunning, startTurn, turnOf, type Turn } from './turn.ts'

/** How often a streamed answer is drawn, in milliseconds: models write faster than people read. */
const drawEveryMs = 50

export interface Conversation {
  readonly turns: readonly Turn[]
  /** True while an answer is being made. Only one is made at a time. */
  readonly running: boolean
  /** Asks within the conversation. Does nothing while an answer is being made. */
  readonly ask: (question: string) => void
  /** Replaces a turn by a new attempt at the same question. */
  readonly askAgain: (turn: Turn) => void
  /** Keeps what has been written so far. */
  readonly stop: () => void
  /** Forgets all turns; the next question begins a new conversation. */
  readonly clear: () => void
  /**
   * Shows answers that were given before, oldest first, unless something has been asked meanwhile.
   * Follow-ups continue the last one's conversation.
   */
  readonly restore: (answers: readonly Answer[]) => void
}

/**
 * The questions and answers of one page.
 *
 * @param onProblem told of every turn that fails, after the turn says so itself
 */
export function useConversation(
  send: Send,
  onProblem?: (problem: ServiceProblem, question: string) => void,
): Conversation {
  const [turns, setTurns] = useState<readonly Turn[]>([])
  const nextKey = useRef(1)
  const request = useRef<AbortController | undefined>(undefined)
  const latest = useRef<readonly Turn[]>([])
  const report = useRef(onProblem)
  report.current = onProblem

  const show = useCallback((next: readonly Turn[]) => {
    latest.current = next
    setTurns(next)
  }, [])

  const run = useCallback(
    async (earlier: readonly Turn[], question: string) => {
      const abort = new AbortController()
      request.current = abort
      const conversationId = earlier.findLast((turn) => turn.conversationId !== undefined)?.conversationId
      let turn = startTurn(nextKey.current++, question)
      let before = earlier
      let timer: ReturnType<typeof setTimeout> | undefined
      const draw = (): void => {
        clearTimeout(timer)
        timer = undefined
        if (request.current === abort) show([...before, turn])
      }
      draw()
      try {
        const asked = { question, ...(conversationId !== undefined && { conversationId }) }
        for await (const event of askStream(send, asked, abort.signal)) {
          turn = advanceTurn(turn, event)
          timer ??= setTimeout(draw, drawEveryMs)
        }
      } catch (thrown) {
        if (abort.signal.aborted) {
          turn = { ...turn, phase: 'stopped' }
        } else {
          const problem =
            thrown instanceof ServiceProblem
              ? thrown
              : new ServiceProblem('internal', String(thrown), { cause: thrown })
          turn = { ...turn, phase: 'failed', problem }
        }
      }
      // Whatever is asked from here on begins a new one.
      if (turn.problem?.code === 'conversation-expired') before = before.map(({ conversationId: _, ...rest }) => rest)
      draw()
      if (turn.problem) report.current?.(turn.problem, question)
    },
    [send, show],
  )

  const ask = useCallback(
    (question: string) => {
      if (!isRunning(latest.current.at(-1))) void run(latest.current, question)
    },
    [run],
  )

  const askAgain = useCallback(
    (turn: Turn) => {
      if (isRunning(latest.current.at(-1))) return
      void run(
        latest.current.filter((other) => other.key !== turn.key),
        turn.question,
      )
    },
    [run],
  )

  const stop = useCallback(() => request.current?.abort(), [])

  const clear = useCallback(() => {
    const running = request.current
    request.current = undefined
    running?.abort()
    show([])
  }, [show])

  const restore = useCallback(
    (answers: readonly Answer[]) => {
      if (latest.current.length === 0) show(answers.map((answer) => turnOf(nextKey.current++, answer)))
    },
    [show],
  )

  useEffect(() => () => request.current?.abort(), [])

  return { turns, running: isRunning(turns.at(-1)), ask, askAgain, stop, clear, restore }
}
