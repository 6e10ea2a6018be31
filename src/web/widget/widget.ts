import { mountWidget } from './mount-widget.tsx'
import { widgetOptions } from './widget-options.ts'

const script = document.currentScript
if (!(script instanceof HTMLScriptElement)) throw new Error('widget.js works only as a classic script of a page')

const options = widgetOptions(script.src, script.dataset, {
  address: document.baseURI,
  languages: [document.documentElement.lang, ...navigator.languages],
})
if (document.body) mountWidget(options)
else document.addEventListener('DOMContentLoaded', () => mountWidget(options), { once: true })
