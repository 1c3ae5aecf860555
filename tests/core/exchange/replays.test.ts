import { beforeEach, expect, test } from 'vitest'
import { bacGiang, yenThe } from '../../support/office.ts'
import {
  aDomain,
  apply,
  dump,
  inspect,
  scoreAll,
  send,
  take,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'

/** What somebody can make of bundles that were once good: sent again, joined, mixed. Nothing of it changes anything. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

test(
  'every earlier bundle at every later point, up and down, brings nothing and changes nothing',
  { timeout: 120_000 },
  async () => {
    const { communes, district, province, units, sheets } = domain
    const [commune] = communes
    const sent: { readonly bundle: Bytes; readonly at: Domain['district'] }[] = []
    let replays = 0
    for (const [round, points] of [2500, 2400, 2300, 2200, 2100].entries()) {
      if (round === 3) await commune.call('decisions.withdraw', { assessment: sheets[0] })
      await scoreAll(commune, sheets[0], [points])
      if (round === 2) await commune.call('decisions.submit', { assessment: sheets[0], incomplete: true })
      const what = round % 2 === 0 ? 'everything' : 'unconfirmed'
      const legs = [
        { from: commune, to: yenThe, at: district },
        { from: district, to: bacGiang, at: province },
        { from: province, to: yenThe, at: district },
        { from: district, to: units[0], at: commune },
      ]
      for (const { from, to, at } of legs) {
        const bundle = await send(from, to, true, { what })
        await take(at, bundle)
        sent.push({ bundle, at })
        const states = [commune, district, province].map(dump)
        for (const { bundle, at } of sent) {
          const [seen] = await inspect(at, bundle)
          expect(seen?.state).toBe('applied')
          const { applied, refused, parked } = await take(at, bundle)
          expect(applied).toMatchObject([{ new: 0, differing: 0, refused: 0, waiting: 0, notes: [] }])
          expect([refused, parked]).toEqual([[], []])
          replays += 1
        }
        expect([commune, district, province].map(dump)).toEqual(states)
      }
    }
    console.log(`${replays} replays of ${sent.length} bundles: nothing new, nothing written`)
    expect(replays).toBe((sent.length * (sent.length + 1)) / 2)
  },
)

test(
  'two good bundles joined, spliced or mixed block by block are no bundle',
  { timeout: 60_000 },
  async () => {
    const { communes, district, sheets } = domain
    const [commune] = communes
    await scoreAll(commune, sheets[0], [2500, 100])
    await take(district, await send(commune, yenThe))
    await scoreAll(commune, sheets[0], [2400])
    const first = (await send(commune, yenThe)).bytes
    await scoreAll(commune, sheets[0], [2300])
    const second = (await send(commune, yenThe)).bytes
    const made: Buffer[] = [Buffer.concat([first, second]), Buffer.concat([second, first])]
    const headOf = (bytes: Buffer): number => 16 + bytes.readUInt32BE(12)
    const least = Math.min(first.length, second.length)
    for (const [a, b] of [
      [first, second],
      [second, first],
    ] as const) {
      // the manifest of one before the signature and content of the other
      made.push(Buffer.concat([a.subarray(0, headOf(a)), b.subarray(headOf(b))]))
      made.push(Buffer.concat([a.subarray(0, headOf(a) + 128), b.subarray(headOf(b) + 128)]))
      for (let at = 64; at < least; at += Math.ceil(least / 100)) {
        made.push(Buffer.concat([a.subarray(0, at), b.subarray(at)]))
        // from the end, where both may have other lengths
        made.push(Buffer.concat([a.subarray(0, a.length - at), b.subarray(b.length - at)]))
      }
      // two blocks of one bundle change places
      for (let at = 500; at + 400 < a.length; at += Math.ceil(a.length / 50)) {
        const blocks = [a.subarray(0, at), a.subarray(at + 200, at + 400), a.subarray(at, at + 200)]
        made.push(Buffer.concat([...blocks, a.subarray(at + 400)]))
      }
    }
    const hostile = made.filter((bytes) => !bytes.equals(first) && !bytes.equals(second))
    const before = dump(district)
    const codes = new Map<string, number>()
    for (const bytes of hostile) {
      const { applied, refused, parked } = await apply(district, [{ name: 'gói.cqtt', bytes }])
      expect([applied, parked]).toEqual([[], []])
      const code = refused[0]?.code ?? 'none'
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    expect(dump(district)).toBe(before)
    expect([...codes.keys()].sort()).toEqual(['bundleCut', 'bundleDamaged'])
    expect(hostile.length).toBeGreaterThan(400)
    console.log(
      `${hostile.length} joined, spliced and mixed: ${[...codes].map((each) => each.join(' ')).join(', ')}`,
    )
  },
)
