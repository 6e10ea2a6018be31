import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { AccessStore, ApiKey, WidgetSite } from '../../src/ports/access-store.ts'

export interface OpenAccess {
  readonly records: { readonly access: AccessStore }
  close(): Promise<void>
}

const key: ApiKey = { id: 'k1', name: 'CRM export', groups: ['sales', 'staff'], team: 'sales', createdAt: 2000 }
const site: WidgetSite = {
  id: 's1',
  origin: 'https://desk.example',
  name: 'Desk',
  groups: ['support'],
  createdAt: 2000,
}

/** What every access store does. */
export function accessStoreContract(open: () => Promise<OpenAccess>): void {
  let opened: OpenAccess
  let access: AccessStore

  beforeEach(async () => {
    opened = await open()
    access = opened.records.access
  })

  afterEach(() => opened.close())

  test('a key is found by the hash of its secret and by nothing else', async () => {
    await access.saveKey(key, 'hash-1')

    expect(await access.keyBySecretHash('hash-1')).toEqual(key)
    expect(await access.keyBySecretHash('hash-2')).toBeUndefined()
    expect(await access.keyBySecretHash('k1')).toBeUndefined()
  })

  test('keys are listed oldest first, without team or use where there is none', async () => {
    const older: ApiKey = { id: 'k0', name: 'Old', groups: [], createdAt: 1000 }
    await access.saveKey(key, 'hash-1')
    await access.saveKey(older, 'hash-0')

    expect(await access.keys()).toEqual([older, key])
  })

  test('the last use of a key is noted', async () => {
    await access.saveKey(key, 'hash-1')
    await access.noteKeyUse('k1', 5000)
    await access.noteKeyUse('gone', 5000)

    expect(await access.keyBySecretHash('hash-1')).toEqual({ ...key, lastUsedAt: 5000 })
  })

  test('a removed key opens nothing any more', async () => {
    await access.saveKey(key, 'hash-1')

    expect(await access.removeKey('k1')).toBe(true)
    expect(await access.removeKey('k1')).toBe(false)
    expect(await access.keyBySecretHash('hash-1')).toBeUndefined()
    expect(await access.keys()).toEqual([])
  })

  test('sites are listed oldest first and can be removed', async () => {
    const older: WidgetSite = { ...site, id: 's0', origin: 'http://localhost:3000', createdAt: 1000 }
    await access.saveSite(site)
    await access.saveSite(older)
    const listed = await access.sites()

    expect(listed).toEqual([older, site])
    expect(await access.removeSite('s1')).toBe(true)
    expect(await access.removeSite('s1')).toBe(false)
    expect(await access.sites()).toEqual([older])
  })

  test('an origin is registered once', async () => {
    await access.saveSite(site)

    await expect(access.saveSite({ ...site, id: 's2', groups: ['all'] })).rejects.toMatchObject({ code: 'conflict' })
    expect(await access.sites()).toEqual([site])
  })

  test('a sign-in token works once', async () => {
    await access.saveSignInToken('token', 5000)

    expect(await access.redeemSignInToken('token', 4999)).toBe(true)
    expect(await access.redeemSignInToken('token', 4999)).toBe(false)
  })

  test('a sign-in token does not work once it has expired, nor one that was never made', async () => {
    await access.saveSignInToken('token', 5000)

    expect(await access.redeemSignInToken('token', 5000)).toBe(false)
    expect(await access.redeemSignInToken('other', 1000)).toBe(false)
  })

  test('redeeming one token leaves the others, except those that have expired', async () => {
    await access.saveSignInToken('a', 5000)
    await access.saveSignInToken('b', 9000)
    await access.redeemSignInToken('c', 6000)

    expect(await access.redeemSignInToken('a', 4000)).toBe(false)
    expect(await access.redeemSignInToken('b', 8000)).toBe(true)
  })

  test('of many who redeem a token at once, one succeeds', async () => {
    await access.saveSignInToken('token', 5000)

    const redeemed = await Promise.all(Array.from({ length: 20 }, () => access.redeemSignInToken('token', 1000)))

    expect(redeemed.filter(Boolean)).toHaveLength(1)
  })
}
