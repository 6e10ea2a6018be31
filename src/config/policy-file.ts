import { createHash } from 'node:crypto'
import * as z from 'zod'
import { classifications } from '../domain/classification.ts'
import { type Policy, unsupportedRules, usualQuestionRules } from '../domain/policy.ts'
import { type KindByForm, namedKinds, type SensitiveKind, sensitiveKindNames } from '../domain/sensitive-span.ts'
import { parseJsonFile } from './parse-json-file.ts'

const kind = z.enum(sensitiveKindNames as readonly [SensitiveKind, ...SensitiveKind[]])
const named: ReadonlySet<SensitiveKind> = new Set(namedKinds)
/** Names are not looked for while documents are read. */
const kindByForm = z.enum(
  sensitiveKindNames.filter((name): name is KindByForm => !named.has(name)) as [KindByForm, ...KindByForm[]],
)
const cloudRule = z.enum(['redact', 'never'])

/** The shape of `data/policy.json`; also published as a JSON schema. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  cloud: z
    .strictObject({ public: cloudRule, internal: cloudRule, confidential: cloudRule, restricted: z.literal('never') })
    .describe('What may happen to text of a classification on its way to a cloud model. Restricted text never goes.'),
  question: z
    .partialRecord(kind, z.enum(['redact', 'on-prem-only', 'block']))
    .describe(
      'What a sensitive value in a question leads to. Credentials that are not named are blocked, all else is redacted.',
    ),
  onPrem: z.enum(['redact', 'raw']).describe('Whether text for the on-prem model is redacted too.'),
  unsupported: z
    .enum(unsupportedRules)
    .optional()
    .describe(
      'What becomes of a sentence of a model that no evidence carries: shown as such (the default), left out, or the question is asked once more of the next model. The latter two hold answers back until they are checked.',
    ),
  raises: z
    .partialRecord(kindByForm, z.enum(classifications))
    .describe(
      'A document in which such a value is found is classified at least so. Names and addresses are in most documents and raise nothing.',
    ),
})

/**
 * The policy in a file's text.
 * @throws LorekeepError `bad-configuration` naming the file and every problem
 */
export function parsePolicy(fileText: string, file: string): Policy {
  const value = parseJsonFile(policySchema, fileText, file)
  return Object.freeze({
    version: createHash('sha256').update(fileText).digest('hex').slice(0, 16),
    cloud: value.cloud,
    question: { ...usualQuestionRules, ...value.question },
    onPrem: value.onPrem,
    unsupported: value.unsupported ?? 'mark',
    raises: value.raises,
  })
}
