import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { usePage } from './page-context.ts'
import { signInToken } from './sign-in-token.ts'

/** Tells a reader without a session how to get one. */
export function SignInNotice({ failed }: { readonly failed: boolean }): JSX.Element {
  const { texts } = usePage()
  const input = useRef<HTMLInputElement>(null)
  const [isEmpty, setEmpty] = useState(false)

  function submit(event: JSX.TargetedSubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const token = signInToken(input.current?.value ?? '')
    setEmpty(token === undefined)
    if (token !== undefined) location.assign(`sign-in?token=${encodeURIComponent(token)}`)
  }

  return (
    <section class="sign-in" aria-labelledby="sign-in-heading">
      <h2 id="sign-in-heading">{texts.signIn.heading}</h2>
      {failed && (
        <p class="problem" role="alert">
          {texts.signIn.failed}
        </p>
      )}
      <p>{texts.signIn.lead}</p>
      <form onSubmit={submit}>
        <label for="token">{texts.signIn.field}</label>
        <div class="field">
          <input
            ref={input}
            id="token"
            name="token"
            type="text"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={isEmpty}
            aria-describedby={isEmpty ? 'token-hint' : undefined}
          />
          <button type="submit">{texts.signIn.submit}</button>
        </div>
        {isEmpty && (
          <p id="token-hint" class="hint" role="alert">
            {texts.signIn.empty}
          </p>
        )}
      </form>
    </section>
  )
}
