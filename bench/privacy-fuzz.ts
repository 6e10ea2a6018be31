import { startOpenAiServer } from '../test/support/openai-server/openai-server.ts'
import { holdPlantedConversation, type Mishaps } from '../test/support/privacy/hold-planted-conversation.ts'
import { plantConversation } from '../test/support/privacy/planted-conversation.ts'
import { seededRandom } from '../src/evaluation/seeded-random.ts'

// Conversations with planted values in question, history and evidence, through the real pipeline to a cloud server that
// records what it receives: does any value reach it, and does every text come back whole wherever its stream is cut?
// npm run eval:privacy-fuzz [-- CONVERSATIONS [SEED]]

const [conversations = 10_000, seed = 1] = process.argv.slice(3).map(Number)
const random = seededRandom(seed)
const cloud = await startOpenAiServer()
const startedAt = performance.now()
let values = 0
let requests = 0
const mishaps: Mishaps[] = []
const all = (of: keyof Mishaps) => mishaps.flatMap((one) => one[of])
const mishapsSoFar = () => all('leaked').length + all('changed').length + all('unanswered').length
for (let number = 1; number <= conversations; number += 1) {
  const conversation = plantConversation(random)
  mishaps.push(await holdPlantedConversation(conversation, cloud))
  values += conversation.planted.length
  requests += cloud.requests.length
  if (number % 500 === 0) console.error(`${number} conversations, ${mishapsSoFar()} mishaps`)
}
await cloud.close()

const seconds = (performance.now() - startedAt) / 1000
console.log(
  `${conversations} conversations, seed ${seed}: ${values} values, ${requests} requests, ${seconds.toFixed(0)} s`,
)
console.log(`values that reached the cloud: ${all('leaked').length}`)
console.log(`texts that did not come back whole, wherever their stream was cut: ${all('changed').length}`)
console.log(`questions that no cloud model answered, or with a placeholder left: ${all('unanswered').length}`)
for (const kind of ['leaked', 'changed', 'unanswered'] as const) {
  for (const text of all(kind).slice(0, 20)) console.log(`${kind}: ${text}`)
}
process.exitCode = mishapsSoFar() > 0 ? 1 : 0
