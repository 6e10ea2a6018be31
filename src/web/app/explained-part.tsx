import type { ComponentChildren, JSX } from 'preact'

/** A headed part of an explanation. */
export function ExplainedPart({
  heading,
  children,
}: {
  readonly heading: string
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <section>
      <h3>{heading}</h3>
      {children}
    </section>
  )
}
