import type { PlainTextCounts } from '../evaluation/privacy/count-in-plain-texts.ts'
import type { Score, SetScore } from '../evaluation/privacy/score-spans.ts'
import { table } from './table.ts'

/** What was found and what was not, a table for each set of texts. */
export function describePrivacyScores(sets: readonly SetScore[], plain: readonly PlainTextCounts[]): string {
  return [...sets.map(describeSet), ...(plain.length === 0 ? [] : [describePlain(plain)])].join('\n\n')
}

const shown = (value: number) => value.toFixed(3)
const three = ({ precision, recall, f1 }: Score) => [precision, recall, f1].map(shown)

function describeSet({ name, texts, labels, maskedOfSensitive, maskedOfOthers }: SetScore): string {
  const title = `${name}, ${texts} texts`
  if (labels.length === 0) return `${title}: no label of it is looked for.`
  const rows = labels.map(({ label, marked, found, exact, overlap }) => [
    label,
    marked,
    found,
    ...three(exact),
    ...three(overlap),
  ])
  return [
    title,
    table(['', 'marked', 'found', 'exact P', 'R', 'F1', 'overlap P', 'R', 'F1'], rows),
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
