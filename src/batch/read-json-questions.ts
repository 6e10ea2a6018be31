import * as z from 'zod'
import { LorekeepError } from '../domain/errors.ts'
import { checked, isQuestionName, noQuestions, type Questionnaire, wrongRows } from './questionnaire.ts'
import { jsonOf } from '../domain/text/json-of.ts'

const entrySchema = z.union([z.string(), z.record(z.string(), z.unknown())], {
  error: 'must be a text or an object with a question',
})

type Entry = z.infer<typeof entrySchema>

interface PlacedEntry {
  readonly place: string
  readonly entry: Entry
}

/** One question a line: an object with a question, or the question alone. @throws LorekeepError `bad-request`, `too-large` */
export function readJsonLines(text: string, file: string): Questionnaire {
  const problems: string[] = []
  const entries = text.split(/\r\n|\n|\r/).flatMap((line, at): PlacedEntry[] => {
    if (line.trim() === '') return []
    const place = `line ${at + 1}`
    const parsed = entrySchema.safeParse(jsonOf(line))
    if (parsed.success) return [{ place, entry: parsed.data }]
    problems.push(`${place} is no object with a question, nor a text`)
    return []
  })
  if (problems.length > 0) throw wrongRows(file, problems)
  return questionnaireOfEntries(entries, file)
}

const documentSchema = z.union([z.array(z.unknown()), z.object({ questions: z.array(z.unknown()) })])

/** A list of questions, or an object with such a list. @throws LorekeepError `bad-request`, `too-large` */
export function readJsonQuestions(text: string, file: string): Questionnaire {
  const document = documentSchema.safeParse(jsonOf(text))
  if (!document.success) {
    throw new LorekeepError('bad-request', `${file} is not a list of questions in JSON.`, {
      hint: 'Write {"questions": ["…", {"question": "…", "section": "…"}]}.',
    })
  }
  return questionnaireOfList('questions' in document.data ? document.data.questions : document.data, file)
}

/** @throws LorekeepError `bad-request`, `too-large` */
export function questionnaireOfList(list: readonly unknown[], file: string): Questionnaire {
  const problems: string[] = []
  const entries = list.flatMap((item, at): PlacedEntry[] => {
    const place = `question ${at + 1}`
    const parsed = entrySchema.safeParse(item)
    if (parsed.success) return [{ place, entry: parsed.data }]
    problems.push(`${place} is no text, nor an object with a question`)
    return []
  })
  if (problems.length > 0) throw wrongRows(file, problems)
  return questionnaireOfEntries(entries, file)
}

function questionnaireOfEntries(entries: readonly PlacedEntry[], file: string): Questionnaire {
  if (entries.length === 0) throw noQuestions(file)
  const columns = new Set<string>()
  for (const { entry } of entries)
    if (typeof entry !== 'string') for (const name of Object.keys(entry)) columns.add(name)
  const questionColumn = [...columns].find(isQuestionName) ?? 'question'
  const rows = entries.map(({ place, entry }) => {
    if (typeof entry === 'string') return { place, question: entry.trim(), columns: {} }
    const { [questionColumn]: question, ...others } = entry
    return {
      place,
      question: typeof question === 'string' ? question.trim() : '',
      columns: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, textOf(value)])),
    }
  })
  columns.add(questionColumn)
  return checked({ columns: [...columns], questionColumn, rows }, file)
}

/** What a cell would show. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
