import picomatch from 'picomatch'
import type { Classification } from '../../src/domain/access/classification.ts'
import { LorekeepError, messageOf } from '../../src/domain/errors.ts'
import type { SourceOrigin } from '../../src/domain/documents/source.ts'
import { parseSchedule } from '../schedule/schedule.ts'
import { refuseLiteral } from './readers/web/checked-lookup.ts'

/** Where the documents of a new source come from; for a folder, its absolute path. */
export type DefinedOrigin =
  | { readonly kind: 'folder'; readonly path: string }
  | Exclude<SourceOrigin, { readonly kind: 'folder' }>

/** What somebody says about a source that is to be ingested again and again. */
export interface SourceDefinition {
  readonly name: string
  readonly origin: DefinedOrigin
  readonly groups?: readonly string[]
  readonly classification?: Classification
  readonly owner?: string
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly schedule?: string
}

const mostPages = 100_000

/** Names that the service itself gives. */
const reservedNames: ReadonlySet<string> = new Set(['uploads', 'samples'])
const sourceName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u
const credentialName = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/
const bucketName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/
const branchName = /^(?![-/])(?!.*(?:\.\.|\/\/|@\{))[^\s~^:?*[\\\p{Cc}]{1,200}(?<![/.])$/u
/** `git@host:path`, as people copy it from their Git server. */
const sshPlace = /^[\w.-]+@[A-Za-z0-9][\w.-]*:(?!-)\S+$/

/** @throws LorekeepError `bad-arguments` that names everything that is wrong with a definition */
export function checkDefinition(definition: SourceDefinition): void {
  const problems = [
    ...nameProblems(definition.name),
    ...originProblems(definition.origin),
    ...[...(definition.include ?? []), ...(definition.exclude ?? [])].flatMap(globProblems),
    ...(definition.schedule === undefined ? [] : problemsOf(() => void parseSchedule(definition.schedule ?? ''))),
  ]
  if (problems.length === 0) return
  throw new LorekeepError('bad-arguments', `The source cannot be defined: ${problems.join(' ')}`, {
    problems,
    hint: 'Correct each of these; "lorekeep source add --help" shows examples. Nothing was changed.',
  })
}

function nameProblems(name: string): readonly string[] {
  if (reservedNames.has(name)) return [`The name "${name}" is used by Lorekeep itself.`]
  if (sourceName.test(name)) return []
  return [
    `"${name}" is not a name: it starts with a letter or digit and has at most 64 letters, digits, spaces and . _ -`,
  ]
}

function originProblems(origin: DefinedOrigin): readonly string[] {
  const credential = 'credential' in origin ? (origin.credential ?? 'unset') : 'unset'
  const wrongCredential = credentialName.test(credential)
    ? []
    : [`"${credential}" is not the name of a credential: it has letters, digits, - and _ only.`]
  switch (origin.kind) {
    case 'folder':
      return []
    case 'git':
      return [...gitProblems(origin), ...wrongCredential]
    case 'web':
      return [...webProblems(origin), ...wrongCredential]
    case 's3':
      return [...bucketProblems(origin), ...wrongCredential]
  }
}

function gitProblems({ url, branch, credential }: Extract<DefinedOrigin, { kind: 'git' }>): readonly string[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isKnown = parsed !== undefined && /^(?:https?|ssh|file):$/.test(parsed.protocol)
  const problems: string[] = []
  if (!isKnown && !sshPlace.test(url)) {
    problems.push(`"${url}" is not the address of a repository: it starts with https://, ssh://, file:// or git@host:.`)
  }
  if (isKnown && (parsed.password !== '' || (parsed.protocol.startsWith('http') && parsed.username !== ''))) {
    problems.push('The address of the repository holds a login: leave it out and name a credential.')
  }
  if (credential !== undefined && parsed?.protocol !== 'https:') {
    problems.push('A credential is sent over https only; over ssh the key of the account is used.')
  }
  if (branch !== undefined && !branchName.test(branch)) problems.push(`"${branch}" is not the name of a branch.`)
  return problems
}

function webProblems(origin: Extract<DefinedOrigin, { kind: 'web' }>): readonly string[] {
  const addresses = [...origin.start, ...origin.sitemaps]
  const problems = addresses.flatMap((address) => addressProblems(address, origin.allowPrivate))
  if (addresses.length === 0) problems.push('A web source needs a start page or a sitemap.')
  if (!Number.isInteger(origin.maxPages) || origin.maxPages < 1 || origin.maxPages > mostPages) {
    problems.push(`The most pages must be a whole number from 1 to ${mostPages}.`)
  }
  return problems
}

function addressProblems(address: string, allowPrivate: boolean): readonly string[] {
  const parsed = URL.canParse(address) ? new URL(address) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    return [`"${address}" is not the address of a web page: it starts with https:// or http://.`]
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return [`The address of ${parsed.host} holds a login: leave it out and name a credential.`]
  }
  return problemsOf(() => refuseLiteral(parsed.hostname, allowPrivate))
}

function bucketProblems(origin: Extract<DefinedOrigin, { kind: 's3' }>): readonly string[] {
  const problems: string[] = []
  if (!bucketName.test(origin.bucket)) problems.push(`"${origin.bucket}" is not the name of a bucket.`)
  if (origin.region !== undefined && !/^[a-z0-9-]{1,40}$/.test(origin.region)) {
    problems.push(`"${origin.region}" is not a region.`)
  }
  if (origin.prefix?.startsWith('/')) problems.push('The prefix starts with a slash; keys do not.')
  if (origin.endpoint !== undefined) {
    const address = origin.endpoint.replace('{bucket}', 'bucket')
    const parsed = URL.canParse(address) ? new URL(address) : undefined
    const isPlain = parsed !== undefined && `${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` === ''
    if (!isPlain || !/^https?:$/.test(parsed.protocol)) {
      problems.push(
        `"${origin.endpoint}" is not an endpoint: give the address of the service, such as https://minio:9000.`,
      )
    }
  }
  return problems
}

function globProblems(glob: string): readonly string[] {
  if (glob.trim() === '' || glob.length > 500) return ['A glob must not be empty or longer than 500 characters.']
  if (/^(?:\/|[A-Za-z]:\\|\.\.?\/)/.test(glob)) {
    return [`The glob "${glob}" must be relative to the source, such as "hr/**".`]
  }
  try {
    picomatch.makeRe(glob, { strictBrackets: true })
    return []
  } catch (error) {
    return [`The glob "${glob}" cannot be read: ${messageOf(error)}.`]
  }
}

function problemsOf(check: () => void): string[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof LorekeepError) return [`${error.message} ${error.hint ?? ''}`.trimEnd()]
    throw error
  }
}
