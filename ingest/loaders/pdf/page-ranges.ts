/** `2, 5-7 and 9`, of page numbers in order. */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: { readonly from: number; to: number }[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last?.to === number - 1) last.to = number
    else ranges.push({ from: number, to: number })
  }
  return new Intl.ListFormat('en-GB').format(ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)))
}
