import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../../shared/domain/ids.ts'
import { verifyChain, type ChainProblem } from '../../../src-main/journal/certificate-chain.ts'
import {
  decodeCertificateFile,
  decodeRequestFile,
  encodeCertificateFile,
  encodeRequestFile,
} from '../../../src-main/journal/certificate-files.ts'
import {
  decodeCertificate,
  encodeCertificate,
  fingerprint,
  Certificate,
} from '../../../src-main/journal/certificates.ts'
import { signObject } from '../../../src-main/journal/signed-json.ts'
import {
  aCertificate,
  aDomain,
  aRequest,
  aRoot,
  aTrust,
  commune,
  district,
  otherCommune,
  province,
  strangeCommune,
  testDevice,
  type TestDevice,
} from '../../support/test-devices.ts'

const domain = aDomain()
const { provinceDevice, districtDevice, communeDevice, root, districtCertificate, communeCertificate } =
  domain

function judge(
  certificate: Certificate,
  others: readonly Certificate[] = [],
  roots: readonly Certificate[] = [root],
) {
  const result = verifyChain(certificate, aTrust([...others, ...domain.certificates], roots))
  return result.status === 'ok' ? 'ok' : result.problem
}

/** The certificate with other fields, signed by whoever is given. */
function resigned(certificate: Certificate, fields: object, by: TestDevice): Certificate {
  const { signature: _, ...body } = certificate
  return Certificate.parse(signObject('certificate', { ...body, ...fields }, by))
}

describe('the chain of certificates', () => {
  it('ends at the trusted root and lists every link', () => {
    const result = verifyChain(communeCertificate, aTrust(domain.certificates, [root]))
    expect(result).toEqual({ status: 'ok', chain: [communeCertificate, districtCertificate, root] })
    expect(judge(root)).toBe('ok')
    expect(judge(districtCertificate)).toBe('ok')
  })

  const stranger = testDevice(province, 'province', 'stranger')
  const officeOfCommune = testDevice(commune, 'commune', 'second commune device')
  const farCommune = testDevice(strangeCommune, 'commune', 'far commune')
  const districtAgain = testDevice(district, 'district', 'district again')
  const { request } = communeCertificate

  const cases: [string, Certificate, ChainProblem | 'ok', Certificate[]?][] = [
    ['a root that nobody confirmed', aRoot(stranger), 'foreignRoot'],
    ['a device of a foreign root', aCertificate(stranger, communeDevice), 'foreignRoot', [aRoot(stranger)]],
    ['an issuer of whom nothing is known', aCertificate(stranger, communeDevice), 'unknownIssuer'],
    ['a commune that issues', aCertificate(communeDevice, officeOfCommune), 'notIssuer'],
    [
      'a district that issues for a commune elsewhere',
      aCertificate(districtDevice, farCommune),
      'outOfScope',
    ],
    [
      'a district that issues for its province',
      aCertificate(districtDevice, testDevice(province, 'province', 'p2')),
      'outOfScope',
    ],
    [
      'a district that names a commune a province',
      aCertificate(districtDevice, testDevice(commune, 'province', 'p3')),
      'outOfScope',
    ],
    [
      'a district that hands on more than it has',
      aCertificate(districtDevice, districtAgain, { mayIssueFor: province }),
      'outOfScope',
    ],
    [
      'a district that hands on what it has',
      aCertificate(districtDevice, districtAgain, { mayIssueFor: district }),
      'ok',
    ],
    ['a certificate signed by another', resigned(communeCertificate, {}, communeDevice), 'badSignature'],
    ['a certificate changed after signing', { ...communeCertificate, serial: 2 }, 'badSignature'],
    ['a root changed after signing', { ...root, name: 'khác' }, 'badSignature'],
    [
      'a root that may issue beyond itself',
      resigned(root, { mayIssueFor: district }, provinceDevice),
      'badSignature',
    ],
    [
      'a device id that is not that of the key',
      resigned(communeCertificate, { device: districtDevice.device }, districtDevice),
      'badSignature',
    ],
    [
      'a request signed by another key',
      resigned(communeCertificate, { request: { ...request, name: 'khác' } }, districtDevice),
      'badRequest',
    ],
    [
      'a request for other terms',
      aCertificate(districtDevice, communeDevice, { request: { ...request, time: 1 } }),
      'badRequest',
    ],
    [
      'an age recipient that nobody asked for',
      resigned(communeCertificate, { age: `age1${'q'.repeat(58)}` }, districtDevice),
      'badRequest',
    ],
  ]
  it.each(cases)('%s', (_, certificate, expected, others = []) => {
    expect(judge(certificate, others)).toBe(expected)
  })

  it('accepts any one of several certificates of the issuer', () => {
    const without = aCertificate(provinceDevice, districtDevice, { mayIssueFor: null, serial: 7 })
    expect(judge(communeCertificate, [without])).toBe('ok')
  })

  it('does not follow a circle', () => {
    const a = testDevice(district, 'district', 'circle a')
    const b = testDevice(district, 'district', 'circle b')
    const circle = [
      aCertificate(b, a, { mayIssueFor: district }),
      aCertificate(a, b, { mayIssueFor: district }),
    ] as const
    expect(judge(circle[0], [...circle])).toBe('loop')
  })

  it('ends a chain that is too long, and a crowd of certificates, quickly', () => {
    const devices = Array.from({ length: 10 }, (_, i) => testDevice(district, 'district', `long ${i}`))
    const chain: Certificate[] = []
    let issuer = provinceDevice
    for (const device of devices) {
      chain.push(aCertificate(issuer, device, { mayIssueFor: district }))
      issuer = device
    }
    expect(judge(chain[4]!, chain)).toBe('ok')
    expect(judge(chain[9]!, chain)).toBe('tooDeep')

    const [a, b, c] = devices as [TestDevice, TestDevice, TestDevice]
    const crowd = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].flatMap((serial) => [
      aCertificate(b, a, { mayIssueFor: district, serial: serial + 1 }),
      aCertificate(c, b, { mayIssueFor: district, serial: serial + 1 }),
      aCertificate(devices[9]!, c, { mayIssueFor: district, serial: serial + 1 }),
    ])
    const started = performance.now()
    expect(verifyChain(crowd[0]!, aTrust(crowd, [root])).status).toBe('refused')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('certificates as bytes', () => {
  it('are read back as they were written, and no changed byte passes', () => {
    for (const certificate of domain.certificates) {
      const bytes = encodeCertificate(certificate)
      expect(decodeCertificate(bytes)).toEqual(certificate)
      expect(decodeCertificate(bytes.subarray(0, -1))).toBeUndefined()
    }
    const bytes = encodeCertificate(communeCertificate)
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      const read = decodeCertificate(changed)
      if (read !== undefined) expect(judge(read)).not.toBe('ok')
    }
  })

  it('travel in files that say what they are', () => {
    const request = aRequest(communeDevice)
    expect(decodeRequestFile(encodeRequestFile(request))).toEqual(request)
    const chain = [communeCertificate, districtCertificate, root]
    expect(decodeCertificateFile(encodeCertificateFile(chain))).toEqual(chain)
    expect(() => decodeRequestFile(encodeCertificateFile(chain))).toThrow('requestNotOurs')
    expect(() => decodeRequestFile(encodeRequestFile({ ...request, name: 'khác' }))).toThrow('requestNotOurs')
    expect(() => decodeCertificateFile(encodeRequestFile(request))).toThrow('certificateNotOurs')
    expect(() => decodeCertificateFile(Buffer.from('PK\x03\x04'))).toThrow('certificateNotOurs')
  })

  it('keep the order of replaced devices out of the hash', () => {
    const replaces = ['b', 'a'].map((digit) => digit.repeat(64) as DeviceId)
    expect(aRequest(communeDevice, { replaces }).replaces).toEqual([...replaces].reverse())
  })
})

describe('the fingerprint', () => {
  it('is eight groups of five digits and changes with key and unit', () => {
    const other = testDevice(otherCommune, 'commune', 'commune')
    const prints = [provinceDevice, districtDevice, communeDevice, other].map((one) =>
      fingerprint(one.device),
    )
    for (const print of prints) expect(print).toMatch(/^\d{5}(?: \d{5}){7}$/)
    expect(new Set(prints).size).toBe(4)
    // fixed for ever: people write it down
    expect(fingerprint('0'.repeat(64) as DeviceId)).toMatchInlineSnapshot(
      `"81302 49320 42222 31835 10799 53236 41767 37976"`,
    )
  })
})
