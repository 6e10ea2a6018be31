import { z } from 'zod'

const heartbeat = z.object({ 'nanosecond heartbeat': z.number() })

/** Whether a Chroma server answers at an address within the time given. */
export async function answersAt(url: string, limitMs: number): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/v2/heartbeat`, { signal: AbortSignal.timeout(limitMs) })
    return response.ok && heartbeat.safeParse(await response.json()).success
  } catch {
    // Refused, reset, too late or not JSON: whatever is there, it is no Chroma server that we can use.
    return false
  }
}
