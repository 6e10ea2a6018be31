import type {
  ExplainedCall,
  ExplainedInstruction,
  ExplainedRecital,
  ExplainedVersion,
  Explanation,
} from '../../domain/answers/explanation.ts'
import type { Draft, Talk } from '../draft.ts'
import type { ConflictSide } from '../evidence/find-conflict.ts'
import type { PlantedInEvidence } from '../evidence/without-planted.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Recital } from '../presentation/cite-recited.ts'
import { attemptFacts, checkedSentences } from './audit-facts.ts'

/** How an answer came about, for whoever asks why. */
export function explainAnswer(inquiry: Inquiry, draft: Draft): Explanation {
  return {
    status: draft.status,
    standaloneQuestion: draft.standaloneQuestion,
    ...(draft.conversation !== undefined && { talk: talkOf(draft.conversation) }),
    ...(draft.recalled !== undefined && { recalled: draft.recalled }),
    passages: draft.passages.map((passage) => ({
      documentId: passage.documentId,
      title: passage.title,
      source: passage.source,
      ...(passage.page !== undefined && { page: passage.page }),
      headingPath: passage.headingPath,
      start: passage.start,
      end: passage.end,
      score: passage.score,
      dense: passage.dense,
      keyword: passage.keyword,
      classification: passage.classification,
      used: draft.usedChunks.has(passage.chunkId),
    })),
    ...(draft.compression !== undefined && { compression: draft.compression }),
    ...(draft.planted !== undefined && { planted: draft.planted.map(explainInstruction) }),
    ...attemptFacts(inquiry, draft),
    ...(draft.recited !== undefined && { recited: draft.recited.map(explainRecital) }),
    evidence: draft.judgement,
    ...(draft.conflict !== undefined && {
      conflict: { newer: explainSide(draft.conflict.newer), older: explainSide(draft.conflict.older) },
    }),
    found: draft.found,
    ...(draft.sentences !== undefined && { sentences: checkedSentences(draft) }),
    strictestClassification: draft.strictestClassification,
    route: draft.route,
    calls: explainCalls(inquiry),
  }
}

/** In the order in which they were made. */
function explainCalls({ calls, endpointCalls }: Inquiry): readonly ExplainedCall[] {
  const made = [
    ...calls.map(({ provider: { name, model, tier }, ...call }) => ({ ...call, provider: name, model, tier })),
    ...endpointCalls.map((call) => ({
      ...call,
      messages: call.sent.map(({ as, text }) => ({ role: as, content: text })),
    })),
  ]
  return made
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((call) => ({
      provider: call.provider,
      purpose: call.purpose,
      model: call.model,
      tier: call.tier,
      messages: call.messages,
      ...('textCount' in call && { texts: call.textCount }),
      outcome: call.outcome,
      ...(call.error !== undefined && { error: call.error }),
      milliseconds: call.milliseconds,
    }))
}

function explainRecital({ passage, place, treatment }: Recital): ExplainedRecital {
  const { documentId, source, start } = passage
  return {
    documentId,
    ...(treatment === 'cited' && { source }),
    start: start + place.start,
    end: start + place.end,
    treatment,
  }
}

function explainInstruction({ passage, start, end, cues, treatment }: PlantedInEvidence): ExplainedInstruction {
  const { documentId, title, source } = passage
  return { documentId, title, source, start: passage.start + start, end: passage.start + end, cues, treatment }
}

function talkOf({ relation, rewrittenBy, turns }: Talk): NonNullable<Explanation['talk']> {
  return { relation, ...(rewrittenBy !== undefined && { rewrittenBy }), turns: turns.length }
}

function explainSide({ passage, words }: ConflictSide): ExplainedVersion {
  return {
    documentId: passage.documentId,
    title: passage.title,
    source: passage.source,
    ...(passage.date !== undefined && { date: passage.date }),
    start: passage.start + words.start,
    end: passage.start + words.end,
    quote: passage.text.slice(words.start, words.end),
  }
}
