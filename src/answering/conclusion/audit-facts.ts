import type { Support } from '../../domain/answers/answer.ts'
import type { CheckedSentences } from '../../domain/answers/explanation.ts'
import { attemptIn } from '../../privacy/injection/screen-question.ts'
import { allFound, type Draft } from '../draft.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Booking } from './settle.ts'

/** What the auditor learns of an answer: kinds, counts and documents. Never words of question, evidence or answer. */
export function auditFacts(inquiry: Inquiry, draft: Draft): Booking['facts'] {
  return {
    classification: draft.strictestClassification,
    kinds: allFound(draft.found),
    documents: [...new Set(draft.citations.map(({ documentId }) => documentId))],
    leftTheBuilding: hasLeft(inquiry),
    ...(draft.sentences !== undefined && { sentences: checkedSentences(draft) }),
    ...instructionFacts(inquiry, draft),
    ...recitalFacts(draft),
  }
}

/** Whether anything of the question or its evidence was sent to the cloud, to whatever end. */
export function hasLeft({ calls, endpointCalls }: Inquiry): boolean {
  return calls.some(({ provider }) => provider.tier === 'cloud') || endpointCalls.some(({ tier }) => tier === 'cloud')
}

/** Of instructions: how many, in which documents and by what they were told. Never their words. */
function instructionFacts(inquiry: Inquiry, draft: Draft) {
  const { planted = [] } = draft
  return {
    ...(planted.length > 0 && {
      planted: {
        count: planted.length,
        leftOut: planted.filter(({ treatment }) => treatment === 'left-out').length,
        documents: [...new Set(planted.map(({ passage }) => passage.documentId))],
        cues: [...new Set(planted.flatMap(({ cues }) => cues))],
      },
    }),
    ...attemptFacts(inquiry, draft),
  }
}

/** A follow-up may have taken over orders from the question before it. */
export function attemptFacts({ request }: Inquiry, { standaloneQuestion }: Draft) {
  const attempt = attemptIn(`${request.question}\n${standaloneQuestion}`)
  return attempt.length === 0 ? {} : { attempt }
}

/** Of passages that a model repeated without citing them: how many, and in which documents. */
function recitalFacts({ recited }: Draft) {
  if (recited === undefined) return {}
  const leftOut = recited.filter(({ treatment }) => treatment === 'left-out').length
  const documents = [...new Set(recited.map(({ passage }) => passage.documentId))]
  return { recited: { cited: recited.length - leftOut, leftOut, documents } }
}

export function checkedSentences({ sentences = [], removed = 0 }: Draft): CheckedSentences {
  const count = (wanted: Support) => sentences.filter(({ support }) => support === wanted).length
  return { supported: count('supported'), weak: count('weak'), unsupported: count('unsupported'), removed }
}
