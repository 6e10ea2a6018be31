import type { Passage } from '../../domain/documents/passage.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import type { Restorer } from '../../privacy/restore.ts'
import type { AskEvent } from '../ask-request.ts'
import { notFoundMark } from '../prompt/assemble-prompt.ts'
import { createCitationBinder } from './bind-citation.ts'
import { type AnswerPiece, createCitationReader } from './read-citations.ts'
import type { PresentedAnswer } from './presented-answer.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Turns the raw stream of a model into what the reader sees. */
export interface ReplyPresenter {
  push(text: string): void
  /** True once anything has reached the reader: from then on the reply cannot be begun anew. */
  readonly hasShown: boolean
  /** What was shown, with marks as the evidence is numbered: what somebody else needs to go on with it. */
  readonly said: string
  /** Somebody else goes on: what was held back is forgotten, and what comes from now on is restored already. */
  goOn(): void
  /** The finished answer; undefined when the model said that the evidence holds none. */
  end(): PresentedAnswer | undefined
  /** Shows an answer that was held back, as it was found to be; of one that was shown, what came to it. */
  release(answer: PresentedAnswer): void
}

/**
 * Restores placeholders, renumbers citation marks in order of appearance and binds them to the words
 * of the evidence, all while streaming. Marks of evidence that was never given are dropped.
 * @param held true to show nothing before `release`
 */
export function createReplyPresenter(
  evidence: readonly Passage[],
  firstRestorer: Restorer,
  analyzer: TextAnalyzer,
  show: (event: Extract<AskEvent, { type: 'delta' | 'citation' }>) => void,
  held = false,
): ReplyPresenter {
  const emit: typeof show = (event) => {
    if (!held) show(event)
  }
  let restorer = firstRestorer
  let reader = createCitationReader()
  const binder = createCitationBinder(analyzer)
  let head = ''
  let isHeadDecided = false
  let shown = ''
  let said = ''
  const claims = createClaimReader()

  const delta = (text: string) => {
    const visible = shown === '' ? text.trimStart() : text
    if (visible === '') return
    shown += visible
    emit({ type: 'delta', text: visible })
  }
  const cite = (passage: Passage, claim: string) => {
    const { citation, isNew } = binder.bind(passage, claim)
    delta(`[${citation.n}]`)
    if (isNew) emit({ type: 'citation', citation })
  }
  const present = (pieces: readonly AnswerPiece[]) => {
    for (const piece of pieces) {
      if (piece.type === 'text') {
        said += piece.text
        claims.read(piece.text)
        delta(piece.text)
        continue
      }
      const passage = evidence[piece.number - 1]
      if (passage === undefined) continue
      said += `[${piece.number}]`
      cite(passage, claims.current())
    }
  }
  const pass = (text: string) => {
    present(reader.push(restorer.push(text)))
  }

  return {
    push(text) {
      if (isHeadDecided) {
        pass(text)
        return
      }
      head += text
      if (notFoundMark.startsWith(plain(head)) || saysNotFound(head)) return
      isHeadDecided = true
      pass(head)
    },
    get hasShown() {
      return !held && shown !== ''
    },
    get said() {
      return said
    },
    goOn() {
      restorer = asItIs
      reader = createCitationReader()
    },
    end() {
      if (!isHeadDecided) {
        if (head.trim() === '' || saysNotFound(head)) return undefined
        pass(head)
      }
      present(reader.push(restorer.end()))
      present(reader.end())
      return { text: shown.trimEnd(), citations: binder.citations() }
    },
    release(answer) {
      const seen = held ? 0 : binder.citations().length
      if (held) for (const [text] of allMatches(answer.text, /[\s\S]{1,80}/g)) show({ type: 'delta', text })
      for (const citation of answer.citations.slice(seen)) show({ type: 'citation', citation })
    },
  }
}

/** For text that is restored already. */
const asItIs: Restorer = { push: (text) => text, end: () => '' }

/** Without what models put around a word: stars, back quotes, quotation marks, spaces. */
function plain(text: string): string {
  return text.replace(/^[\s*`"'“#]+/u, '').replace(/\s+$/u, '')
}

function saysNotFound(text: string): boolean {
  return plain(text).startsWith(notFoundMark)
}

const sentenceEnd = /[.!?。！？]["'”’)）]?\s*$|\n\s*$/

/** Follows a text sentence by sentence. */
function createClaimReader() {
  let sentence = ''
  let sentenceBefore = ''
  return {
    read(text: string): void {
      for (const part of text.split(/(?<=[.!?。！？]["'”’)）]?\s|[。！？]|\n)/)) {
        sentence += part
        if (sentenceEnd.test(sentence) && sentence.trim() !== '') {
          sentenceBefore = sentence
          sentence = ''
        }
      }
    },
    /** The sentence that is being written; the one before while nothing of the next is there. */
    current: () => (sentence.trim().length > 1 ? sentence : sentenceBefore).trim(),
  }
}
