import { describe } from '@jest/globals'
import { createMemoryAnswerCache } from '../../src/adapters/memory/memory-answer-cache.ts'
import { answerCacheContract } from './answer-cache.contract.ts'

describe('the answer cache in memory', () => answerCacheContract(createMemoryAnswerCache))
