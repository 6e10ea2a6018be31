import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UsageTotal } from '../../src/domain/accounting/ledger-entry.ts'
import type { EvaluationRun } from '../../src/evaluation/evaluation-run.ts'
import { writeCompanyFiles } from '../support/company-files.ts'
import { serverBill } from '../support/cost/server-bill.ts'
import { reply } from '../support/openai-server/behaviours.ts'
import type { ChatCompletionRequest } from '../support/openai-server/chat-request.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { runCommand, temporaryDataFolder } from '../support/service/service-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-judging-'))
const data = temporaryDataFolder()
const inFolder = (name: string) => join(folder, name)
const tariff = { input: 1_000_000, cached: 1_000_000, output: 2_000_000, reasoning: 2_000_000 }
const tariffs = { writer: tariff, grader: tariff }
let server: OpenAiServer
let variables: Readonly<Record<string, string>>

const golden = [
  {
    question: 'How many days of paid annual leave do full-time employees receive?',
    documents: ['leave.md'],
    answer: '27 days.',
  },
  { question: '员工每年有多少天年假？', documents: ['年假.md'], answer: '十五天。' },
]

beforeAll(async () => {
  const documents = inFolder('documents')
  writeCompanyFiles(documents)
  await runCommand(data.path, ['ingest', documents, '--source', 'company', '--groups', 'everyone'])
  server = await startOpenAiServer({ vendor: 'vllm', models: Object.keys(tariffs) })
  const provider = { tier: 'on-prem', baseUrl: server.baseUrl }
  const price = { tier: 'on-prem', input: 1, output: 2, validFrom: '2020-01-01' }
  const models = {
    currency: 'USD',
    baselineModel: 'writer',
    providers: [
      { ...provider, name: 'house', model: 'writer' },
      { ...provider, name: 'strong', model: 'grader', strong: true },
    ],
    prices: [
      { ...price, model: 'writer' },
      { ...price, model: 'grader' },
    ],
  }
  writeFileSync(inFolder('models.json'), JSON.stringify(models))
  writeFileSync(inFolder('golden.jsonl'), golden.map((line) => JSON.stringify(line)).join('\n'))
  variables = { MODELS_FILE: inFolder('models.json') }
})

afterAll(async () => {
  await server?.close()
  data.remove()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => server.reset())

const run = (...args: readonly string[]) =>
  runCommand(data.path, ['eval', 'run', inFolder('golden.jsonl'), ...args], variables)
const kept = (name: string) => JSON.parse(readFileSync(inFolder(`${name}/run.json`), 'utf8')) as EvaluationRun

/** Writes an answer where one is asked for, and grades it where that is. */
function play(grade: (text: string) => object | string): void {
  server.byDefault(({ model, messages }: ChatCompletionRequest) => {
    const text = JSON.stringify(messages)
    if (model === 'grader') {
      const said = grade(text)
      return reply(typeof said === 'string' ? said : JSON.stringify(said))
    }
    return reply(/年假/.test(text) ? '每年十五天带薪年假。[1]' : 'Full-time employees receive 27 days. [1]')
  })
}

async function judgingBooked(): Promise<UsageTotal | undefined> {
  const { stdout } = await runCommand(data.path, ['usage', '--by', 'purpose', '--json'], variables)
  const { totals } = JSON.parse(stdout) as { totals: readonly UsageTotal[] }
  return totals.find(({ group }) => group === 'judge')
}

describe('lorekeep eval --judge', () => {
  test('grades the answers in the language of each, shows and keeps the grades, and books what that cost as "judge"', async () => {
    play((text) =>
      text.includes('你要给助手')
        ? { why: '少了一点。', verdict: 'partly', complete: false }
        : { why: 'Both say 27.', verdict: 'correct', complete: true },
    )
    const thresholds = ['--min', 'judged-correct=0.9', '--min', 'en:judged-correct=1', '--min', 'judged=1']
    const { code, stdout, stderr } = await run('--judge', '--out', inFolder('judged'), ...thresholds)

    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Asking and judging: 2 of 2') })
    expect(stdout).toMatch(/^judged-correct +0\.500 +1\.000 +0\.000 +2/m)
    expect(stdout).toMatch(/^supported +1\.000/m)
    expect(stdout).toContain('Judged by strong/grader: 1 correct, 1 partly, 0 wrong; for USD')
    expect(stdout).toContain('✗ judged-correct: 0.500, 0.400 below the 0.900 wanted')
    expect(stdout).toContain('✓ en:judged-correct: 1.000')
    expect(stdout).toContain('✓ judged: 1.000')
    const { results, conditions } = kept('judged')
    expect(conditions).toMatchObject({ compression: 'on', judges: ['house/writer', 'strong/grader'] })
    expect(results.map(({ judgement }) => judgement)).toMatchObject([
      { grade: 'correct', isComplete: true, why: 'Both say 27.', judge: 'strong/grader' },
      { grade: 'partly', isComplete: false, why: '少了一点。', judge: 'strong/grader' },
    ])
    const page = readFileSync(inFolder('judged/report.html'), 'utf8')
    expect(page).toContain('Judged by a model: 1 correct, 1 partly, 0 wrong')
    expect(page).toContain('少了一点。')

    const bill = serverBill(server.requests, tariffs).get('grader')
    expect(await judgingBooked()).toMatchObject({
      calls: bill?.requests,
      promptTokens: bill?.promptTokens,
      completionTokens: bill?.completionTokens,
      costMicros: bill?.micros,
    })
  })

  test('shows beside each other what answers with and without compression are worth, and what they cost', async () => {
    play(() => ({ why: '27.', verdict: 'correct', complete: true }))
    const judge = ['--judge-model', 'strong/grader']
    const [less, whole] = [
      await run(...judge, '--out', inFolder('less')),
      await run(...judge, '--compression', 'off', '--out', inFolder('whole')),
    ]
    expect([less.code, whole.code]).toEqual([0, 0])

    const { code, stdout } = await runCommand(data.path, [
      'eval',
      'compare',
      inFolder('less/run.json'),
      inFolder('whole/run.json'),
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('compression of the evidence: "on" → "off"')
    expect(stdout).toMatch(/^judged-correct +1\.000 +1\.000 +0\.000/m)
    expect(stdout).toMatch(/^supported +1\.000 +1\.000/m)
    expect(stdout).toMatch(/^prompt-tokens +[\d.]+ tokens +[\d.]+ tokens +\+[\d.]+ tokens/m)
    expect(stdout).toMatch(/^cost-per-question +USD [\d.]+ +USD [\d.]+ +\+USD [\d.]+/m)
    const tokens = (name: string) => kept(name).results.map(({ answer }) => answer?.promptTokens ?? 0)
    for (const [index, few] of tokens('less').entries()) expect(tokens('whole')[index]).toBeGreaterThan(few)
  })

  test('never counts what a judge said in other words than JSON as right', async () => {
    play(() => 'Looks good!')
    const { code, stdout } = await run('--judge', '--out', inFolder('unreadable'), '--min', 'judged-correct=0')
    expect(code).toBe(1)
    expect(stdout).toContain('0 correct, 0 partly, 0 wrong, 2 not judged')
    expect(stdout).toContain('2 answers were not judged (unreadable: 2)')
    expect(stdout).toContain('✗ judged-correct: at least 0.000 is wanted, but no question measures it')
    expect(kept('unreadable').results[0]?.judgement).toMatchObject({ notJudged: 'unreadable' })
  })

  test.each([
    ['a judge that there is not', ['--judge-model', 'strong/other'], /There are house\/writer, strong\/grader/],
    ['a name without a model', ['--judge-model', 'strong'], /a provider and a model, such as/],
    ['judging a search', ['--judge', '--retrieval-only'], /there is no answer to judge/],
    ['compression of remembered answers', ['--cache', '--compression', 'off'], /Leave out --cache/],
    ['another word than on and off', ['--compression', 'maybe'], /on, off/],
  ])('[P10] %s gets a clear error before anything is asked', async (_, args, message) => {
    const { code, stderr } = await run(...args)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) })
    expect(server.requests).toEqual([])
  })

  test('[P10] without a model to judge gets a clear error', async () => {
    const { code, stderr } = await runCommand(data.path, ['eval', 'run', inFolder('golden.jsonl'), '--judge'])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/No chat model is configured/) })
  })
})
