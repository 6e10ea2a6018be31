import { createHash } from 'node:crypto'
import * as z from 'zod'
import { type Classification, classifications } from '../domain/classification.ts'
import {
  everywhere,
  type Policy,
  type RulesOfKind,
  unsupportedRules,
  usualEvidenceRules,
  usualOutputRules,
  usualQuestionRules,
  usualRaises,
  type ValueRule,
  valueRules,
} from '../domain/policy.ts'
import { type KindByForm, namedKinds, type SensitiveKind, sensitiveKindNames } from '../domain/sensitive-span.ts'
import { parseJsonFile } from './parse-json-file.ts'

const kind = z.enum(sensitiveKindNames as readonly [SensitiveKind, ...SensitiveKind[]])
const named: ReadonlySet<SensitiveKind> = new Set(namedKinds)
/** Names are not looked for while documents are read. */
const kindByForm = z.enum(
  sensitiveKindNames.filter((name): name is KindByForm => !named.has(name)) as [KindByForm, ...KindByForm[]],
)
const cloudRule = z.enum(['redact', 'never'])
const valueRule = z.enum(valueRules)
/** One rule, or one for each classification that is named. */
const ruleByClassification = z.union([valueRule, z.partialRecord(z.enum(classifications), valueRule)])

/** The shape of `data/policy.json`; also published as a JSON schema. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  cloud: z
    .strictObject({ public: cloudRule, internal: cloudRule, confidential: cloudRule, restricted: z.literal('never') })
    .describe('What may happen to text of a classification on its way to a cloud model. Restricted text never goes.'),
  question: z
    .partialRecord(kind, valueRule)
    .optional()
    .describe(
      'What a value in a question leads to. leave: it stays as it is. redact: a placeholder stands for it. on-prem-only: no cloud model is asked. block: the question is not answered, and stored without the value. Kinds that are not named: credentials are blocked, dates, places and web addresses left, all else is redacted.',
    ),
  evidence: z
    .partialRecord(kind, ruleByClassification)
    .optional()
    .describe(
      'The same for a value in a passage, as one rule or by the classification of the document. block: the passage is evidence for no answer. Kinds that are not named: credentials are on-prem-only, dates, places and web addresses left, all else is redacted. A value that is hidden anywhere in a conversation is hidden everywhere in it.',
    ),
  output: z
    .partialRecord(kind, ruleByClassification)
    .optional()
    .describe(
      'What becomes of a value in an answer and its quotes, as one rule or by the strictest classification of what the answer rests on. leave (for kinds that are not named): it is shown. redact: its kind is named instead. on-prem-only: the same, in answers of a cloud model. block: the answer is not given. Any rule but leave holds answers back until they are complete.',
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
    .optional()
    .describe(
      'A document in which such a value is found is classified at least so; public: not raised. Kinds that are not named: credentials raise to restricted; identity and travel documents, cards, accounts, pay and health to confidential. Names and addresses are in most documents and raise nothing.',
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
    evidence: rulesFrom(value.evidence, usualEvidenceRules),
    output: rulesFrom(value.output, usualOutputRules),
    onPrem: value.onPrem,
    unsupported: value.unsupported ?? 'mark',
    raises: { ...usualRaises, ...value.raises },
  })
}

type NamedRules = z.infer<typeof policySchema>['evidence']

function rulesFrom(named: NamedRules, usual: RulesOfKind): RulesOfKind {
  const rules = Object.entries(named ?? {}).map(
    ([name, rule]): [string, Readonly<Record<Classification, ValueRule>>] => [
      name,
      typeof rule === 'string' ? everywhere(rule) : { ...usual[name as SensitiveKind], ...rule },
    ],
  )
  return { ...usual, ...Object.fromEntries(rules) }
}
