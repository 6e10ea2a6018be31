import { createHash } from 'node:crypto'
import * as z from 'zod'
import { type Classification, classifications } from '../domain/access/classification.ts'
import { checksums, type CompanyRules, extendableKinds } from '../domain/privacy/company-rules.ts'
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
} from '../domain/privacy/policy.ts'
import {
  customKinds,
  type KindByForm,
  namedKinds,
  type SensitiveKind,
  sensitiveKindNames,
} from '../domain/privacy/sensitive-span.ts'
import { parseJsonFile } from './parse-json-file.ts'
import { problemWithPattern } from './patterns/problem-with-pattern.ts'

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

const mostRecognisers = 100
const mostWords = 50
const mostValues = 2000
const longestValue = 200
const longestPattern = 300

const pattern = z
  .string()
  .min(1)
  .max(longestPattern)
  .superRefine((source, context) => {
    const problem = problemWithPattern(source)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
  })

/** A value without two letters or digits would be found nowhere, or everywhere. */
const value = z
  .string()
  .max(longestValue)
  .regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/u, 'must hold at least two letters or digits')
const values = z.array(value).max(mostValues)

const recogniser = z.strictObject({
  name: z.string().trim().min(1).max(60).describe('What people call it. Results of redaction name it.'),
  kind: z
    .enum(extendableKinds)
    .optional()
    .describe(
      'What a value counts as: the rules for that kind hold for it, and its placeholder carries the name, such as [EMPLOYEE_NUMBER_1]. What none of the kinds is: CUSTOM (the default, treated like an e-mail address), CUSTOM_SENSITIVE (like a bank account), CUSTOM_SECRET (like a password).',
    ),
  pattern: pattern
    .describe(
      'A regular expression (JavaScript, in Unicode mode). Case does not matter, full-width characters count as plain ones, and a match must stand alone: no Latin letter, digit or underscore beside it. Every repetition needs an end, such as {1,20}; one that could trade characters with its neighbours in many ways is refused, so that no text takes long.',
    )
    .meta({ examples: ['EMP-?\\d{6}', '合同(?:编号)?[A-Z]{2}\\d{8}'] }),
  checksum: z
    .enum(checksums)
    .optional()
    .describe(
      'A check that the letters and digits of a value keep to; of those in the first group of the pattern, if it has one. luhn: ISO/IEC 7812. mod11-2: ISO/IEC 7064, as in Chinese resident IDs. mod97-10: ISO/IEC 7064, check digits last. credit-code: GB 32100.',
    ),
  words: z
    .array(z.string().trim().min(1).max(60))
    .max(mostWords)
    .optional()
    .describe(
      'Words in any language that speak for it: up to 40 characters ahead on the same line, at the end of the line above, or directly behind.',
    )
    .meta({ examples: [['contract', '合同编号']] }),
  wordsRequired: z.boolean().optional().describe('Whether a match without one of the words is none. Default: false.'),
})

/** The shape of `data/policy.json`; also published as a JSON schema. */
export const policySchema = z
  .strictObject({
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
    recognisers: z
      .array(recogniser)
      .max(mostRecognisers)
      .optional()
      .describe('Values that the company recognises by patterns of its own, beside those that the product knows.')
      .meta({
        examples: [
          [
            { name: 'staff number', kind: 'EMPLOYEE_NUMBER', pattern: 'EMP-?\\d{6}' },
            { name: 'contract', pattern: 'HT\\d{8}', words: ['contract', '合同'], wordsRequired: true },
            { name: 'member card', kind: 'CUSTOMER_NUMBER', pattern: '88\\d{14}', checksum: 'luhn' },
          ],
        ],
      }),
    deny: z
      .partialRecord(z.enum(customKinds), values)
      .optional()
      .describe(
        'Values that are sensitive wherever they stand, such as code names, by the kind they count as. Case, spaces and hyphens do not matter.',
      )
      .meta({ examples: [{ CUSTOM: ['Project Orca', '北辰计划'], CUSTOM_SECRET: ['tr0ub4dor'] }] }),
    allow: values
      .optional()
      .describe(
        'Values that are never taken for sensitive, such as the numbers and addresses on the own website. Case, spaces and hyphens do not matter; a longer value that holds one is hidden as before, and so is what deny names.',
      )
      .meta({ examples: [['400-820-8820', 'info@example.com']] }),
  })
  .superRefine(({ deny = {}, question = {}, evidence = {} }, context) => {
    for (const kind of customKinds) {
      if ((deny[kind] ?? []).length === 0) continue
      for (const [section, rules] of Object.entries({ question, evidence })) {
        const rule = rules[kind]
        if (rule !== 'leave' && !(typeof rule === 'object' && Object.values(rule).includes('leave'))) continue
        const message = `leaves values that deny names under ${kind}: give it another rule, or name them under another kind`
        context.addIssue({ code: 'custom', path: [section, kind], message })
      }
    }
  })

/**
 * The policy in a file's text.
 * @throws LorekeepError `bad-configuration` naming the file and every problem
 */
export function parsePolicy(fileText: string, file: string): Policy {
  const policy = parseJsonFile(policySchema, fileText, file)
  return Object.freeze({
    version: createHash('sha256').update(fileText).digest('hex').slice(0, 16),
    cloud: policy.cloud,
    question: { ...usualQuestionRules, ...policy.question },
    evidence: rulesFrom(policy.evidence, usualEvidenceRules),
    output: rulesFrom(policy.output, usualOutputRules),
    onPrem: policy.onPrem,
    unsupported: policy.unsupported ?? 'mark',
    raises: { ...usualRaises, ...policy.raises },
    companyRules: companyRulesFrom(policy),
  })
}

function companyRulesFrom({ recognisers = [], deny = {}, allow = [] }: z.infer<typeof policySchema>): CompanyRules {
  return {
    recognisers: recognisers.map(({ kind = 'CUSTOM', checksum, words = [], wordsRequired = false, ...rest }) => ({
      ...rest,
      kind,
      words,
      wordsRequired,
      ...(checksum !== undefined && { checksum }),
    })),
    deny,
    allow,
  }
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
