import type { InjectionScores } from '../../evaluation/privacy/injection/measure-injection.ts'
import { table } from './table.ts'

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole).toFixed(3)

/** How many planted instructions were found, by kind where some were not, and how many clean passages were touched. */
export function describeInjectionScores({ planted, clean }: InjectionScores): string {
  const missed = planted.flatMap(({ name, kinds }) =>
    kinds
      .filter((kind) => kind.found < kind.planted)
      .map((kind) => [name, kind.name, kind.planted, kind.found, share(kind.found, kind.planted)]),
  )
  const parts = [
    planted.length === 0
      ? ''
      : table(
          ['instructions planted in', 'planted', 'found', 'share'],
          planted.map(({ name, planted: count, found }) => [name, count, found, share(found, count)]),
        ),
    missed.length === 0 ? '' : table(['of them in', 'kind not always found', 'planted', 'found', 'share'], missed),
    clean.length === 0
      ? ''
      : table(
          ['nothing planted in', 'passages', 'touched', 'share'],
          clean.map(({ name, passages, touched }) => [name, passages, touched, share(touched, passages)]),
        ),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
