import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { createPinoLog } from '../../adapters/system/pino-log.ts'
import { priceOf } from '../../accounting/prices/price-list.ts'
import { unpricedModels } from '../../accounting/prices/unpriced-models.ts'
import { compose, type Lorekeep } from '../../compose.ts'
import { endpointNotices } from '../../config/endpoint-notices.ts'
import { type Environment, readEnvironment } from '../../config/environment.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { refuseMismatch } from '../../domain/vectors/embedder-identity.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { questionText } from '../../domain/privacy/sourced-text.ts'
import type { Installation } from '../../installation.ts'
import { checkReranker } from './check-reranker.ts'
import { attempt, type Finding } from './finding.ts'

const leastNode = [20, 16] as const
const leastFreeBytes = 1024 ** 3
const endpointTimeLimitMs = 5000

/** Checks everything an answer needs, from the outside in; goes as far as the findings allow. */
export async function diagnose(installation: Installation): Promise<readonly Finding[]> {
  const findings = [checkNode(process.versions.node), await checkBuild(installation)]
  const environment = await attempt('configuration', async () => readEnvironment(installation.root))
  findings.push(environment.finding)
  if (environment.value === undefined) return findings
  findings.push(...ignoredVariables(environment.value), ...checkEndpointPlaces(environment.value))

  const composed = await attempt('database', () =>
    compose(environment.value as Environment, installation, createPinoLog('silent')),
  )
  if (composed.value === undefined) {
    const check = composed.code === 'bad-configuration' ? 'configuration' : 'database'
    return [...findings, { ...composed.finding, check }]
  }
  findings.push(composed.finding)
  const lorekeep = composed.value
  try {
    findings.push(
      await checkDisk(environment.value.dataDir),
      await checkEmbedder(lorekeep),
      ...(await checkReranker(lorekeep.reranker)),
      await checkVectors(lorekeep),
      ...(await Promise.all(
        lorekeep.catalogue.current().providers.map((provider) => checkProvider(lorekeep, provider)),
      )),
      ...checkPrices(lorekeep),
    )
    if (lorekeep.catalogue.current().providers.length === 0) findings.push(noModel)
  } finally {
    await lorekeep.close()
  }
  return findings
}

const noModel: Finding = {
  check: 'models',
  state: 'ok',
  message: 'No chat model is configured: answers are quoted from the documents, at no cost.',
  advice: 'Set ONPREM_BASE_URL and ONPREM_MODEL, or CLOUD_BASE_URL and CLOUD_MODEL, to have answers written.',
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  return isEnough
    ? { check: 'Node.js', state: 'ok', message: version }
    : {
        check: 'Node.js',
        state: 'problem',
        message: `${version} is too old.`,
        advice: `Install Node.js ${leastNode.join('.')} or newer.`,
      }
}

async function checkBuild(installation: Installation): Promise<Finding> {
  const files = [
    installation.chromaCli,
    join(installation.bundledModel, 'model.fp16.safetensors'),
    ...Object.values(installation.workers),
  ]
  for (const file of files) {
    try {
      await stat(file)
    } catch {
      return {
        check: 'installation',
        state: 'problem',
        message: `${file} is missing.`,
        advice: 'Run "npm ci" and "npm run build" in the installation folder.',
      }
    }
  }
  return { check: 'installation', state: 'ok', message: `complete, version ${installation.version}` }
}

function ignoredVariables(environment: Environment): readonly Finding[] {
  return environment.ignored.map((name) => ({
    check: 'configuration',
    state: 'warning',
    message: `${name} is set, but this version does not use it.`,
    advice: 'Leave it out, so that nobody relies on it.',
  }))
}

function checkEndpointPlaces(environment: Environment): readonly Finding[] {
  return endpointNotices(environment).map(({ message, advice }) => ({
    check: 'endpoints',
    state: 'warning',
    message,
    advice,
  }))
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir)
  const free = bavail * bsize
  const message = `${(free / 1024 ** 3).toFixed(1)} GB free at ${dataDir}`
  return free >= leastFreeBytes
    ? { check: 'disk', state: 'ok', message }
    : { check: 'disk', state: 'problem', message, advice: 'Free some space, or move DATA_DIR to a larger disk.' }
}

async function checkEmbedder({ embedder, registry }: Lorekeep): Promise<Finding> {
  const { finding } = await attempt('embedding model', async () => {
    const identity = await embedder.identity()
    await embedder.embed([questionText('Is the model there?')], 'query', AbortSignal.timeout(120_000))
    const stored = await registry.indexIdentity()
    if (stored !== undefined) refuseMismatch(stored, identity)
    return identity.id
  })
  return finding
}

async function checkVectors({ vectors, registry }: Lorekeep): Promise<Finding> {
  const { finding } = await attempt('Chroma', async () => {
    const [inChroma, { chunks }] = await Promise.all([vectors.count(AbortSignal.timeout(60_000)), registry.counts()])
    return `answers; ${inChroma} vectors for ${chunks} chunks`
  })
  return finding
}

/** Where an endpoint lists its models; Azure does so for the resource, not for a deployment. */
function modelListOf({ baseUrl, azureApiVersion }: ModelProvider): string {
  if (azureApiVersion === undefined) return `${baseUrl}/models`
  const list = new URL('/openai/models', baseUrl)
  list.searchParams.set('api-version', azureApiVersion)
  return list.href
}

function keyHeadersOf({ apiKey, azureApiVersion }: ModelProvider): Record<string, string> {
  if (apiKey === undefined) return {}
  return azureApiVersion === undefined ? { Authorization: `Bearer ${apiKey}` } : { 'api-key': apiKey }
}

async function checkProvider(lorekeep: Lorekeep, provider: ModelProvider): Promise<Finding> {
  const check = `${provider.tier} model ${provider.name}`
  const { finding } = await attempt(check, async () => {
    const response = await fetch(modelListOf(provider), {
      headers: keyHeadersOf(provider),
      signal: AbortSignal.timeout(endpointTimeLimitMs),
    })
    if (response.status === 401 || response.status === 403) {
      throw new LorekeepError('model-rejected', `${provider.baseUrl} refuses the key.`, {
        hint: 'Check the API key of this provider.',
      })
    }
    if (!response.ok) {
      throw new LorekeepError('model-unavailable', `${provider.baseUrl}/models answered ${response.status}.`, {
        hint: 'The base URL of an OpenAI-compatible endpoint usually ends in /v1.',
      })
    }
    return `${provider.baseUrl} answers`
  })
  if (finding.state === 'problem')
    return finding.advice === undefined
      ? { ...finding, advice: 'Check the address, and that the server runs.' }
      : finding
  const price = priceOf(lorekeep.catalogue.current(), provider.tier, provider.model, lorekeep.clock())
  if (price === undefined || !price.assumed) return finding
  return {
    check,
    state: 'warning',
    message: `the price of ${provider.model} is only assumed`,
    advice: `Enter your price for ${provider.model} in ${lorekeep.environment.modelsFile}.`,
  }
}

function checkPrices({ catalogue, clock, environment }: Lorekeep): readonly Finding[] {
  return unpricedModels(catalogue.current(), clock()).map(({ provider, model, reason }) => ({
    check: 'prices',
    state: 'problem',
    message: `${provider}: ${reason}`,
    advice: `Enter the price of ${model} in ${environment.modelsFile}; until then no budget can be held to.`,
  }))
}
