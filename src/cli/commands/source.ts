import { type Command, InvalidArgumentError } from 'commander'
import { resolve } from 'node:path'
import type { SourceView } from '../../../ingest/sources/list-sources.ts'
import type { DefinedOrigin, SourceDefinition } from '../../../ingest/sources/source-definition.ts'
import { administrator } from '../../access/sign-in.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
import { defaultMaxPages, type SourceOrigin } from '../../domain/documents/source.ts'
import type { Installation } from '../../installation.ts'
import { addDocumentOptions, type DocumentOptions } from '../document-options.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface AddOptions extends DocumentOptions {
  readonly folder?: string
  readonly git?: string
  readonly branch?: string
  readonly web?: readonly string[]
  readonly sitemap?: readonly string[]
  readonly maxPages?: number
  readonly allowPrivate?: true
  readonly s3?: string
  readonly prefix?: string
  readonly endpoint?: string
  readonly region?: string
  readonly credential?: string
  readonly owner?: string
  readonly schedule?: string
  readonly replace?: true
  readonly json?: true
}

interface JsonOption {
  readonly json?: true
}

const examples = `
Example:
  lorekeep source add policies --folder /srv/share/policies --groups everyone --schedule "0 2 * * *"
  lorekeep source add wiki --git https://git.example.com/it/wiki.git --branch main --credential WIKI
  lorekeep source add intranet --web https://intranet.example.com/hr/ --allow-private --max-pages 2000
  lorekeep source add site --sitemap https://www.example.com/sitemap.xml
  lorekeep source add papers --s3 papers --endpoint https://minio.example.com --prefix hr/ --credential PAPERS

A credential is a name. Its secrets are variables of the environment: SOURCE_WIKI_TOKEN for Git,
SOURCE_PAPERS_KEY_ID and SOURCE_PAPERS_SECRET for buckets, SOURCE_…_USER and SOURCE_…_PASSWORD for pages.
`

export function addSourceCommand(program: Command, installation: Installation): void {
  const source = program
    .command('source')
    .description('places that documents come from: folders, Git repositories, web pages, buckets')
    .addHelpText('after', examples)
  addAdd(source, installation)
  addList(source, installation)
  addShow(source, installation)
  addRemove(source, installation)
}

function addAdd(source: Command, installation: Installation): void {
  const command = source
    .command('add')
    .description('define a source; nothing is ingested yet')
    .argument('<name>')
    .option('--folder <path>', 'a folder or a mounted share')
    .option('--git <url>', 'a Git repository: https, ssh, file or git@host:path')
    .option('--branch <name>', 'its branch (default: its own default)')
    .option('--web <url...>', 'web pages to begin at; links are followed below them')
    .option('--sitemap <url...>', 'sitemaps that name the pages of a site')
    .option('--max-pages <number>', `no more pages than this (default: ${defaultMaxPages})`, wholeNumber)
    .option('--allow-private', 'fetch pages from hosts in private networks as well')
    .option('--s3 <bucket>', 'a bucket of AWS S3 or a compatible service')
    .option('--prefix <prefix>', 'only objects whose key begins like this')
    .option('--endpoint <url>', 'the compatible service; {bucket} stands for the bucket in a host name')
    .option('--region <region>', 'the region of the bucket (default: us-east-1)')
    .option('--credential <name>', 'the name of the secrets to use')
  addDocumentOptions(command)
    .option('--owner <who>', 'whom to ask about its documents')
    .option('--schedule <cron>', 'when the service ingests it: minute, hour, day, month, day of week')
    .option('--replace', 'replace the definition of a source of this name')
    .option('--json', 'print the source as JSON')
    .addHelpText('after', examples)
    .action((name: string, options: AddOptions) =>
      withLorekeep(installation, async (lorekeep) => {
        const replace = options.replace === true
        const defined = await lorekeep.defineSource(definitionOf(name, options), administrator.id, { replace })
        const view = await lorekeep.sources.one(defined.name)
        if (options.json) console.log(JSON.stringify(view))
        else console.log(`${describeSource(view)}\n\n${whatToRun(view)}`)
      }),
    )
}

function addList(source: Command, installation: Installation): void {
  source
    .command('list')
    .description('every source, when it is due, and how its last run ended')
    .option('--json', 'print as JSON')
    .action(({ json }: JsonOption) =>
      withLorekeep(installation, async (lorekeep) => {
        const sources = await lorekeep.sources.all()
        if (json) console.log(JSON.stringify({ sources }))
        else
          console.log(
            table(
              ['name', 'from', 'readers by default', 'schedule', 'last run'],
              sources.map((view) => [
                view.name,
                describeOrigin(view.origin, view.folder),
                view.groups.join(', ') || 'administrators',
                view.schedule ?? '',
                describeRun(view.lastRun),
              ]),
            ),
          )
      }),
    )
}

function addShow(source: Command, installation: Installation): void {
  source
    .command('show')
    .description('everything that is known of one source')
    .argument('<name>')
    .option('--json', 'print as JSON')
    .action((name: string, { json }: JsonOption) =>
      withLorekeep(installation, async (lorekeep) => {
        const view = await lorekeep.sources.one(name)
        console.log(json ? JSON.stringify(view) : describeSource(view))
      }),
    )
}

function addRemove(source: Command, installation: Installation): void {
  source
    .command('remove')
    .description('take out a source with all of its documents and its local copy; a folder itself stays')
    .argument('<name>')
    .option('--json', 'print the result as JSON')
    .action((name: string, { json }: JsonOption) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const removed = await lorekeep.removeSource(name, administrator.id, signal)
        console.log(json ? JSON.stringify({ removed }) : `Source ${name} removed, with ${removed} documents.`)
      }),
    )
}

function definitionOf(name: string, options: AddOptions): SourceDefinition {
  const { groups, classification, owner, include, exclude, schedule } = options
  return {
    name,
    origin: originOf(options),
    ...(groups !== undefined && { groups }),
    ...(classification !== undefined && { classification }),
    ...(owner !== undefined && { owner }),
    ...(include !== undefined && { include }),
    ...(exclude !== undefined && { exclude }),
    ...(schedule !== undefined && { schedule }),
  }
}

/** The options that only make sense with one kind of origin. */
const optionsOf = {
  folder: ['folder'],
  git: ['git', 'branch', 'credential'],
  web: ['web', 'sitemap', 'maxPages', 'allowPrivate', 'credential'],
  s3: ['s3', 'prefix', 'endpoint', 'region', 'credential'],
} as const satisfies Record<SourceOrigin['kind'], readonly (keyof AddOptions)[]>

function originOf(options: AddOptions): DefinedOrigin {
  const kinds = (['folder', 'git', 'web', 's3'] as const).filter((kind) =>
    kind === 'web' ? options.web !== undefined || options.sitemap !== undefined : options[kind] !== undefined,
  )
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1) {
    throw new LorekeepError('bad-arguments', 'Say where the documents come from, in one way.', {
      hint: 'Give one of --folder, --git, --s3, or --web and --sitemap.',
    })
  }
  const allowed: readonly string[] = optionsOf[kind]
  const strange = Object.values(optionsOf)
    .flat()
    .filter((option) => options[option] !== undefined && !allowed.includes(option))
  if (strange.length > 0) {
    const names = [...new Set(strange)].map(
      (option) => `--${option.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
    )
    throw new LorekeepError('bad-arguments', `${names.join(', ')} cannot go with a source of kind ${kind}.`, {
      hint: 'Leave it out; "lorekeep source add --help" shows examples.',
    })
  }
  return createOrigin(kind, options)
}

function createOrigin(kind: SourceOrigin['kind'], options: AddOptions): DefinedOrigin {
  const { folder = '', git = '', s3 = '', branch, prefix, endpoint, region, credential } = options
  const named = credential === undefined ? {} : { credential }
  switch (kind) {
    case 'folder':
      return { kind, path: resolve(folder) }
    case 'git':
      return { kind, url: git, ...(branch !== undefined && { branch }), ...named }
    case 'web':
      return {
        kind,
        start: options.web ?? [],
        sitemaps: options.sitemap ?? [],
        maxPages: options.maxPages ?? defaultMaxPages,
        allowPrivate: options.allowPrivate === true,
        ...named,
      }
    case 's3':
      return {
        kind,
        bucket: s3,
        ...(prefix !== undefined && { prefix }),
        ...(endpoint !== undefined && { endpoint }),
        ...(region !== undefined && { region }),
        ...named,
      }
  }
}

function describeSource(view: SourceView): string {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['source', view.name],
    ['from', describeOrigin(view.origin, view.folder)],
    ['local copy', view.origin.kind === 'folder' ? undefined : view.folder],
    ['credential', 'credential' in view.origin ? view.origin.credential : undefined],
    ['readers', view.groups.join(', ') || 'administrators only'],
    ['classification', view.classification],
    ['owner', view.owner],
    ['only', view.include.join(' ') || undefined],
    ['without', view.exclude.join(' ') || undefined],
    ['schedule', view.schedule],
    ['next run', view.nextRunAt === undefined ? undefined : new Date(view.nextRunAt).toLocaleString('sv')],
    ['last run', describeRun(view.lastRun) || undefined],
  ]
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(16)}${value}`])).join('\n')
}

function describeOrigin(origin: SourceOrigin, folder: string): string {
  switch (origin.kind) {
    case 'folder':
      return folder
    case 'git':
      return origin.branch === undefined ? origin.url : `${origin.url} (${origin.branch})`
    case 'web':
      return [...origin.start, ...origin.sitemaps].join(', ')
    case 's3':
      return `s3://${origin.bucket}/${origin.prefix ?? ''}${origin.endpoint === undefined ? '' : ` at ${origin.endpoint}`}`
  }
}

function describeRun(run: IngestRun | undefined): string {
  if (run === undefined) return ''
  const { report } = run
  const counts = report === undefined ? '' : `: ${report.files} files, ${report.failed} failed`
  return `${run.status} ${new Date(run.startedAt).toLocaleString('sv')}${counts}`
}

function whatToRun({ name, schedule }: SourceView): string {
  const command = `lorekeep ingest ${JSON.stringify(name)}`
  return schedule === undefined
    ? `Nothing is ingested yet. Run: ${command}`
    : `Nothing is ingested yet. A running service does it when it is due; to begin now, run: ${command}`
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}
