import type { ModelPrice } from '../routing/model-catalogue.ts'
import { toMicros } from '../money.ts'

/** What a machine of one's own costs and does; amounts in units of one currency. */
export interface Hardware {
  readonly gpus: number
  /** What an hour of one GPU costs: its rent, or its price spread over the hours of its life. */
  readonly gpuHour: number
  /** What the whole machine draws on average, cooling included. */
  readonly kilowatts: number
  readonly kilowattHour: number
  /** The share of the paid hours in which tokens are made, 0…1. */
  readonly utilisation: number
  /** As measured while the machine is busy, over all requests at once. */
  readonly inputTokensPerSecond: number
  readonly cachedInputTokensPerSecond?: number | undefined
  readonly outputTokensPerSecond: number
}

/**
 * Prices of tokens from the time that they keep a machine busy: a busy hour has to earn what the idle ones cost, so
 * that a million tokens cost `hour / utilisation × 1e6 / (tokens per second × 3600)`. Rounded to the nearest micro.
 */
export function priceFromHardware(
  hardware: Hardware,
): Pick<ModelPrice, 'inputPerMillion' | 'cachedInputPerMillion' | 'outputPerMillion'> {
  const hour = hardware.gpus * hardware.gpuHour + hardware.kilowatts * hardware.kilowattHour
  const busySecond = hour / hardware.utilisation / 3600
  const perMillion = (tokensPerSecond: number) => toMicros(Math.round((busySecond / tokensPerSecond) * 1e6 * 1e6))
  return {
    inputPerMillion: perMillion(hardware.inputTokensPerSecond),
    cachedInputPerMillion: perMillion(hardware.cachedInputTokensPerSecond ?? hardware.inputTokensPerSecond),
    outputPerMillion: perMillion(hardware.outputTokensPerSecond),
  }
}
