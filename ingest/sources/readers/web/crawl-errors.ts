import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Source } from '../../../../src/domain/documents/source.ts'
import type { UnreadablePlace } from '../source-reader.ts'

/** Statuses that say that a page is somewhere else. */
export const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** Statuses that say that there is no such page any more. */
export const gone: ReadonlySet<number> = new Set([404, 410])

export function answeredWith(address: string, status: number): LorekeepError {
  if (status === 401 || status === 403) {
    return new LorekeepError('forbidden', `${address} was answered with ${status}: it may not be read.`, {
      hint: 'Name a credential with --credential, or let the server open the page to Lorekeep.',
    })
  }
  return new LorekeepError('source-unavailable', `${address} was answered with ${status}.`, {
    hint: gone.has(status) ? 'Check the address.' : 'It is tried again in the next run; the last good copy stays.',
  })
}

export function disallowed(address: string): LorekeepError {
  return new LorekeepError('forbidden', `The robots.txt of the server does not allow ${address} to be fetched.`, {
    hint: 'Ask whoever runs the site to allow the user agent Lorekeep, or choose other pages.',
  })
}

export function nothingFetched(source: Source, failures: readonly UnreadablePlace[]): LorekeepError {
  const first = failures[0]
  return new LorekeepError(
    'source-unavailable',
    `No page of the source ${JSON.stringify(source.name)} could be fetched. ${first?.reason ?? ''}`.trimEnd(),
    { hint: first?.hint ?? 'Check the addresses and the connection.', problems: failures.map(({ reason }) => reason) },
  )
}

export function nothingLeft(source: Source, pages: number): LorekeepError {
  const name = JSON.stringify(source.name)
  return new LorekeepError('conflict', `The source ${name} has no page now, but had ${pages}. Nothing was changed.`, {
    hint: `If they are really gone, run: lorekeep source remove ${name}`,
  })
}
