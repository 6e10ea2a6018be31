import { createJiebaAnalyzer } from '../../src/adapters/language/jieba-analyzer.ts'
import { plainAnalyzer } from '../support/plain-analyzer.ts'
import { textAnalyzerContract } from './text-analyzer.contract.ts'

textAnalyzerContract('Jieba and Porter', createJiebaAnalyzer)
textAnalyzerContract('The plain one of the tests', () => plainAnalyzer)
