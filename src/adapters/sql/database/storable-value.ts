/**
 * A value as both engines store it. SQLite's binding cuts a text at its first NUL and PostgreSQL
 * refuses it, so NUL becomes the replacement character, which is as long in UTF-16.
 */
export function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
  return Array.isArray(value) ? value.map(storableValue) : value
}
