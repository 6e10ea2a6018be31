import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteDatabase } from '../../src/adapters/sql/sqlite/open-sqlite-database.ts'
import { createSqlRecords } from '../../src/adapters/sql/sql-records.ts'
import type { Answer } from '../../src/domain/answers/answer.ts'
import { writeCompanyFiles } from '../support/company-files.ts'
import { runCommand, temporaryDataFolder } from '../support/service/service-process.ts'
import { testSealer } from '../support/test-sealer.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-evaluation-'))
const documents = join(folder, 'documents')
const data = temporaryDataFolder()

const golden = [
  {
    question: 'How many days of paid annual leave do full-time employees receive?',
    documents: ['leave.md'],
    passage: '27 days of paid annual leave each year',
    answer: '27 days.',
    route: 'extractive',
    tags: ['leave'],
  },
  { question: '员工每年有多少天年假？', documents: ['年假.md'], passage: '十五天带薪年假', answer: '十五天。' },
  { question: 'What is the salary band of grade G7?', documents: ['salaries/bands.md'] },
  { question: 'Which astronaut sang on the moon?', documents: [], status: 'abstained' },
  { question: 'Is this right?', status: 'review' },
]

function fileOf(name: string, lines: readonly object[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'))
  return path
}

const goldenFile = fileOf('golden.jsonl', golden)
const run = (...args: readonly string[]) => runCommand(data.path, ['eval', ...args])
const inFolder = (name: string) => join(folder, name)

/** What an evaluation must not leave behind, and what it must. */
async function kept() {
  const database = await openSqliteDatabase({ file: join(data.path, 'lorekeep.db') })
  try {
    const { ledger } = createSqlRecords(database, testSealer, Date.now)
    const conversations = await database.read.selectFrom('conversations').selectAll().execute()
    const totals = await ledger.totals({ from: 0, to: Date.now() + 1, groupBy: 'user' })
    const questions = totals.find(({ group }) => group === 'evaluation')?.questions ?? 0
    return { conversations: conversations.length, questions }
  } finally {
    await database.close()
  }
}

beforeAll(async () => {
  writeCompanyFiles(documents)
  await runCommand(data.path, ['ingest', documents, '--source', 'company', '--groups', 'everyone'])
})

afterAll(() => {
  data.remove()
  rmSync(folder, { recursive: true, force: true })
})

describe('lorekeep eval', () => {
  test('reports how well questions were found and answered, keeps the run and a page, and leaves no conversation', async () => {
    const before = await kept()
    const { code, stdout, stderr } = await run(goldenFile, '--out', inFolder('first'), '--min', 'zh:hit@5=100%')
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Asking: 4 of 4') })
    expect(stdout).toMatch(/^measure +all +en +zh +#leave +questions/)
    expect(stdout).toMatch(/^hit@5 +1\.000 +1\.000 +1\.000/m)
    expect(stdout).toMatch(/^refused +1\.000/m)
    expect(stdout).toContain('1 questions with the status "review" were left out.')
    expect(stdout).toContain('✓ zh:hit@5')
    const page = readFileSync(inFolder('first/report.html'), 'utf8')
    expect(page).toContain('questions came out right')
    expect(readdirSync(inFolder('first')).toSorted()).toEqual(['report.html', 'run.json'])
    expect(statSync(inFolder('first/run.json')).mode & 0o077).toBe(0)
    expect(await kept()).toEqual({ conversations: before.conversations, questions: before.questions + 4 })
  })

  test('asks for somebody of the groups that are named, compares with a run before, and fails below a threshold', async () => {
    const first = inFolder('first/run.json')
    const { code, stdout } = await run(
      goldenFile,
      '--out',
      inFolder('second'),
      '--groups',
      'everyone',
      '--baseline',
      first,
      '--json',
      '--min',
      'hit@5=1',
    )
    expect(code).toBe(1)
    const figures = JSON.parse(stdout) as {
      summaries: { all: Record<string, { value: number; questions: number }> }
      thresholds: readonly { measure: string; isPassed: boolean }[]
      comparison: { differences: readonly string[]; worsened: readonly { question: string }[] }
    }
    expect(figures.summaries.all['hit@5']).toEqual({ value: 2 / 3, questions: 3 })
    expect(figures.thresholds).toMatchObject([{ measure: 'hit@5', isPassed: false }])
    expect(figures.comparison.worsened.map(({ question }) => question)).toEqual([golden[2]?.question])
    expect(figures.comparison.differences).toEqual(['groups asked for: none → ["everyone"]'])

    const compared = await run('compare', first, inFolder('second/run.json'), '--report', inFolder('both.html'))
    expect(compared.code).toBe(0)
    expect(compared.stdout).toMatch(
      /Compared 4 questions\.[\s\S]*\nWorse: 1\n {2}right → wrong {2}What is the salary band/,
    )
    expect(readFileSync(inFolder('both.html'), 'utf8')).toContain('Compared with the run of')
  })

  test('of the search alone asks nothing', async () => {
    const before = await kept()
    const { code, stdout } = await run(goldenFile, '--retrieval-only', '--limit', '2', '--out', inFolder('search'))
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^hit@1 /m) })
    expect(stdout).not.toMatch(/^answered /m)
    expect(await kept()).toEqual(before)
  })

  test('prints rated answers as golden questions', async () => {
    const asked = await runCommand(data.path, ['ask', '员工每年有多少天年假？', '--json'])
    const answer = JSON.parse(asked.stdout) as Answer
    const database = await openSqliteDatabase({ file: join(data.path, 'lorekeep.db') })
    await createSqlRecords(database, testSealer, Date.now).journal.saveFeedback(answer.id, {
      rating: 'up',
      at: Date.now(),
    })
    await database.close()

    const { code, stdout, stderr } = await run('feedback', '--since', '2020-01-01', '--rating', 'up')

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('1 questions, 0 of them') })
    expect(JSON.parse(stdout)).toMatchObject({ documents: ['年假.md'], status: 'answered', tags: ['feedback', 'up'] })
  })
})

test('lorekeep eval privacy measures with the policy in force, in both languages', async () => {
  const texts = join(folder, 'privacy')
  mkdirSync(texts)
  const lines = [
    { text: 'Case ZQ-204817 is open.', spans: [{ kind: 'CUSTOM', start: 5, end: 14 }] },
    { text: '案件ZQ204818属于北辰计划。', spans: [{ kind: 'CUSTOM', start: 2, end: 10 }] },
    { text: 'Claim QX-204819 is of a kind that no policy names.', spans: [{ kind: 'CUSTOM', start: 6, end: 15 }] },
  ]
  writeFileSync(join(texts, 'annotated.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
  const cloud = { public: 'redact', internal: 'redact', confidential: 'redact', restricted: 'never' }
  const policy = { cloud, onPrem: 'redact', recognisers: [{ name: 'case', pattern: 'ZQ-?\\d{6}' }] }
  writeFileSync(join(texts, 'policy.json'), JSON.stringify(policy))

  const own = await runCommand(data.path, ['eval', 'privacy', '--data', texts], {
    POLICY_FILE: join(texts, 'policy.json'),
  })

  expect(own).toMatchObject({ code: 0, stderr: '' })
  expect(own.stdout).toMatch(/^CUSTOM +3 +2 +1\.000 +0\.667 +0\.800/m)
  expect(own.stdout).toMatch(/^Chinese resident IDs, made up, 1600 texts$/m)
  expect(own.stdout).toMatch(/^100 kB of digits +3 +\d/m)
})

describe('a mistake in an evaluation', () => {
  const broken = fileOf('broken.jsonl', [
    { question: 'a', documents: ['x'] },
    { question: 'b', docs: [] },
  ])
  const foreign = fileOf('foreign.jsonl', [{ question: 'a', documents: ['nowhere.md'] }])

  test.each([
    ['a line that cannot be used', [broken], 2, /broken\.jsonl cannot be used:\n {2}line 2: .*docs/],
    ['a file that is not there', [join(folder, 'none.jsonl')], 2, /none\.jsonl cannot be read/],
    ['an unknown measure', [goldenFile, '--min', 'hits=1'], 2, /no measure "hits"; there are hit@1/],
    ['a baseline that is none', [goldenFile, '--baseline', goldenFile], 2, /is not an evaluation/],
    ['a gate without a baseline', [goldenFile, '--fail-if-worse'], 2, /needs a run to compare with/],
    ['a day that is none', ['feedback', '--since', '2026-02-30'], 2, /a day such as/],
    ['documents that are not in the index', [foreign], 1, /None of the documents .* is in the index/],
    ['a folder that cannot be written', [goldenFile, '--out', goldenFile], 2, /^Error: .*cannot be written/],
  ])('[P10] such as %s gets a clear error', async (_, args, code, message) => {
    const result = await run(...args)
    expect({ code: result.code, stderr: result.stderr }).toEqual({ code, stderr: expect.stringMatching(message) })
    expect(result.stderr).not.toMatch(/\n\s+at /)
  })
})
