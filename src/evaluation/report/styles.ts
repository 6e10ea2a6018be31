/** The page's style, in the colours of the product; bars for English and Chinese differ in lightness too. */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --leaf: #fff; --ink: #24211d; --soft: #615b52; --line: #e3ded4; --wash: #f3f0e9;
  --en: #2f5f8f; --zh: #c4754a; --plain: #6d6557; --track: #ebe6db;
  --right: #3c7a56; --close: #d9b25f; --wrong: #a93a2b; --on-dark: #fff; --on-light: #24211d;
  --book: 'Iowan Old Style', 'Palatino Linotype', Palatino, Charter, 'Noto Serif', Georgia, 'Songti SC', 'Noto Serif CJK SC', serif;
  --hand: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
  --code: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', 'Noto Sans Mono CJK SC', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1a1917; --leaf: #22201d; --ink: #e8e3d9; --soft: #aaa397; --line: #37332d; --wash: #26231f;
    --en: #7fb0e0; --zh: #e0a07a; --plain: #a79e8e; --track: #34302a;
    --right: #74b892; --close: #d9b25f; --wrong: #ee8d7d; --on-dark: #1a1917; --on-light: #1a1917;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem; background: var(--paper); color: var(--ink); font: 0.9375rem/1.5 var(--hand); }
h1 { font: 500 clamp(1.75rem, 4vw, 2.5rem)/1.15 var(--book); margin: 0.25rem 0 1.5rem; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font: 500 1.5rem/1.25 var(--book); margin: 3rem 0 0.75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); text-wrap: balance; }
h3 { font: 600 0.9375rem/1.4 var(--hand); margin: 1.75rem 0 0.5rem; }
p { margin: 0 0 0.5rem; max-width: 46rem; }
small, .soft, .legend, figcaption { color: var(--soft); font-size: 0.8125rem; }
code { font: 0.875em var(--code); }
.verdicts { display: grid; gap: 0.375rem; }
.verdict-row { display: grid; grid-template-columns: 4.5rem 1fr 2.5rem; gap: 0.75rem; align-items: center; }
.verdict-row svg { width: 100%; height: 26px; border-radius: 3px; display: block; }
.legend { margin: 0.25rem 0 0 5.25rem; }
.key { display: inline-block; width: 0.75em; height: 0.75em; border-radius: 2px; margin: 0 0.125em 0 0.75em; }
.key:first-child { margin-left: 0; }
rect.right, .key.right { fill: var(--right); background: var(--right); }
rect.close, .key.close { fill: var(--close); background: var(--close); }
rect.wrong, .key.wrong { fill: var(--wrong); background: var(--wrong); }
.bar.en, .key.en { fill: var(--en); background: var(--en); }
.bar.zh, .key.zh { fill: var(--zh); background: var(--zh); }
.bar.all, .bar.plain, .key.plain { fill: var(--plain); background: var(--plain); }
.on-bar { font: 600 0.8125rem var(--hand); fill: var(--on-dark); } .on-bar.close { fill: var(--on-light); }
.figures .part th { padding-top: 1.5rem; font-weight: 600; color: var(--ink); }
.track, .key.track { fill: var(--track); background: var(--track); }
.tick, .key.tick { fill: var(--ink); background: var(--ink); }
.key.tick { width: 2px; }
.axis { stroke: var(--soft); stroke-width: 1; }
.axis-label { font: 11px var(--hand); fill: var(--soft); }
.marker { stroke: var(--wrong); stroke-width: 1.5; stroke-dasharray: 4 3; }
.marker-label { font: 600 11px var(--hand); fill: var(--ink); }
.interval { stroke: var(--plain); stroke-width: 2; }
.dot { fill: var(--plain); }
tr.better .interval { stroke: var(--right); } tr.better .dot { fill: var(--right); } tr.better b { color: var(--right); }
tr.worse .interval { stroke: var(--wrong); } tr.worse .dot { fill: var(--wrong); } tr.worse b { color: var(--wrong); }
.headline { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.75rem 0 0; }
.headline dt { color: var(--soft); font-size: 0.8125rem; }
.headline dd { margin: 0; font: 500 1.5rem/1.3 var(--book); font-variant-numeric: tabular-nums; }
.headline small { font-family: var(--hand); }
aside { margin-top: 2rem; padding: 0.75rem 1.25rem; border: 1px solid var(--close); border-radius: 4px; background: var(--leaf); }
aside ul { margin: 0; padding-left: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
.figures th, .figures td { padding: 0.375rem 1rem 0.375rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; font-weight: 400; white-space: nowrap; }
.figures thead th { color: var(--soft); font-size: 0.8125rem; }
.figures th[scope='row'] small { display: block; }
.figures th.number, .figures td.number { text-align: right; font-variant-numeric: tabular-nums; }
.figures th:last-child, .figures td:last-child { padding-right: 0; }
.figures td.main { font-weight: 600; }
.figures svg { display: block; overflow: visible; }
figure { margin: 0; max-width: 52rem; }
figure svg { width: 100%; height: auto; display: block; }
.facts { padding-left: 1rem; }
.thresholds, .changes { list-style: none; padding: 0; display: grid; gap: 0.375rem; }
.badge { display: inline-block; padding: 0 0.5em; border-radius: 3px; font-size: 0.8125rem; border: 1px solid currentcolor; color: var(--soft); white-space: nowrap; }
.badge.right { color: var(--right); } .badge.wrong { color: var(--wrong); }
.questions [role='row'] { display: grid; grid-template-columns: 1.1fr 1.2fr 1.1fr 1.4fr; gap: 1.5rem; padding: 1rem 0; border-bottom: 1px solid var(--line); }
.questions .heads [role='row'] { padding: 0.375rem 0; color: var(--soft); font-size: 0.8125rem; }
.questions [role='cell'] { min-width: 0; overflow-wrap: anywhere; }
.asked { font: 500 1.0625rem/1.4 var(--book); }
.questions .badge { white-space: normal; }
blockquote { margin: 0 0 0.5rem; padding-left: 0.75rem; border-left: 2px solid var(--line); font-family: var(--book); }
.path { font: 0.8125rem/1.5 var(--code); overflow-wrap: anywhere; margin-bottom: 0.25rem; }
.found { margin: 0; padding-left: 1.75rem; }
.miss { color: var(--soft); }
.hit { color: var(--right); }
.said { white-space: pre-line; }
details { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
summary { font: 500 1.25rem/1.3 var(--book); cursor: pointer; }
footer { margin-top: 4rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: 0.8125rem; }
footer dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 0.5rem 2rem; margin: 0; }
footer dt { color: var(--soft); } footer dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 46rem) {
  .questions .heads { display: none; }
  .questions [role='row'] { grid-template-columns: 1fr; gap: 0.75rem; }
  .questions [role='cell'][data-head]::before { content: attr(data-head); color: var(--soft); font-size: 0.8125rem; display: block; }
  .verdict-row { grid-template-columns: 3.75rem 1fr 2rem; } .legend { margin-left: 0; }
  footer dl { grid-template-columns: 1fr; }
}
@media print { body { background: none; } }
`
