import { describe, expect, test } from '@jest/globals'
import { createEventLines, createIngestProgress } from '../../../src/cli/progress/ingest-progress.ts'
import type { IngestEvent } from '../../../src/domain/ingest/ingest-report.ts'
import { fileEvent, reportWith } from '../../support/ingest/scripted-ingest.ts'

function output(isTTY: boolean) {
  const written: string[] = []
  return {
    isTTY,
    columns: 120,
    write(text: string) {
      written.push(text)
      return true
    },
    lines: () => written.join('').trimEnd().split('\n'),
    text: () => written.join(''),
  }
}

const found = (files: number): IngestEvent => ({ type: 'found', files, skipped: 0 })

describe('progress in a pipe', () => {
  test('is a line for each step and each tenth, with rate, time left and failures', () => {
    const pipe = output(false)
    let now = 0
    const view = createIngestProgress(pipe, () => now)
    view.show({ type: 'preparing', what: 'Converting the embedding model' })
    view.show(found(100))
    for (let done = 1; done <= 100; done += 1) {
      now += 100
      view.show({ ...fileEvent({ path: 'a' }, done, 100), failed: done > 50 ? 2 : 0 } as IngestEvent)
    }
    view.show({ type: 'publishing', documents: 98 })

    expect(pipe.lines()).toEqual([
      'Converting the embedding model',
      'Reading 100 files',
      '10 of 100 files, 30 chunks, 30 chunks/s, 9.0 s left',
      ...[20, 30, 40, 50].map((done) => expect.stringMatching(new RegExp(`^${done} of 100 files, `)) as unknown),
      ...[60, 70, 80, 90, 100].map((done) => expect.stringMatching(new RegExp(`^${done} of .*, 2 failed$`)) as unknown),
      'Making 98 documents visible in one step',
    ])
  })

  test('of a long run says something now and then, more and more rarely', () => {
    const pipe = output(false)
    let now = 0
    const view = createIngestProgress(pipe, () => now)
    view.show(found(1_000_000))
    for (let done = 1; done <= 36_000; done += 1) {
      now += 1000
      view.show(fileEvent({ path: 'a' }, done, 1_000_000))
    }

    const lines = pipe.lines()
    expect(lines[1]).toMatch(/^10 of 1000000 files/)
    expect(lines.length).toBeLessThan(140)
    expect(lines.length).toBeGreaterThan(100)
  })

  test('says how many files of a source elsewhere have been fetched', () => {
    const pipe = output(false)
    const view = createIngestProgress(pipe, () => 0)
    for (let done = 0; done <= 20; done += 1) view.show({ type: 'fetching', what: 'handbook.git', done, total: 20 })

    expect(pipe.lines()[0]).toBe('Fetching handbook.git')
    expect(pipe.lines().at(-1)).toBe('20 of 20 fetched')
    expect(pipe.lines()).toHaveLength(11)
  })
})

describe('progress on a terminal', () => {
  test('is a bar with files, chunks, rate, time left and failures, which is gone afterwards', () => {
    const terminal = output(true)
    let now = 0
    const view = createIngestProgress(terminal, () => now)
    view.show(found(40))
    now = 4000
    view.show({ ...fileEvent({ path: 'a' }, 10, 40), failed: 3 } as IngestEvent)
    view.stop()

    expect(terminal.text()).toContain('10/40 files · 30 chunks · 7.5 chunks/s · 12 s left · 3 failed')
    expect(terminal.text().endsWith('\u001b[2K')).toBe(true)
  })

  test('that is stopped before it began leaves nothing behind', () => {
    const terminal = output(true)
    createIngestProgress(terminal, () => 0).stop()

    expect(terminal.text()).toBe('')
  })
})

test('for programs each event is a line of JSON, and the report is left to the caller', () => {
  const pipe = output(false)
  const view = createEventLines(pipe)
  view.show(found(1))
  view.show(fileEvent({ path: '年假.md' }, 1, 1))
  view.show({ type: 'finished', report: reportWith() })

  expect(pipe.lines().map((line) => JSON.parse(line) as unknown)).toEqual([
    found(1),
    fileEvent({ path: '年假.md' }, 1, 1),
  ])
})
