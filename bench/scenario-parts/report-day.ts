import { type AskedKind, askedKinds } from './day-of-questions.ts'
import type { AnsweredQuestion, Day } from './measure-day.ts'

/** The day as tables and charts for a Markdown page. */
export function reportDay({ answered, savings, leaked }: Day): void {
  const { costMicros, baselineMicros, currency, baselineModel, by } = savings
  const money = (micros: number) => `${(micros / 1e6).toFixed(2)} ${currency}`
  const secrets = answered.filter(({ secret }) => secret !== undefined).length
  console.log(`| ${answered.length} questions | all with ${baselineModel} | Lorekeep |`)
  console.log('| --- | --- | --- |')
  console.log(
    `| money | ${money(baselineMicros)} | ${money(costMicros)} (${percent(1 - costMicros / baselineMicros)} less) |`,
  )
  console.log(`| questions of which nothing left the house | 0 % | ${share(answered, stayed)} |`)
  console.log(`| tokens of prompts that stayed in the house | 0 % | ${tokensThatStayed(answered)} |`)
  console.log(`| sensitive values that reached the cloud | all | ${leaked} of ${secrets} |`)
  console.log(`| answered from memory | – | ${share(answered, ({ answer }) => answer.cache === 'hit')} |`)
  console.log(`| p50 / p95 without the time of models | – | ${times(answered)} |`)
  console.log(`| of answers from memory | – | ${times(answered.filter(({ answer }) => answer.cache === 'hit'))} |`)
  console.log('\n| questions | number | from memory | in the house | in the cloud | quoted | nothing found |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  for (const kind of askedKinds) console.log(rowOf(kind, answered))
  console.log(`\npie showData title What ${money(baselineMicros)} became, in cents`)
  const cents = (micros: number) => Math.max(0, micros / 1e4).toFixed(1)
  console.log(`  "spent" : ${cents(costMicros)}`)
  for (const [means, micros] of Object.entries(by))
    if (micros > 0) console.log(`  "saved by ${means}" : ${cents(micros)}`)
}

function rowOf(kind: AskedKind, all: readonly AnsweredQuestion[]): string {
  const of = all.filter((one) => one.kind === kind)
  const fresh = of.filter(({ answer }) => answer.cache !== 'hit')
  const by = (tier: string) =>
    shareOf(
      fresh.filter((one) => isAnswered(one) && one.answer.route.tier === tier),
      of,
    )
  const cells = [
    share(of, ({ answer }) => answer.cache === 'hit'),
    by('on-prem'),
    by('cloud'),
    by('extractive'),
    shareOf(
      fresh.filter((one) => !isAnswered(one)),
      of,
    ),
  ]
  return `| ${kind} | ${of.length} | ${cells.join(' | ')} |`
}

function isAnswered({ answer }: AnsweredQuestion): boolean {
  return answer.status === 'answered'
}

/** A remembered answer asks nobody, wherever it came from once. */
function stayed({ answer }: AnsweredQuestion): boolean {
  return answer.cache === 'hit' || !answer.privacy.leftTheBuilding
}

function tokensThatStayed(answered: readonly AnsweredQuestion[]): string {
  const tokens = (of: readonly AnsweredQuestion[]) =>
    of.reduce((sum, { answer }) => sum + (answer.cache === 'hit' ? 0 : answer.usage.promptTokens), 0)
  return percent(tokens(answered.filter(stayed)) / Math.max(1, tokens(answered)))
}

function times(answered: readonly AnsweredQuestion[]): string {
  const sorted = answered.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0)
  return `${at(0.5)} / ${at(0.95)} ms`
}

function share(of: readonly AnsweredQuestion[], holds: (one: AnsweredQuestion) => boolean): string {
  return shareOf(of.filter(holds), of)
}

function shareOf(some: readonly AnsweredQuestion[], of: readonly AnsweredQuestion[]): string {
  return percent(some.length / Math.max(1, of.length))
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}
