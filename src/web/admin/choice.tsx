import type { JSX } from 'preact'

export interface ChoiceProps<T extends string> {
  /** What is chosen, for those who do not see it. */
  readonly label: string
  readonly options: readonly T[]
  readonly chosen: T
  readonly nameOf: (option: T) => string
  readonly onChoose: (option: T) => void
}

/** One of a few, each a button. */
export function Choice<T extends string>({ label, options, chosen, nameOf, onChoose }: ChoiceProps<T>): JSX.Element {
  return (
    <div class="choices" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          class="quiet"
          aria-pressed={option === chosen}
          onClick={() => onChoose(option)}
        >
          {nameOf(option)}
        </button>
      ))}
    </div>
  )
}
