import type { Command } from 'commander'
import type { Installation } from '../../installation.ts'
import { addEvalCompareCommand } from './eval/compare.ts'
import { addEvalFeedbackCommand } from './eval/feedback.ts'
import { addEvalCalibrateCommand } from './eval/calibrate.ts'
import { addEvalInjectionCommand } from './eval/injection.ts'
import { addEvalPrivacyCommand } from './eval/privacy.ts'
import { addEvalRunCommand } from './eval/run.ts'

const example = `
Without a name of its own, "lorekeep eval" is "lorekeep eval run".

Example:
  lorekeep eval
  lorekeep eval golden.jsonl --min hit@5=0.9 --min refused=0.8 --max p95=300
  lorekeep eval compare monday/run.json tuesday/run.json
  lorekeep eval feedback --rating up > golden.jsonl
  lorekeep eval run --help
  lorekeep eval calibrate --golden golden.jsonl
  lorekeep eval privacy --data privacy-texts
  lorekeep eval injection --data ../shared/bench
`

export function addEvalCommand(program: Command, installation: Installation): void {
  const evaluation = program
    .command('eval')
    .description('measure search and answers with questions whose right answer is known')
    .addHelpText('after', example)
  addEvalRunCommand(evaluation, installation)
  addEvalCompareCommand(evaluation)
  addEvalFeedbackCommand(evaluation, installation)
  addEvalCalibrateCommand(evaluation, installation)
  addEvalPrivacyCommand(evaluation, installation)
  addEvalInjectionCommand(evaluation)
}
