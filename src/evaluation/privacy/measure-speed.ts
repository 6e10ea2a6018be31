import { estimateTokens } from '../../domain/text/token-estimate.ts'

/** How long something takes, in ms. */
export interface SpeedScore {
  readonly name: string
  readonly times: number
  readonly medianMs: number
  readonly p95Ms: number
}

export interface SpeedParts {
  /** What is timed: redacting texts that are sent together. */
  readonly redact: (texts: readonly string[]) => unknown
  /** Processor time of this process in ms. */
  readonly processorMs: () => number
}

/** Plain texts of one language. */
export interface SpeedTexts {
  readonly name: string
  readonly texts: readonly string[]
}

const question = 'Who at Example Ltd. approves the leave of Ann Smith, ann@example.com, in May 2026?'
const passagesOfPrompt = 8
const tokensOfPassage = 250
const prompts = 200
/** What is slow only while the engine still learns to run it is not measured. */
const warmUp = 20
const bytes = 100_000
const longTexts = 5

/** What a regular expression, or a search that starts again at every place, may take the square of the length for. */
const hostile: Readonly<Record<string, string>> = {
  'digits': '1234567890',
  'a@a@a@…': 'a@',
  'nested brackets': '[({<',
  'full-width digits': '１２３４５６７８９０',
  'hyphens and digits': '1-',
  'hosts': 'a.',
  'capitals': 'Ab ',
  '汉字': '王小明在北京',
}

/** Questions with eight passages, 100 kB of text, and 25 and 100 kB of what is hard to search: linear work takes four times as long for these. */
export function measureSpeed(sets: readonly SpeedTexts[], parts: SpeedParts): readonly SpeedScore[] {
  return [
    ...sets.flatMap((set) => [measurePrompts(set, parts), measureLongText(set, parts)]),
    ...Object.entries(hostile).flatMap(([name, piece]) =>
      [bytes / 4, bytes].map((length) => {
        const text = upToBytes(piece.repeat(length / piece.length + 1), length)
        return measure(`${length / 1000} kB of ${name}`, [[text], [text], [text]], parts)
      }),
    ),
  ]
}

function measurePrompts({ name, texts }: SpeedTexts, parts: SpeedParts): SpeedScore {
  const passages = passagesOf(texts, (prompts + warmUp) * passagesOfPrompt)
  const all = Array.from({ length: Math.floor(passages.length / passagesOfPrompt) }, (_, index) => [
    question,
    ...passages.slice(index * passagesOfPrompt, (index + 1) * passagesOfPrompt),
  ])
  for (const prompt of all.slice(0, warmUp)) parts.redact(prompt)
  return measure(`a question with 8 passages of 250 tokens: ${name}`, all.slice(warmUp), parts)
}

function measureLongText({ name, texts }: SpeedTexts, parts: SpeedParts): SpeedScore {
  const whole = texts.join('\n\n')
  let from = 0
  const all = Array.from({ length: longTexts }, () => {
    const text = upToBytes(whole.slice(from), bytes)
    from += text.length
    return [text]
  }).filter(([text = '']) => text !== '')
  return measure(`100 kB of text: ${name}`, all, parts)
}

function measure(name: string, inputs: readonly (readonly string[])[], { redact, processorMs }: SpeedParts) {
  const times = inputs
    .map((texts) => {
      const before = processorMs()
      redact(texts)
      return processorMs() - before
    })
    .toSorted((left, right) => left - right)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { name, times: times.length, medianMs: at(0.5), p95Ms: at(0.95) }
}

function passagesOf(texts: readonly string[], most: number): readonly string[] {
  const passages: string[] = []
  for (const text of texts) {
    let passage = ''
    for (const paragraph of text.split(/(?<=\n)/)) {
      passage += paragraph
      if (estimateTokens(passage) < tokensOfPassage) continue
      passages.push(cutTo(passage))
      passage = ''
      if (passages.length === most) return passages
    }
  }
  return passages
}

/** A long paragraph is cut, so that a passage has the tokens that it is to have. */
function cutTo(passage: string): string {
  const tokens = estimateTokens(passage)
  return tokens <= tokensOfPassage ? passage : passage.slice(0, Math.ceil((passage.length * tokensOfPassage) / tokens))
}

function upToBytes(text: string, most: number): string {
  const cut = Buffer.from(text.slice(0, most), 'utf8').subarray(0, most).toString('utf8')
  return cut.replace(/\uFFFD$/, '')
}
