import { tierOfAddress } from '../domain/accounting/endpoint-call.ts'
import type { Environment } from './environment.ts'

/** What whoever runs the service should know of an endpoint that gets texts of documents and questions. */
export interface EndpointNotice {
  readonly event: 'endpoint.in-the-cloud' | 'endpoint.public-host'
  readonly use: 'embeddings' | 'rerank'
  readonly host: string
  readonly message: string
  readonly advice: string
}

const variables = { embeddings: 'EMBEDDINGS_TIER', rerank: 'RERANK_TIER' } as const

/** One notice for each endpoint that stands outside the house, by what is said of it or by the name of its host. */
export function endpointNotices({ embeddings, reranker }: Environment): readonly EndpointNotice[] {
  return (['embeddings', 'rerank'] as const).flatMap((use) => {
    const endpoint = use === 'embeddings' ? embeddings : reranker
    if (endpoint === undefined || 'folder' in endpoint) return []
    const { baseUrl, tier, isTierGuessed } = endpoint
    const { host } = new URL(baseUrl)
    const about = { use, host }
    if (tier === 'cloud') return [cloudNotice(about, isTierGuessed)]
    return tierOfAddress(baseUrl) === 'on-prem' ? [] : [publicNotice(about)]
  })
}

type Named = Pick<EndpointNotice, 'use' | 'host'>

function cloudNotice({ use, host }: Named, isTierGuessed: boolean): EndpointNotice {
  return {
    use,
    host,
    event: 'endpoint.in-the-cloud',
    message: `Texts for ${use} leave the house for ${host}: redacted, and none that the policy keeps on the premises.`,
    advice: isTierGuessed
      ? `If it stands on your premises, set ${variables[use]}=on-prem; if not, set ${variables[use]}=cloud to say so.`
      : 'Use an endpoint on your premises, or the bundled model, where no text may leave.',
  }
}

function publicNotice({ use, host }: Named): EndpointNotice {
  return {
    use,
    host,
    event: 'endpoint.public-host',
    message: `Texts for ${use} go to ${host} as they are, with every value in them: ${variables[use]} says that it is on-prem.`,
    advice: `Make sure that it is, or set ${variables[use]}=cloud.`,
  }
}
