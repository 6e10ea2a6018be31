import type { Block } from '../loaded-document.ts'

/** Lines that programs put above the mail that is answered. */
const divider =
  /^[-_ ]{2,}\s*(?:original message|original appointment|原始邮件|原邮件|原始郵件|回复的原邮件)\s*[-_ ]{2,}\s*$/im
/** Outlook repeats the header lines instead. */
const repeatedHeader =
  /^\s*\**(?:from|发件人|寄件者|寄件人)\s*[:：].{1,400}?^\s*\**(?:sent|date|发送时间|日期|寄件日期|傳送時間|to|收件人)\s*[:：]/ims
const quotedLine = /^\s*>/

/**
 * Marks what a mail repeats of earlier ones as quotes: lines behind `>`, and everything below the
 * header of the mail that is answered. The words stay as they are.
 */
export function markHistory(text: string, blocks: readonly Block[]): readonly Block[] {
  const pieces = blocks.flatMap((block) => (isProse(block) ? splitAtQuotes(text, block) : [block]))
  const from = pieces.findIndex(({ start, end }, at) => {
    const words = text.slice(start, end)
    // Header lines may be one paragraph each.
    const following = text.slice(start, pieces[Math.min(pieces.length - 1, at + 3)]?.end)
    return divider.test(words) || (startsHeader.test(words) && repeatedHeader.test(following))
  })
  if (from === -1) return pieces
  return pieces.map((piece, at) => (at < from ? piece : { kind: 'quote', start: piece.start, end: piece.end }))
}

const startsHeader = /^\s*\**(?:from|发件人|寄件者|寄件人)\s*[:：]/i

function isProse({ kind }: Block): boolean {
  return kind === 'paragraph' || kind === 'list'
}

function splitAtQuotes(text: string, block: Block): readonly Block[] {
  const runs: { kind: Block['kind']; start: number; end: number }[] = []
  let at = block.start
  for (const line of text.slice(block.start, block.end).split('\n')) {
    const kind = quotedLine.test(line) ? 'quote' : block.kind
    const last = runs.at(-1)
    if (last?.kind === kind) last.end = at + line.length
    else if (line.trim() !== '') runs.push({ kind, start: at, end: at + line.length })
    at += line.length + 1
  }
  return runs.length > 1 || runs[0]?.kind === 'quote' ? runs : [block]
}
