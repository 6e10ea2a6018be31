import { render } from 'preact'
import { sendTo } from '../asking/service.ts'
import { openApi } from './api.ts'
import { App } from './app.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('the page has no element with the id "app"')

const send = sendTo(document.baseURI)
root.replaceChildren()
render(<App send={send} api={openApi(send)} signInFailed={root.dataset['page'] === 'sign-in'} />, root)
