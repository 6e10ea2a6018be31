import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../../src/domain/answers/answer.ts'
import { companyDocuments, writeCompanyFiles } from '../support/company-files.ts'
import { runCommand, temporaryDataFolder } from '../support/service/service-process.ts'

const documents = mkdtempSync(join(tmpdir(), 'lorekeep-documents-'))
const data = temporaryDataFolder()
let occupied: Server

beforeAll(async () => {
  writeCompanyFiles(documents)
  await runCommand(data.path, ['ingest', documents, '--source', 'company', '--groups', 'everyone'])
  // Text in Latin-1, and not among what was ingested.
  writeFileSync(join(documents, 'latin.txt'), Uint8Array.of(0x66, 0xfc, 0x72))
  occupied = createServer()
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  occupied.close()
  data.remove()
  rmSync(documents, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => runCommand(data.path, args)

describe('the command line', () => {
  test('answers a question with its evidence and its price, and explains the answer', async () => {
    const { code, stdout } = await run('ask', 'How many days of paid annual leave do full-time employees receive?')
    expect(code).toBe(0)
    expect(stdout).toContain('Full-time employees receive 27 days of paid annual leave each year. [1]')
    expect(stdout).toContain('Annual leave › Allowance')
    const id = /lorekeep explain (\S+)/.exec(stdout)?.[1] ?? ''
    const explained = await run('explain', id)
    expect(explained.stdout).toMatch(/Answered extractive by lorekeep\/extractive: no-model-configured/)
  })

  test('answers a Chinese question in Chinese', async () => {
    const { stdout } = await run('ask', '员工每年有多少天年假？', '--json')
    const answer = JSON.parse(stdout) as Answer
    expect(answer).toMatchObject({ status: 'answered', language: 'zh' })
    expect(answer.text).toContain('十五天带薪年假')
  })

  test('answers the questions of a file as one job, in both languages', async () => {
    const questions = join(documents, 'questions.csv')
    const answers = join(documents, 'answers.jsonl')
    writeFileSync(
      questions,
      'No;问题\n1;员工每年有多少天年假？\n2;How many days of paid annual leave do full-time employees receive?\n',
    )
    const { code, stdout, stderr } = await run('batch', questions, '--out', answers)
    expect(stdout).toMatch(/^2 answered, 0 abstained, 0 blocked, 0 failed · USD 0\.000000 · .*answers\.jsonl\n$/)
    expect(code).toBe(0)
    const [first, second] = readFileSync(answers, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(first).toMatchObject({ columns: { No: '1' }, answer: expect.stringContaining('十五天带薪年假') })
    expect(second).toMatchObject({ status: 'answered', citations: [{ quote: expect.stringContaining('27 days') }] })

    const id = /^Batch (\S+)/.exec(stderr)?.[1] ?? ''
    const again = await run('batch', '--resume', id, '--out', join(documents, 'answers.csv'), '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ id, status: 'succeeded', counts: { answered: 2 } })
  })

  test('finds passages, lists documents and sums up usage', async () => {
    expect((await run('search', '年假', '申请', '--limit', '1')).stdout).toContain('年假.md')
    expect((await run('status', '--documents')).stdout).toContain(`${companyDocuments.length} documents`)
    expect((await run('usage', '--by', 'tier')).stdout).toContain('extractive')
    expect(JSON.parse((await run('audit', 'privacy', '--json')).stdout)).toMatchObject({
      weeks: expect.arrayContaining([expect.objectContaining({ blocked: 0, sentToCloud: 0 })]),
    })
  })

  test('shows what is hidden in a text, of a file or from standard input', async () => {
    const file = join(documents, 'letter.txt')
    writeFileSync(file, '请联系ann@example.com，2026年3月12日。\n')
    const shown = await run('redact', file)
    expect(shown.stdout).toBe('请联系[EMAIL_1]，2026年3月12日。\n')
    expect(shown.stderr).toContain('Hidden: EMAIL 1. Found, but left in the text: DATE 1.')

    const piped = await runCommand(data.path, ['redact', '-', '--json'], {}, 'Mail ann@example.com')
    expect(JSON.parse(piped.stdout)).toMatchObject({
      text: 'Mail [EMAIL_1]',
      spans: [{ kind: 'EMAIL', start: 5, end: 20, placeholder: '[EMAIL_1]' }],
    })
  })

  test('creates, lists and revokes keys', async () => {
    const created = JSON.parse((await run('keys', 'create', 'desk', '--groups', 'support,hr', '--json')).stdout) as {
      id: string
      secret: string
    }
    expect(created.secret).toMatch(/^lk_/)
    const listed = await run('keys', 'list')
    expect(listed.stdout).toContain('support, hr')
    expect(listed.stdout).not.toContain(created.secret)
    expect((await run('keys', 'revoke', created.id)).code).toBe(0)
    expect((await run('keys', 'revoke', created.id)).code).toBe(1)
  })

  test('prints a sign-in link', async () => {
    expect((await run('sign-in')).stdout).toMatch(/^http:\/\/127\.0\.0\.1:8080\/sign-in\?token=\S{20,}/)
  })

  test('doctor finds a sound installation sound, and advises on an endpoint that is down', async () => {
    expect((await run('doctor')).code).toBe(0)
    const ill = await runCommand(data.path, ['doctor'], {
      ONPREM_BASE_URL: 'http://127.0.0.1:9/v1',
      ONPREM_MODEL: 'qwen3',
    })
    expect(ill.code).toBe(1)
    expect(ill.stdout).toMatch(/✗ on-prem model on-prem: .*\n {4}Check the address/)
  })

  test('doctor says what a folder of a rerank model lacks, and no command works without it', async () => {
    const wrong = { RERANK_FOLDER: data.path }
    const { code, stdout } = await runCommand(data.path, ['doctor'], wrong)
    expect(code).toBe(1)
    expect(stdout).toMatch(/✗ configuration: The model folder ".*config\.json.*\n {4}RERANK_FOLDER needs config\.json/)
    expect((await runCommand(data.path, ['search', 'leave'], wrong)).stderr).toContain('cannot be used')
  })

  test('sets a budget, shows it, and takes it away again', async () => {
    const set = await run(
      'budget',
      'set',
      'team',
      '法务部',
      '--money',
      '2.5',
      '--warn',
      '50,80',
      '--when-exhausted',
      'stop',
    )
    expect(set).toMatchObject({ code: 0, stdout: 'team 法务部 may use USD 2.500000 in a month.\n' })
    await run('budget', 'set', 'organisation', '--period', 'day', '--tokens', '1000')
    const soft = await run('budget', 'set', 'user', 'eve', '--money', '5', '--cheaper-from', '70', '--json')
    expect(JSON.parse(soft.stdout)).toMatchObject({ whenExhausted: 'cheaper', cheaperFrom: 70 })
    await run('budget', 'remove', 'user', 'eve')
    const shown = await run('budget', 'list', '--json')
    expect(JSON.parse(shown.stdout)).toMatchObject({
      currency: 'USD',
      budgets: [
        { kind: 'organisation', id: '*', limitTokens: 1000, warnAt: [80], whenExhausted: 'cheaper' },
        { kind: 'team', id: '法务部', limitMicros: 2_500_000, warnAt: [50, 80], whenExhausted: 'stop' },
      ],
    })
    expect((await run('budget', 'show', 'team', '法务部')).stdout).toMatch(/team 法务部 +month +USD 2\.500000/)
    const removed = await run('budget', 'remove', 'team', '法务部', '--json')
    expect(JSON.parse(removed.stdout)).toEqual({
      removed: { kind: 'team', id: '法务部', period: 'month', unit: 'money' },
    })
    expect((await run('budget', 'remove', 'organisation', '--period', 'day', '--unit', 'tokens')).code).toBe(0)
    expect((await run('budget', 'list')).stdout).toBe('No such limit is set.\n')
  })

  test('shows an example with the help of every command', async () => {
    const { stdout } = await run('--help')
    const commands = [...stdout.matchAll(/^ {2}([a-z-]+)(?: \[| <|\s{2,})/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'help')
    expect(commands).toEqual(
      expect.arrayContaining(['serve', 'ingest', 'remove', 'status', 'search', 'ask', 'usage', 'doctor']),
    )
    const helps = await Promise.all(commands.map(async (name) => [name, (await run(name, '--help')).stdout] as const))
    expect(helps.filter(([, help]) => !help.includes('Example:')).map(([name]) => name)).toEqual([])
  })
})

describe('a mistake', () => {
  test.each([
    ['an unknown command', ['frobnicate'], 2, /unknown command/],
    ['an unknown option', ['search', 'x', '--colour'], 2, /unknown option/],
    ['a missing path', ['ingest'], 2, /missing required argument/],
    [
      'questions that are not there',
      ['batch', 'nowhere.csv'],
      2,
      /nowhere\.csv cannot be read: there is no such file\.\n/,
    ],
    ['questions that are a folder', ['batch', '/tmp'], 2, /\/tmp cannot be read: it is a folder\.\n/],
    ['a batch without questions', ['batch'], 2, /Name a file with questions/],
    ['a budget in nothing', ['budget', 'set', 'organisation'], 2, /in money or in tokens/],
    ['a share above all', ['budget', 'set', 'organisation', '--money', '5', '--warn', '120'], 2, /from 1 to 100/],
    [
      'several shares where one counts',
      ['budget', 'set', 'organisation', '--money', '5', '--cheaper-from', '50,80'],
      2,
      /one whole percentage from 1 to 100/,
    ],
    [
      'cheaper models where none are wanted',
      ['budget', 'set', 'organisation', '--money', '5', '--when-exhausted', 'stop', '--cheaper-from', '80'],
      2,
      /only where the policy is cheaper/,
    ],
    ['a budget that is not there', ['budget', 'remove', 'team', 'x'], 1, /no budget of team x/],
    ['a day that is none', ['audit', 'privacy', '--from', '2026-02-30'], 2, /a day such as/],
    ['a limit that is none', ['search', 'x', '--limit', '500'], 2, /from 1 to 50/],
    [
      'a classification that is none',
      ['ingest', '.', '--classification', 'secret'],
      2,
      /public, internal, confidential, restricted/,
    ],
    ['a group name that is none', ['ingest', '.', '--groups', 'a|b'], 2, /is not a group name/],
    ['a folder that does not exist', ['ingest', '/no/such/folder'], 1, /no file or folder \/no\/such\/folder/],
    ['an unknown answer', ['explain', 'nope'], 1, /no answer nope/],
    ['an unknown source', ['remove', '--source', 'nope'], 1, /no source "nope".*\n.*company/],
    ['nothing to remove', ['remove'], 2, /Say what to remove/],
    ['a text that does not exist', ['redact', '/no/such/file'], 2, /cannot be read/],
    ['a text in no encoding of ours', ['redact', join(documents, 'latin.txt')], 2, /is not text in UTF-8/],
    ['an empty question', ['ask', ' '], 2, /question is empty/],
  ])('[P10] such as %s gets a clear error and no stack trace', async (_, args, code, message) => {
    const result = await run(...args)
    expect({ code: result.code, stderr: result.stderr }).toEqual({ code, stderr: expect.stringMatching(message) })
    expect(result.stderr).not.toMatch(/\n\s+at /)
  })

  test('[P10] is told to machines as JSON', async () => {
    const { stdout } = await run('explain', 'nope', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'answer-not-found', hint: expect.any(String) } })
  })

  test('[P10] such as a port in use is named with a way out', async () => {
    const { port } = occupied.address() as AddressInfo
    const { code, stderr } = await runCommand(data.path, ['serve'], { PORT: String(port) })
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/Port \d+ on 127\.0\.0\.1 is already in use\.\n.*PORT=8081/),
    ])
  })

  test('[P10] in the configuration is named, all of them at once', async () => {
    const { code, stderr } = await runCommand(data.path, ['status'], { PORT: 'x', CLOUD_BASE_URL: 'ftp://x' })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/PORT .*CLOUD_BASE_URL .*\.env\.example/s)])
  })

  test('[P10] of the disk that damaged the database is named, and the file is left as it is', async () => {
    const damaged = temporaryDataFolder()
    mkdirSync(damaged.path, { recursive: true })
    writeFileSync(
      join(damaged.path, 'lorekeep.db'),
      'not a database at all, but long enough to look like a file of some kind\n'.repeat(50),
    )
    const { code, stderr } = await runCommand(damaged.path, ['status'])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/lorekeep\.db.*\n.*(backup|move)/is)])
    damaged.remove()
  })
})
