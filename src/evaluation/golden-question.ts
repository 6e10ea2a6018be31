import { createHash } from 'node:crypto'
import * as z from 'zod'
import { LorekeepError } from '../domain/errors.ts'
import { type Language, languageOf } from '../domain/language.ts'
import type { Tier } from '../domain/routing/route.ts'

/** How a question should end. `review` marks one whose right ending a person has yet to say. */
export type ExpectedStatus = 'answered' | 'abstained' | 'blocked' | 'review'

/** A question whose right answer is known. */
export interface GoldenQuestion {
  /** The same in every run of the same question. */
  readonly id: string
  readonly question: string
  readonly language: Language
  /** Paths of the documents that hold the answer, as passages name their source. */
  readonly documents: readonly string[]
  /** Words of a document that carry the answer, letter for letter. */
  readonly passage?: string
  /** The answer as a person would give it. */
  readonly answer?: string
  readonly status: ExpectedStatus
  /** Where the answer should be made. */
  readonly route?: Tier
  readonly tags: readonly string[]
}

const text = z.string().refine((value) => value.trim() !== '', 'must not be empty')

const lineSchema = z.strictObject({
  id: text.optional(),
  question: text,
  language: z.enum(['en', 'zh']).optional(),
  documents: z.array(text).default([]),
  passage: text.optional(),
  answer: text.optional(),
  status: z.enum(['answered', 'abstained', 'blocked', 'review']).optional(),
  route: z.enum(['extractive', 'on-prem', 'cloud']).optional(),
  tags: z.array(text).default([]),
  comment: z.string().optional(),
  given: z.record(z.string(), z.unknown()).optional(),
})

/** A line of a file of golden questions, as it is written. */
export type GoldenLine = z.input<typeof lineSchema>

/** More problems than these are counted. */
const problemsNamed = 5

/**
 * The golden questions in a file: JSON lines, `{question, documents, passage?, answer?, status?, route?,
 * language?, id?, tags?}` each. Blank lines are passed over.
 * @throws LorekeepError `bad-arguments` naming every line that cannot be used
 */
export function readGoldenQuestions(fileText: string, file: string): readonly GoldenQuestion[] {
  const problems: string[] = []
  const questions: GoldenQuestion[] = []
  const lineOf = new Map<string, number>()
  for (const [index, line] of fileText
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue
    const number = index + 1
    const read = readLine(line)
    if (typeof read === 'string') {
      problems.push(`line ${number}: ${read}`)
      continue
    }
    const before = lineOf.get(read.id)
    if (before !== undefined) problems.push(`line ${number}: asks the same as line ${before}`)
    lineOf.set(read.id, number)
    questions.push(read)
  }
  if (problems.length > 0) refuse(file, problems)
  if (questions.length === 0) refuse(file, ['it holds no question'])
  return questions
}

function readLine(line: string): GoldenQuestion | string {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return `is not JSON (${error.message})`
  }
  const parsed = lineSchema.safeParse(json)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => [path.join('.'), message].join(' ').trim()).join('; ')
  }
  const { id, question, language, documents, passage, answer, status, route, tags } = parsed.data
  const expected = status ?? (documents.length > 0 || answer !== undefined ? 'answered' : undefined)
  if (expected === undefined) return 'names neither documents nor an answer nor a status: what is right?'
  if (expected === 'abstained' && documents.length > 0) return 'names documents for a question that has no answer'
  return {
    id: id ?? questionId(question),
    question: question.trim(),
    language: language ?? languageOf(question),
    documents: [...new Set(documents)],
    ...(passage !== undefined && { passage }),
    ...(answer !== undefined && { answer }),
    status: expected,
    ...(route !== undefined && { route }),
    tags: [...new Set(tags)],
  }
}

/** The same for questions that differ only in case and white space. */
export function questionId(question: string): string {
  const plain = question.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
  return createHash('sha256').update(plain).digest('hex').slice(0, 12)
}

function refuse(file: string, problems: readonly string[]): never {
  const named = problems.slice(0, problemsNamed).join('\n  ')
  const more = problems.length > problemsNamed ? `\n  … and ${problems.length - problemsNamed} more` : ''
  throw new LorekeepError('bad-arguments', `${file} cannot be used:\n  ${named}${more}`, {
    hint: 'Nothing was asked. Each line is one JSON object: {"question": "…", "documents": ["path"], "answer": "…", "status": "answered"}',
    problems,
  })
}
