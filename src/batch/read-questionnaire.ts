import { extname } from 'node:path'
import { readWorkbook } from '../../ingest/loaders/office/xlsx/read-workbook.ts'
import { checkRowCount } from '../../ingest/loaders/table/check-row-count.ts'
import { csvRecords } from '../../ingest/loaders/table/csv-records.ts'
import type { Row } from '../../ingest/loaders/table/sheet.ts'
import { decodeText } from '../../ingest/loaders/text/decode-text.ts'
import { LorekeepError } from '../domain/errors.ts'
import { noQuestions, type Questionnaire, questionnaireOf } from './questionnaire.ts'
import { readJsonLines, readJsonQuestions } from './read-json-questions.ts'

const questionFormats = ['csv', 'jsonl', 'json', 'xlsx'] as const

export type QuestionFormat = (typeof questionFormats)[number]

/** Many times what the longest questionnaire needs. */
const mostUnpackedBytes = 32 * 2 ** 20

/**
 * Reads the questions of a file.
 * @param file its name, for messages and, without a format, for what it is
 * @throws LorekeepError `bad-request` that names every wrong row and says what to do, `too-large`
 */
export function readQuestionnaire(bytes: Uint8Array, file: string, format = formatOf(bytes, file)): Questionnaire {
  try {
    if (format === 'xlsx') return questionnaireOf(workbookRows(bytes, file), file)
    if (format === 'jsonl') return readJsonLines(decodeText(bytes, file), file)
    if (format === 'json') return readJsonQuestions(decodeText(bytes, file), file)
    const records = csvRecords(bytes, file)
    checkRowCount(records.length, file)
    return questionnaireOf(
      records.map((cells, at) => ({ place: `row ${at + 1}`, cells })),
      file,
    )
  } catch (error) {
    if (!(error instanceof LorekeepError) || error.code !== 'document-unreadable') throw error
    const { message, hint, cause } = error
    throw new LorekeepError('bad-request', message, { ...(hint !== undefined && { hint }), cause })
  }
}

/** By the ending of its name, or else by how it begins. */
function formatOf(bytes: Uint8Array, file: string): QuestionFormat {
  const ending = extname(file).slice(1).toLowerCase()
  if (ending === 'ndjson') return 'jsonl'
  const named = questionFormats.find((format) => format === ending)
  if (named !== undefined) return named
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx'
  return bytes[0] === 0x7b ? 'jsonl' : 'csv'
}

/** The rows of the first sheet that holds any. */
function workbookRows(bytes: Uint8Array, file: string) {
  const { sheets } = readWorkbook({ bytes, path: file }, mostUnpackedBytes)
  const sheet = sheets.find(({ rows }) => rows.length > 0)
  if (sheet === undefined) throw noQuestions(file)
  return sheet.rows.map((row) => ({ place: `row ${row.number}`, cells: cellsOf(row) }))
}

function cellsOf({ cells }: Row): readonly string[] {
  const width = Math.max(0, ...cells.keys()) + 1
  return Array.from({ length: width }, (_, column) => cells.get(column)?.text ?? '')
}
