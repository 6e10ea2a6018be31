import type { DeclaredLabels } from '../../labels/declared-labels.ts'
import { readYaml } from '../../labels/read-yaml.ts'

export interface FrontMatter {
  /** Where the body begins in the source. */
  readonly bodyStart: number
  /** Absent when the file has no front matter. */
  readonly declared?: DeclaredLabels
}

const yamlFence = /^---[ \t]*(?:\r?\n|$)/
const yamlEnd = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m
const keyLine = /^[ \t]*(?:#.*)?(?:\r?\n[ \t]*(?:#.*)?)*[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|\r?\n|$)/
const tomlFence = /^\+\+\+[ \t]*\r?\n[\s\S]*?^\+\+\+[ \t]*(?:\r?\n|$)/m

/**
 * Finds the YAML block at the very beginning of a Markdown file. A block that was meant as front
 * matter but cannot be read is declared as a problem, since it may have held access labels.
 */
export function readFrontMatter(source: string): FrontMatter {
  const toml = source.startsWith('+++') ? tomlFence.exec(source) : null
  if (toml) {
    const problem = 'The front matter is TOML, which is not read. Write it as YAML between --- lines.'
    return { bodyStart: toml[0].length, declared: { problem } }
  }
  const opening = yamlFence.exec(source)
  if (!opening) return { bodyStart: 0 }
  const afterOpening = source.slice(opening[0].length)
  const closing = yamlEnd.exec(afterOpening)
  if (!closing) {
    // A rule on the first line is no front matter; a rule followed by a key is one left open.
    if (!keyLine.test(afterOpening)) return { bodyStart: 0 }
    return { bodyStart: 0, declared: { problem: 'The front matter has no closing --- line.' } }
  }
  const bodyStart = opening[0].length + closing.index + closing[0].length
  return declaredIn(afterOpening.slice(0, closing.index), bodyStart)
}

function declaredIn(yaml: string, bodyStart: number): FrontMatter {
  const read = readYaml(yaml)
  if ('problem' in read) {
    return { bodyStart, declared: { problem: `The front matter is not valid YAML: ${read.problem}.` } }
  }
  const { value } = read
  if (value === null || value === undefined) return { bodyStart }
  // Text between two rules is text.
  if (typeof value === 'string' && !value.includes(':')) return { bodyStart: 0 }
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { bodyStart, declared: { problem: 'The front matter is not a list of "key: value" lines.' } }
  }
  return { bodyStart, declared: { values: { ...value } } }
}
