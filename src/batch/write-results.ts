import { writeWorkbook } from '../../ingest/loaders/office/xlsx/write-workbook.ts'
import type { Batch } from '../domain/batch/batch.ts'
import { csvLine } from '../domain/text/csv.ts'
import type { BatchResult } from './batches.ts'
import type { ResultFormat } from './result-formats.ts'
import { publicResult, resultTable } from './result-row.ts'

/** Without it, Excel takes a CSV file for one in the encoding of the country. */
const byteOrderMark = '\uFEFF'

/** The results of a batch as a file, in the order of its questions. */
export function writeResults(
  batch: Pick<Batch, 'columns' | 'questionColumn'>,
  results: readonly BatchResult[],
  format: ResultFormat,
): Uint8Array {
  if (format === 'jsonl') {
    return new TextEncoder().encode(results.map((result) => `${JSON.stringify(publicResult(result))}\n`).join(''))
  }
  const { header, rowOf } = resultTable(batch, filledColumns(results))
  const rows = results.map(rowOf)
  if (format === 'xlsx') return writeWorkbook({ name: 'Answers', header, rows })
  return new TextEncoder().encode(byteOrderMark + [header, ...rows].map(csvLine).join(''))
}

function filledColumns(results: readonly BatchResult[]): ReadonlySet<string> {
  const filled = new Set<string>()
  for (const { question } of results) {
    for (const [name, cell] of Object.entries(question.columns)) if (cell.trim() !== '') filled.add(name)
  }
  return filled
}
