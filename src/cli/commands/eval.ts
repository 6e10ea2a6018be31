import type { Command } from 'commander'
import type { Installation } from '../../installation.ts'
import { addEvalRunCommand } from './eval/run.ts'

const example = `
Without a name of its own, "lorekeep eval" is "lorekeep eval run".

Example:
  lorekeep eval
  lorekeep eval golden.jsonl --min hit@5=0.9 --min refused=0.8 --max p95=300
  lorekeep eval run --help
`

export function addEvalCommand(program: Command, installation: Installation): void {
  const evaluation = program
    .command('eval')
    .description('measure search and answers with questions whose right answer is known')
    .addHelpText('after', example)
  addEvalRunCommand(evaluation, installation)
}
