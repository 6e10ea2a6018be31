import { measureHandbook } from './ingest-parts/handbook.ts'
import { measureScale } from './ingest-parts/scale.ts'
import { measureSideBySide } from './ingest-parts/side-by-side.ts'

// Measures the ingest as a whole. Parts by name: `side-by-side` against LangChain.js, `handbook` (how much
// of the time is the model's, and what a second run costs), `scale` (memory and time by number of files;
// add numbers of files to measure others than 1,000, 10,000 and 100,000).

const [wanted, ...sizes] = process.argv.slice(3)

if (wanted === undefined || wanted === 'side-by-side') await measureSideBySide()
if (wanted === undefined || wanted === 'handbook') await measureHandbook()
if (wanted === undefined || wanted === 'scale') await measureScale(sizes.map(Number))
