import { LorekeepError } from '../../domain/errors.ts'
import type { ModelCatalogue, ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { RouteReason } from '../../domain/routing/route.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'
import type { Classification } from '../../domain/access/classification.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { AttemptParts } from '../../answering/generation/attempt.ts'
import { chooseRoute } from '../../routing/choose-route.ts'
import type { NotJudged, NotJudgedReason } from './judgement.ts'
import type { PreparedJudging } from './redact-for-judge.ts'

/**
 * The models that grade, without chance in what they say.
 * @param named as `provider/model`, in the order to try them; all configured ones where absent
 * @throws LorekeepError `bad-arguments` when there is none, or a name is unknown
 */
export function judgesOf(
  { providers }: ModelCatalogue,
  named: readonly string[] | undefined,
): readonly ModelProvider[] {
  if (providers.length === 0) {
    throw new LorekeepError('bad-arguments', 'No chat model is configured that could judge answers.', {
      hint: 'Name one: ONPREM_BASE_URL and ONPREM_MODEL, CLOUD_…, or an entry in the file of models.',
    })
  }
  const chosen = named?.map((name) => {
    const provider = providers.find((one) => nameOf(one) === name)
    if (provider !== undefined) return provider
    throw new LorekeepError('bad-arguments', `There is no model "${name}" to judge answers.`, {
      hint: `There are ${providers.map(nameOf).join(', ')}.`,
    })
  })
  // One object for each, as each has a connection of its own.
  return (chosen ?? providers).map((provider) => ({ ...provider, temperature: 0 }))
}

export function nameOf({ name, model }: Pick<ModelProvider, 'name' | 'model'>): string {
  return `${name}/${model}`
}

export interface JudgeChoice {
  readonly judges: readonly ModelProvider[]
  /** Whether their order is that in which they were named. */
  readonly isOrdered: boolean
  readonly policy: Policy
  readonly catalogue: ModelCatalogue
  readonly classification: Classification
  readonly prepared: PreparedJudging
}

/**
 * Those of the judges that may see an answer and can be asked now: what binds a question binds its grading. Strong ones
 * first, and on the premises before the cloud, unless somebody gave an order. Where there is none, why.
 */
export function chooseJudges(
  { judges, isOrdered, policy, catalogue, classification, prepared }: JudgeChoice,
  { watch, slots, clock }: Pick<AttemptParts, 'watch' | 'slots' | 'clock'>,
): readonly ModelProvider[] | NotJudged {
  const { redacted, raw, onPremOnlyKinds } = prepared
  const messages = (redacted ?? raw).messages(true)
  const { candidates, reasons } = chooseRoute({
    policy,
    catalogue: { ...catalogue, providers: judges },
    classification,
    onPremOnlyKinds,
    redacted: redacted !== undefined,
    promptTokens: messages.reduce((sum, { content }) => sum + estimateTokens(content), 0),
    difficulty: { probability: 1, nearest: [] },
    costOf: () => undefined,
    allows: (judge) => watch.allows(judge),
    healthOf: (judge) => watch.healthOf(judge),
    isFull: (judge) => slots.isFull(judge),
    at: clock(),
  })
  if (candidates.length === 0) return { notJudged: whyNobody(reasons), detail: reasons.map(textOf).join('; ') }
  return isOrdered ? judges.filter((judge) => candidates.includes(judge)) : candidates
}

/** What the policy forbids is told before what happens to be out of order. */
function whyNobody(reasons: readonly RouteReason[]): NotJudgedReason {
  const codes = new Set(reasons.map(({ code }) => code))
  if (codes.has('redaction-failed')) return 'redaction-failed'
  const isKept = codes.has('classification-forbids-cloud') || codes.has('kinds-forbid-cloud')
  return isKept ? 'kept-in-house' : 'no-judge-left'
}

function textOf({ code, detail }: RouteReason): string {
  return detail === undefined ? code : `${code}: ${detail}`
}
