/** What a file says about itself before anybody has checked it, or why that cannot be told. */
export type DeclaredLabels = { readonly values: Readonly<Record<string, unknown>> } | { readonly problem: string }
