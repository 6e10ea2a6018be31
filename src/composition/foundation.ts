import type { Environment } from '../config/environment.ts'
import type { Installation } from '../installation.ts'
import type { Clock, NewId } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'

/** What every part is built on. */
export interface Foundation {
  readonly environment: Environment
  readonly installation: Installation
  readonly log: Log
  readonly clock: Clock
  readonly newId: NewId
}
