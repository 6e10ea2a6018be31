import { parseDocument } from 'yaml'
import type { DeclaredLabels } from '../labels/declared-labels.ts'

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
  return readYaml(afterOpening.slice(0, closing.index), bodyStart)
}

function readYaml(yaml: string, bodyStart: number): FrontMatter {
  const document = parseDocument(yaml, { prettyErrors: true, logLevel: 'silent' })
  const error = document.errors[0]
  if (error) {
    const reason = error.message.split('\n', 1)[0]?.replace(/:$/, '')
    return { bodyStart, declared: { problem: `The front matter is not valid YAML: ${reason}` } }
  }
  const values: unknown = document.toJS({ maxAliasCount: 100 })
  if (values === null || values === undefined) return { bodyStart }
  // Text between two rules is text.
  if (typeof values === 'string' && !values.includes(':')) return { bodyStart: 0 }
  if (typeof values !== 'object' || Array.isArray(values)) {
    return { bodyStart, declared: { problem: 'The front matter is not a list of "key: value" lines.' } }
  }
  return { bodyStart, declared: { values: { ...values } } }
}
