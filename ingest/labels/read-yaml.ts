import { parseDocument } from 'yaml'
import { messageOf } from '../../src/domain/errors.ts'

export type ReadYaml = { readonly value: unknown } | { readonly problem: string }

/** Reads YAML 1.2. Aliases that multiply are refused; the problem is one line without a full stop. */
export function readYaml(yaml: string): ReadYaml {
  const document = parseDocument(yaml, { logLevel: 'silent' })
  const [error] = document.errors
  if (error) return { problem: firstLine(error.message) }
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    return { problem: firstLine(messageOf(error)) }
  }
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/[:.]$/, '')
}
