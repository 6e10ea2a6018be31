import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { accessLabelOf, groupsOf } from '../../src/domain/access/access-label.ts'
import { defaultClassification } from '../../src/domain/access/classification.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import { resolvePlace } from '../places/resolve-place.ts'
import { checkDefinition, type DefinedOrigin, type SourceDefinition } from './source-definition.ts'
import { isInside } from '../places/is-inside.ts'

/**
 * Keeps what a source is, so that it can be ingested by its name. Nothing is fetched or ingested yet.
 * @param options.replace whether a source of that name may be there already
 * @throws LorekeepError `bad-arguments` that names every problem, `path-not-found`; `conflict` when the
 *   name or the folder belongs to another source. Nothing is changed then
 */
export type DefineSource = (
  definition: SourceDefinition,
  actor: string,
  options?: { readonly replace?: boolean },
) => Promise<Source>

export interface DefineSourceParts {
  readonly registry: Pick<DocumentRegistry, 'sources' | 'saveSource'>
  readonly audit: AuditLog
  readonly clock: Clock
  /** Everything that Lorekeep writes; no source of its own. */
  readonly dataDir: string
}

export function createDefineSource({ registry, audit, clock, dataDir }: DefineSourceParts): DefineSource {
  return async (definition, actor, { replace = false } = {}) => {
    const asked = { ...definition, name: definition.name.normalize('NFC').trim() }
    checkDefinition(asked)
    const source = await sourceOf(asked)
    refuseTaken(source, await registry.sources(), replace)
    await registry.saveSource(source)
    const { origin, classification, schedule } = source
    await audit.append({
      at: clock(),
      actor,
      action: 'source.defined',
      subject: source.name,
      details: {
        origin,
        ...(origin.kind === 'folder' && { root: source.root }),
        groups: groupsOf(source.accessLabel),
        classification,
        ...(schedule !== undefined && { schedule }),
      },
    })
    return source
  }

  async function sourceOf(definition: SourceDefinition): Promise<Source> {
    const { name, origin, groups = [], owner, schedule } = definition
    return {
      name,
      origin: origin.kind === 'folder' ? { kind: 'folder' } : origin,
      root: await rootOf(name, origin),
      accessLabel: accessLabelOf(groups),
      classification: definition.classification ?? defaultClassification,
      include: definition.include ?? [],
      exclude: definition.exclude ?? [],
      ...(owner !== undefined && { owner }),
      ...(schedule !== undefined && { schedule: schedule.trim() }),
    }
  }

  async function rootOf(name: string, origin: DefinedOrigin): Promise<string> {
    if (origin.kind !== 'folder') return join(copiesFolder(dataDir), copyName(name))
    if (!isAbsolute(origin.path)) {
      throw new LorekeepError('bad-arguments', `The path ${origin.path} of the folder is not absolute.`, {
        hint: 'Give the whole path as the service sees it, such as /srv/share/policies.',
      })
    }
    const root = await resolvePlace(origin.path)
    if (!(await stat(root)).isDirectory()) {
      throw new LorekeepError('bad-arguments', `${root} is a file; a source is a folder.`, {
        hint: 'Name the folder that it lies in, with --include for the file alone.',
      })
    }
    if (isInside(root, dataDir)) {
      throw new LorekeepError('bad-arguments', `${root} belongs to Lorekeep itself.`, {
        hint: 'Choose a folder outside of DATA_DIR.',
      })
    }
    return root
  }
}

/** Where the local copies of sources elsewhere lie. */
export function copiesFolder(dataDir: string): string {
  return join(dataDir, 'sources')
}

/** A name for a folder on any file system, another one for every source. */
function copyName(name: string): string {
  const readable = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 10)
  return readable === '' ? hash : `${readable}-${hash}`
}

function refuseTaken(source: Source, known: readonly Source[], replace: boolean): void {
  const sameName = known.find(({ name }) => name === source.name)
  if (sameName !== undefined && !replace) {
    throw new LorekeepError('conflict', `There is a source ${JSON.stringify(source.name)} already.`, {
      hint: 'Choose another name, or replace its definition: --replace, or "replace": true over HTTP.',
    })
  }
  const sameFolder = known.find(({ name, root }) => name !== source.name && root === source.root)
  if (sameFolder !== undefined) {
    throw new LorekeepError('conflict', `${source.root} is the source ${JSON.stringify(sameFolder.name)} already.`, {
      hint: `Remove that one first: lorekeep source remove ${JSON.stringify(sameFolder.name)}`,
    })
  }
}
