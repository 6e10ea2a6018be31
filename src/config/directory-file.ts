import type { DirectoryEntry } from '../domain/privacy/directory-entry.ts'
import { LorekeepError } from '../domain/errors.ts'
import { parseCsv } from './parse-csv.ts'

const columns = ['name', 'aliases', 'kind'] as const
/** So many names take some 100 MB. */
const mostNames = 500_000
/** After so many problems the rest is not worth reading. */
const mostProblems = 20
const kinds: Readonly<Record<string, DirectoryEntry['kind']>> = {
  '': 'PERSON',
  'person': 'PERSON',
  'company': 'COMPANY',
}
const loneLetter = /^[\p{L}\p{N}\p{M}]?$/u

/**
 * The employees and customers in the text of `DIRECTORY_FILE`: CSV with the columns `name`, `aliases` (with semicolons
 * between them) and `kind` (`person`, the usual one, or `company`) in any order; other columns are not read.
 * @throws LorekeepError `bad-configuration` naming the file, and the lines that cannot be used
 */
export function parseDirectoryFile(text: string, file: string): readonly DirectoryEntry[] {
  const [header, ...records] = parseCsv(text)
  const places = columns.map(
    (column) => header?.fields.findIndex((field) => field.trim().toLowerCase() === column) ?? -1,
  )
  const [name = -1, aliases = -1, kind = -1] = places
  if (name === -1) throw unusable(file, ['line 1: there is no column "name"'])
  const problems: string[] = []
  const entries: DirectoryEntry[] = []
  let count = 0
  for (const { line, fields } of records) {
    if (fields.every((field) => field.trim() === '')) continue
    const names = [fields[name] ?? '', ...(fields[aliases] ?? '').split(/[;；]/)].map((each) => each.trim())
    const entry = {
      kind: kinds[(fields[kind] ?? '').trim().toLowerCase()],
      names: [...new Set(names)].filter((each) => each !== ''),
    }
    if (names[0] === '') problems.push(`line ${line}: the name is empty`)
    else if (entry.kind === undefined) problems.push(`line ${line}: the kind must be "person" or "company"`)
    else if (entry.names.some((each) => loneLetter.test(each)))
      problems.push(`line ${line}: a name of one letter would be found everywhere`)
    else entries.push({ kind: entry.kind, names: entry.names })
    count += entry.names.length
    if (problems.length >= mostProblems) break
  }
  if (count > mostNames) problems.push(`there are more than ${mostNames} names`)
  if (problems.length > 0) throw unusable(file, problems)
  return entries
}

function unusable(file: string, problems: readonly string[]): LorekeepError {
  return new LorekeepError('bad-configuration', `${file} is no directory of names: ${problems.join('; ')}.`, {
    hint: 'Give it a first line "name,aliases,kind" and one person or company a line.',
  })
}
