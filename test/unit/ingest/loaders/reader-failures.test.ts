import { describe, expect, test } from '@jest/globals'
import { crashed, tookTooLong, unexpected } from '../../../../ingest/loaders/parsing/reader-failures.ts'

describe('[P8] what is said of a file that its reader could not cope with', () => {
  test('names neither the code nor the library that failed, which stay in the cause for the log', () => {
    const thrown = new TypeError("Cannot read properties of undefined (reading 'w:p')")
    const failure = unexpected('a.docx', thrown)
    expect(failure.message).toBe('"a.docx" is not built as its format demands.')
    expect(failure.hint).not.toContain('undefined')
    expect(failure.cause).toBe(thrown)
  })

  test.each([
    [new RangeError('Maximum call stack size exceeded'), 'is nested too deeply'],
    [new RangeError('Invalid string length'), 'needs more memory to read than a program may use'],
    [new RangeError('Array buffer allocation failed'), 'needs more memory to read than a program may use'],
    [new RangeError('The number 5 is out of range'), 'is not built as its format demands'],
  ])('tells apart what can be told apart: %s', (thrown, reason) => {
    expect(unexpected('a.docx', thrown)).toMatchObject({
      code: 'document-unreadable',
      message: `"a.docx" ${reason}.`,
      hint: expect.any(String),
    })
  })

  test('tells a process that ran out of memory from one that crashed', () => {
    const died = { code: null, signal: 'SIGABRT' } as const
    const outOfMemory = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'
    expect(crashed('a.pdf', { ...died, lastWords: outOfMemory }, 512).message).toBe(
      '"a.pdf" needs more than 512 MB of memory to read.',
    )
    expect(crashed('a.pdf', { ...died, lastWords: 'Assertion failed' }, 512).message).toBe(
      '"a.pdf" made the reader crash (SIGABRT).',
    )
  })

  test('what a busy machine did may be tried again, what the file did may not', () => {
    const died = { code: null, signal: 'SIGKILL', lastWords: '' } as const
    expect(tookTooLong('a.pdf', 'since-progress', 1000).retryable).toBe(true)
    expect(crashed('a.pdf', died, 512).retryable).toBe(true)
    expect(crashed('a.pdf', { ...died, signal: 'SIGSEGV' }, 512).retryable).toBe(false)
    expect(crashed('a.pdf', { ...died, lastWords: 'std::bad_alloc' }, 512).retryable).toBe(false)
    expect(unexpected('a.pdf', new TypeError('no')).retryable).toBe(false)
  })

  test('counts long times in minutes', () => {
    expect(tookTooLong('a.pdf', 'total', 1_200_000).message).toBe('"a.pdf" took longer than 20 minutes to read in all.')
    expect(tookTooLong('a.pdf', 'whole', 1500).message).toBe('"a.pdf" took longer than 1.5 seconds to read.')
  })
})
