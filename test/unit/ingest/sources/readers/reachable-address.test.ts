import { describe, expect, test } from '@jest/globals'
import { isReachable } from '../../../../../ingest/sources/readers/web/reachable-address.ts'

const publicAddresses = ['93.184.216.34', '2606:4700::1111', '::ffff:93.184.216.34', '64:ff9b::5db8:d822']

const privateAddresses = [
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '127.0.0.1',
  '127.8.8.8',
  '100.64.0.1',
  '::1',
  'fc00::1',
  'fd12:3456::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::a00:1',
]

const neverReached = [
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::254',
  '192.0.0.192',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  '224.0.0.1',
  'ff02::1',
  '0.0.0.0',
  '::',
  '255.255.255.255',
  '240.0.0.1',
  '198.18.0.1',
  '2002:7f00:1::',
  '2001:0:1::',
  '2001:db8::1',
  '100::1',
  '::ffff:0:7f00:1',
  'intranet',
  '',
]

describe('an address that pages are fetched from', () => {
  test.each(publicAddresses)('may be public: %s', (address) => {
    expect(isReachable(address, false)).toBe(true)
    expect(isReachable(address, true)).toBe(true)
  })

  test.each(privateAddresses)('may be private only where that is allowed: %s', (address) => {
    expect(isReachable(address, false)).toBe(false)
    expect(isReachable(address, true)).toBe(true)
  })

  test.each(neverReached)('is never one of these: %s', (address) => {
    expect(isReachable(address, false)).toBe(false)
    expect(isReachable(address, true)).toBe(false)
  })
})
