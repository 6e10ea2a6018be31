import * as z from 'zod'
import type { AssessmentRules } from '../domain/accounting/assessment.ts'
import { parseJsonFile } from './parse-json-file.ts'

const score = z.number().min(0).max(1)
const grades = z.record(z.string().min(1), z.strictObject({ score, about: z.string().min(1) }))
const steps = z
  .array(z.strictObject({ from: z.number().min(0), score }))
  .min(1)
  .refine(([first]) => first?.from === 0, 'the first step must begin at 0')
  .refine((all) => all.every(({ from }, i) => i === 0 || from > (all[i - 1]?.from ?? 0)), 'steps must go up')

/** The shape of `data/assess.json`; also published as a JSON schema. */
export const assessSchema = z.strictObject({
  $schema: z.string().optional(),
  weights: z
    .strictObject({
      task: z.number().min(0),
      errors: z.number().min(0),
      volume: z.number().min(0),
      pay: z.number().min(0),
    })
    .refine((weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0) === 100, 'must add up to 100')
    .describe('Points of each factor, 100 in all.'),
  tasks: grades.describe('Kinds of tasks, and how much each speaks for automating, 0…1.'),
  errors: grades.describe('How much harm a wrong answer does, and how much that leaves for automating, 0…1.'),
  volume: steps.describe('Scores by questions a day.'),
  pay: steps.describe('Scores by what an answer is worth, as a multiple of what it costs.'),
  verdicts: z
    .array(z.strictObject({ from: z.number().min(0).max(100), verdict: z.enum(['automate', 'pilot', 'leave']) }))
    .min(1)
    .refine((all) => all.at(-1)?.from === 0, 'the last verdict must begin at 0')
    .refine((all) => all.every(({ from }, i) => i === 0 || from < (all[i - 1]?.from ?? 100)), 'the highest goes first'),
  mostWithAFactorOfZero: z.number().min(0).max(100).describe('The most points where a factor scores nothing.'),
})

/**
 * The rules in a file's text.
 * @throws LorekeepError `bad-configuration` naming the file and every problem
 */
export function parseAssessmentRules(fileText: string, file: string): AssessmentRules {
  return parseJsonFile(assessSchema, fileText, file)
}
