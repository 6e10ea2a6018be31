import type { RunComparison } from '../compare-runs.ts'
import type { EvaluationRun } from '../evaluation-run.ts'
import type { ThresholdOutcome } from '../thresholds.ts'

/** What a report shows beside the run itself. */
export interface ReportExtras {
  /** The run that it is compared with. */
  readonly before?: EvaluationRun
  readonly comparison?: RunComparison
  readonly thresholds?: readonly ThresholdOutcome[]
}
