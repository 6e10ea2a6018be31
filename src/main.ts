#!/usr/bin/env node
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from './cli/run-command-line.ts'
import { installationAt } from './installation.ts'

// This file is built to dist/src/main.js; the installation is the folder above dist.
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
process.exitCode = await runCommandLine(process.argv.slice(2), installationAt(root))
