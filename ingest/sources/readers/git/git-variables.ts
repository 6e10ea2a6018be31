/** Variables that git and ssh need from outside; no other one reaches them, secrets of other systems least of all. */
const inherited = [
  'PATH',
  'HOME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'SystemRoot',
]

/** Settings of every call; those of the machine and the account are not read. */
const settings: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.autocrlf', 'false'],
  ['core.logAllRefUpdates', 'false'],
  ['credential.helper', ''],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['protocol.ext.allow', 'never'],
  ['init.defaultBranch', 'main'],
  // A connection that hardly moves for a minute is given up.
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '60'],
  // Housekeeping happens before the call returns, never in a process left behind.
  ['gc.autoDetach', 'false'],
  ['gc.autoPackLimit', '20'],
  ['gc.pruneExpire', 'now'],
]

const ssh = 'ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4'

/**
 * The environment that git runs in: it asks nobody anything, runs nothing that a repository brings,
 * and gets the token, if there is one, for this address alone. Nothing secret is an argument, which
 * other accounts of the machine could see.
 */
export function gitVariables(
  variable: (name: string) => string | undefined,
  remote?: { readonly url: string; readonly token: string },
): Readonly<Record<string, string>> {
  const kept = inherited.flatMap((name) => {
    const value = variable(name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(kept),
    ...configuration([...settings, ...(remote === undefined ? [] : authorisation(remote))]),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:file',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: ssh,
    GIT_LFS_SKIP_SMUDGE: '1',
    LC_ALL: 'C.UTF-8',
  }
}

function authorisation({ url, token }: { readonly url: string; readonly token: string }) {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  const { origin } = new URL(url)
  return [
    [`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`],
    // Where a redirect leads is not for the token to see.
    ['http.followRedirects', 'false'],
  ] as const
}

function configuration(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const pairs = entries.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(entries.length), ...(Object.fromEntries(pairs) as Record<string, string>) }
}
