import { cpSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '../../../shared/contract/contract.ts'
import { isCallError, type ErrorCode } from '../../../shared/contract/errors.ts'
import type { AssessmentId, EntryId, UnitId } from '../../../shared/domain/ids.ts'
import { ManualClock } from '../manual-clock.ts'
import type { Step } from './steps.ts'
import {
  communes,
  copyHome,
  districts,
  homes,
  newPlace,
  openMachine,
  type Machine,
  type World,
} from './world.ts'

/** Plays a schedule on copies of a world. What the program refuses is an answer too; anything else that goes wrong is a failure. */

export type Letter = {
  readonly from: string
  readonly to: UnitId
  readonly name: string
  readonly bytes: Buffer
  lost: boolean
}

/** An act that was acknowledged. */
export type Act = {
  readonly entry: EntryId
  readonly machine: string
  /** Who the machine was then: what it never sealed as that device leaves it no more once it is another one. */
  readonly device: string
  readonly sheet: AssessmentId
  /** It left the machine in some letter. */
  exported: boolean
}

/** What a decision showed the moment it was made. */
export type Decided = { readonly entry: EntryId; readonly sheet: AssessmentId; readonly totals: string }

export type Player = {
  readonly world: World
  readonly play: (step: Step) => Promise<void>
  /** Every machine, opened; copies made by the schedule too. */
  readonly machines: () => Promise<readonly Machine[]>
  /** Those that had a part in the schedule, and the first machines of the offices above, through which all goes. */
  readonly concerned: () => Promise<readonly Machine[]>
  readonly take: (at: Machine, letter: Letter, bytes?: Buffer) => Promise<Output<'bundles.apply'>>
  readonly post: (from: Machine, to: UnitId) => Promise<Letter | null>
  readonly letters: readonly Letter[]
  readonly acts: readonly Act[]
  readonly decisions: readonly Decided[]
  /** How often each kind of step did something, and was refused. */
  readonly counts: Map<string, number>
  readonly close: () => Promise<void>
}

/** Refusals that a person would meet too; the sentence says why. Everything else is a failure. */
const usual: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['wrongStage', 'forbidden', 'openDifferences', 'notComplete', 'changedMeanwhile'] as const),
  ...(['notEnteredHere', 'notParticipant', 'notFound', 'noTrust', 'bundleUnknownDevice'] as const),
  ...([
    'alreadySetAside',
    'nothingToSetAside',
    'bundleOutOfScope',
    'reasonNeeded',
    'certificateExpired',
  ] as const),
] as ErrorCode[])

const day = 24 * 60 * 60 * 1000

export function createPlayer(world: World): Player {
  const place = newPlace()
  const known: { name: string; unit: UnitId; folder: string; clock: ManualClock }[] = homes.map(
    ({ name, unit }) => ({
      ...{ name, unit, folder: path.join(place, name) },
      clock: new ManualClock('2024-12-02T08:00:00+07:00'),
    }),
  )
  const open = new Map<string, Machine>()
  const letters: Letter[] = []
  const acts: Act[] = []
  const decisions: Decided[] = []
  /** What each machine has applied. */
  const applied = new Map<string, Set<Letter>>()
  const counts = new Map<string, number>()
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)

  async function machineNamed(name: string): Promise<Machine> {
    const opened = open.get(name)
    if (opened !== undefined) return opened
    const about = known.find((each) => each.name === name)
    if (about === undefined) throw new Error(`no machine ${name}`)
    if (!existsSync(about.folder)) copyHome(world, name, place)
    const machine = await openMachine(about)
    open.set(name, machine)
    return machine
  }
  async function openAll(some: readonly { readonly name: string }[]): Promise<readonly Machine[]> {
    const all: Machine[] = []
    for (const { name } of some) all.push(await machineNamed(name))
    return all
  }
  const machineAt = (which: number): Promise<Machine> =>
    machineNamed(known[which % known.length]?.name ?? 'province')

  async function shut(machine: Machine): Promise<void> {
    await machine.close()
    open.delete(machine.name)
  }

  async function post(from: Machine, to: UnitId): Promise<Letter | null> {
    const made = await from.call('bundles.export', { to, withFiles: false, encrypt: false })
    if (made.file === null) return null
    const letter = {
      from: from.name,
      to,
      name: made.name,
      bytes: await from.download(made.file),
      lost: false,
    }
    letters.push(letter)
    // to the own unit nothing goes of a commune that stands under it no more
    const whole = to !== from.unit || !counts.has('move')
    const device = await deviceOf(from)
    if (whole)
      for (const act of acts) if (act.machine === from.name && act.device === device) act.exported = true
    return letter
  }

  /** As an officer does it: apply; a device that nobody knows yet is confirmed by phone first. */
  async function take(at: Machine, letter: Letter, bytes = letter.bytes): Promise<Output<'bundles.apply'>> {
    const apply = async (confirmed: string[]): Promise<Output<'bundles.apply'>> =>
      at.call('bundles.apply', { files: [await at.upload(letter.name, bytes)], confirmed })
    let done = await apply([])
    if (done.refused.some(({ code }) => code === 'bundleUnknownDevice')) {
      const [seen] = await at.call('bundles.inspect', { files: [await at.upload(letter.name, bytes)] })
      if (seen?.state === 'confirm') done = await apply([seen.sender.fingerprint])
    }
    if (done.applied.length > 0) applied.set(at.name, (applied.get(at.name) ?? new Set()).add(letter))
    return done
  }

  async function keep(machine: Machine, sheet: AssessmentId, { entry }: { entry: EntryId }): Promise<void> {
    acts.push({ entry, machine: machine.name, device: await deviceOf(machine), sheet, exported: false })
  }

  /** The sheet of the machine's own commune or district; now and then, and at the province, any. */
  const sheetFor = (machine: Machine, which: number): AssessmentId => {
    const own = Math.max(districts.indexOf(machine.unit), communes.indexOf(machine.unit))
    const sheet = world.sheets[own >= 0 && which % 8 !== 0 ? own : which % world.sheets.length]
    if (sheet === undefined) throw new Error('a world without sheets')
    return sheet
  }

  async function write(step: Step & { kind: 'score' | 'appraise' }): Promise<void> {
    const machine = await machineAt(step.machine)
    const assessment = sheetFor(machine, step.sheet)
    const criterion = `1.${step.criterion + 1}`
    const view = await machine.call('sheets.get', { assessment })
    const row = view.rows.find((each) => each.criterion === criterion)
    if (row === undefined) return
    const answer = {
      input: { kind: 'manual', points: step.points * 100 },
      note: `${machine.name} ${acts.length}`,
    } as const
    if (step.kind === 'score') {
      const behalf = view.may.score ? {} : { onBehalf: { unit: view.unit, paper: 'Công văn 12' } }
      const { heads: seen } = row.self
      await keep(
        machine,
        assessment,
        await machine.call('scores.set', { assessment, criterion, answer, seen, ...behalf }),
      )
      return
    }
    const stage = view.may.verify ? 'verification' : 'appraisal'
    const verdict = step.agree ? { kind: 'agree' } : { kind: 'change', answer }
    const { heads: seen } = row[stage]
    const given = { assessment, criterion, stage, verdict, seen, reason: 'Thiếu tài liệu' }
    await keep(machine, assessment, await machine.call('appraisal.set', given as never))
  }

  async function decide({ machine: which, sheet, what }: Step & { kind: 'decide' }): Promise<void> {
    const machine = await machineAt(which)
    const assessment = sheetFor(machine, sheet)
    const behalf = async () => {
      const { unit } = await machine.call('sheets.get', { assessment })
      return unit === machine.unit ? {} : { onBehalf: { unit, paper: 'Công văn 12' } }
    }
    let written: { entry: EntryId }
    if (what === 'submit')
      written = await machine.call('decisions.submit', {
        ...{ assessment, incomplete: true },
        ...(await behalf()),
      })
    else if (what === 'withdraw')
      written = await machine.call('decisions.withdraw', { assessment, ...(await behalf()) })
    else if (what === 'return') {
      const stage = machine.name === 'province' ? ('verification' as const) : ('appraisal' as const)
      written = await machine.call('decisions.return', { assessment, stage, text: 'Bổ sung', items: [] })
    } else written = await machine.call(`decisions.${what}`, { assessment })
    await keep(machine, assessment, written)
    if (what === 'withdraw' || what === 'return') return
    const after = await machine.call('sheets.get', { assessment })
    decisions.push({ entry: written.entry, sheet: assessment, totals: totalsOf(after) })
  }

  async function choose(step: Step & { kind: 'choose' }): Promise<void> {
    const machine = await machineAt(step.machine)
    const { items } = await machine.call('differences.list', {})
    const one = items[step.which % Math.max(1, items.length)]
    if (one === undefined) return
    const { scope, entity, id, field, assessment } = one
    const view = await machine.call('differences.get', { scope, entity, id, field })
    const value = view.values[step.which % Math.max(1, view.values.length)]
    if (view.barred !== null || value === undefined) return
    const seen = view.values.map(({ author }) => author.entry)
    const behalf = view.forCommune ? { onBehalf: { unit: view.unit, paper: 'Công văn 12' } } : {}
    const what = { scope, entity, id, field, choose: value.author.entry, seen, reason: 'Theo sổ gốc' }
    const written = await machine.call('differences.choose', { ...what, ...behalf })
    if (assessment !== null) await keep(machine, assessment, written)
  }

  async function spoil({ letter: which, machine, at }: Step & { kind: 'spoil' }): Promise<void> {
    const letter = letters[which % Math.max(1, letters.length)]
    if (letter === undefined) return
    const bytes = Buffer.from(letter.bytes)
    const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length))
    bytes[place] = (bytes[place] ?? 0) ^ (1 << (which % 8))
    const done = await take(await machineAt(machine), letter, bytes)
    if (done.applied.length > 0) throw new Error(`a letter spoilt at byte ${place} was applied`)
  }

  async function misdeliver(step: Step & { kind: 'misdeliver' }): Promise<void> {
    const letter = letters[step.letter % Math.max(1, letters.length)]
    const machine = await machineAt(step.machine)
    if (letter === undefined || letter.to === machine.unit) return
    const done = await take(machine, letter)
    if (done.applied.length > 0) throw new Error(`a letter for ${letter.to} was applied at ${machine.unit}`)
  }

  async function backUp(machine: Machine): Promise<void> {
    await shut(machine)
    const backup = `${machine.folder}-backup`
    rmSync(backup, { recursive: true, force: true })
    cpSync(path.join(machine.folder, 'data'), backup, { recursive: true })
  }

  /** The data folder of earlier on the same PC: what was never sent since then is gone, as everywhere. */
  async function restore(machine: Machine): Promise<void> {
    const backup = `${machine.folder}-backup`
    if (!existsSync(backup)) return
    await shut(machine)
    rmSync(path.join(machine.folder, 'data'), { recursive: true, force: true })
    cpSync(backup, path.join(machine.folder, 'data'), { recursive: true })
  }

  /** Folder and keys on a second PC: two programs that take themselves for one device. */
  async function copy(machine: Machine): Promise<void> {
    if (known.length >= homes.length + 2) return
    await shut(machine)
    const name = `${machine.name} copy ${known.length}`
    const folder = path.join(place, name)
    cpSync(machine.folder, folder, { recursive: true })
    known.push({ name, unit: machine.unit, folder, clock: new ManualClock(machine.clock.now()) })
  }

  async function setAside(step: Step & { kind: 'setAside' }): Promise<void> {
    const machine = await machineAt(step.machine)
    const taken = [...(applied.get(machine.name) ?? [])]
    const letter = taken[step.which % Math.max(1, taken.length)]
    if (letter === undefined) return
    const ticket = await machine.upload(letter.name, letter.bytes)
    const [seen] = await machine.call('bundles.inspect', { files: [ticket] })
    const bundle = seen?.readable === true ? seen.hash : seen?.front?.hash
    if (bundle === undefined) return
    await machine.call('asides.setAside', { bundle, reason: 'Xem lại nguồn' })
  }

  async function putBack(step: Step & { kind: 'putBack' }): Promise<void> {
    const machine = await machineAt(step.machine)
    const aside = (await machine.call('asides.list', {})).filter((each) => each.putBack === null)
    const one = aside[step.which % Math.max(1, aside.length)]
    if (one === undefined) return
    await machine.call('asides.putBack', { act: one.act, reason: 'Đã rõ nguồn' })
  }

  /** The province puts a commune under another district. */
  async function move({ sheet, to }: Step & { kind: 'move' }): Promise<void> {
    const machine = await machineNamed('province')
    const [commune, parent] = [communes[sheet % communes.length], districts[to % districts.length]]
    if (commune === undefined || parent === undefined) return
    const { name, code, level } = await machine.call('units.get', { unit: commune })
    await machine.call('units.save', { unit: commune, level, name, code, parent, from: null, until: null })
  }

  /** The province bars a device: what came of it counts so far, or nothing does. */
  async function revoke({ machine: which, all }: Step & { kind: 'revoke' }): Promise<void> {
    const machine = await machineAt(which)
    const { device } = await machine.call('session.state', {})
    if (machine.name === 'province' || device === null) return
    const above = await machineNamed('province')
    const { streams } = await above.call('trust.devicePoints', { device: device.id })
    const until = all ? [] : streams.flatMap(({ point }) => (point === null ? [] : [withoutTimes(point)]))
    await above.call('trust.revoke', { device: device.id, why: 'Máy bị mất', until })
  }

  async function chooseBranch({ which }: Step & { kind: 'chooseBranch' }): Promise<void> {
    const above = await machineNamed('province')
    const forks = await above.call('trust.forks', {})
    const branches = forks[which % Math.max(1, forks.length)]?.branches ?? []
    const branch = branches[which % Math.max(1, branches.length)]
    if (branch !== undefined) await above.call('trust.chooseBranch', { point: branch.point })
  }

  async function perform(step: Step): Promise<void> {
    switch (step.kind) {
      case 'score':
      case 'appraise':
        return write(step)
      case 'decide':
        return decide(step)
      case 'choose':
        return choose(step)
      case 'send': {
        const machine = await machineAt(step.machine)
        const below = await machine.call('bundles.recipients', {})
        const to = below.filter(({ id }) => homes.some(({ unit }) => unit === id))
        const unit = to[step.to % Math.max(1, to.length)]
        if (unit !== undefined) await post(machine, unit.id)
        return
      }
      case 'deliver': {
        const letter = letters[step.letter % Math.max(1, letters.length)]
        if (letter === undefined || letter.lost) return
        const there = known.filter(({ unit }) => unit === letter.to)
        const to = there[step.machine % Math.max(1, there.length)]
        if (to !== undefined) await take(await machineNamed(to.name), letter)
        return
      }
      case 'lose': {
        const letter = letters[step.letter % Math.max(1, letters.length)]
        if (letter !== undefined) letter.lost = true
        return
      }
      case 'spoil':
        return spoil(step)
      case 'misdeliver':
        return misdeliver(step)
      case 'clock':
        ;(await machineAt(step.machine)).clock.advance(step.days * day)
        return
      case 'restart':
        return shut(await machineAt(step.machine))
      case 'backUp':
        return backUp(await machineAt(step.machine))
      case 'restore':
      case 'copy': {
        const machine = await machineAt(step.machine)
        // the root of the domain is one device: without it nobody could be certified any more
        if (machine.name === 'province') return
        return step.kind === 'copy' ? copy(machine) : restore(machine)
      }
      case 'setAside':
        return setAside(step)
      case 'putBack':
        return putBack(step)
      case 'move':
        return move(step)
      case 'revoke':
        return revoke(step)
      case 'chooseBranch':
        return chooseBranch(step)
    }
  }

  return {
    world,
    play: async (step) => {
      try {
        await perform(step)
        count(step.kind)
      } catch (error) {
        if (!isCallError(error) || !usual.has(error.code)) throw error
        count(`${step.kind} refused: ${error.code}`)
      }
    },
    machines: () => openAll(known),
    concerned: () =>
      openAll(
        known.filter(
          ({ name, folder }) => existsSync(folder) || name === 'province' || name.endsWith('first'),
        ),
      ),
    take,
    post,
    ...{ letters, acts, decisions, counts },
    close: async () => {
      for (const machine of [...open.values()]) await machine.close()
      rmSync(place, { recursive: true, force: true })
    },
  }
}

function withoutTimes({ stream, seq, id }: { stream: string; seq: number; id: EntryId }) {
  return { stream, seq, id }
}

async function deviceOf(machine: Machine): Promise<string> {
  const { device } = await machine.call('session.state', {})
  return device?.id ?? ''
}

/** The totals of the stage whose totals count, as text. */
export function totalsOf(view: Output<'sheets.get'>): string {
  return JSON.stringify(view.totals[view.standing])
}
