import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LorekeepError } from '../src/domain/errors.ts'
import type { ResolvedLabels } from './labels/resolve-labels.ts'
import { createLabelResolver } from './labels/resolve-labels.ts'
import { accessLabelOf } from '../src/domain/access/access-label.ts'
import type { FileInWork } from './ingest-file.ts'
import { ingestOrReport, type ReportingParts, reportFailure } from './ingest-or-report.ts'
import type { RunState, LabelScope } from './runs/run-state.ts'
import { createLabelsFingerprint } from './labels/labels-fingerprint.ts'
import { isLabelFile } from './labels/label-files.ts'
import { loaderFor, readersVersion } from './loaders/loaders.ts'
import { recipeOf } from './versions/recipe.ts'
import type { UnpackedFile } from './loaders/loaded-document.ts'
import type { RunTally } from './runs/run-tally.ts'

export interface ContainerParts extends ReportingParts {
  /** A folder of our own for what archives and mails hold while it is read. */
  readonly workFolder: string
}

/** An archive in an archive in an archive is more often an attack than a document. */
const deepestNesting = 3

export function isUntouchedContainer(
  parts: Pick<ContainerParts, 'analyzer'>,
  run: RunState,
  { file, known: { container }, fingerprint }: FileInWork,
): boolean {
  return (
    container !== undefined &&
    !run.retryFailed &&
    container.recipe === containerRecipe(parts.analyzer.id) &&
    container.bytes === file.bytes &&
    container.modifiedAt === file.modifiedAt &&
    container.labelsFingerprint === fingerprint
  )
}

/**
 * Unpacks an archive or a mail and ingests what it holds, each file as a document of its own at
 * `<container>/<path inside>`. The labels of the container hold for its files, unless label files
 * inside say otherwise.
 * @returns the paths of all files inside; undefined when it could not be unpacked, which is reported
 */
export async function ingestContainer(
  parts: ContainerParts,
  run: RunState,
  work: FileInWork,
  tally: RunTally,
  signal: AbortSignal,
  depth = 1,
): Promise<readonly string[] | undefined> {
  const { file, known, scope, fingerprint } = work
  const folder = join(parts.workFolder, crypto.randomUUID())
  const passingBefore = run.passing
  try {
    await mkdir(folder, { recursive: true })
    if (depth > deepestNesting) {
      throw new LorekeepError(
        'document-unreadable',
        `"${file.path}" is an archive nested more than ${deepestNesting} deep.`,
        {
          hint: 'Unpack it and ingest what it holds.',
        },
      )
    }
    const { files } = await parts.parser.unpack(file.absolutePath, file.name, folder, signal)
    const labels = await scope.resolver.resolve(file.path.slice(scope.prefix.length), undefined)
    const inside = scopeInside(run, work, folder, labels)
    const readable = files.filter(
      ({ path, failure }) => failure !== undefined || (!isLabelFile(path) && loaderFor(path) !== undefined),
    )
    tally.expect(readable.length)
    const paths: string[] = []
    for (const member of readable) {
      signal.throwIfAborted()
      paths.push(...(await ingestMember(parts, run, inside, folder, member, tally, signal, depth)))
    }
    // A file in it that may be read the next time must not stay behind a closed archive.
    const note = async () => {
      if (known.failure !== undefined) await parts.sourceFiles.clearFailure(run.source.name, file.path)
      await parts.sourceFiles.recordContainer({
        source: run.source.name,
        path: file.path,
        recipe: containerRecipe(parts.analyzer.id),
        bytes: file.bytes,
        modifiedAt: file.modifiedAt,
        labelsFingerprint: fingerprint,
      })
    }
    if (run.passing > passingBefore) return paths
    if (run.atomic) run.afterwards.set(`${file.path}/`, note)
    else await note()
    return paths
  } catch (error) {
    tally.add(await reportFailure(parts, run, file, error))
    run.closed.add(file.path)
    return undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function ingestMember(
  parts: ContainerParts,
  run: RunState,
  scope: LabelScope,
  folder: string,
  member: UnpackedFile,
  tally: RunTally,
  signal: AbortSignal,
  depth: number,
): Promise<readonly string[]> {
  const path = scope.prefix + member.path
  const file = {
    absolutePath: join(folder, member.path),
    path,
    name: member.path,
    bytes: member.bytes,
    modifiedAt: Math.trunc(member.modifiedAt),
  }
  if (member.failure !== undefined) {
    const { code, message, hint } = member.failure
    tally.add(await reportFailure(parts, run, file, new LorekeepError(code, message, { hint })))
    return [path]
  }
  const known = await parts.sourceFiles.at(run.source.name, path)
  const work = { file, known, scope, fingerprint: await scope.fingerprint(member.path) }
  const format = loaderFor(member.path)
  const inside = format?.unpack === undefined ? [] : await ingestContainer(parts, run, work, tally, signal, depth + 1)
  if (format?.load !== undefined) tally.add(await ingestOrReport(parts, run, work, signal))
  return [path, ...(inside ?? [])]
}

function scopeInside(run: RunState, work: FileInWork, folder: string, labels: ResolvedLabels): LabelScope {
  const { file, fingerprint, scope } = work
  const { groups, classification, owner } = labels
  const isFromOutside = scope.isFromOutside || loaderFor(file.name)?.isFromOutside === true
  const root = { ...run.source, root: folder, accessLabel: accessLabelOf(groups), classification }
  const inside = createLabelsFingerprint(root, run.policy)
  return {
    prefix: `${file.path}/`,
    resolver: createLabelResolver(folder, {
      groups,
      classification,
      isFromOutside,
      ...(owner !== undefined && { owner }),
    }),
    isFromOutside,
    fingerprint: async (path) => `${fingerprint}-${await inside(path)}`,
  }
}

/** Changes with every reader, since any of them may read what is inside. */
function containerRecipe(analyzerId: string): string {
  return `${readersVersion} ${recipeOf('', analyzerId)}`
}
