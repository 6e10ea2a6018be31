import { expect, test } from '@jest/globals'
import { endpointNotices } from '../../../src/config/endpoint-notices.ts'
import { parseEnvironment } from '../../../src/config/environment.ts'

const noticesOf = (variables: Readonly<Record<string, string>>) =>
  endpointNotices(parseEnvironment({ EMBEDDINGS_MODEL: 'bge-m3', ...variables }, '/x'))

test('nothing is said of endpoints in the house', () => {
  expect(noticesOf({ EMBEDDINGS_BASE_URL: 'http://gpu:8000/v1', RERANK_BASE_URL: 'http://10.1.2.3/v1' })).toEqual([])
})

test('whoever sends texts to the cloud is told so, and how to say that it is none', () => {
  const [embeddings, rerank] = noticesOf({
    EMBEDDINGS_BASE_URL: 'https://api.example.com/v1',
    RERANK_BASE_URL: 'http://proxy:8000/v1',
    RERANK_TIER: 'cloud',
  })
  expect(embeddings).toMatchObject({ event: 'endpoint.in-the-cloud', use: 'embeddings', host: 'api.example.com' })
  expect(embeddings?.advice).toContain('EMBEDDINGS_TIER=on-prem')
  expect(rerank).toMatchObject({ event: 'endpoint.in-the-cloud', use: 'rerank', host: 'proxy:8000' })
})

test('whoever calls a public host on-prem is told that it gets everything', () => {
  const [notice] = noticesOf({ EMBEDDINGS_BASE_URL: 'https://api.example.com/v1', EMBEDDINGS_TIER: 'on-prem' })
  expect(notice).toMatchObject({ event: 'endpoint.public-host', host: 'api.example.com' })
  expect(notice?.message).toContain('as they are')
})
