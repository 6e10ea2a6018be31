import type { Command } from 'commander'
import { verifyQuotes } from '../../answering/presentation/verify-quotes.ts'
import type { ExplainedVersion, Explanation } from '../../domain/answers/explanation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Installation } from '../../installation.ts'
import { describeQuotes } from '../wording/describe-quotes.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

export function addExplainCommand(program: Command, installation: Installation): void {
  program
    .command('explain')
    .description('what was retrieved, hidden and sent where for an answer, and why')
    .argument('<answer>', 'the id of an answer')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep explain 0b9c6a2e-5d1f-4f6e-9a5e-2f6f1a2b3c4d\n')
    .action((id: string, options: { readonly json?: true }) =>
      withLorekeep(installation, async ({ journal, registry }) => {
        const stored = await journal.get(id)
        if (stored === undefined) {
          throw new LorekeepError('answer-not-found', `There is no answer ${id}.`, {
            hint: 'The id is printed under each answer.',
          })
        }
        const { answer, explanation } = stored
        const quotes = await verifyQuotes(answer.citations, registry)
        if (options.json) {
          console.log(JSON.stringify({ id, question: answer.question, ...explanation, quotes }))
          return
        }
        const { route, evidence, found } = explanation
        console.log(`Asked: ${answer.question}`)
        console.log(`Searched for: ${explanation.standaloneQuestion}${describeTalk(explanation)}`)
        for (const line of describeRecall(explanation)) console.log(line)
        console.log(
          `Evidence ${evidence.sufficient ? 'sufficient' : 'not sufficient'}: coverage ${evidence.coverage.toFixed(2)}, similarity ${evidence.similarity.toFixed(2)}${describeScore(evidence)}`,
        )
        if (explanation.conflict !== undefined) {
          const { newer, older } = explanation.conflict
          console.log(`Versions disagree; the answer follows ${describeVersion(newer)}`)
          console.log(`  while ${describeVersion(older)}`)
        }
        if (explanation.compression !== undefined) {
          const { found: tokens, given } = explanation.compression
          console.log(`Compressed from ${tokens} tokens of evidence to ${given}`)
        }
        for (const line of describeInstructions(explanation)) console.log(line)
        for (const line of describeRecitals(explanation)) console.log(line)
        if (explanation.sentences !== undefined) {
          const { supported, weak, unsupported, removed } = explanation.sentences
          console.log(
            `Sentences of the model: ${supported} supported, ${weak} in part, ${unsupported} not, ${removed} left out`,
          )
        }
        console.log(
          `Sensitive values in the question: ${describeKinds(found.question)}; in the talk before it: ${describeKinds(found.talk ?? {})}; in the evidence: ${describeKinds(found.evidence)}. The strictest classification is ${explanation.strictestClassification}.`,
        )
        console.log(
          `Answered ${route.tier} by ${route.provider}/${route.model}: ${route.reasons.map(({ code, detail }) => (detail === undefined ? code : `${code} (${detail})`)).join(', ')}\n`,
        )
        console.log(
          table(
            ['used', 'score', 'dense', 'keyword', 'passage'],
            explanation.passages.map((passage) => [
              passage.used ? '•' : '',
              passage.score.toFixed(3),
              passage.dense.toFixed(3),
              passage.keyword.toFixed(2),
              `${passage.source} › ${passage.headingPath.join(' › ')}`,
            ]),
          ),
        )
        for (const line of describeQuotes(answer.citations, quotes)) console.log(line)
        if (explanation.calls.length === 0) console.log('\nNothing was sent to a model.')
        for (const call of explanation.calls) {
          const { provider, model, tier, purpose, texts, outcome, milliseconds } = call
          const what = texts === undefined ? '' : `${texts} texts `
          console.log(
            `\nSent ${what}to ${provider}/${model} (${tier})${purposes[purpose ?? 'answer']}, ${outcome} in ${milliseconds} ms:`,
          )
          for (const message of call.messages) console.log(`--- ${message.role}\n${message.content}`)
        }
      }),
    )
}

const purposes = {
  answer: '',
  rewrite: ' to complete the question',
  judge: ' to grade the answer',
  embed: ' for their meaning',
  rerank: ' to compare passages with the question',
} as const

/** Which earlier answer was given again, and to what question it was given. */
function describeRecall({ recalled }: Explanation): readonly string[] {
  if (recalled === undefined) return []
  const { answerId, at, question, similarity } = recalled
  const likeness = similarity === undefined ? 'the same question' : `close in meaning by ${similarity.toFixed(3)}`
  return [`Given again: answer ${answerId} of ${new Date(at).toISOString()} to “${question}” (${likeness})`]
}

/** Kinds and counts, never values. */
function describeKinds(found: Explanation['found']['question']): string {
  const counts = Object.entries(found).map(([kind, count]) => `${kind} ${count}`)
  return counts.length === 0 ? 'none' : counts.join(', ')
}

const relations = {
  'first': '',
  'follow-up': 'a follow-up',
  'same-topic': 'on the subject of the conversation',
  'new-topic': 'a new subject: the conversation was left out',
} as const

function describeTalk({ talk }: Explanation): string {
  if (talk === undefined || talk.relation === 'first') return ''
  const by =
    talk.rewrittenBy === undefined ? '' : `, completed by ${talk.rewrittenBy === 'model' ? 'the model' : 'rule'}`
  return ` (${relations[talk.relation]}${by})`
}

function describeInstructions({ planted = [], attempt = [] }: Explanation): readonly string[] {
  return [
    ...(attempt.length === 0 ? [] : [`The question gives the assistant orders: ${attempt.join(', ')}`]),
    ...planted.map(
      ({ source, start, end, cues, treatment }) =>
        `Instruction to a machine in ${source}, ${start}–${end}, ${treatment === 'kept' ? 'kept, as the question is about such texts' : 'left out'}: ${cues.join(', ')}`,
    ),
  ]
}

function describeRecitals({ recited = [] }: Explanation): readonly string[] {
  return recited.map(
    ({ documentId, source = documentId, start, end, treatment }) =>
      `Repeated without a mark: ${source}, ${start}–${end}, ${treatment === 'cited' ? 'cited now' : 'left out, as the policy withholds the passage'}`,
  )
}

function describeScore({ score, threshold }: Explanation['evidence']): string {
  return score === undefined || threshold === undefined
    ? ''
    : `, score ${score.toFixed(2)} of at least ${threshold.toFixed(2)}`
}

function describeVersion({ source, date, quote }: ExplainedVersion): string {
  const words = quote === undefined ? '' : ` says "${quote.replaceAll(/\s+/g, ' ')}"`
  return `${source}${date === undefined ? '' : ` of ${date}`}${words}`
}
