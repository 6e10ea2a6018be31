import type { EvaluationRun } from './evaluation-run.ts'
import { isMeasureName, type MeasureName, measures } from './measures.ts'

/** What a run must reach, for all questions or for those of one language or tag. */
export interface Threshold {
  /** `all`, a language, or `#tag`. */
  readonly group: string
  readonly measure: MeasureName
  readonly bound: 'min' | 'max'
  /** In the unit of the measure. */
  readonly value: number
}

/** A threshold, and how far the run is from it. */
export interface ThresholdOutcome extends Threshold {
  /** Undefined when no question of the group says anything about the measure; that does not pass. */
  readonly measured: number | undefined
  readonly isPassed: boolean
}

const microsPerUnit = 1_000_000

/**
 * A threshold as it is written: `hit@5=0.9`, or `zh:refused=80%` for one language, `#travel:hit@1=0.7`
 * for one tag. Shares are 0…1 or in per cent, times in ms, cost in units of the currency.
 * @returns what is wrong with it, when it is none
 */
export function parseThreshold(bound: Threshold['bound'], written: string): Threshold | string {
  const match = /^(?:(?<group>[^=]+):)?(?<measure>[^=:]+)=(?<value>\d+(?:\.\d+)?)(?<percent>\s*%)?$/.exec(
    written.trim(),
  )
  const { group = 'all', measure = '', value = '', percent } = match?.groups ?? {}
  if (match === null) return `"${written}" is not of the form measure=value, such as hit@5=0.9`
  if (!isMeasureName(measure)) return `there is no measure "${measure}"; there are ${Object.keys(measures).join(', ')}`
  const number = Number(value) / (percent === undefined ? 1 : 100)
  const { unit } = measures[measure]
  if (unit === 'share' && number > 1) return `${measure} is a share from 0 to 1, or from 0 % to 100 %`
  if (unit !== 'share' && percent !== undefined) return `${measure} is not a share`
  return { group, measure, bound, value: unit === 'micros' ? number * microsPerUnit : number }
}

export function judgeThresholds(
  { summaries }: Pick<EvaluationRun, 'summaries'>,
  thresholds: readonly Threshold[],
): readonly ThresholdOutcome[] {
  return thresholds.map((threshold) => {
    const measured = summaries[threshold.group]?.[threshold.measure]?.value
    const isPassed =
      measured !== undefined && (threshold.bound === 'min' ? measured >= threshold.value : measured <= threshold.value)
    return { ...threshold, measured, isPassed }
  })
}
