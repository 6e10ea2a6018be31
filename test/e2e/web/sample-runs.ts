import type { FileResult } from '../../../src/domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../../src/domain/ingest/ingest-run.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import { documentWith, publish } from '../../contract/published-documents.ts'
import { reportWith, sourceNamed } from '../../support/ingest/scripted-ingest.ts'
import type { ScriptedService } from '../../support/service/scripted-service.ts'

const minute = 60_000
const day = 24 * 60 * minute

export const handbook: Source = { ...sourceNamed('handbook', '/srv/share/handbook'), schedule: '0 2 * * *' }
const contracts: Source = {
  ...sourceNamed('合同', '/var/lib/lorekeep/sources/contracts'),
  origin: { kind: 'git', url: 'https://git.example.com/legal/contracts.git' },
}

const locked: FileResult = {
  path: 'finance/payroll-2025.pdf',
  outcome: 'failed',
  chunks: 0,
  code: 'document-unreadable',
  reason: 'The PDF is protected by a password.',
  hint: 'Save it without a password, or take it out of the folder.',
  milliseconds: 120,
}
const cutOff: FileResult = {
  path: '人事/绩效考核办法-2026.docx',
  outcome: 'failed',
  chunks: 0,
  code: 'document-unreadable',
  reason: 'The file ends in the middle; perhaps it was copied only in part.',
  hint: 'Copy it again.',
  milliseconds: 45,
}

const files: readonly FileResult[] = [
  {
    path: 'finance/travel-policy-2026.pdf',
    outcome: 'changed',
    chunks: 31,
    chunksReused: 27,
    pages: 12,
    characters: 24_310,
    language: 'en',
    classification: 'internal',
    kinds: { EMAIL: 2, PHONE: 1 },
    milliseconds: 1840,
  },
  {
    path: '人事/年假管理办法.md',
    outcome: 'added',
    chunks: 9,
    characters: 3120,
    language: 'zh',
    classification: 'internal',
    milliseconds: 310,
  },
  {
    path: 'hr/salaries/salary-bands-2026.md',
    outcome: 'relabelled',
    chunks: 0,
    characters: 1870,
    language: 'en',
    classification: 'restricted',
    kinds: { IBAN: 1 },
    milliseconds: 12,
  },
  {
    path: 'archive/travel-policy-2026 (copy).pdf',
    outcome: 'duplicate',
    chunks: 0,
    duplicateOf: 'finance/travel-policy-2026.pdf',
  },
  locked,
  cutOff,
]

/** A service that has read two sources for some nights, with all that can become of a run. */
export async function fillWithRuns({ records: { registry, sourceFiles, runs } }: ScriptedService): Promise<void> {
  await registry.saveSource(handbook)
  await registry.saveSource(contracts)
  for (let n = 0; n < 47; n += 1) {
    await publish(registry, documentWith({ id: `h${n}`, source: handbook.name, path: `${n}.md` }), [`text ${n}`])
  }
  for (const { path, code = '', reason = '', hint = '' } of [locked, cutOff]) {
    await sourceFiles.recordFailure({ source: handbook.name, path, code, reason, hint, failedAt: Date.now() })
  }
  for (let night = 11; night >= 0; night -= 1) {
    const startedAt = Date.now() - night * day - 5 * minute
    const isLast = night === 0
    const failed = [0, 0, 1, 1, 4, 3, 2, 2, 2, 2, 2, 2][11 - night] ?? 0
    const run = runOf(`night-${night}`, handbook, 'schedule', startedAt)
    await runs.begin(run)
    if (isLast) await runs.addFiles(run.id, files)
    await runs.finish(run.id, {
      status: 'succeeded',
      finishedAt: startedAt + 94_000 + night * 1000,
      progress: { phase: 'reading', done: 49, total: 49, chunks: 40, failed },
      report: reportWith({
        source: handbook.name,
        files: 40 + (11 - night),
        added: isLast ? 1 : 2,
        changed: isLast ? 1 : 3,
        relabelled: isLast ? 1 : 0,
        duplicate: isLast ? 1 : 0,
        unchanged: 45,
        failed,
        removed: 1,
        skipped: 3,
        chunksWritten: 40,
        chunksReused: 27,
        documentsInIndex: 47,
        chunksInIndex: 1312,
      }),
    })
  }
  const broken = runOf('broken', contracts, 'request', Date.now() - 40 * minute)
  await runs.begin(broken)
  await runs.finish(broken.id, {
    status: 'failed',
    finishedAt: broken.startedAt + 8000,
    progress: { phase: 'fetching', done: 0, chunks: 0, failed: 0 },
    error: {
      code: 'source-unavailable',
      message: 'git.example.com does not answer.',
      hint: 'Check the address and that this machine may reach it.',
    },
  })
}

function runOf(id: string, source: Source, trigger: IngestRun['trigger'], startedAt: number): IngestRun {
  return {
    id,
    source: source.name,
    actor: trigger === 'schedule' ? 'system' : 'admin',
    trigger,
    status: 'running',
    startedAt,
    progress: { done: 0, chunks: 0, failed: 0 },
  }
}
