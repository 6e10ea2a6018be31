import type { JSX } from 'preact'

/** Stands behind a sentence that nothing carries. */
export function DoubtMarker({ label }: { readonly label: string }): JSX.Element {
  return (
    <sup class="marker doubt" role="img" aria-label={label} title={label}>
      ⚠
    </sup>
  )
}
