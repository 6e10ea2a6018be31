/** What `lorekeep/langchain` offers to people who build with LangChain. */
export { LorekeepRetriever, type LorekeepRetrieverFields } from './adapters/langchain/lorekeep-retriever.ts'
export { createLorekeepTool } from './adapters/langchain/lorekeep-tool.ts'
