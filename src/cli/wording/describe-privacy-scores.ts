import type { PlainTextCounts } from '../../evaluation/privacy/count-in-plain-texts.ts'
import type { SpeedScore } from '../../evaluation/privacy/measure-speed.ts'
import type { Score, SetScore } from '../../evaluation/privacy/score-spans.ts'
import { table } from './table.ts'

export interface PrivacyScores {
  readonly sets: readonly SetScore[]
  readonly plain: readonly PlainTextCounts[]
  readonly speed: readonly SpeedScore[]
}

/** What was found and what was not, a table for each set of texts, and how long it took. */
export function describePrivacyScores({ sets, plain, speed }: PrivacyScores): string {
  return [
    ...sets.map(describeSet),
    ...(plain.length === 0 ? [] : [describePlain(plain)]),
    ...(speed.length === 0 ? [] : [describeSpeed(speed)]),
  ].join('\n\n')
}

const shown = (value: number) => value.toFixed(3)
const three = ({ precision, recall, f1 }: Score) => [precision, recall, f1].map(shown)

function describeSet({ name, texts, labels, maskedOfSensitive, maskedOfOthers }: SetScore): string {
  const title = `${name}, ${texts} texts`
  if (labels.length === 0) return `${title}: no label of it is looked for.`
  const rows = labels.map(({ label, marked, found, exact, overlap, masked }) => [
    label,
    marked,
    found,
    ...three(exact),
    ...three(overlap),
    shown(masked),
  ])
  return [
    title,
    table(['', 'marked', 'found', 'exact P', 'R', 'F1', 'overlap P', 'R', 'F1', 'characters'], rows),
    `Characters found: ${shown(maskedOfSensitive)} of the sensitive ones, ${shown(maskedOfOthers)} of the others.`,
  ].join('\n')
}

const perCharacters = 10_000

function describePlain(plain: readonly PlainTextCounts[]): string {
  const kinds = [...new Set(plain.flatMap((one) => Object.keys(one.kinds)))].toSorted()
  const rows = plain.map((one) => {
    const counts: Readonly<Record<string, number>> = one.kinds
    return [
      one.name,
      one.texts,
      ...kinds.map((kind) => (((counts[kind] ?? 0) * perCharacters) / one.characters).toFixed(2)),
    ]
  })
  return `Found per ${perCharacters} characters of plain texts\n${table(['', 'texts', ...kinds], rows)}`
}

function describeSpeed(speed: readonly SpeedScore[]): string {
  const rows = speed.map(({ name, times, medianMs, p95Ms }) => [name, times, medianMs.toFixed(1), p95Ms.toFixed(1)])
  return `Redaction, processor time in ms\n${table(['', 'times', 'median', 'p95'], rows)}`
}
