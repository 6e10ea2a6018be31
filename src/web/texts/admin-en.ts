import type { BatchStatus } from '../../domain/batch/batch.ts'
import type { Budget, BudgetSubject } from '../../domain/accounting/budget.ts'
import type { Classification } from '../../domain/access/classification.ts'
import type { FileOutcome } from '../../domain/ingest/ingest-report.ts'
import type { IngestPhase, IngestRunStatus, IngestTrigger } from '../../domain/ingest/ingest-run.ts'
import type { Language } from '../../domain/language.ts'
import type { CallPurpose, SavedBy, UsageGrouping } from '../../domain/accounting/ledger-entry.ts'
import type { Tier } from '../../domain/routing/route.ts'
import type { SourceOrigin } from '../../domain/documents/source.ts'

const count = (n: number): string => n.toLocaleString('en')
const plural = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`

/** Every text of the administrators' page in English. It fixes the keys that each other language must have. */
export const adminEn = {
  page: {
    title: 'Administration',
    skipToContent: 'Skip to the content',
    ask: 'Ask a question',
    signOut: 'Sign out',
    switchLanguage: '中文',
    switchLanguageLabel: '切换到中文',
    loading: 'Loading…',
    signedOut: 'You are not signed in any more.',
    signIn: 'Sign in again',
    tryAgain: 'Try again',
    separator: ', ',
  },

  navigation: {
    label: 'Pages',
    overview: 'Sources',
    usage: 'Usage',
    batches: 'Batches',
  },

  sources: {
    heading: 'Sources',
    none: 'No source has been read yet.',
    noneHint: 'On the machine that runs Lorekeep, name a folder to read:',
    kinds: {
      folder: 'Folder',
      git: 'Git repository',
      web: 'Web pages',
      s3: 'S3 bucket',
    } satisfies Record<SourceOrigin['kind'], string> as Record<SourceOrigin['kind'], string>,
    documents: (n: number) => plural(n, 'document', 'documents'),
    failures: (n: number) => plural(n, 'file could not be read', 'files could not be read'),
    lastRun: 'Last run',
    never: 'never',
    nextRun: 'Next run',
    schedule: (expression: string) => `by schedule (${expression})`,
    onRequest: 'on request',
    run: 'Run now',
    runLabel: (source: string) => `Run ${source} now`,
    retry: 'Retry failed files',
    retryLabel: (source: string) => `Retry the failed files of ${source}`,
    started: (source: string) => `${source} is being read.`,
  },

  run: {
    heading: (source: string) => `Run of ${source}`,
    back: 'All sources',
    details: 'Show the run',
    detailsLabel: (source: string) => `Show the run of ${source}`,
    cancel: 'Cancel',
    cancelLabel: (source: string) => `Cancel the run of ${source}`,
    cancelling: 'Cancelling…',
    cancelled: 'The run has been asked to stop.',
    barLabel: (source: string) => `Progress of ${source}`,
    files: (done: number, total: number) => `${count(done)} of ${count(total)} files`,
    fetched: (done: number, total: number | undefined) =>
      total === undefined ? `${count(done)} fetched` : `${count(done)} of ${count(total)} fetched`,
    chunks: (n: number) => plural(n, 'chunk', 'chunks'),
    rate: (perSecond: number) =>
      `${perSecond.toLocaleString('en', { maximumFractionDigits: perSecond < 10 ? 1 : 0 })} chunks a second`,
    left: (duration: string) => `${duration} left`,
    failed: (n: number) => `${count(n)} failed`,
    connectionLost: 'The connection was lost. Trying again…',
    latest: 'Just now',
    began: 'Began',
    took: 'Took',
    by: 'By',
    revision: 'State of the source',
    inIndex: 'In the whole index',
    inIndexLine: (documents: number, chunks: number) =>
      `${plural(documents, 'document', 'documents')}, ${plural(chunks, 'chunk', 'chunks')}`,
    written: 'Chunks written',
    writtenLine: (written: number, reused: number) =>
      reused === 0 ? count(written) : `${count(written)}, ${count(reused)} of them taken over`,
    withheld: 'Kept from the cloud',
    withheldLine: (chunks: number) => `${count(chunks)}, found by their words only`,
    removed: 'Removed',
    skipped: 'Of other kinds, skipped',
  },

  statuses: {
    running: 'Running',
    succeeded: 'Finished',
    failed: 'Failed',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted',
  } satisfies Record<IngestRunStatus, string> as Record<IngestRunStatus, string>,

  statusHints: {
    interrupted: 'Its process ended before the run was over. Run it again to go on; what was already read stays.',
  },

  phases: {
    waiting: 'Waiting for another run',
    preparing: 'Preparing',
    fetching: 'Fetching',
    reading: 'Reading',
    publishing: 'Publishing',
  } satisfies Record<IngestPhase, string> as Record<IngestPhase, string>,

  triggers: {
    command: 'command line',
    request: 'request',
    schedule: 'schedule',
    start: 'start of the service',
  } satisfies Record<IngestTrigger, string> as Record<IngestTrigger, string>,

  outcomes: {
    added: 'added',
    changed: 'changed',
    relabelled: 'relabelled',
    unchanged: 'unchanged',
    duplicate: 'duplicate',
    failed: 'failed',
  } satisfies Record<FileOutcome, string> as Record<FileOutcome, string>,

  files: {
    heading: 'Files',
    filter: 'Show',
    all: 'All',
    csv: 'Download as CSV',
    none: 'No file of this kind.',
    unchangedNote: 'Unchanged files are counted, but not listed.',
    path: 'File',
    outcome: 'Outcome',
    pages: 'Pages',
    chunks: 'Chunks',
    characters: 'Characters',
    language: 'Language',
    classification: 'Classification',
    sensitive: 'Sensitive values',
    time: 'Time',
    sameAs: (path: string) => `Same content as ${path}`,
    kind: (name: string, n: number) => `${count(n)} × ${name}`,
    range: (from: number, to: number, total: number) => `${count(from)}–${count(to)} of ${count(total)}`,
    previous: 'Previous',
    next: 'Next',
  },

  failures: {
    heading: 'Files that could not be read',
    none: 'Every file could be read.',
    source: 'Source',
    file: 'File',
    reason: 'Reason and what to do',
    more: (n: number) => `Show ${count(n)} more`,
  },

  budgets: {
    heading: 'Budgets',
    none: 'No limit is set: every question may cost what it costs.',
    noneHint: 'On the machine that runs Lorekeep, set one:',
    whose: 'Whose',
    used: 'Used',
    limit: 'Limit',
    expected: 'Expected this month',
    runsOut: 'Runs out on',
    lasts: 'lasts',
    afterwards: 'Then',
    kinds: {
      organisation: 'The organisation',
      team: 'Team',
      user: 'User',
      key: 'API key',
      site: 'Site',
    } satisfies Record<BudgetSubject['kind'], string> as Record<BudgetSubject['kind'], string>,
    periods: { day: 'a day', month: 'a month' } satisfies Record<Budget['period'], string> as Record<
      Budget['period'],
      string
    >,
    policies: {
      cheaper: 'cheaper models',
      extractive: 'quotes',
      stop: 'stop',
    } satisfies Record<Budget['whenExhausted'], string> as Record<Budget['whenExhausted'], string>,
    from: (percent: number) => ` from ${percent} % on`,
    tokens: (n: number) => plural(n, 'token', 'tokens'),
    usedLine: (percent: number, spent: string) => `${count(percent)} % · ${spent}`,
    barLabel: (whose: string, period: string) => `Used of the budget of ${whose} for ${period}`,
  },

  usage: {
    heading: (month: string) => `Usage in ${month}`,
    previousMonth: 'Month before',
    nextMonth: 'Month after',
    nothing: 'Nothing was used.',
    daysInUtc:
      'Days and months begin at midnight UTC here; those of the forecast and of budgets, in their own time zone.',
    questionsLine: (n: number) => plural(n, 'question', 'questions'),
    cacheLine: (n: string) => `${n} from the cache`,
    measure: 'Measure',
    measures: { money: 'Money', tokens: 'Tokens' },
    byDay: { money: 'Cost by day', tokens: 'Tokens by day' },
    caption: (what: string, most: string) => `${what}. ${most}`,
    bar: (day: string, amount: string) => `${day}: ${amount}`,
    most: (day: string, amount: string) => `The most was ${amount} on ${day}.`,
    whoHeading: 'Where it went',
    groupBy: 'Group by',
    groupings: {
      day: 'Day',
      user: 'User',
      team: 'Team',
      model: 'Model',
      tier: 'Tier',
      source: 'Source',
      purpose: 'Purpose',
    } satisfies Record<UsageGrouping, string> as Record<UsageGrouping, string>,
    noGroup: 'none',
    tiers: {
      'extractive': 'Quotes, no model',
      'on-prem': 'In the house',
      'cloud': 'Cloud',
    } satisfies Record<Tier, string> as Record<Tier, string>,
    purposes: {
      generate: 'Answers',
      rewrite: 'Follow-up questions',
      judge: 'Grading of answers',
      embed: 'Vectors',
      rerank: 'Reranking',
      question: 'Questions',
    } satisfies Record<Exclude<CallPurpose, 'answer'> | 'generate' | 'question', string>,
    share: 'Share',
    shareLabel: (group: string) => `Share of ${group}`,
    cost: 'Cost',
    questions: 'Questions',
    cacheHits: 'From the cache',
    calls: 'Calls',
    prompt: 'Tokens sent',
    completion: 'Tokens received',
    unpriced: (n: number) => `${plural(n, 'call', 'calls')} without a price`,
  },

  savings: {
    heading: 'Savings',
    none: 'No question of this month would have cost anything in the cloud either.',
    summary: (saved: string, share: string) => `${saved} saved · ${share}`,
    dearer: (more: string, share: string) => `${more} more than all in the cloud · ${share}`,
    baseline: (amount: string, model: string) =>
      `With every question sent to ${model}, unshortened and at its list price, it would have been ${amount}.`,
    part: 'Part',
    amount: 'Amount',
    share: 'Share of that',
    shareLabel: (part: string) => `Share: ${part}`,
    paid: 'Paid',
    parts: {
      cache: 'Saved by the cache',
      routing: 'Saved by routing',
      compression: 'Saved by compression',
      batch: 'Saved by batches',
      prices: 'Saved by prices of providers',
      unattributed: 'Calls for no question (ingest, judging), and entries of earlier versions',
    } satisfies Record<keyof SavedBy | 'unattributed', string> as Record<keyof SavedBy | 'unattributed', string>,
  },

  forecast: {
    heading: 'Forecast',
    expected: (month: string, amount: string) => `${amount} expected for ${month}`,
    soFar: (spent: string, day: string) => `So far it is ${spent}; a day costs ${day} on average.`,
    basis: (days: number) =>
      days === 0
        ? ' This is the pace of today alone.'
        : ` This rests on ${plural(days, 'complete day', 'complete days')}.`,
    runsOut: (whose: string, period: string, day: string) => `${whose}: the limit for ${period} runs out on ${day}.`,
  },

  batches: {
    heading: 'Batches',
    none: 'There has been no batch yet.',
    noneHint: 'Many questions are answered as one job, from a CSV, Excel or JSONL file:',
    name: 'Batch',
    given: 'Given',
    status: 'Status',
    progress: 'Progress',
    cost: 'Cost',
    results: 'Results',
    statuses: {
      waiting: 'Waiting',
      running: 'Running',
      paused: 'Paused',
      succeeded: 'Finished',
      failed: 'Failed',
      cancelled: 'Cancelled',
    } satisfies Record<BatchStatus, string> as Record<BatchStatus, string>,
    mayWait: 'May wait for a cheaper batch price.',
    delegated: (provider: string, done: number, total: number, due: string) =>
      `At ${provider}: ${count(done)} of ${count(total)} through, due by ${due}.`,
    barLabel: (name: string) => `Progress of ${name}`,
    done: (done: number, total: number) => `${count(done)} of ${count(total)}`,
    failed: (n: number) => `${count(n)} failed`,
    expected: (amount: string) => `${amount} expected`,
    resultsLabel: (name: string, format: string) => `Results of ${name} as ${format}`,
    cancelLabel: (name: string) => `Cancel ${name}`,
    cancelled: (name: string) => `${name} has been asked to stop.`,
  },

  runs: {
    heading: 'Recent runs',
    none: 'There has been no run yet.',
    began: 'Began',
    source: 'Source',
    status: 'Status',
    files: 'Files',
    added: 'Added',
    changed: 'Changed',
    removed: 'Removed',
    failed: 'Failed',
    took: 'Took',
  },

  chart: {
    label: (runs: number, files: string, failed: string) =>
      `The last ${plural(runs, 'run', 'runs')}, oldest first. Files read: ${files}. Failed: ${failed}.`,
    bar: (when: string, files: number, failed: number) => `${when}: ${count(files)} read, ${count(failed)} failed`,
    caption: (runs: number) => (runs === 1 ? 'Files in the last run' : `Files in the last ${count(runs)} runs`),
    read: 'read',
    failed: 'failed',
  },

  languages: { en: 'English', zh: 'Chinese' } satisfies Record<Language, string> as Record<Language, string>,

  classifications: {
    public: 'public',
    internal: 'internal',
    confidential: 'confidential',
    restricted: 'restricted',
  } satisfies Record<Classification, string> as Record<Classification, string>,

  durations: {
    seconds: (n: string) => `${n} s`,
    minutes: (n: number) => `${count(n)} min`,
    hours: (hours: number, minutes: number) => `${count(hours)} h ${minutes} min`,
  },

  problems: {
    'conflict': 'This cannot be done just now.',
    'forbidden': 'This page is for administrators.',
    'not-found': 'This is not kept any more.',
    'cancelled': 'The run was cancelled.',
    'source-unavailable': 'The source cannot be reached.',
    'index-unavailable': 'The database or the index cannot be reached just now.',
    'unreachable': 'The service cannot be reached. Is your network working?',
    'silent': 'The service has not answered for too long.',
    'internal': 'Something went wrong.',
  },
}

/** The texts of the administrators' page in one language. */
export type AdminTexts = typeof adminEn
