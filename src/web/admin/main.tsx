import { render } from 'preact'
import { sendTo } from '../asking/service.ts'
import { openAdminApi } from './admin-api.ts'
import { AdminApp } from './admin-app.tsx'

const root = document.getElementById('admin')
if (!root) throw new Error('the page has no element with the id "admin"')

root.replaceChildren()
render(<AdminApp api={openAdminApi(sendTo(document.baseURI))} />, root)
