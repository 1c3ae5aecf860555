import type { Letter, Player } from './player.ts'
import type { Machine } from './world.ts'

/** The end of a schedule: everything that was ever sent arrives, every machine has its certificate, all send all to all. */

const mostRounds = 10
const longAfter = Date.parse('2025-06-02T08:00:00+07:00')

/** @throws Error when machines have something new to say after every round */
export async function deliverEverything(player: Player): Promise<readonly Machine[]> {
  const machines = await player.concerned()
  /** Machines that have news for a unit. */
  const telling = new Map(machines.map((machine) => [machine, unitsBeside(machine, machines)]))

  /** @returns whether it brought anybody something new */
  async function deliver(letter: Letter): Promise<void> {
    for (const machine of machines) {
      if (machine.unit !== letter.to || machine.name === letter.from) continue
      const { applied } = await player.take(machine, letter)
      if (applied.some((each) => each.new > 0)) telling.set(machine, unitsBeside(machine, machines))
    }
  }

  for (const { clock } of machines) clock.set(longAfter)
  // what was sent before first, in the order of the schedule
  const sent = [...player.letters]
  for (let round = 0; round < mostRounds; round++) {
    const certified = await certifyAll(machines)
    for (const machine of certified) telling.set(machine, unitsBeside(machine, machines))
    if (round === 0) for (const letter of sent) await deliver(letter)
    if ([...telling.values()].every((units) => units.size === 0)) return machines
    for (const machine of machines) {
      const mayReach = await machine.call('bundles.recipients', {})
      for (const unit of telling.get(machine) ?? []) {
        telling.get(machine)?.delete(unit)
        if (!mayReach.some(({ id }) => id === unit)) continue
        const letter = await player.post(machine, unit as Letter['to'])
        if (letter !== null) await deliver(letter)
      }
    }
  }
  throw new Error(`after ${mostRounds} rounds machines still have news for each other`)
}

/** Every unit with another machine; the second machine of a district tells its first one, which tells everybody. */
function unitsBeside(machine: Machine, machines: readonly Machine[]): Set<string> {
  const others = machines.filter(({ name }) => name !== machine.name)
  const isSecond = machine.name.endsWith('second')
  return new Set(others.map(({ unit }) => unit).filter((unit) => !isSecond || unit === machine.unit))
}

/** Machines that became new devices ask again; the province, whose device is the root, certifies them. */
async function certifyAll(machines: readonly Machine[]): Promise<readonly Machine[]> {
  const province = machines.find(({ name }) => name === 'province')
  if (province === undefined) throw new Error('no province')
  const certified: Machine[] = []
  for (const machine of machines) {
    const { device } = await machine.call('session.state', {})
    if (device === null || device.certified) continue
    const request = await machine.download(await machine.call('devices.request', {}))
    const file = await province.upload('đề nghị', request)
    const { fingerprint } = await province.call('devices.inspectRequest', { file })
    const paper = await province.download(await province.call('devices.certify', { file, fingerprint }))
    await machine.call('devices.installCertificate', { file: await machine.upload('giấy', paper) })
    certified.push(machine)
  }
  return certified
}
