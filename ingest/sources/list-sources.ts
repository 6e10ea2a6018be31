import { groupsOf } from '../../src/domain/access/access-label.ts'
import type { Classification } from '../../src/domain/access/classification.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { IngestRun } from '../../src/domain/ingest/ingest-run.ts'
import type { Source, SourceOrigin } from '../../src/domain/documents/source.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { IngestRuns } from '../../src/ports/ingest-runs.ts'
import { parseSchedule } from '../schedule/schedule.ts'

/** A source as people see it. */
export interface SourceView {
  readonly name: string
  readonly origin: SourceOrigin
  /** The folder, or that of the local copy. */
  readonly folder: string
  readonly groups: readonly string[]
  readonly classification: Classification
  readonly owner?: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly schedule?: string
  /** When it is due by its schedule, in ms since the epoch. */
  readonly nextRunAt?: number
  readonly lastRun?: IngestRun
}

export interface ListSources {
  /** In order of name. */
  all(): Promise<readonly SourceView[]>
  /** @throws LorekeepError `not-found` */
  one(name: string): Promise<SourceView>
}

export interface ListSourcesParts {
  readonly registry: Pick<DocumentRegistry, 'sources'>
  /** Absent where runs are not recorded. */
  readonly runs?: Pick<IngestRuns, 'list'>
  readonly clock: Clock
}

export function createListSources({ registry, runs, clock }: ListSourcesParts): ListSources {
  async function viewOf(source: Source): Promise<SourceView> {
    const { name, origin, root, accessLabel, classification, owner, include, exclude, schedule } = source
    const lastRun = (await runs?.list({ source: name, limit: 1 }))?.[0]
    return {
      name,
      origin,
      folder: root,
      groups: groupsOf(accessLabel),
      classification,
      include,
      exclude,
      ...(owner !== undefined && { owner }),
      ...(schedule !== undefined && { schedule, nextRunAt: parseSchedule(schedule).nextAfter(clock()) }),
      ...(lastRun !== undefined && { lastRun }),
    }
  }

  return {
    all: async () => Promise.all((await registry.sources()).map(viewOf)),
    async one(name) {
      const known = await registry.sources()
      const source = known.find((candidate) => candidate.name === name)
      if (source === undefined) throw unknownSource(name, known)
      return viewOf(source)
    },
  }
}

export function unknownSource(name: string, known: readonly Source[]): LorekeepError {
  return new LorekeepError('not-found', `There is no source ${JSON.stringify(name)}.`, {
    hint: `Known sources: ${known.map((source) => source.name).join(', ') || 'none'}.`,
  })
}
