/**
 * A second reader of bundles, written from docs/bundle-format.md alone: it imports nothing of the program. Where it and the
 * program disagree, the page or one of them is wrong.
 *
 *   node tests/support/independent-bundle-reader.mjs FILE ROOT-DEVICE-ID ADDRESSEE-UNIT [MORE PARTS …]
 *
 * The file may be encrypted (the program `age` opens it with the identity file named in AGE_IDENTITY) and in parts.
 * It does not know the tree of units: `isWithin` is asked of the caller (on the command line: everything is within).
 */
import { Buffer } from 'node:buffer'
import { spawnSync } from 'node:child_process'
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { TextDecoder } from 'node:util'

export class Refused extends Error {}

function refuse(why) {
  throw new Refused(why)
}

const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isHex = (value, digits) => typeof value === 'string' && new RegExp(`^[0-9a-f]{${digits}}$`).test(value)
const isWhole = (value, from) => Number.isSafeInteger(value) && value >= from
const same = (a, b) => canonical(a, 0) === canonical(b, 0)

// section 1
function canonical(value, depth) {
  if (depth >= 32 && typeof value === 'object' && value !== null) refuse('too deep')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) refuse('number')
    return String(value)
  }
  if (typeof value === 'string') {
    // The engine may know a later Unicode; this reader is then more generous than the page, never stricter.
    if (value.normalize('NFC') !== value || /[\p{Cs}\p{Cn}]/u.test(value)) refuse('text')
    let text = ''
    for (const character of value) {
      const code = character.codePointAt(0)
      if (character === '"' || character === '\\') text += `\\${character}`
      else if (code === 10) text += '\\n'
      else if (code === 9) text += '\\t'
      else if (code < 32 || (code >= 127 && code < 160)) refuse('control character')
      else text += character
    }
    return `"${text}"`
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${canonical(key, 0)}:${canonical(value[key], depth + 1)}`).join(',')}}`
}

function parse(bytes, most) {
  if (bytes.length > most) refuse('too large')
  let text
  let value
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    refuse('no JSON')
  }
  if (canonical(value, 0) !== text) refuse('not canonical')
  return value
}

function isSigned(context, bytes, signature, key) {
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
  })
  return verifySignature(
    null,
    Buffer.concat([Buffer.from(`${context}\0`), sha256(bytes)]),
    publicKey,
    signature,
  )
}

function isSignedObject(context, object, keyHex) {
  if (!isObject(object) || !isHex(object.signature, 128) || !isHex(keyHex, 64)) return false
  const { signature, ...rest } = object
  const bytes = Buffer.from(canonical(rest, 0))
  return isSigned(context, bytes, Buffer.from(signature, 'hex'), Buffer.from(keyHex, 'hex'))
}

const deviceIdOf = (keyHex, unit) => hex(sha256(Buffer.from(keyHex, 'hex'), Buffer.from(unit)))

// section 5
const levels = ['commune', 'district', 'province']

function chainHolds(certificate, all, trust, below = []) {
  if (below.length >= 6 || below.includes(certificate.device)) return false
  if (!isHex(certificate.key, 64) || deviceIdOf(certificate.key, certificate.unit) !== certificate.device)
    return false
  if (certificate.kind === 'root') {
    return (
      certificate.mayIssueFor === certificate.unit &&
      isSignedObject('cqtt/v1/certificate', certificate, certificate.key) &&
      trust.roots.includes(certificate.device)
    )
  }
  const { request } = certificate
  const fields = ['unit', 'level', 'key', 'age', 'replaces']
  if (!isObject(request) || !fields.every((field) => same(request[field], certificate[field]))) return false
  if (!isSignedObject('cqtt/v1/request', request, certificate.key)) return false
  return all.some(
    (issuer) =>
      issuer.device === certificate.issuer &&
      issuer.mayIssueFor !== null &&
      levels.indexOf(issuer.level) >= levels.indexOf(certificate.level) &&
      trust.isWithin(certificate.unit, issuer.mayIssueFor) &&
      (certificate.mayIssueFor === null || trust.isWithin(certificate.mayIssueFor, issuer.mayIssueFor)) &&
      isSignedObject('cqtt/v1/certificate', certificate, issuer.key) &&
      chainHolds(issuer, all, trust, [...below, certificate.device]),
  )
}

// section 6
const named = '[a-z0-9.-]+:[a-z0-9-]{1,32}'
const part = '[a-z0-9][a-z0-9.-]{0,31}'

function isIdAllowed(channel, entity, id, audience) {
  const own = audience.replaceAll('.', '\\.')
  const forms = {
    catalogue: {
      criteriaSet: `${own}:[a-z0-9-]{1,32}`,
      criteriaVersion: `${own}:[a-z0-9-]{1,32}`,
      cycle: `${own}:[a-z0-9-]{1,32}`,
      certificate: '[0-9a-f]{64}',
      unit: '[^]+',
      department: '[^]+',
    },
    sheet: {
      participant: `${named}/${own}`,
      assessment: `${named}/${own}`,
      selfScore: `${named}/${own}/${part}`,
      appraisal: `${named}/${own}/${part}`,
      verification: `${named}/${own}/${part}`,
      explanation: `${named}/${own}/${part}`,
      gateAnswer: `${named}/${own}/${part}`,
      document: `${own}:[a-z0-9-]{1,32}`,
      evidence: `${named}/${own}/${part}/${own}:[a-z0-9-]{1,32}`,
    },
    office: {
      officer: `${own}:[a-z0-9-]{1,32}`,
      criteriaDraft: `${own}:[a-z0-9-]{1,32}`,
      officeCut: '[0-9a-f]{64}',
      seen: '[^]+',
      setAside: '[^]+',
    },
  }[channel]
  return Object.hasOwn(forms, entity) && new RegExp(`^(?:${forms[entity]})$`).test(id)
}

function oversteps(entry, holder) {
  const [device, audience, channel] = entry.stream.split('/')
  if (device !== holder.device) return true
  if ((channel !== 'sheet' || holder.level === 'commune') && audience !== holder.unit) return true
  return entry.changes.some(({ entity, id, field }) => {
    if (!isIdAllowed(channel, entity, id, audience)) return true
    if (entity === 'certificate' && holder.mayIssueFor === null) return true
    if (holder.level !== 'commune') return false
    if (entity === 'appraisal' || entity === 'verification') return true
    return (
      entity === 'assessment' && ['appraisalDecision', 'verificationDecision', 'recognition'].includes(field)
    )
  })
}

function isEntry(entry) {
  const fields = 'act,action,changes,officer,onBehalf,prev,reason,seq,stream,time,v'
  if (!isObject(entry) || Object.keys(entry).sort().join() !== fields || entry.v !== 1) return false
  if (!/^[0-9a-f]{64}\/[a-z0-9]+([.-][a-z0-9]+)*\/(catalogue|sheet|office)$/.test(entry.stream)) return false
  if (!isWhole(entry.seq, 1) || (entry.seq === 1 ? entry.prev !== null : !isHex(entry.prev, 64))) return false
  if (!isHex(entry.act, 32) || !isWhole(entry.time, 0) || !isObject(entry.officer)) return false
  const { changes } = entry
  if (!Array.isArray(changes) || changes.length < 1 || changes.length > 10_000) return false
  if (new Set(changes.map((one) => `${one.entity}\n${one.field}\n${one.id}`)).size !== changes.length)
    return false
  return changes.every((one) => {
    const isRising = one.bases?.every((base, i) => isHex(base, 64) && (i === 0 || one.bases[i - 1] < base))
    return (
      Object.keys(one).sort().join() === 'bases,entity,field,id,value' && isRising && one.bases.length <= 64
    )
  })
}

// section 8
const isStream = (text) => /^[0-9a-f]{64}\/[a-z0-9]+([.-][a-z0-9]+)*\/(catalogue|sheet|office)$/.test(text)
const isListOf = (value, most, isItem) => Array.isArray(value) && value.length <= most && value.every(isItem)
const isPoint = (point) =>
  hasExactly(point, 'id,seq,stream') && isStream(point.stream) && isWhole(point.seq, 1) && isHex(point.id, 64)
const hasExactly = (value, keys) => isObject(value) && Object.keys(value).sort().join() === keys
const isTime = (value) => isWhole(value, 0) && value <= 8_640_000_000_000_000

function isTrustList(list) {
  const keys = 'branches,domain,joined,kind,number,prev,revocations,rotations,signature,time,v'
  return (
    hasExactly(list, keys) &&
    list.v === 1 &&
    list.kind === 'trust' &&
    isHex(list.domain, 64) &&
    isWhole(list.number, 1) &&
    isTime(list.time) &&
    isHex(list.signature, 128) &&
    isListOf(list.prev, 16, (id, i, all) => isHex(id, 64) && (i === 0 || all[i - 1] < id)) &&
    isListOf(list.rotations, 100, (one) => hasExactly(one, 'from,signature,to') && isObject(one.to)) &&
    isListOf(list.branches, 2000, isPoint) &&
    (list.joined === null || isObject(list.joined)) &&
    isListOf(
      list.revocations,
      2000,
      (one) =>
        hasExactly(one, 'device,until,why') &&
        isHex(one.device, 64) &&
        isListOf(one.until, 20_000, isPoint) &&
        typeof one.why === 'string' &&
        one.why.length <= 500,
    )
  )
}

const isOwnSignature = (root) => root.kind === 'root' && isSignedObject('cqtt/v1/certificate', root, root.key)

const isGenuineRoot = (root) =>
  isOwnSignature(root) && deviceIdOf(root.key, root.unit) === root.device && root.mayIssueFor === root.unit

/** Point 1; `stored`: all lists by hash. */
function listHolds(list, first, stored) {
  let present = first
  for (const rotation of list.rotations) {
    if (rotation.from !== present.device || !isSignedObject('cqtt/v1/trust', rotation, present.key))
      return false
    if (!isOwnSignature(rotation.to)) return false
    present = rotation.to
  }
  if (!isSignedObject('cqtt/v1/trust', list, present.key)) return false
  if (list.joined !== null && !isOwnSignature(list.joined)) return false
  if ((list.number === 1) !== (list.prev.length === 0)) return false
  const former = list.prev.flatMap((hash) => stored.get(hash) ?? [])
  for (const one of former) {
    if (one.domain !== list.domain || one.number >= list.number) return false
    if (!one.rotations.every(({ signature }, i) => signature === list.rotations[i]?.signature)) return false
  }
  const isWhole = former.length > 0 && former.length === list.prev.length
  return !isWhole || Math.max(...former.map(({ number }) => number)) === list.number - 1
}

/** Point 2: the ids of the roots from the first to the present one. */
function wayOf(first, lists, confirmed) {
  const way = []
  const isAlong = (list) => way.every((id, i) => list.rotations[i]?.to.device === id)
  for (;;) {
    const onward = lists.filter((list) => isAlong(list) && list.rotations.length > way.length)
    const next = new Set(onward.map((list) => list.rotations[way.length].to.device))
    const isChosen = (id) =>
      onward.some(
        (list) =>
          list.rotations[way.length].to.device === id &&
          list.rotations.slice(way.length).some(({ to }) => confirmed.has(to.device)),
      )
    const open = next.size > 1 ? [...next].filter(isChosen) : [...next]
    if (open.length !== 1) return way
    way.push(open[0])
  }
}

/** Point 3: whether `later` follows `former`, through lists that are stored or through one that is not. */
function follows(later, former, stored) {
  const open = [later.list]
  const seen = new Set()
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const hash of one.prev) {
      if (hash === former.hash) return true
      const before = stored.get(hash)
      if (before === undefined && one.number > former.list.number + 1) return true
      if (before !== undefined && !seen.has(hash)) open.push(before)
      seen.add(hash)
    }
  }
  return false
}

/**
 * Which lists hold and count, and at which roots chains may end.
 * @param {{hash: string, list: object}[]} given
 * @param {object[]} certificates among them the root certificates by which the lists are judged
 * @param {string[]} confirmed ids of the roots that people confirmed
 */
function judgeLists(given, certificates, confirmed) {
  const known = [
    ...certificates,
    ...given.flatMap(({ list }) => [
      ...list.rotations.map(({ to }) => to),
      ...(list.joined ? [list.joined] : []),
    ]),
  ].filter(isGenuineRoot)
  const roots = new Set(confirmed)
  const counting = new Set()
  const holding = new Set()
  // a list may name the root of another domain, whose lists come first in no order
  for (let size = -1; size !== roots.size;) {
    size = roots.size
    for (const domain of new Set(given.map(({ list }) => list.domain))) {
      const first = known.find(({ device }) => device === domain)
      if (first === undefined) continue
      const ofDomain = given.filter(({ list }) => list.domain === domain)
      const all = new Map(ofDomain.map(({ hash, list }) => [hash, list]))
      const valid = ofDomain.filter(({ list }) => listHolds(list, first, all))
      const way = wayOf(
        first,
        valid.map(({ list }) => list),
        new Set(confirmed),
      )
      if (![domain, ...way].some((id) => roots.has(id))) continue
      const stored = new Map(valid.map(({ hash, list }) => [hash, list]))
      const present = valid.filter(
        ({ list }) =>
          list.rotations.length === way.length && way.every((id, i) => list.rotations[i].to.device === id),
      )
      const tips = present.filter(
        (one) => !present.some((later) => later.list.number > one.list.number && follows(later, one, stored)),
      )
      for (const { hash } of valid) holding.add(hash)
      for (const { hash } of tips) counting.add(hash)
      for (const id of [domain, ...way]) roots.add(id)
      const joined = new Set(tips.map(({ list }) => list.joined?.device ?? null))
      const [only] = joined
      if (joined.size === 1 && only !== null) roots.add(only)
    }
  }
  return {
    roots: [...roots],
    lists: given.map(({ hash, list }) => ({
      ...{ hash, number: list.number, domain: list.domain },
      ...{ holds: holding.has(hash), counts: counting.has(hash) },
    })),
  }
}

// sections 2 and 9
const magic = Buffer.from('89435154540d0a1a', 'hex')
const endMark = Buffer.from('CQTT END')
const kinds = ['certificates', 'lists', 'seals', 'entries', 'evidence']

/**
 * Reads and verifies a whole bundle.
 * @param {Buffer} file
 * @param {{roots: string[], ownUnit: string, isWithin: (unit: string, subtree: string) => boolean}} trust
 * @throws Refused
 */
export function readBundleIndependently(file, trust) {
  let at = 0
  const take = (length) => {
    if (at + length > file.length) refuse('cut')
    at += length
    return file.subarray(at - length, at)
  }
  if (!take(8).equals(magic)) refuse('magic')
  if (take(4).readUInt32BE() !== 1) refuse('layout version')
  const manifestLength = take(4).readUInt32BE()
  if (manifestLength > 16_777_216) refuse('manifest too large')
  const manifestBytes = take(manifestLength)
  const [device, key, signature] = [take(32), take(32), take(64)]
  const headBytes = file.subarray(0, at)
  if (!isSigned('cqtt/v1/bundle', manifestBytes, signature, key)) refuse('signature')
  const manifest = parse(manifestBytes, 16_777_216)
  const { author, blobs, streams } = manifest
  if (author?.device !== hex(device) || deviceIdOf(hex(key), author.unit) !== author.device) refuse('author')
  if (!Array.isArray(blobs) || !Array.isArray(streams)) refuse('manifest')

  // blobs and their records
  const content = { certificates: [], lists: [], seals: [], entries: [], evidence: [] }
  let order = 0
  for (const { kind, size, sha256: promised } of blobs) {
    if (kinds.indexOf(kind) < order || !isWhole(size, 1)) refuse('blobs')
    order = kinds.indexOf(kind)
    const bytes = take(size)
    if (hex(sha256(bytes)) !== promised) refuse(`hash of a blob of ${kind}`)
    if (kind === 'evidence') content.evidence.push({ sha256: promised, bytes })
    else content[kind].push(...recordsOf(bytes))
  }
  const mark = take(8)
  const whole = take(32)
  if (at !== file.length || !mark.equals(endMark)) refuse('end')
  const hashes = blobs.map((blob) => Buffer.from(blob.sha256, 'hex'))
  if (!sha256(headBytes, ...hashes, endMark).equals(whole)) refuse('hash of the whole')

  // who
  const certificates = content.certificates.map((bytes) => parse(bytes, 65_536))
  const listed = content.certificates.map((bytes) => hex(sha256(bytes)))
  const given = content.lists.map((bytes) => {
    const list = parse(bytes, 4_194_304)
    if (!isTrustList(list)) refuse('list')
    return { hash: hex(sha256(bytes)), list }
  })
  const { roots, lists } = judgeLists(given, certificates, trust.roots)
  const holderOf = (id) =>
    certificates.find((one) => one.device === id && chainHolds(one, certificates, { ...trust, roots })) ??
    null
  const authorCertificate = holderOf(author.device)
  if (authorCertificate === null) refuse('unknown device')
  if (manifest.minReader > 1 || manifest.features.length > 0) refuse('newer')
  if (!same(listed, manifest.certificates) || !same([...listed].sort(), listed)) refuse('certificates')
  const listHashes = given.map(({ hash }) => hash)
  if (!same(listHashes, manifest.lists) || !same([...listHashes].sort(), listHashes)) refuse('lists')
  if (manifest.addressee.unit !== trust.ownUnit) refuse('for another unit')

  // seals and entries
  const seals = content.seals.map((bytes) => parse(bytes, 4096))
  if (seals.length !== streams.length) refuse('seals')
  const entries = []
  const queue = content.entries.values()
  streams.forEach((range, i) => {
    const own = range.stream.startsWith(`${author.device}/`)
    const holder = holderOf(range.stream.slice(0, 64))
    const seal = seals[i]
    if (seal.stream !== range.stream || seal.seq !== range.to || seal.entry !== range.head) refuse('seal')
    const isGenuine =
      holder !== null && seal.kind === 'seal' && isSignedObject('cqtt/v1/seal', seal, holder.key)
    if (own && !isGenuine) refuse('seal of the author')
    if (range.stream.endsWith('/office') && range.stream.split('/')[1] !== trust.ownUnit) refuse('office')
    let { prev } = range
    let counts = isGenuine
    for (let seq = range.from; seq <= range.to; seq += 1) {
      const bytes = queue.next().value ?? refuse('entries missing')
      const entry = parse(bytes, 1_048_576)
      if (!isEntry(entry) || entry.stream !== range.stream || entry.seq !== seq || entry.prev !== prev)
        refuse('chain')
      if (holder !== null && oversteps(entry, holder)) {
        if (own) refuse('overstep')
        counts = false
      }
      prev = hex(sha256(bytes))
      entries.push({ id: prev, entry, counts })
    }
    if (prev !== range.head) refuse('head')
  })
  if (!queue.next().done) refuse('too many entries')
  return {
    manifest,
    certificates,
    lists,
    roots,
    seals,
    entries,
    evidence: content.evidence,
    id: hex(sha256(manifestBytes)),
  }
}

// section 4
function recordsOf(blob) {
  const records = []
  let at = 0
  while (at < blob.length) {
    if (at + 4 > blob.length) refuse('record')
    const length = blob.readUInt32BE(at)
    if (length < 100 || at + 4 + length > blob.length) refuse('record')
    records.push(blob.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return records
}

// section 11
const partMagic = Buffer.from('89435150540d0a1a', 'hex')

/** One part file, checked by itself. @throws Refused */
function readPart(file) {
  if (file.length < 68) refuse('part cut')
  if (!file.subarray(0, 8).equals(partMagic)) refuse('magic of a part')
  if (file.readUInt32BE(8) !== 1) refuse('version of a part')
  const set = hex(file.subarray(12, 44))
  const [number, count] = [file.readUInt32BE(44), file.readUInt32BE(48)]
  const [size, pieceBytes] = [Number(file.readBigUInt64BE(52)), Number(file.readBigUInt64BE(60))]
  if (size < 1 || size > 2 ** 41 || pieceBytes < 1 || pieceBytes > size || count > 4096)
    refuse('sizes of a part')
  if (count !== Math.ceil(size / pieceBytes) || number < 1 || number > count) refuse('number of a part')
  const from = 68 + 32 * count
  const length = number < count ? pieceBytes : size - pieceBytes * (count - 1)
  if (file.length !== from + length) refuse('length of a part')
  const hashes = file.subarray(68, from)
  if (hex(sha256('cqtt/v1/parts\0', file.subarray(52, 68), hashes)) !== set) refuse('set id')
  const piece = file.subarray(from)
  if (!sha256(piece).equals(hashes.subarray(32 * (number - 1), 32 * number))) refuse('hash of a piece')
  return { set, number, count, piece }
}

/**
 * Puts part files together, whatever their order; those that are not whole, and sets that lack a part, are left out.
 * @param {Buffer[]} files
 * @returns {{files: Buffer[], refused: number, missing: {set: string, numbers: number[], count: number}[]}}
 */
export function assembleIndependently(files) {
  const sets = new Map()
  let refused = 0
  for (const file of files) {
    try {
      const { set, number, count, piece } = readPart(file)
      const pieces = sets.get(set) ?? Array(count).fill(null)
      pieces[number - 1] = piece
      sets.set(set, pieces)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused += 1
    }
  }
  const result = { files: [], refused, missing: [] }
  for (const [set, pieces] of sets) {
    const numbers = pieces.flatMap((piece, i) => (piece === null ? [i + 1] : []))
    if (numbers.length === 0) result.files.push(Buffer.concat(pieces))
    else result.missing.push({ set, numbers, count: pieces.length })
  }
  return result
}

/**
 * Opens an encrypted bundle with the program `age`; a plain one comes back as it is.
 * @param {Buffer} file
 * @param {string} identityFile
 * @throws Refused
 */
export function decryptIndependently(file, identityFile) {
  if (!file.subarray(0, 22).equals(Buffer.from('age-encryption.org/v1\n'))) return file
  const { error, status, stdout, stderr } = spawnSync('age', ['-d', '-i', identityFile], {
    input: file,
    maxBuffer: 2 ** 30,
  })
  if (error !== undefined) throw error
  if (status !== 0) refuse(`age: ${String(stderr)}`)
  return stdout
}

if (process.argv[1]?.endsWith('independent-bundle-reader.mjs')) {
  const [first, root, ownUnit, ...more] = process.argv.slice(2)
  const files = [first, ...more].map((name) => readFileSync(name))
  const isParts = files[0].subarray(0, 8).equals(partMagic)
  const [whole = refuse('parts are missing')] = isParts ? assembleIndependently(files).files : files
  const file = decryptIndependently(whole, process.env.AGE_IDENTITY ?? '')
  const read = readBundleIndependently(file, { roots: [root], ownUnit, isWithin: () => true })
  const { manifest, entries, evidence, id } = read
  process.stdout.write(
    `${JSON.stringify({ id, author: manifest.author, kind: manifest.kind, entries: entries.length, evidence: evidence.length })}\n`,
  )
}
