import { LorekeepError } from '../../domain/errors.ts'
import { dataDamaged, isDamage } from './data-damage.ts'
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
  const reason = problems.at(-1) ?? ending
  if (isDamage(output)) return dataDamaged(folder, reason)
  const known = knownCauses.find(({ pattern }) => pattern.test(output))
  return new LorekeepError(
    'index-unavailable',
    `The Chroma server for "${folder}" did not start: ${ending}. ${known?.meaning ?? reason}`,
    {
      hint: known?.hint ?? `Run "lorekeep doctor". The server's own words are in "${logPath(folder)}".`,
      retryable: known?.retryable ?? true,
      problems,
    },
  )
}

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
