import type { Answer } from '../../domain/answers/answer.ts'
import type { Budget } from '../../domain/accounting/budget.ts'
import type { CheckedExplanation } from '../../domain/answers/explanation.ts'
import type { Send } from '../asking/ask-stream.ts'
import { call } from '../asking/service.ts'

export interface Session {
  readonly name: string
  readonly admin: boolean
  readonly groups: readonly string[]
}

export interface ServiceStatus {
  readonly documents: number
  readonly chunks: number
  readonly ingest?: { readonly running: boolean; readonly done: number; readonly total: number }
}

/** The extracted text of one version of a document. Offsets are UTF-16 code units. */
export interface DocumentText {
  readonly documentId: string
  readonly title: string
  readonly version: string
  /** False when a newer version of the document has taken its place. */
  readonly isCurrent?: boolean
  readonly text: string
  readonly pages: readonly { readonly page: number; readonly start: number }[]
}

/** A limit of the reader's own. */
export interface OwnBudget {
  readonly period: Budget['period']
  readonly usedPercent: number
  /** The highest of the shares to warn at that is reached. */
  readonly reachedPercent?: number
  readonly whenExhausted: Budget['whenExhausted']
}

/** What the employees' page asks of the service, besides asking. Every call rejects with a `ServiceProblem`. */
export interface Api {
  session(signal: AbortSignal): Promise<Session>
  signOut(): Promise<void>
  status(signal: AbortSignal): Promise<ServiceStatus>
  answer(id: string): Promise<Answer>
  ownBudgets(signal: AbortSignal): Promise<readonly OwnBudget[]>
  explanation(id: string, signal: AbortSignal): Promise<CheckedExplanation>
  rate(answerId: string, rating: 'up' | 'down'): Promise<void>
  documentText(id: string, version: string, signal: AbortSignal): Promise<DocumentText>
}

export function openApi(send: Send): Api {
  async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
    const response = await call(send, path, {}, signal)
    return (await response.json()) as T
  }

  return {
    session: (signal) => read('session', signal),
    status: (signal) => read('status', signal),
    answer: (id) => read(`answers/${encodeURIComponent(id)}`),
    ownBudgets: async (signal) =>
      (await read<{ readonly budgets: readonly OwnBudget[] }>('budgets/own', signal)).budgets,
    explanation: (id, signal) => read(`answers/${encodeURIComponent(id)}/explain`, signal),
    documentText: (id, version, signal) =>
      read(`documents/${encodeURIComponent(id)}/content?format=text&version=${encodeURIComponent(version)}`, signal),
    async signOut() {
      await call(send, 'sign-out', { method: 'POST' })
    },
    async rate(answerId, rating) {
      await call(send, `answers/${encodeURIComponent(answerId)}/feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rating }),
      })
    },
  }
}

/** Where a browser opens the original of a document, at a page where the viewer can do that. */
export function originalOf(documentId: string, page?: number): string {
  return `api/v1/documents/${encodeURIComponent(documentId)}/content${page === undefined ? '' : `#page=${page}`}`
}

/** Whether an address leads to a document of this service, seen from one of its pages. */
export function isDocumentAddress(address: string, home: string): boolean {
  if (!URL.canParse(address, home)) return false
  const target = new URL(address, home)
  return (
    target.origin === new URL(home).origin && target.pathname.startsWith(new URL('api/v1/documents/', home).pathname)
  )
}
