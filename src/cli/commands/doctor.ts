import type { Command } from 'commander'
import type { Installation } from '../../installation.ts'

export function addDoctorCommand(program: Command, installation: Installation): void {
  program
    .command('doctor')
    .description('check what Lorekeep needs, and say what to do about each problem')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep doctor\n')
    .action(async ({ json }: { readonly json?: true }) => {
      const { diagnose } = await import('../doctor/diagnose.ts')
      const findings = await diagnose(installation)
      if (json) console.log(JSON.stringify({ healthy: findings.every(({ state }) => state !== 'problem'), findings }))
      else {
        const signs = { ok: '✓', warning: '!', problem: '✗' } as const
        for (const { check, state, message, advice } of findings) {
          console.log(`${signs[state]} ${check}: ${message}${advice === undefined ? '' : `\n    ${advice}`}`)
        }
      }
      if (findings.some(({ state }) => state === 'problem')) process.exitCode = 1
    })
}
