/**
 * The Markdown that pages show: a closed set of nodes with nothing in it that a browser would run,
 * load or follow, apart from links that a caller of the parser has let through.
 */
export type Inline =
  | { readonly type: 'text'; readonly value: string; readonly marked: boolean }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly value: string; readonly marked: boolean }
  | { readonly type: 'break' }
  | { readonly type: 'link'; readonly address: string; readonly children: readonly Inline[] }
  /** A link that is not to be followed: its words, and where it would have led. */
  | { readonly type: 'address'; readonly address: string; readonly children: readonly Inline[] }
  | { readonly type: 'image'; readonly description: string }
  /** A citation marker, `[n]`. */
  | { readonly type: 'citation'; readonly n: number }

export type ColumnAlignment = 'start' | 'center' | 'end'

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly depth: 1 | 2 | 3 | 4 | 5 | 6; readonly children: readonly Inline[] }
  | { readonly type: 'quotation'; readonly children: readonly Block[] }
  | {
      readonly type: 'list'
      /** The number of the first item; absent for bullets. */
      readonly start?: number
      readonly items: readonly (readonly Block[])[]
    }
  | { readonly type: 'code'; readonly value: string; readonly marked: boolean }
  | { readonly type: 'rule' }
  | {
      readonly type: 'table'
      /** Where the cells of each column stand; the rest stand at the start. */
      readonly aligned: readonly ColumnAlignment[]
      readonly head?: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
