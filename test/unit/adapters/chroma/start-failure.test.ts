import { describe, expect, test } from '@jest/globals'
import { isPortTaken, startFailure } from '../../../../src/adapters/chroma/start-failure.ts'

/** What the server writes before anything else, shortened. */
const banner = [
  '                \u001b[38;5;069m(((((((((    \u001b[38;5;203m(((((\u001b[38;5;220m####',
  '',
  'Saving data to: /srv/lorekeep/chroma',
  'Connect to Chroma at: http://localhost:8000',
  'Getting started guide: https://docs.trychroma.com/docs/overview/getting-started',
  '',
  '☁️ To deploy your DB - try Chroma Cloud!',
  '- Sign up: https://trychroma.com/signup',
  'OpenTelemetry is not enabled because it is missing from the config.',
  '',
].join('\n')

function failureFor(output: string): ReturnType<typeof startFailure> {
  return startFailure('/srv/lorekeep/chroma', output, 'its exit code was 1')
}

describe('a Chroma server that did not start', () => {
  test.each([
    [
      'Error creating Frontend Config: SqlxError(Database(SqliteError { code: 26, message: "file is not a database" }))',
    ],
    ['SqlxError(Database(SqliteError { code: 11, message: "database disk image is malformed" }))'],
  ])('is said to have damaged data for: %s', (line) => {
    const failure = failureFor(`${banner}${line}\nstack backtrace:\n   0: rust_begin_unwind\n`)

    expect(failure.code).toBe('data-damaged')
    expect(failure.message).toContain(line)
    expect(failure.hint).toContain('restore a backup')
  })

  test.each([
    ["Error: /lib/x86_64-linux-gnu/libm.so.6: version `GLIBC_2.38' not found", 'glibc', false],
    ["Error: Cannot find module 'chromadb-js-bindings-linux-x64-gnu'", 'npm install', false],
    ['Error: Unsupported architecture on macOS: ia32', 'CHROMA_URL', false],
    ['SqliteError { code: 13, message: "database or disk is full" }', 'Free some space', true],
    ['PathError(Os { code: 28, kind: StorageFull, message: "No space left on device" })', 'Free some space', true],
    ['PathError(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })', 'DATA_DIR', false],
    ['something that nobody has seen before', 'lorekeep doctor', true],
  ])('tells what to do about: %s', (line, advice, retryable) => {
    const failure = failureFor(`${banner}${line}\n`)

    expect(failure.code).toBe('index-unavailable')
    expect(failure.retryable).toBe(retryable)
    expect(failure.hint).toContain(advice)
    expect(failure.problems).toEqual([line])
  })

  test('is reported with its last words, without banner, advertisement and stack trace', () => {
    const words = Array.from({ length: 30 }, (_, at) => `line ${at}`)

    const failure = failureFor(`${banner}${words.join('\n')}\nstack backtrace:\n   0: rust_begin_unwind\n`)

    expect(failure.problems).toEqual(words.slice(-10))
  })

  test('is reported even when it said nothing', () => {
    const failure = failureFor(banner)

    expect(failure.message).toContain('its exit code was 1')
    expect(failure.message).toContain('It wrote nothing.')
  })

  test('is not given up when only its port was taken', () => {
    expect(isPortTaken('Address 127.0.0.1:18768 is not available')).toBe(true)
    expect(isPortTaken('Os { code: 98, kind: AddrInUse, message: "Address already in use" }')).toBe(true)
    expect(isPortTaken(banner)).toBe(false)
  })
})
