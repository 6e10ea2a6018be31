import type { Command } from 'commander'
import type { ShownRedaction } from '../../answering/redact-text.ts'
import { administrator } from '../../access/sign-in.ts'
import type { Installation } from '../../installation.ts'
import { readNamedText } from '../files/read-named-text.ts'
import { withLorekeep } from '../with-lorekeep.ts'

export function addRedactCommand(program: Command, installation: Installation): void {
  program
    .command('redact')
    .description('show what a model would be sent of a text: placeholders instead of sensitive values')
    .argument('<file>', 'a text file in UTF-8, or - for standard input')
    .option('--json', 'print text and spans as JSON; offsets count UTF-16 code units of the input')
    .addHelpText('after', '\nExample:\n  echo "Ask ann@example.com" | lorekeep redact -\n')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const text = await readNamedText(file)
      await withLorekeep(installation, async ({ redactText }) => {
        const redaction = await redactText(text, administrator)
        if (json) {
          console.log(JSON.stringify(redaction))
          return
        }
        process.stdout.write(redaction.text.endsWith('\n') ? redaction.text : `${redaction.text}\n`)
        console.error(await describeSpans(redaction))
      })
    })
}

/** Kinds and counts, never values. */
async function describeSpans({ spans }: ShownRedaction): Promise<string> {
  const { countKinds } = await import('../../privacy/find-sensitive.ts')
  const describeCounts = (some: ShownRedaction['spans']) => {
    const counts = Object.entries(countKinds(some)).map(([kind, count]) => `${kind} ${count}`)
    return counts.length === 0 ? 'nothing' : counts.join(', ')
  }
  const hidden = describeCounts(spans.filter(({ placeholder }) => placeholder !== undefined))
  const left = describeCounts(spans.filter(({ placeholder }) => placeholder === undefined))
  return `Hidden: ${hidden}. Found, but left in the text: ${left}.`
}
