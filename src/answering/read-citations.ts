/** A piece of a streamed answer: text to show, or the number of a piece of evidence that it cites. */
export type AnswerPiece =
  | { readonly type: 'text'; readonly text: string }
  /** `claim` is the sentence that the number stands at. */
  | { readonly type: 'mark'; readonly number: number; readonly claim: string }

export interface CitationReader {
  push(text: string): readonly AnswerPiece[]
  /** What is left when the stream has ended. */
  end(): readonly AnswerPiece[]
}

/** The shapes models write: `[1]`, `[1,2]`, `[1][2]`, `【1】`, `[^1]`. */
const mark = /[[【]\^?(\d{1,3}(?:\s*[,，、]\s*\^?\d{1,3})*)[\]】]/
const wholeMark = new RegExp(mark.source, 'g')
/** The beginning of something that may yet become a mark. */
const openMark = /[[【][\d^,，、\s]{0,24}$/
const sentenceEnd = /[.!?。！？]["'”’)）]?\s*$|\n\s*$/

/**
 * Finds citation marks in a stream, however it is cut. Only the start of a possible mark is held
 * back; all other text passes at once.
 */
export function createCitationReader(): CitationReader {
  let held = ''
  let sentence = ''
  let sentenceBefore = ''

  const show = (text: string): AnswerPiece[] => {
    if (text === '') return []
    for (const part of text.split(/(?<=[.!?。！？]["'”’)）]?\s|[。！？]|\n)/)) {
      sentence += part
      if (sentenceEnd.test(sentence) && sentence.trim() !== '') {
        sentenceBefore = sentence
        sentence = ''
      }
    }
    return [{ type: 'text', text }]
  }
  const claim = () => (sentence.trim().length > 1 ? sentence : sentenceBefore).trim()

  const read = (text: string): AnswerPiece[] => {
    const pieces: AnswerPiece[] = []
    let from = 0
    for (const match of text.matchAll(wholeMark)) {
      pieces.push(...show(text.slice(from, match.index)))
      for (const digits of (match[1] ?? '').split(/\s*[,，、]\s*/)) {
        pieces.push({ type: 'mark', number: Number(digits.replace('^', '')), claim: claim() })
      }
      from = match.index + match[0].length
    }
    pieces.push(...show(text.slice(from)))
    return pieces
  }

  return {
    push(text) {
      const whole = held + text
      const open = openMark.exec(whole)
      held = open === null ? '' : open[0]
      return read(open === null ? whole : whole.slice(0, open.index))
    },
    end() {
      const rest = held
      held = ''
      return read(rest)
    },
  }
}
