import type { JSX } from 'preact'

function icon(path: string): () => JSX.Element {
  return () => (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  )
}

export const SendIcon = icon('M10 16.5V4M4.5 9.5 10 4l5.5 5.5')
export const StopIcon = icon('M6 6h8v8H6z')
export const CloseIcon = icon('m5 5 10 10M15 5 5 15')
export const CopyIcon = icon('M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3')
export const DoneIcon = icon('m4 10.5 4 4 8-9')
export const ThumbUpIcon = icon(
  'M3.5 9h3v7.5h-3zM6.5 9.5 9.5 3c1.4 0 2 .9 2 2v3h4a1.4 1.4 0 0 1 1.4 1.7l-1.1 5.4a1.8 1.8 0 0 1-1.8 1.4H6.5',
)
export const ThumbDownIcon = icon(
  'M3.5 11h3V3.5h-3zM6.5 10.5l3 6.5c1.4 0 2-.9 2-2v-3h4a1.4 1.4 0 0 0 1.4-1.7l-1.1-5.4a1.8 1.8 0 0 0-1.8-1.4H6.5',
)
export const OpenIcon = icon('M8 4H4v12h12v-4M11.5 4H16v4.5M16 4l-7.5 7.5')
