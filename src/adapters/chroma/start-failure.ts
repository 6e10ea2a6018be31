import { LorekeepError } from '../../domain/errors.ts'
import { logPath } from './server-process.ts'

const lastLines = 10

/** Whether the server ended because somebody else has its port. */
export function isPortTaken(output: string): boolean {
  return /Address \S+ is not available|Address already in use|AddrInUse/i.test(output)
}

/** Why the server did not start, read from what it wrote. */
export function startFailure(folder: string, output: string, ending: string): LorekeepError {
  const said = reportOf(output)
  const problems = said.length > 0 ? said : ['It wrote nothing.']
  if (isDamage(output)) return dataDamaged(folder, problems)
  const known = knownCauses.find(({ pattern }) => pattern.test(output))
  return new LorekeepError(
    'index-unavailable',
    `The Chroma server for "${folder}" did not start: ${ending}. ${known?.meaning ?? problems.at(-1)}`,
    {
      hint: known?.hint ?? `Run "lorekeep doctor". The server's own words are in "${logPath(folder)}".`,
      retryable: known?.retryable ?? true,
      problems,
    },
  )
}

/** Whether Chroma complains about its own files. */
export function isDamage(message: string): boolean {
  return damage.test(message)
}

/** The error for data that Chroma cannot read. */
export function dataDamaged(folder: string | undefined, problems: readonly string[], cause?: unknown): LorekeepError {
  const place = folder === undefined ? 'The data of the Chroma server' : `The Chroma data in "${folder}"`
  return new LorekeepError('data-damaged', `${place} is damaged: ${problems.at(-1) ?? 'it cannot be read.'}`, {
    hint:
      folder === undefined
        ? 'Restore the data of the Chroma server from a backup, or empty it and run "lorekeep reindex".'
        : 'Stop Lorekeep, move that folder away and run "lorekeep reindex", or restore a backup.',
    problems,
    cause,
  })
}

/** Messages of SQLite (result codes 11 and 26) and of Chroma's reader of nearest-neighbour files. */
const damage =
  /file is not a database|database disk image is malformed|Error loading hnsw index|Error deserializing pickle file|Error finding id\b/

const knownCauses = [
  {
    pattern: /version `GLIBC|GLIBCXX_|ERR_DLOPEN_FAILED/,
    meaning: 'Its program does not run on this system, whose C library may be too old.',
    hint: 'Use a system with glibc 2.34 or newer, or set CHROMA_URL to a Chroma server elsewhere.',
    retryable: false,
  },
  {
    pattern: /Cannot find module|ERR_MODULE_NOT_FOUND|Unsupported (?:platform|architecture|Windows architecture)/,
    meaning: 'Its program is not installed for this kind of machine.',
    hint: 'Run "npm install" again, with optional packages, or set CHROMA_URL to a Chroma server elsewhere.',
    retryable: false,
  },
  {
    pattern: /No space left on device|database or disk is full|StorageFull/,
    meaning: 'The disk is full.',
    hint: 'Free some space on the disk that holds DATA_DIR, then try again.',
    retryable: true,
  },
  {
    pattern: /Permission denied|PermissionDenied|readonly database|unable to open database file|Read-only file system/,
    meaning: 'It may not write to its folder.',
    hint: 'Let the user that runs Lorekeep write to DATA_DIR.',
    retryable: false,
  },
] as const

/** The last lines that tell something: no banner, which is coloured, and no stack trace. */
function reportOf(output: string): readonly string[] {
  const beforeTrace = output.split(/^stack backtrace:/m)[0] ?? ''
  const lines = beforeTrace.split('\n').map((line) => line.trimEnd())
  return lines.filter((line) => line !== '' && !line.includes('\u001b') && !isAdvertisement(line)).slice(-lastLines)
}

function isAdvertisement(line: string): boolean {
  return /^(?:Saving data to|Connect to Chroma at|Getting started guide|☁️|- (?:Sign up|Docs|Copy your data)|OpenTelemetry is not enabled)/u.test(
    line,
  )
}
