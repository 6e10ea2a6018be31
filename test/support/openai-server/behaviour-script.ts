import type { RecordedRequest } from './recorded-requests.ts'

/** A behaviour, or how to choose one from the request (already validated) and its record. */
export type Scripted<Request, Behaviour> = Behaviour | ((request: Request, recorded: RecordedRequest) => Behaviour)

/** An endpoint whose next answers a test decides. */
export interface Scriptable<Request, Behaviour> {
  /** Adds to the queue: each valid request takes one from its front. A refused request takes none. */
  script(...next: readonly Scripted<Request, Behaviour>[]): void
  /** What happens when the queue is empty. */
  byDefault(scripted: Scripted<Request, Behaviour>): void
}

/** The queue and the default of one endpoint. */
export class BehaviourScript<Request, Behaviour extends object> implements Scriptable<Request, Behaviour> {
  readonly #usual: Behaviour
  #queue: Scripted<Request, Behaviour>[] = []
  #default: Scripted<Request, Behaviour>

  constructor(usual: Behaviour) {
    this.#usual = usual
    this.#default = usual
  }

  script(...next: readonly Scripted<Request, Behaviour>[]): void {
    this.#queue.push(...next)
  }

  byDefault(scripted: Scripted<Request, Behaviour>): void {
    this.#default = scripted
  }

  reset(): void {
    this.#queue = []
    this.#default = this.#usual
  }

  next(request: Request, recorded: RecordedRequest): Behaviour {
    const scripted = this.#queue.shift() ?? this.#default
    return typeof scripted === 'function' ? scripted(request, recorded) : scripted
  }
}
