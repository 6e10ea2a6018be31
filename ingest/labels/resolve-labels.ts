import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Classification } from '../../src/domain/access/classification.ts'
import { messageOf } from '../../src/domain/errors.ts'
import type { Language } from '../../src/domain/language.ts'
import { errorCodeOf } from '../loaders/error-code.ts'
import { compileRules, type RuleLabels } from './access-rules.ts'
import { type Checked, checkLabelFile, checkLabels } from './check-labels.ts'
import type { DeclaredLabels } from './declared-labels.ts'
import { accessFile, sidecarOf } from './label-files.ts'
import { accessSchema, frontMatterSchema, type LabelValues, sidecarSchema } from './label-values.ts'

/** What is known about a document before its text is looked at. */
export interface ResolvedLabels {
  readonly title?: string
  /** Who may read it; empty means nobody but administrators. */
  readonly groups: readonly string[]
  readonly classification: Classification
  readonly language?: Language
  /** `YYYY-MM-DD`. */
  readonly date?: string
  readonly owner?: string
  /** What is wrong with the labels. Until it is put right nobody but administrators may read the document. */
  readonly problem?: string
}

/** The labels of documents that nobody labelled. */
export interface SourceDefaults {
  readonly groups: readonly string[]
  readonly classification: Classification
  readonly owner?: string
  /** Whether the files came by mail: label files do not count then, and of what they declare only what describes them. */
  readonly isFromOutside?: boolean
}

/** Resolves labels for one run: the folder rules are read once. */
export interface LabelResolver {
  /** @param path relative to the root, with `/` between parts */
  resolve(path: string, declared: DeclaredLabels | undefined): Promise<ResolvedLabels>
}

/**
 * Labels from, for each key by itself: the sidecar file, else the front matter, else the last rule
 * of `access.yaml` that matches, else the source's defaults. Labels that cannot be read or do not
 * hold close the document to everybody but administrators; they never open it.
 */
export function createLabelResolver(root: string, defaults: SourceDefaults): LabelResolver {
  let rules: Promise<Checked<(path: string) => RuleLabels>> | undefined
  const misplaced = new Map<string, Promise<string | undefined>>()

  async function readRules(): Promise<Checked<(path: string) => RuleLabels>> {
    const checked = await readLabelFile(
      join(root, accessFile),
      (yaml) => checkLabelFile(accessSchema, yaml, accessFile),
      accessFile,
    )
    if (checked === undefined) return { labels: () => ({}) }
    return 'problem' in checked ? checked : { labels: compileRules(checked.labels.rules) }
  }

  /** Rules in a folder below the root are not read, but whoever wrote them meant to protect it. */
  async function misplacedRules(path: string): Promise<string | undefined> {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const place = `${path.slice(0, end)}/${accessFile}`
      const found = misplaced.get(place) ?? problemOfPlace(join(root, place), place)
      misplaced.set(place, found)
      const problem = await found
      if (problem) return problem
    }
    return undefined
  }

  return {
    async resolve(path, declared) {
      if (defaults.isFromOutside === true) return combine(defaults, [descriptionOf(path, declared)], [])
      const sidecarName = sidecarOf(path)
      const [ruled, misplacedProblem, sidecar] = await Promise.all([
        (rules ??= readRules()),
        misplacedRules(path),
        readLabelFile(join(root, sidecarName), (yaml) => checkLabelFile(sidecarSchema, yaml, sidecarName), sidecarName),
      ])
      const frontMatter = checkDeclared(path, declared)
      const layers: readonly LabelValues[] = [
        'labels' in ruled ? ruled.labels(path) : {},
        frontMatter && 'labels' in frontMatter ? frontMatter.labels : {},
        sidecar && 'labels' in sidecar ? sidecar.labels : {},
      ]
      const problems = [
        misplacedProblem,
        ...[ruled, sidecar, frontMatter].map((layer) => layer && 'problem' in layer && layer.problem),
      ]
      return combine(
        defaults,
        layers,
        problems.filter((problem) => typeof problem === 'string'),
      )
    },
  }
}

function combine(
  defaults: SourceDefaults,
  layers: readonly LabelValues[],
  problems: readonly string[],
): ResolvedLabels {
  const last = <K extends keyof LabelValues>(key: K) => layers.findLast((layer) => layer[key] !== undefined)?.[key]
  const [title, language, date, owner] = [
    last('title'),
    last('language'),
    last('date'),
    last('owner') ?? defaults.owner,
  ]
  const isSound = problems.length === 0
  return {
    groups: isSound ? (last('groups') ?? defaults.groups) : [],
    classification: isSound ? (last('classification') ?? defaults.classification) : 'restricted',
    ...(title !== undefined && { title }),
    ...(language !== undefined && { language }),
    ...(date !== undefined && { date }),
    ...(owner !== undefined && { owner }),
    ...(!isSound && { problem: problems.join(' ') }),
  }
}

/** What a file from outside says about itself. */
function descriptionOf(path: string, declared: DeclaredLabels | undefined): LabelValues {
  const checked = checkDeclared(path, declared)
  if (checked === undefined || 'problem' in checked) return {}
  const { title, language, date } = checked.labels
  return {
    ...(title !== undefined && { title }),
    ...(language !== undefined && { language }),
    ...(date !== undefined && { date }),
  }
}

function checkDeclared(path: string, declared: DeclaredLabels | undefined): Checked<LabelValues> | undefined {
  if (declared === undefined) return undefined
  if ('problem' in declared) return { problem: `${path}: ${declared.problem}` }
  return checkLabels(frontMatterSchema, declared.values, `The front matter of ${path}`)
}

/** Undefined when there is no such file; a problem when there is one that cannot be read. */
async function readLabelFile<T>(
  absolutePath: string,
  check: (yaml: string) => Checked<T>,
  name: string,
): Promise<Checked<T> | undefined> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(absolutePath)
  } catch (error) {
    return isAbsent(error) ? undefined : { problem: `${name} cannot be read: ${messageOf(error)}.` }
  }
  const yaml = new TextDecoder('utf-8').decode(bytes)
  return yaml.includes('\uFFFD') ? { problem: `${name} is not saved as UTF-8.` } : check(yaml)
}

async function problemOfPlace(absolutePath: string, place: string): Promise<string | undefined> {
  try {
    await stat(absolutePath)
  } catch (error) {
    return isAbsent(error) ? undefined : `${place} cannot be read: ${messageOf(error)}.`
  }
  return `${place} has no effect there: move its rules into ${accessFile} in the root of the source.`
}

function isAbsent(error: unknown): boolean {
  return errorCodeOf(error) === 'ENOENT'
}
