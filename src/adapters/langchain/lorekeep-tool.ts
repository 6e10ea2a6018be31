import { tool } from 'langchain'
import * as z from 'zod'
import { LorekeepRetriever, type LorekeepRetrieverFields } from './lorekeep-retriever.ts'

/** A tool for LangChain agents (`createAgent({ tools: [createLorekeepTool(…)] })`) that searches the company's documents. */
export function createLorekeepTool(fields: LorekeepRetrieverFields) {
  const retriever = new LorekeepRetriever(fields)
  return tool(
    async ({ query }) => {
      const documents = await retriever.invoke(query)
      return documents
        .map(({ pageContent, metadata }, index) => {
          const place = [metadata.title, ...metadata.headingPath].join(' › ')
          return `[${index + 1}] ${place} (${metadata.source})\n${pageContent}`
        })
        .join('\n\n')
    },
    {
      name: 'search_company_documents',
      description:
        "Finds passages in the company's own documents. Cite the number of the passage that a statement rests on.",
      schema: z.object({ query: z.string().describe('A question or keywords, in English or Chinese.') }),
    },
  )
}
