import type { Command } from 'commander'
import { groupsOf } from '../../domain/access/access-label.ts'
import type { Installation } from '../../installation.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

const documentsShown = 10_000

export function addStatusCommand(program: Command, installation: Installation): void {
  program
    .command('status')
    .description('what is indexed, from where, who may read it, and what failed')
    .option('--documents', 'list every document')
    .option('--json', 'print as JSON, documents included')
    .addHelpText('after', '\nExample:\n  lorekeep status --documents\n')
    .action((options: { readonly documents?: true; readonly json?: true }) =>
      withLorekeep(installation, async ({ registry, sourceFiles, environment }) => {
        const [counts, sources, failures, listed, identity] = await Promise.all([
          registry.counts(),
          registry.sources(),
          sourceFiles.failures(),
          registry.list({ labels: { all: true }, limit: documentsShown, offset: 0 }),
          registry.indexIdentity(),
        ])
        const documents = listed.documents.map(
          ({ accessLabel, labelsFingerprint: _, sketch: _sketch, ...document }) => ({
            ...document,
            groups: groupsOf(accessLabel),
          }),
        )
        const named = sources.map(({ accessLabel, ...source }) => ({ ...source, groups: groupsOf(accessLabel) }))
        if (options.json) {
          const { dataDir } = environment
          console.log(
            JSON.stringify({
              dataDir,
              ...counts,
              embedder: identity?.id,
              sources: named,
              failures,
              documentList: documents,
            }),
          )
          return
        }
        console.log(
          `${counts.documents} documents in ${counts.chunks} chunks, ${counts.failures} files failed. Data: ${environment.dataDir}`,
        )
        if (identity !== undefined) console.log(`Embedded with ${identity.id} (${identity.dimension} dimensions).`)
        console.log()
        console.log(
          table(
            ['source', 'folder', 'readers by default', 'classification'],
            named.map(({ name, root, groups, classification }) => [
              name,
              root,
              groups.join(', ') || 'administrators',
              classification,
            ]),
          ),
        )
        if (options.documents) {
          console.log()
          console.log(
            table(
              ['id', 'path', 'title', 'readers', 'classification', 'chunks'],
              documents.map(({ id, path, title, groups, classification, chunks }) => [
                id,
                path,
                title,
                groups.join(', ') || 'administrators',
                classification,
                chunks,
              ]),
            ),
          )
        }
        for (const { source, path, reason, hint } of failures)
          console.log(`failed  ${source}: ${path}: ${reason} ${hint ?? ''}`.trimEnd())
      }),
    )
}
