import { readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LorekeepError } from '../src/domain/errors.ts'
import { noCompanyRules } from '../src/domain/privacy/company-rules.ts'
import { parseEnvironment } from '../src/config/environment.ts'
import { installationAt } from '../src/installation.ts'
import { loaderFor } from '../ingest/loaders/loaders.ts'
import { createParserPool } from '../ingest/loaders/parsing/parser-pool.ts'
import { benchData } from './bench-data.ts'
import { withPeakMemory } from './process-tree-memory.ts'

// Reads every PDF and DOCX of the data sets, and the sample documents, as the product reads them: is each
// one read or refused with a reason, in time and in little memory? With a path as its argument it also
// writes a line of JSON for each file there.

interface Outcome {
  readonly file: string
  readonly ms: number
  readonly characters?: number
  readonly code?: string
  readonly reason?: string
  readonly hint?: string
  readonly cause?: unknown
}

const dataSets = ['debian-docs', 'docx-mammoth', 'docx-pandoc', 'pdf-pdfbox', 'pdf-pdfminer']
const slowMs = 30_000
/** As many as the product reads at a time. */
const lanes = 2

function filesBelow(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name) && loaderFor(entry.name) !== undefined)
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

const files = [
  ...dataSets.flatMap((name) => filesBelow(benchData(name), /\.(?:pdf|docx)$/i)),
  ...filesBelow(resolve('data/documents'), /(?<!\.meta\.yaml)$/),
]
const root = resolve('.')
const { parser } = parseEnvironment({}, root)
const pool = createParserPool({ workerPath: installationAt(root).workers.parse, size: lanes, ...parser })

async function read(file: string): Promise<Outcome> {
  const from = performance.now()
  const passed = () => Math.round(performance.now() - from)
  try {
    const { text } = await pool.parse(file, file, { companyRules: noCompanyRules, kinds: [] })
    return { file, ms: passed(), characters: text.length }
  } catch (error) {
    if (!(error instanceof LorekeepError)) throw error
    const { code, message, hint = '', cause } = error
    // What it says of the file, less its name.
    return { file, ms: passed(), code, reason: message.slice(message.lastIndexOf('" ') + 2), hint, cause }
  }
}

async function readAll(): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const rest = files.values()
  const lane = async () => {
    for (const file of rest) outcomes.push(await read(file))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return outcomes
}

function reasonOf({ code, reason }: Outcome): string {
  return `${code}: ${reason}`
}

const from = performance.now()
const { result: outcomes, peak } = await withPeakMemory(readAll)
const seconds = (performance.now() - from) / 1000
await pool.close()

const failed = outcomes.filter(({ code }) => code !== undefined)
const crashed = failed.filter(({ reason = '' }) => /crash|system stopped/.test(reason))
const slow = outcomes.filter(({ ms }) => ms > slowMs)
const reasons = [...new Set(failed.map(reasonOf))]
const byReason = reasons.map((reason) => ({ reason, of: failed.filter((outcome) => reasonOf(outcome) === reason) }))
const round = Math.round

console.log(
  `${files.length} files in ${round(seconds)} s: ${files.length - failed.length} read, ${failed.length} refused`,
)
console.log(`crashes: ${crashed.length}; over ${slowMs / 1000} s: ${slow.length}`)
console.log(
  `peak memory: ${round(peak.all)} MB in all, ${round(peak.own)} MB of the pool's process, ${round(peak.largestChild)} MB of a worker`,
)
console.log('\nrefused because the file …')
for (const { reason, of } of byReason.toSorted((a, b) => b.of.length - a.of.length)) {
  console.log(`${String(of.length).padStart(4)}  ${reason}`)
  console.log(`      → ${of[0]?.hint ?? ''}`)
  console.log(
    `      such as ${of
      .slice(0, 3)
      .map(({ file }) => file.split('/').at(-1))
      .join(', ')}`,
  )
}
console.log('\nslowest')
for (const { file, ms, characters = 0 } of outcomes.toSorted((a, b) => b.ms - a.ms).slice(0, 10)) {
  console.log(`${String(ms).padStart(7)} ms  ${String(characters).padStart(8)} characters  ${file.split('/').at(-1)}`)
}
const [output] = process.argv.slice(3)
if (output !== undefined) writeFileSync(output, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(''))
