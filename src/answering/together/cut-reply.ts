/** A line of its own, as it was asked for: `## Q2`. */
const heading = /^\s*#{1,6}\s*\**\s*Q\s?(\d{1,2})\b[\s*:：.)、-]*(.*)$/iu
/** What some models make of it: `**Q2:** The answer.` */
const label = /^\s*\**\s*Q\s?(\d{1,2})\s*\**\s*(?:[:：.)、]\s*\**\s*(.*)|)$/iu

interface Part {
  readonly number: number
  /** What stood behind the mark: the beginning of the answer, or the question once more. */
  readonly behind: string
  readonly isHeading: boolean
  readonly lines: string[]
}

/**
 * The answers in a reply to several questions, by the number of the question, each without its mark. Questions that it
 * leaves out, or has nothing to say of, are not in it.
 * @returns undefined for a reply that cannot be cut apart for certain: with text before the first mark, or with marks
 *   that are out of order or of no question
 */
export function cutReply(reply: string, count: number): ReadonlyMap<number, string> | undefined {
  const parts: Part[] = []
  for (const line of reply.split(/\r?\n/)) {
    const part = begunBy(line)
    if (part !== undefined) parts.push(part)
    else if (parts.length > 0) parts.at(-1)?.lines.push(line)
    else if (line.trim() !== '') return undefined
  }
  const isInOrder = parts.every(({ number }, at) => number > (parts[at - 1]?.number ?? 0) && number <= count)
  if (parts.length === 0 || !isInOrder) return undefined
  return new Map(
    parts.flatMap((part): readonly (readonly [number, string])[] => {
      const text = textOf(part)
      return text === '' ? [] : [[part.number, text]]
    }),
  )
}

function begunBy(line: string): Part | undefined {
  const ofHeading = heading.exec(line)
  const found = ofHeading ?? label.exec(line)
  if (found === null) return undefined
  return { number: Number(found[1]), behind: (found[2] ?? '').trim(), isHeading: ofHeading !== null, lines: [] }
}

/** Behind a heading stands the question once more, unless nothing else follows. */
function textOf({ behind, isHeading, lines }: Part): string {
  const below = lines.join('\n').trim()
  return (isHeading && below !== '' ? below : `${behind}\n${below}`).trim()
}
