import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import { openEncryptedSource } from '../../../src-main/bundles/encrypted-source.ts'
import { readStrangeHead } from '../../../src-main/bundles/strange-head.ts'
import { makeRootCertificate } from '../../../src-main/journal/certificates.ts'
import { aDomain, apply, inspect } from '../../support/exchange.ts'
import { encrypted, someKeys } from '../../support/encryption.ts'
import { yenThe } from '../../support/office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { anAbout, aBundle, memorySource, written } from '../../support/test-bundles.ts'
import { aRequest, commune, testDevice, testTime } from '../../support/test-devices.ts'

/** Files of strangers with far more certificates than anybody needs: decoded in a thread that can be ended, and refused. */

const stranger = testDevice(commune, 'commune', 'người lạ')

function manyCertificates(count: number) {
  return Array.from({ length: count }, (_, i) =>
    makeRootCertificate(stranger, {
      ...{ unit: commune, level: 'commune', age: null },
      ...{ name: `${i} ${'x'.repeat(90)}`, notBefore: testTime },
    }),
  )
}

test('a large front is read in a thread and comes out the same; stopping ends it', async () => {
  const bytes = await written(
    aBundle({ about: anAbout(stranger), ranges: [], certificates: manyCertificates(1200) }),
    stranger,
  )
  const file = path.join(temporaryFolder(), 'gói.cqtt')
  writeFileSync(file, bytes)
  const source = memorySource(bytes)
  const here = await readBundleHead(source, 'x')
  expect(await readStrangeHead(source, { path: file, name: 'x' })).toEqual(here)
  const stop = new AbortController()
  const reading = readStrangeHead(source, { path: file, name: 'x' }, stop.signal)
  stop.abort()
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  // what the file says and not what was handed over is read: it is gone
  await expect(readStrangeHead(source, { path: `${file}.khác`, name: 'x' })).rejects.toMatchObject({
    code: 'fileVanished',
  })
})

test('the same when it is encrypted', async () => {
  const bytes = await written(
    aBundle({ about: anAbout(stranger), ranges: [], certificates: manyCertificates(1200) }),
    stranger,
  )
  const { identity, recipient } = await someKeys()
  const file = { path: path.join(temporaryFolder(), 'gói.cqtt'), name: 'x', identities: [identity] }
  writeFileSync(file.path, await encrypted(bytes, [recipient]))
  const { source, close } = await openEncryptedSource(file)
  expect(await readStrangeHead(source, file)).toEqual(await readBundleHead(memorySource(bytes), 'x'))
  await close()
})

test('whoever asks to be certified and brings megabytes of certificates is refused', async () => {
  const { district } = await aDomain()
  const about = anAbout(stranger, { addressee: { unit: yenThe }, request: aRequest(stranger) })
  const certificates = manyCertificates(8500)
  const bytes = await written(aBundle({ about, ranges: [], certificates }), stranger)
  const bundle = { name: 'x', bytes }
  expect((await inspect(district, bundle))[0]).toMatchObject({
    state: 'refused',
    refusal: { code: 'bundleTooLarge' },
  })
  expect((await apply(district, [bundle])).refused).toMatchObject([{ code: 'bundleTooLarge' }])
})
