import type { Command } from 'commander'
import type { Installation } from '../../installation.ts'
import { withLorekeep } from '../with-lorekeep.ts'

export function addSignInCommand(program: Command, installation: Installation): void {
  program
    .command('sign-in')
    .description('print another sign-in link for the running service')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep sign-in\n')
    .action(({ json }: { readonly json?: true }) =>
      withLorekeep(installation, async ({ signIn, environment: { host, port, tls } }) => {
        const link = `${tls === undefined ? 'http' : 'https'}://${host}:${port}/sign-in?token=${await signIn.issueLinkToken()}`
        console.log(json ? JSON.stringify({ link }) : link)
      }),
    )
}
