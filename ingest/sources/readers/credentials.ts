import { LorekeepError } from '../../../src/domain/errors.ts'

/** A name and the secret that goes with it. */
export interface Login {
  readonly name: string
  readonly secret: string
}

/**
 * The secrets that the name of a credential stands for. They are read from the environment each time
 * they are needed and kept nowhere.
 * @throws LorekeepError `bad-configuration` that names the variable that is not set
 */
export interface Credentials {
  /** `SOURCE_<NAME>_TOKEN`, for Git over https. */
  token(credential: string): string
  /** `SOURCE_<NAME>_KEY_ID` and `SOURCE_<NAME>_SECRET`, for buckets. */
  keyPair(credential: string): Login
  /** `SOURCE_<NAME>_USER` and `SOURCE_<NAME>_PASSWORD`, for web pages. */
  login(credential: string): Login
}

/** @param variable the value of a variable of the environment */
export function createCredentials(variable: (name: string) => string | undefined): Credentials {
  const read = (credential: string, part: string): string => {
    const name = `SOURCE_${credential.toUpperCase().replaceAll('-', '_')}_${part}`
    const value = variable(name)?.trim() ?? ''
    if (value !== '') return value
    throw new LorekeepError('bad-configuration', `The credential ${credential} needs the variable ${name}.`, {
      hint: `Set ${name} in the environment of Lorekeep or in the file .env, and start it again.`,
    })
  }
  return {
    token: (credential) => read(credential, 'TOKEN'),
    keyPair: (credential) => ({ name: read(credential, 'KEY_ID'), secret: read(credential, 'SECRET') }),
    login: (credential) => ({ name: read(credential, 'USER'), secret: read(credential, 'PASSWORD') }),
  }
}
