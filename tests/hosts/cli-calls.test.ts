import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Readable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { contract } from '../../shared/contract/contract.ts'
import { runCli } from '../../src-main/hosts/cli/run-cli.ts'
import { choosePlace } from '../../src-main/platform/data-place.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, yenThe, type Office } from '../support/office.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

type Run = (...args: readonly string[]) => Promise<{ exitCode: number; stdout: string; stderr: string }>

/** The command line on the program's own calls, on a core that stays open. */
function commandLine({ core }: Office): Run {
  return async (...args) => {
    let stdout = ''
    let stderr = ''
    const exitCode = await runCli(args, {
      contract,
      openCore: () => Promise.resolve({ ...core, close: () => Promise.resolve() }),
      stdin: Readable.from([]),
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      environment: {},
      signal: new AbortController().signal,
    })
    return { exitCode, stdout, stderr }
  }
}

describe('the command line on the calls of the program', () => {
  it('prints nothing but one line of JSON with --json, whatever the call and however it ends', async () => {
    const office = await anOffice()
    const run = commandLine(office)
    const leaving = ['demo.begin', 'setup.begin']
    for (const name of Object.keys(contract).filter((call) => !leaving.includes(call))) {
      const { stdout, exitCode } = await run(name, '--json')
      // Wrong use of the command line itself is told to the person alone.
      if (stdout === '' && exitCode === 2) continue
      expect(stdout.split('\n'), name).toHaveLength(2)
      expect(() => JSON.parse(stdout) as unknown, name).not.toThrow()
    }
  })

  it('shows the kinds and parts of JSON, how numbers are written, and what --seen is', async () => {
    const { stdout } = await commandLine(await anOffice())('scores.set', '--help')
    expect(stdout).toContain('"kind": "ratio"')
    expect(stdout).toMatch(/"numerator": "số" \(dấu chấm thập phân/)
    expect(stdout).toContain('"kind": "yesNo", "yes": true | false')
    expect(stdout).toMatch(/--seen <a,b,…> +mã của giá trị đang có/)
  })

  it('says what to name as seen when something stands already, and takes it', async () => {
    const office = await anOffice()
    const criterion = aCriterion({ id: 'c1', code: '1.1', max: 10_000, rule: { kind: 'yesNo', yes: 10_000 } })
    const { sheets } = await aCycle(office, { communes: 1, content: aContent({ criteria: [criterion] }) })
    const run = commandLine(office)
    const answer = (yes: boolean): string => JSON.stringify({ input: { kind: 'yesNo', yes }, note: '' })
    const write = (yes: boolean, ...seen: string[]): ReturnType<Run> =>
      run('scores.set', '--assessment', sheets[0]!, '--criterion', 'c1', '--answer', answer(yes), ...seen)
    expect(await write(true)).toMatchObject({ exitCode: 0 })
    const refused = await write(false)
    expect(refused.exitCode).toBe(1)
    const needed = /gọi lại với --seen ([0-9a-f]{64})/.exec(refused.stderr)?.[1] ?? ''
    expect(await write(false, '--seen', needed)).toMatchObject({ exitCode: 0 })

    // Officers know a criterion by its code.
    const wrong = JSON.stringify({ input: { kind: 'manual', points: 5 }, note: '' })
    const invalid = await run(
      'scores.set',
      '--assessment',
      sheets[0]!,
      '--criterion',
      'c1',
      '--answer',
      wrong,
    )
    expect(invalid.stderr).toContain('tiêu chí 1.1 ')
  })

  it('takes an answer as it is typed on screen, and says in the window’s words what is none', async () => {
    const office = await anOffice()
    const ratio = { kind: 'ratio', scale: { kind: 'linear', fullAt: '80' as never } } as const
    const criteria = [
      aCriterion({ id: 'c1', code: '1.1', max: 10_000, rule: ratio }),
      aCriterion({ id: 'c2', code: '1.2', rule: { kind: 'yesNo' } }),
    ]
    const { sheets } = await aCycle(office, { communes: 1, content: aContent({ criteria }) })
    const run = commandLine(office)
    const set = (criterion: string, answer: string): ReturnType<Run> =>
      run('scores.set', '--assessment', sheets[0]!, '--criterion', criterion, '--answer', answer)
    const standing = async () =>
      (await office.call('sheets.get', { assessment: sheets[0]! })).rows.map(({ self }) => self.answer?.input)
    const refused = await set('c1', '13/15 = 95 %')
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('Tiêu chí 1.1: “13/15 = 95 %” chưa phải là câu trả lời.')
    expect(refused.stderr).toContain('Tỷ lệ phần trăm không khớp với hai số')
    expect((await set('c2', 'chưa')).exitCode).toBe(2)
    expect(await standing()).toEqual([undefined, undefined])
    expect((await set('c1', '13/15')).exitCode).toBe(0)
    expect((await set('c2', 'Đạt')).exitCode).toBe(0)
    expect(await standing()).toEqual([
      { kind: 'ratio', numerator: '13', denominator: '15' },
      { kind: 'yesNo', yes: true },
    ])
  })

  it('takes days as they are written, and refuses one that does not exist', async () => {
    const office = await anOffice()
    const run = commandLine(office)
    const save = (from: string): ReturnType<Run> =>
      run(
        ...['units.save', '--level', 'commune', '--name', 'Xã Mới', '--code', '', '--parent', yenThe],
        ...['--input', '{"unit":null,"until":null}', '--from', from, '--json'],
      )
    expect(await save('31/6/2024')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('31/6/2024') as string,
    })
    const saved = await save('1/7/2024')
    expect([saved.exitCode, saved.stderr]).toEqual([0, ''])
    expect(JSON.parse(saved.stdout)).toMatchObject({ name: 'Xã Mới', from: '2024-07-01' })
  })

  it('ends with 1 and the same sentence when a bundle is looked into or taken in that cannot be read, and invents nothing', async () => {
    const run = commandLine(await anOffice())
    const file = path.join(temporaryFolder(), 'thư.cqtt')
    writeFileSync(file, 'không phải gói')
    const inspected = await run('bundles.inspect', '--file', file, '--json')
    const applied = await run('bundles.apply', '--file', file, '--json')
    expect([inspected.exitCode, applied.exitCode]).toEqual([1, 1])
    const sentence = 'thư.cqtt: Tệp “thư.cqtt” không phải gói dữ liệu của chương trình này'
    for (const { stderr } of [inspected, applied]) expect(stderr).toContain(sentence)
    const [row] = JSON.parse(inspected.stdout) as Record<string, unknown>[]
    // nothing that nobody has read: no sender, no day, no counts
    expect(row).toMatchObject({ readable: false, state: 'refused', front: null, waitsFor: null })
    expect(Object.keys(row!)).not.toContain('totals')
    const { refused } = JSON.parse(applied.stdout) as { refused: Record<string, unknown>[] }
    expect(refused[0]).toMatchObject(row!['refusal'] as object)
  })

  it('ends with 2 and a sentence where files are needed and there is none, and tells a wrong path from a file that vanished', async () => {
    const run = commandLine(await anOffice())
    const folder = temporaryFolder()
    const nowhere = path.join(folder, 'nhầm', 'gói.cqtt')
    for (const call of ['bundles.apply', 'bundles.inspect'])
      expect(await run(call)).toMatchObject({
        ...{ exitCode: 2, stdout: '', stderr: expect.stringContaining('Lệnh này cần tệp') as string },
      })
    expect(await run('bundles.apply', '--file', folder)).toMatchObject({
      ...{
        exitCode: 2,
        stdout: '',
        stderr: expect.stringContaining(`Không có tệp nào trong ${folder}`) as string,
      },
    })
    const { exitCode, stdout, stderr } = await run('bundles.apply', '--file', nowhere)
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`Không có tệp hay thư mục ${nowhere}`)
    expect(stderr).not.toContain('USB')

    // a folder in place of files: without a bundle, not there, no folder
    const photo = path.join(folder, 'ảnh.jpg')
    writeFileSync(photo, 'ảnh')
    for (const [place, sentence] of [
      [folder, `Trong thư mục ${folder} không có gói dữ liệu nào`],
      [nowhere, `Không có thư mục ${nowhere}`],
      [photo, `Không có thư mục ${photo}`],
    ] as const)
      for (const call of ['bundles.apply', 'bundles.inspect']) {
        const refused = await run(call, '--folder', place)
        expect([refused.exitCode, refused.stdout], call).toEqual([2, ''])
        expect(refused.stderr).toContain(sentence)
      }
    writeFileSync(path.join(folder, 'thư.cqtt'), 'không phải gói')
    expect(await run('bundles.apply', '--folder', folder)).toMatchObject({ exitCode: 1 })
  })
})

describe('folders named on the command line', () => {
  it('are taken as whole paths, and a new or relative one is said', () => {
    const said: string[] = []
    const say = (line: string): void => void said.push(line)
    const folder = path.join(temporaryFolder(), 'dữ liệu')
    expect(choosePlace({ dataDir: folder, keysDir: 'keys' }, 'vi', say)).toEqual({
      dataDir: folder,
      keysDir: path.resolve('keys'),
    })
    expect(said.splice(0)).toEqual([
      `Chưa có thư mục ${folder}: chương trình lập thư mục dữ liệu mới tại đó.`,
    ])
    mkdirSync(folder)
    choosePlace({ dataDir: folder }, 'vi', say)
    expect(said).toEqual([])
    vi.spyOn(process, 'cwd').mockReturnValue(path.dirname(folder))
    expect(choosePlace({ dataDir: 'dữ liệu' }, 'vi', say)).toEqual({ dataDir: folder })
    expect(said).toEqual([`Thư mục dữ liệu: ${folder}`])
    expect(existsSync(folder)).toBe(true)
  })
})
