import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { accessLabelOf } from '../../src/domain/access/access-label.ts'
import { type Classification, defaultClassification } from '../../src/domain/access/classification.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import { resolvePlace } from '../places/resolve-place.ts'
import { isInside } from '../places/is-inside.ts'

/** What somebody says about a place to ingest; everything but the path may be left out. */
export interface SourceRequest {
  /** Of a file or folder; or the name of a known source, unless a path of that name exists. */
  readonly path: string
  readonly name?: string
  readonly groups?: readonly string[]
  readonly classification?: Classification
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/**
 * The source that a path belongs to: the named one, else the known one that it lies in, else a new
 * one called by its absolute path. The name of a known source stands for all of it. What is not said
 * stays as it was when the source was first ingested, so that a nightly run cannot lose labels.
 * @throws LorekeepError `path-not-found`; `conflict` when the labels given would contradict a source around it
 */
export async function resolveSource(
  request: SourceRequest,
  known: readonly Source[],
): Promise<{ readonly source: Source; readonly place: string }> {
  const whole = existsSync(resolve(request.path)) ? undefined : known.find(({ name }) => name === request.path)
  if (whole !== undefined && (request.name === undefined || request.name === whole.name)) {
    return { source: merge(whole, request), place: whole.root }
  }
  const place = await resolvePlace(request.path).catch((error: unknown) => {
    throw error instanceof LorekeepError && known.length > 0 ? withNames(error, known) : error
  })
  const root = (await stat(place)).isDirectory() ? place : dirname(place)
  const around = known.find((source) => isInside(place, source.root))
  if (request.name === undefined && around !== undefined) {
    if (
      around.root !== root &&
      [request.groups, request.classification, request.include, request.exclude].some((value) => value !== undefined)
    ) {
      throw new LorekeepError(
        'conflict',
        `${place} belongs to the source ${JSON.stringify(around.name)}, whose settings would be contradicted.`,
        {
          hint: `Write the labels into ${around.root}/access.yaml or a .meta.yaml file, or ingest the folder as a source of its own with --source NAME after "lorekeep remove --source ${JSON.stringify(around.name)}".`,
        },
      )
    }
    return { source: merge(around, request), place }
  }
  const named = known.find((source) => source.name === request.name)
  if (named !== undefined && place !== root && !isInside(place, named.root)) {
    throw new LorekeepError(
      'conflict',
      `${place} does not lie in ${named.root}, the folder of the source ${JSON.stringify(named.name)}.`,
      {
        hint: 'Put the file there, or ingest it under another name.',
      },
    )
  }
  if (named !== undefined && named.origin.kind !== 'folder' && !isInside(place, named.root)) {
    throw new LorekeepError(
      'conflict',
      `The documents of the source ${JSON.stringify(named.name)} come from elsewhere, not from ${place}.`,
      { hint: `Run "lorekeep ingest ${JSON.stringify(named.name)}", or give the folder another name.` },
    )
  }
  if (named !== undefined) {
    return { source: merge(isInside(place, named.root) ? named : { ...named, root }, request), place }
  }
  const fresh: Source = {
    name: request.name ?? root,
    root,
    origin: { kind: 'folder' },
    accessLabel: accessLabelOf([]),
    classification: defaultClassification,
    include: [],
    exclude: [],
  }
  return { source: merge(fresh, request), place }
}

function merge(source: Source, request: SourceRequest): Source {
  return {
    ...source,
    accessLabel: request.groups === undefined ? source.accessLabel : accessLabelOf(request.groups),
    classification: request.classification ?? source.classification,
    include: request.include ?? source.include,
    exclude: request.exclude ?? source.exclude,
  }
}

/** What was given may have been meant as the name of a source. */
function withNames(error: LorekeepError, known: readonly Source[]): LorekeepError {
  return new LorekeepError(error.code, error.message, {
    hint: `${error.hint ?? ''} Sources are called: ${known.map(({ name }) => name).join(', ')}.`.trim(),
    cause: error,
  })
}
