import { Command, CommanderError } from 'commander'
import { LorekeepError } from '../domain/errors.ts'
import { problemOf } from '../http/problem.ts'
import type { Installation } from '../installation.ts'
import { addAskCommand } from './commands/ask.ts'
import { addAssessCommand } from './commands/assess.ts'
import { addAuditCommand } from './commands/audit.ts'
import { addBatchCommand } from './commands/batch.ts'
import { addBudgetCommand } from './commands/budget.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addEvalCommand } from './commands/eval.ts'
import { addExplainCommand } from './commands/explain.ts'
import { addIngestCommand } from './commands/ingest.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addRedactCommand } from './commands/redact.ts'
import { addReindexCommand } from './commands/reindex.ts'
import { addRollbackCommand } from './commands/rollback.ts'
import { addVerifyCommand } from './commands/verify.ts'
import { addRemoveCommand } from './commands/remove.ts'
import { addRouteCommand } from './commands/route.ts'
import { addRunsCommand } from './commands/runs.ts'
import { addSearchCommand } from './commands/search.ts'
import { addServeCommand } from './commands/serve.ts'
import { addSignInCommand } from './commands/sign-in.ts'
import { addSourceCommand } from './commands/source.ts'
import { addStatusCommand } from './commands/status.ts'
import { addEstimateCommand } from './commands/estimate.ts'
import { addUsageCommand } from './commands/usage.ts'

const exitCodes = { done: 0, failed: 1, badArguments: 2 } as const

/** Runs one command. @returns its exit code: 0 done, 1 failed, 2 bad arguments */
export async function runCommandLine(args: readonly string[], installation: Installation): Promise<number> {
  const program = new Command('lorekeep')
    .description(
      'A company knowledge assistant that shows its evidence, keeps sensitive text in the house and accounts for every cent.',
    )
    .version(installation.version)
    .showHelpAfterError('(add --help for the options and an example)')
    .exitOverride()
  const add = [
    addServeCommand,
    addIngestCommand,
    addRunsCommand,
    addSourceCommand,
    addReindexCommand,
    addRollbackCommand,
    addVerifyCommand,
    addRemoveCommand,
    addStatusCommand,
    addSearchCommand,
    addAskCommand,
    addBatchCommand,
    addRouteCommand,
    addExplainCommand,
    addRedactCommand,
    addEvalCommand,
    addAssessCommand,
    addEstimateCommand,
    addUsageCommand,
    addBudgetCommand,
    addAuditCommand,
    addKeysCommand,
    addSignInCommand,
    addDoctorCommand,
  ]
  for (const addTo of add) addTo(program, installation)
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError('(add --help for the options and an example)')

  try {
    await program.parseAsync([...args], { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badArguments
    reportFailure(error, args.includes('--json'))
    return error instanceof LorekeepError && error.code === 'bad-arguments' ? exitCodes.badArguments : exitCodes.failed
  }
}

/** An expected failure as two lines, or as JSON; a bug with its stack. */
function reportFailure(error: unknown, asJson: boolean): void {
  if (asJson) {
    const { code, detail, hint, problems } = problemOf(error)
    console.log(JSON.stringify({ error: { code, message: detail, hint, problems } }))
  }
  if (error instanceof LorekeepError) {
    console.error(`Error: ${error.message}`)
    if (error.hint !== undefined) console.error(`  ${error.hint}`)
  } else {
    console.error('This is a bug in Lorekeep:', error)
  }
}
