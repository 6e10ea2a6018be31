import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { identityOf, isCertain, isRunning, parseStat } from '../../../../src/adapters/chroma/process-identity.ts'

const onLinux = process.platform === 'linux' ? describe : describe.skip

describe('the identity of a process', () => {
  test('is that of a process as long as it runs', async () => {
    const child = spawn('sleep', ['60'])
    const identity = identityOf(child.pid ?? 0)
    const whileRunning = identity && isRunning(identity)

    child.kill('SIGKILL')
    await once(child, 'exit')

    expect(whileRunning).toBe(true)
    expect(identity && isRunning(identity)).toBe(false)
    expect(identityOf(child.pid ?? 0)).toBeUndefined()
  })

  test.each([0, -1, 1.5, Number.NaN, 2 ** 30])('there is no process %d', (pid) => {
    expect(identityOf(pid)).toBeUndefined()
  })
})

onLinux('on Linux', () => {
  test('a process that got the pid of an earlier one is not taken for it', () => {
    const now = identityOf(process.pid)
    const earlier = { pid: process.pid, birth: 'some-boot.12345' }

    expect(now && isRunning(now)).toBe(true)
    expect(isRunning(earlier)).toBe(false)
    expect(isRunning({ pid: process.pid })).toBe(false)
  })

  test('one of our own processes may be killed, since there is no doubt which it is', () => {
    const now = identityOf(process.pid)

    expect(now && isCertain(now)).toBe(true)
    expect(isCertain({ pid: process.pid })).toBe(false)
  })

  test('a process that has ended counts as gone even when nobody waited for it', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'])
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]

    while (identityOf(Number(line)) !== undefined) await sleep(5)

    expect(() => process.kill(Number(line), 0)).not.toThrow()
    parent.kill()
  })

  test('the name of a command does not confuse', () => {
    const stat = `4711 (a ) R 1 2) S 1 4711 4711 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 11 0 987654 1 2 3`

    expect(parseStat(stat)).toEqual({ state: 'S', startTicks: '987654' })
  })
})
