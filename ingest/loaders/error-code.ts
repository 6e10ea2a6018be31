/** The code of a system error such as `ENOENT`, or undefined for anything else that was thrown. */
export function errorCodeOf(thrown: unknown): string | undefined {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined
  return typeof code === 'string' ? code : undefined
}
