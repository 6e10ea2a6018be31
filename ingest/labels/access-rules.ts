import picomatch from 'picomatch'
import type { AccessRule } from './label-values.ts'

export type RuleLabels = Omit<AccessRule, 'path'>

/**
 * What the folder rules say about a path. A later rule that matches wins, for each label by itself.
 * A rule for a folder counts for everything in it; case does not matter.
 */
export function compileRules(rules: readonly AccessRule[]): (path: string) => RuleLabels {
  const compiled = rules.map(({ path, ...labels }) => ({ matches: matcherOf(path), labels: definedOf(labels) }))
  return (path) => {
    const plain = path.normalize('NFC')
    return Object.assign({}, ...compiled.filter(({ matches }) => matches(plain)).map(({ labels }) => labels))
  }
}

function matcherOf(rule: string): (path: string) => boolean {
  const pattern = rule.normalize('NFC').replace(/^\.?\/+|\/+$/g, '')
  const matches = picomatch([pattern, `${pattern}/**`], { dot: true, nocase: true })
  // A folder may be called "plans (final)", which is a pattern for something else.
  const name = pattern.toLowerCase()
  return (path) => matches(path) || path.toLowerCase() === name || path.toLowerCase().startsWith(`${name}/`)
}

function definedOf(labels: RuleLabels): RuleLabels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined))
}
