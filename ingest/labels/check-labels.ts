import type { z } from 'zod'
import { readYaml } from './read-yaml.ts'

/** Labels that hold, or what is wrong with them and where, as a sentence. */
export type Checked<T> = { readonly labels: T } | { readonly problem: string }

/** Reads and checks a label file; an empty one says nothing, which is no problem. */
export function checkLabelFile<T>(schema: z.ZodType<T>, yaml: string, where: string): Checked<T> {
  const read = readYaml(yaml)
  return 'problem' in read
    ? { problem: `${where} is not valid YAML: ${read.problem}.` }
    : checkLabels(schema, read.value ?? {}, where)
}

/** Checks labels that have been read. */
export function checkLabels<T>(schema: z.ZodType<T>, value: unknown, where: string): Checked<T> {
  const result = schema.safeParse(value)
  if (result.success) return { labels: result.data }
  const problems = result.error.issues.map(({ path, message }) => {
    return path.length === 0 ? message : `"${path.join('.')}" ${message}`
  })
  return { problem: `${where} cannot be used: ${problems.join('; ').replace(/\.$/, '')}.` }
}
