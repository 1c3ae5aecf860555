import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { Account, Envelope, Manifest } from '../../../src-main/bundles/manifest.ts'
import { EnrolmentRequest } from '../../../src-main/journal/certificates.ts'
import { makeRotation, Revocation, TrustList } from '../../../src-main/journal/trust-lists.ts'
import { aDomain, aRoot, commune, province, testDevice } from '../../support/test-devices.ts'

/** The limits that the page tells strangers are those that the program keeps: so much passes, one more does not. */

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/bundle-format.md'), 'utf8')

/** The rows of the table between two marks: what is limited, and to how many. */
function limitsOf(table: string): ReadonlyMap<string, number> {
  const text = page.split(`limits of ${table} -->`)[1] ?? ''
  const rows = [...text.matchAll(/^\| (.+?) +\| ([\d,]+) /gm)]
  return new Map(rows.map(([, what = '', most = '']) => [what, Number(most.replaceAll(',', ''))]))
}

type Filled = (count: number) => { readonly schema: z.ZodType; readonly value: unknown }

const { communeDevice, provinceDevice } = aDomain()
const hashOf = (i: number): string => i.toString(16).padStart(64, '0')
const hashes = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => hashOf(i))
const many = <Item>(count: number, item: Item): readonly Item[] => Array.from({ length: count }, () => item)
const stream = `${communeDevice.device}/${commune}/sheet`
const point = { stream, seq: 1, id: hashOf(1) }
const answer = { new: 1, known: 1, differing: 0, refused: 0, waiting: 0, files: 0 }
const ofCommune = { unit: commune, differing: 0, notCounted: [] }
const notCounted = { reason: 'revoked', count: 1 }

const { streams, certificates, lists, receipts, wanted, blobs } = Manifest.shape
const inManifest: Readonly<Record<string, Filled>> = {
  '`streams`': (n) => ({
    schema: streams,
    value: many(n, { stream, from: 1, to: 1, prev: null, head: hashOf(1) }),
  }),
  '`certificates`': (n) => ({ schema: certificates, value: hashes(n) }),
  '`lists`': (n) => ({ schema: lists, value: hashes(n) }),
  '`receipts`': (n) => ({
    schema: receipts,
    value: many(n, { device: communeDevice.device, number: 1, received: {} }),
  }),
  '`wanted`': (n) => ({ schema: wanted, value: hashes(n) }),
  '`blobs`': (n) => ({ schema: blobs, value: many(n, { kind: 'seals', size: 1, sha256: hashOf(1) }) }),
  '`features`': (n) => ({ schema: Envelope.shape.features, value: many(n, 'x') }),
  'a name in `features`': (n) => ({ schema: Manifest.shape.features, value: ['x'.repeat(n)] }),
  '`account.bundles`': (n) => ({
    schema: Account.shape.bundles,
    value: many(n, { bundle: hashOf(1), applied: 1, ...answer }),
  }),
  '`account.communes`': (n) => ({ schema: Account.shape.communes, value: many(n, ofCommune) }),
  'its `notCounted`': (n) => ({
    schema: Account.shape.communes,
    value: [{ ...ofCommune, notCounted: many(n, notCounted) }],
  }),
  'a `reason` there': (n) => ({
    schema: Account.shape.communes,
    value: [{ ...ofCommune, notCounted: [{ reason: 'r'.repeat(n), count: 1 }] }],
  }),
}

const rotation = makeRotation(provinceDevice, aRoot(testDevice(province, 'province', 'successor')))
const revocation = { device: communeDevice.device, until: [], why: '' }
const inList: Readonly<Record<string, Filled>> = {
  '`prev`': (n) => ({ schema: TrustList.shape.prev, value: hashes(n) }),
  '`rotations`': (n) => ({ schema: TrustList.shape.rotations, value: many(n, rotation) }),
  '`revocations`': (n) => ({ schema: TrustList.shape.revocations, value: many(n, revocation) }),
  '`until` of a revocation': (n) => ({
    schema: Revocation,
    value: { ...revocation, until: many(n, point) },
  }),
  '`why` of a revocation': (n) => ({ schema: Revocation, value: { ...revocation, why: 'x'.repeat(n) } }),
  '`branches`': (n) => ({ schema: TrustList.shape.branches, value: many(n, point) }),
}

describe.each([
  ['the manifest', inManifest],
  ['a list', inList],
])('what the page says of %s', (table, filled) => {
  const told = limitsOf(table)

  it('names every limit', () => {
    expect([...told.keys()].sort()).toEqual(Object.keys(filled).sort())
  })

  it.each(Object.entries(filled))('%s: so much passes, one more does not', (what, fill) => {
    const most = told.get(what) ?? 0
    const [just, more] = [fill(most), fill(most + 1)]
    expect(just.schema.safeParse(just.value).error).toBeUndefined()
    expect(more.schema.safeParse(more.value).success).toBe(false)
  })
})

it('the exact form of a recipient stands in the page as it is judged', () => {
  const form = new RegExp(`^${/`(age1\[.+?)`/.exec(page)?.[1] ?? ''}$`)
  for (const [length, isTaken] of [
    [19, false],
    [20, true],
    [100, true],
    [101, false],
  ] as const) {
    const age = `age1${'q'.repeat(length)}`
    expect(EnrolmentRequest.shape.age.safeParse(age).success).toBe(isTaken)
    expect(form.test(age)).toBe(isTaken)
  }
})
