import { z } from 'zod'
import { difficulties, questionTasks, type RoutingExample } from '../domain/routing/difficulty.ts'
import { LorekeepError } from '../domain/errors.ts'
import { jsonOf } from '../domain/text/json-of.ts'

const exampleSchema = z.strictObject({
  question: z.string().trim().min(1).max(2000),
  difficulty: z.enum(difficulties),
  task: z.enum(questionTasks).optional(),
})

/**
 * Questions of known difficulty: one JSON object a line; empty lines are passed over.
 * @throws LorekeepError `bad-configuration` naming the file, every line that is wrong, and why
 */
export function parseRoutingExamples(fileText: string, file: string): readonly RoutingExample[] {
  const problems: string[] = []
  const examples = fileText.split('\n').flatMap((line, index): readonly RoutingExample[] => {
    if (line.trim() === '') return []
    const parsed = exampleSchema.safeParse(jsonOf(line))
    if (parsed.success) {
      const { task, ...example } = parsed.data
      return [{ ...example, ...(task !== undefined && { task }) }]
    }
    problems.push(`line ${index + 1}: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`)
    return []
  })
  if (problems.length > 0) {
    throw new LorekeepError(
      'bad-configuration',
      `${file} holds examples that cannot be read: ${problems.join('; ')}.`,
      {
        hint: 'Write one example a line: {"question": "Who approves travel?", "difficulty": "simple"}, or "hard".',
      },
    )
  }
  return Object.freeze(examples)
}
