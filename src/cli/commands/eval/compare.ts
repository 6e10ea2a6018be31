import type { Command } from 'commander'
import { compareRuns } from '../../../evaluation/compare-runs.ts'
import { readRun } from '../../../evaluation/read-run.ts'
import { renderReport } from '../../../evaluation/report/render-report.ts'
import { describeComparison } from '../../wording/describe-comparison.ts'
import { publishFile } from '../../files/publish-file.ts'
import { readNamedFile } from '../../files/read-named-file.ts'

interface Options {
  readonly report?: string
  readonly failIfWorse?: true
  readonly json?: true
}

const details = `
Compares the questions that both runs asked, one by one. A difference is called better or worse when chance makes
one as large in less than one of twenty comparisons (randomisation test, adjusted for the number of measures).

Example:
  lorekeep eval compare monday/run.json tuesday/run.json --report difference.html
`

export function addEvalCompareCommand(evaluation: Command): void {
  evaluation
    .command('compare')
    .description('compare two runs question by question, with a significance test')
    .argument('<before>', 'a run.json that "lorekeep eval" wrote')
    .argument('<after>', 'another one')
    .option('--report <file>', 'write the second run with the comparison as an HTML page')
    .option('--fail-if-worse', 'end with 1 when a measure is significantly worse')
    .option('--json', 'print as JSON')
    .addHelpText('after', details)
    .action(async (before: string, after: string, { report, failIfWorse, json }: Options) => {
      const [a, b] = [readRun(await readNamedFile(before), before), readRun(await readNamedFile(after), after)]
      const comparison = compareRuns(a, b)
      if (report !== undefined) await publishFile(report, renderReport(b, { before: a, comparison }))
      console.log(json ? JSON.stringify(comparison) : describeComparison(comparison, b.measured.currency))
      if (failIfWorse && comparison.measures.some(({ change }) => change === 'worse')) process.exitCode = 1
    })
}
