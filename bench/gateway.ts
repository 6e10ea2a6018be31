import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareGateways } from './gateway-parts/compare-gateways.ts'
import { generateLoad } from './gateway-parts/load.ts'
import { serveLorekeep } from './gateway-parts/lorekeep-service.ts'
import { serveModel } from './gateway-parts/model-server.ts'

// Measures what Lorekeep adds to a model's answer, beside what a gateway that only passes requests on adds. Started with
// the name of a part, this is that part, as a process of its own.

const [part = '', ...settings] = process.argv.slice(2)
if (part === 'model-server') await serveModel()
else if (part === 'load') generateLoad()
else if (part === 'lorekeep') await serveLorekeep(settings[0] ?? '', settings[1] ?? '', settings[2] ?? '1')
else {
  const { values } = parseArgs({
    args: settings,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '10' },
      rate: { type: 'string', default: '50' },
      connections: { type: 'string', default: '50' },
      processes: { type: 'string', default: '2' },
      folder: { type: 'string', default: tmpdir() },
      profile: { type: 'boolean', default: false },
    },
  })
  await compareGateways(fileURLToPath(import.meta.url), {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    perSecond: Number(values.rate),
    connections: Number(values.connections),
    processes: Number(values.processes),
    folder: values.folder,
    nodeOptions: values.profile ? ['--cpu-prof', '--cpu-prof-dir=dist/profiles'] : [],
  })
}
