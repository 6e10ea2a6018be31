import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { SearchFilters } from '../../domain/documents/passage.ts'
import { type FoundPassage, type LorekeepServer, searchOverHttp } from './search-over-http.ts'

export interface LorekeepRetrieverFields extends BaseRetrieverInput, LorekeepServer {
  /** How many documents a question brings, 1 to 50; 8 when not given. */
  readonly limit?: number
  readonly filters?: SearchFilters
}

/** Where a passage stands, as metadata of a LangChain document. */
export type PassageMetadata = Omit<FoundPassage, 'text'>

/**
 * Lorekeep's index as a LangChain retriever. It asks a running Lorekeep, so that access labels hold
 * for the key that it is given.
 */
export class LorekeepRetriever extends BaseRetriever<PassageMetadata> {
  override lc_namespace = ['lorekeep', 'retrievers']
  readonly #fields: LorekeepRetrieverFields

  static override lc_name(): string {
    return 'LorekeepRetriever'
  }

  constructor(fields: LorekeepRetrieverFields) {
    super(fields)
    this.#fields = fields
  }

  override async _getRelevantDocuments(
    query: string,
    _runManager?: CallbackManagerForRetrieverRun,
  ): Promise<Document<PassageMetadata>[]> {
    const { limit = 8, filters = {} } = this.#fields
    const passages = await searchOverHttp(this.#fields, query, limit, filters)
    return passages.map(({ text, ...metadata }) => {
      const id = `${metadata.version}:${metadata.start}`
      return new Document({ pageContent: text, metadata, id })
    })
  }
}
