import { LorekeepError } from '../errors.ts'

declare const accessLabel: unique symbol

/** The canonical id of a set of groups that may read a document. Every chunk carries exactly one. */
export type AccessLabel = string & { readonly [accessLabel]: true }

/** The group that every signed-in person belongs to. */
export const everyone = 'everyone'

const groupName = /^[\p{L}\p{N}][\p{L}\p{N} ._@/-]{0,63}$/u
const prefix = 'g:'
const separator = '|'

/**
 * The label of a set of groups; order, repeats and case do not matter. No group at all means that
 * nobody but administrators may read.
 * @throws LorekeepError `bad-arguments` for a name that is not a group name
 */
export function accessLabelOf(groups: readonly string[]): AccessLabel {
  const names = [...new Set(groups.map(parseGroupName))].sort()
  return (prefix + names.join(separator)) as AccessLabel
}

/** The groups behind a label. */
export function groupsOf(label: AccessLabel): readonly string[] {
  const names = label.slice(prefix.length)
  return names === '' ? [] : names.split(separator)
}

/** A label as read back from a store. */
export function parseAccessLabel(stored: string): AccessLabel {
  if (!stored.startsWith(prefix)) {
    throw new LorekeepError('data-damaged', `"${stored}" is not an access label.`, {
      hint: 'Run "lorekeep reindex" to write the labels again.',
    })
  }
  return stored as AccessLabel
}

/** A group name, trimmed and in lower case. */
export function parseGroupName(name: string): string {
  const trimmed = name.normalize('NFKC').trim().toLowerCase()
  if (!groupName.test(trimmed)) {
    throw new LorekeepError('bad-arguments', `"${name}" is not a group name.`, {
      hint: 'A group name starts with a letter or digit and has at most 64 letters, digits, spaces and . _ @ / -',
    })
  }
  return trimmed
}

/** Which labels a search may touch: all of them (administrators), or just those listed. */
export type ReadableLabels = { readonly all: true } | { readonly all: false; readonly labels: readonly AccessLabel[] }
