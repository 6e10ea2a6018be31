import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnvironment } from '../../../src/config/environment.ts'
import { environmentSchema } from '../../../src/config/environment-variables.ts'
import { repositoryRoot } from '../../support/source-files.ts'

describe('the environment', () => {
  test('needs nothing to be set', () => {
    const environment = parseEnvironment({}, '/opt/lorekeep')
    expect(environment).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataDir: join('/opt/lorekeep', 'data/var'),
      onPrem: undefined,
      cloud: undefined,
    })
  })

  test('takes an empty variable for one that is not set', () => {
    expect(parseEnvironment({ PORT: '', CLOUD_BASE_URL: ' ' }, '/x').port).toBe(8080)
  })

  test('[P10] reports every problem at once, each with the name of its variable', () => {
    const wrong = {
      PORT: 'eighty',
      ONPREM_BASE_URL: 'gpu:8000',
      LOG_LEVEL: 'loud',
      ADMIN_TOKEN: 'short',
      CLOUD_MODEL: 'm',
    }
    let problems: readonly string[] = []
    try {
      parseEnvironment(wrong, '/x')
    } catch (error) {
      problems = (error as { problems: readonly string[] }).problems
    }
    for (const name of ['PORT', 'ONPREM_BASE_URL', 'LOG_LEVEL', 'ADMIN_TOKEN']) {
      expect(problems.some((problem) => problem.startsWith(name))).toBe(true)
    }
  })

  test('[P10] refuses half of an endpoint', () => {
    expect(() => parseEnvironment({ CLOUD_MODEL: 'gpt-4o' }, '/x')).toThrow(
      'CLOUD_BASE_URL is needed because CLOUD_MODEL is set',
    )
  })

  test.each([
    ['EMBEDDINGS_FOLDER', 'EMBEDDINGS_BASE_URL', { EMBEDDINGS_MODEL: 'bge-m3' }],
    ['RERANK_FOLDER', 'RERANK_BASE_URL', {}],
  ])('[P10] refuses both %s and %s, and takes the folder alone', (folder, address, more) => {
    const both = { [folder]: '/models/bge', [address]: 'http://gpu:8000/v1', ...more }
    expect(() => parseEnvironment(both, '/x')).toThrow(`${folder} cannot be set together with ${address}`)

    const { embeddings, reranker } = parseEnvironment({ [folder]: '/models/bge' }, '/x')
    expect([embeddings, reranker]).toContainEqual({ folder: '/models/bge' })
  })

  test('tells the tier of an endpoint from its host, unless it is named', () => {
    const tiersOf = (address: string, named?: string) => {
      const endpoints = { EMBEDDINGS_BASE_URL: address, EMBEDDINGS_MODEL: 'bge-m3', RERANK_BASE_URL: address }
      const tiers = named === undefined ? {} : { EMBEDDINGS_TIER: named, RERANK_TIER: named }
      const { embeddings, reranker } = parseEnvironment({ ...endpoints, ...tiers }, '/x')
      return [embeddings, reranker]
    }
    const guessed = { tier: 'cloud', isTierGuessed: true }
    expect(tiersOf('https://api.example.com/v1')).toMatchObject([guessed, guessed])
    expect(tiersOf('http://gpu:8000/v1')).toMatchObject([{ tier: 'on-prem' }, { tier: 'on-prem' }])
    const named = { tier: 'on-prem', isTierGuessed: false }
    expect(tiersOf('https://api.example.com/v1', 'on-prem')).toMatchObject([named, named])
    expect(() => tiersOf('http://gpu:8000/v1', 'abroad')).toThrow(
      'EMBEDDINGS_TIER must be on-prem or cloud; RERANK_TIER must be on-prem or cloud',
    )
    expect(() => parseEnvironment({ RERANK_TIER: 'cloud' }, '/x')).toThrow(
      'RERANK_BASE_URL is needed because RERANK_TIER is set',
    )
  })

  test('says which variables it does not act on', () => {
    expect(parseEnvironment({ OIDC_ISSUER: 'https://id.example.com' }, '/x').ignored).toEqual(['OIDC_ISSUER'])
  })

  test('is described by .env.example, variable for variable', () => {
    const example = readFileSync(join(repositoryRoot, '.env.example'), 'utf8')
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? '')
    expect(listed.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted())
  })
})
