declare module '*.css' {
  /** The style sheet as text, as the bundler hands it in. */
  const text: string
  export default text
}
