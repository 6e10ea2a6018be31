import type { GivenQuestion } from '../domain/batch/batch.ts'
import { LorekeepError } from '../domain/errors.ts'

/** Questions as they were given, with what else stood in their rows. */
export interface Questionnaire {
  /** In the order of the file, the question's among them. */
  readonly columns: readonly string[]
  readonly questionColumn: string
  readonly rows: readonly Omit<GivenQuestion, 'number'>[]
}

/** A row of a file as it was read. */
export interface ReadRow {
  /** How messages call it, such as `Row 7`. */
  readonly place: string
  readonly cells: readonly string[]
}

const mostQuestions = 5000
const longestQuestion = 4000
/** So many wrong rows are named. */
const problemsNamed = 20

/** What columns with questions are called. */
const questionNames: ReadonlySet<string> = new Set(
  [
    'question, questions, question text, question description, query, prompt, q',
    '问题, 问题描述, 问题内容, 提问, 题目, 咨询问题, 问, 問題, 問題描述, 題目',
  ].flatMap((names) => names.split(', ')),
)

export function isQuestionName(name: string): boolean {
  return questionNames.has(name.normalize('NFKC').trim().toLowerCase())
}

/**
 * Makes a questionnaire of the rows of a table. The first row names the columns, unless it is a question itself; the
 * questions stand in the column that is called so, or else in the first. Empty rows are left out.
 * @throws LorekeepError `bad-request` that names every wrong row
 */
export function questionnaireOf(read: readonly ReadRow[], file: string): Questionnaire {
  const rows = read.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const [first] = rows
  if (first === undefined) throw noQuestions(file)
  // One more names the columns.
  if (rows.length > mostQuestions + 1) throw tooMany(file)
  const hasNames = first.cells.some(isQuestionName) || !isQuestion(first.cells)
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const columns = distinct(
    Array.from({ length: width }, (_, at) => {
      const name = hasNames ? (first.cells[at]?.trim() ?? '') : at === 0 ? 'question' : ''
      return name === '' ? `column ${at + 1}` : name
    }),
  )
  const named = columns.findIndex(isQuestionName)
  const at = named < 0 ? 0 : named
  const data = hasNames ? rows.slice(1) : rows
  if (data.length === 0) throw noQuestions(file)
  const entries = data.map(({ place, cells }) => ({
    place,
    question: (cells[at] ?? '').trim(),
    columns: Object.fromEntries(
      columns.flatMap((name, column) => (column === at ? [] : [[name, cells[column] ?? '']])),
    ),
  }))
  const questionColumn = columns[at] ?? 'question'
  return checked({ columns, questionColumn, rows: entries }, file)
}

/** @throws LorekeepError `bad-request` for rows without a question or with one that is too long, `too-large` for too many */
export function checked(
  given: Omit<Questionnaire, 'rows'> & {
    readonly rows: readonly (Questionnaire['rows'][number] & { readonly place: string })[]
  },
  file: string,
): Questionnaire {
  const { columns, questionColumn, rows } = given
  if (rows.length === 0) throw noQuestions(file)
  if (rows.length > mostQuestions) throw tooMany(file)
  const problems = rows.flatMap(({ place, question }) => {
    if (question === '') return [`${place} has no question in the column “${questionColumn}”`]
    if (question.length <= longestQuestion) return []
    return [`${place} has a question of ${question.length} characters, more than ${longestQuestion}`]
  })
  if (problems.length > 0) throw wrongRows(file, problems)
  return { columns, questionColumn, rows: rows.map(({ question, columns: others }) => ({ question, columns: others })) }
}

export function wrongRows(file: string, problems: readonly string[]): LorekeepError {
  const named = problems.slice(0, problemsNamed)
  const more = problems.length > named.length ? `, and ${problems.length - named.length} more` : ''
  return new LorekeepError('bad-request', `${file} cannot be answered as it is: ${named.join('; ')}${more}.`, {
    problems: named,
    hint: 'Correct or remove these rows and give the file again; nothing was begun.',
  })
}

function tooMany(file: string): LorekeepError {
  return new LorekeepError('too-large', `${file} holds more than ${mostQuestions} questions.`, {
    hint: 'Give them in several batches.',
  })
}

export function noQuestions(file: string): LorekeepError {
  return new LorekeepError('bad-request', `${file} holds no questions.`, {
    hint: 'Give one question a row, in a column named “question” or “问题”, or in the first one.',
  })
}

/** A sentence with a question mark is no name of a column. */
function isQuestion(cells: readonly string[]): boolean {
  return cells.some((cell) => /[?？]\s*$/.test(cell))
}

/** Names that can be told apart: `Note`, `Note 2`. */
function distinct(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} ${count}`
  })
}
