const hourMs = 60 * 60 * 1000
const unitMs = { m: 60 * 1000, h: hourMs, d: 24 * hourMs, w: 7 * 24 * hourMs } as const

/** A length of time as people write it, `30m`, `12h`, `7d` or `2w`, in ms; undefined when it is none. */
export function parseTimeSpan(text: string): number | undefined {
  const found = /^(?<count>\d{1,6})(?<unit>[mhdw])$/.exec(text.trim())?.groups
  if (found === undefined) return undefined
  return Number(found['count']) * unitMs[found['unit'] as keyof typeof unitMs]
}
