import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readable } from '../../src-main/hosts/cli/readable.ts'
import { madeBytes, openDoorCore } from '../support/door-core.ts'
import { doorContract } from '../support/door-contract.ts'
import { runDoorCli } from '../support/doors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const lan = ['--officer', 'Hoàng Thị Lan']

describe('the command line', () => {
  it('lists every call of the contract with its kind, without opening a data folder', async () => {
    const { exitCode, stdout } = await runDoorCli(['--help', '--lang', 'en'])
    expect(exitCode).toBe(0)
    const kinds = { query: 'reads', command: 'changes', operation: 'long, with progress' }
    for (const [name, { kind }] of Object.entries(doorContract)) {
      expect(stdout).toMatch(new RegExp(`^ +${name.replace('.', '\\.')} .*${kinds[kind]}$`, 'm'))
    }
    expect((await runDoorCli(['--help'])).stdout).toContain('Cách dùng:')
  })

  it('shows the fields of one call', async () => {
    const { exitCode, stdout } = await runDoorCli(['work.count', '--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/--name <text>/)
    expect(stdout).toMatch(/--steps <number>/)
    expect(stdout).not.toContain('[options]')
    expect((await runDoorCli(['files.measure', '--help'])).stdout).toContain('cần --file <path>')
  })

  it('takes fields as options', async () => {
    const args = ['numbers.double', '--value', '21', '--note', 'tháng 6', ...lan, '--data', temporaryFolder()]
    const { exitCode, stdout, stderr } = await runDoorCli(args)
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: 'doubled: 42\nnote: tháng 6\n',
      stderr: '',
    })
  })

  it('lets an option stand above the JSON, from a file or from standard input', async () => {
    const dataDir = temporaryFolder()
    const file = path.join(temporaryFolder(), 'input.json')
    writeFileSync(file, '{"value":1,"note":"tệp"}')
    const general = [...lan, '--data', dataDir, '--json', '--value', '4']
    const fromFile = await runDoorCli(['numbers.double', '--input-file', file, ...general])
    expect(fromFile.stdout).toBe('{"doubled":8,"note":"tệp"}\n')
    const fromInput = await runDoorCli(['numbers.double', '--input-file', '-', ...general], {
      input: '{"value":1,"note":"ống"}',
    })
    expect(fromInput.stdout).toBe('{"doubled":8,"note":"ống"}\n')
  })

  it('prints progress to standard error and the result alone to standard output', async () => {
    const args = [
      'work.count',
      '--name',
      'a',
      '--steps',
      '2',
      '--pause',
      '0',
      ...lan,
      '--data',
      temporaryFolder(),
    ]
    const { stdout, stderr } = await runDoorCli(args)
    expect(stdout).toBe('counted: 2\n')
    expect(stderr).toBe('count 1/2 a\ncount 2/2 a\n')
  })

  it('says an error as a sentence in the language asked for, and ends with 1', async () => {
    const args = ['sheets.refuse', ...lan, '--data', temporaryFolder()]
    const vietnamese = await runDoorCli(args)
    expect(vietnamese.exitCode).toBe(1)
    expect(vietnamese.stdout).toBe('')
    expect(vietnamese.stderr).toContain('Nông Văn Bình')
    const english = await runDoorCli([...args, '--lang', 'en'])
    expect(english.stderr).toContain('Nông Văn Bình (Xã Đồng Tâm) has just changed this')
    expect(english.stderr).not.toContain('{{')
  })

  it.each<[string, string[]]>([
    ['an unknown call', ['sheets.burn']],
    ['no call', []],
    ['an unknown option', ['session.state', '--colour', 'red']],
    ['no JSON', ['session.state', '--input', '{']],
    ['JSON that is no object', ['session.state', '--input', '[1]']],
    ['an input file that is not there', ['session.state', '--input-file', 'nowhere.json']],
    ['a number that is none', ['numbers.double', '--value', 'four', '--note', '']],
    ['a field that the contract refuses', ['numbers.double', '--value', '4000', '--note', '']],
    ['a file for a call without files', ['session.state', '--file', 'a.pdf']],
    ['an officer who does not exist', ['session.state', '--officer', 'Không Ai']],
  ])('ends with 2 for %s and says why', async (_, args) => {
    const officer = args.includes('--officer') ? [] : lan
    const { exitCode, stdout, stderr } = await runDoorCli([...args, ...officer, '--data', temporaryFolder()])
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trim()).not.toBe('')
    expect(stderr).not.toContain('    at ')
  })

  it('names the wrong fields', async () => {
    const args = ['numbers.double', '--value', '4000', '--note', 'x', ...lan, '--data', temporaryFolder()]
    expect((await runDoorCli(args)).stderr).toContain('  --value: quá lớn hoặc quá nhiều (too_big)\n')
    const { stderr } = await runDoorCli([
      'numbers.double',
      ...lan,
      '--data',
      temporaryFolder(),
      '--lang',
      'en',
    ])
    expect(stderr).toContain('  --note: missing or of the wrong type (invalid_type)\n')
    expect(stderr).toContain('cqtt numbers.double --help')
  })

  it.each<[string, string[], string]>([
    [
      'a call that is nearly right',
      ['numbers.duble'],
      'Không có lệnh numbers.duble. Danh sách lệnh: cqtt --help. Có phải là numbers.double?',
    ],
    [
      'an option that is nearly right',
      ['numbers.double', '--valeu', '1'],
      'Không có tùy chọn --valeu. Xem: cqtt numbers.double --help. Có phải là --value?',
    ],
    [
      'an option without its value',
      ['numbers.double', '--value'],
      'Sau tùy chọn --value <number> phải có giá trị.',
    ],
    ['a file without --file', ['files.measure', 'a.pdf'], 'Không rõ “a.pdf” là gì.'],
    ['nobody who calls', ['numbers.double', '--value', '1', '--note', ''], 'Hãy ghi --officer "TÊN"'],
  ])('says in the language asked for what is wrong with %s', async (_, args, said) => {
    const { stdout, stderr } = await runDoorCli([...args, '--data', temporaryFolder()])
    expect(stdout).toBe('')
    expect(stderr).toContain(said)
    expect(stderr).not.toMatch(/error:|Did you mean/)
  })

  it('says in one sentence that another program holds the data folder, and ends with 3', async () => {
    const dataDir = temporaryFolder()
    const holder = await openDoorCore({ dataDir })
    onTestFinished(() => holder.close())
    const { exitCode, stderr } = await runDoorCli(['session.state', '--data', dataDir])
    expect(exitCode).toBe(3)
    expect(stderr).toContain(dataDir)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('ends with 130 when stopped', async () => {
    const stop = new AbortController()
    const dataDir = temporaryFolder()
    const args = ['work.count', '--name', 'a', '--steps', '5000', '--pause', '4', ...lan, '--data', dataDir]
    const { exitCode } = await runDoorCli(args, {
      signal: stop.signal,
      onLine: () => {
        stop.abort()
      },
    })
    expect(exitCode).toBe(130)
    expect(existsSync(path.join(dataDir, 'cleaned-a'))).toBe(true)
  })

  it('takes the password from the environment', async () => {
    const args = [
      'work.count',
      '--name',
      'a',
      '--steps',
      '0',
      '--pause',
      '0',
      '--officer',
      'lý văn minh',
      '--json',
    ]
    const denied = await runDoorCli([...args, '--data', temporaryFolder()])
    expect(denied.stdout).toBe('{"error":{"code":"wrongPassword","details":{"waitSeconds":1}}}\n')
    vi.stubEnv('CQTT_PASSWORD', 'chè Thái')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect((await runDoorCli([...args, '--data', temporaryFolder()])).stdout).toBe('{"counted":0}\n')
  })

  it('hands in every file of a folder, in the order of their names', async () => {
    const folder = temporaryFolder()
    for (const name of ['b.pdf', 'a.pdf', 'c.pdf']) writeFileSync(path.join(folder, name), name)
    mkdirSync(path.join(folder, 'inside'))
    const args = ['files.measure', '--file', folder, ...lan, '--data', temporaryFolder(), '--json']
    const { files } = JSON.parse((await runDoorCli(args)).stdout) as { files: { name: string }[] }
    expect(files.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf'])
    expect(readdirSync(folder), 'originals are left alone').toHaveLength(4)
    const fewer = await runDoorCli([...args.slice(0, -1), '--json', '--skip', 'a.pdf,c.pdf'])
    expect((JSON.parse(fewer.stdout) as { files: unknown[] }).files).toHaveLength(1)
  })

  it('says which file is not there', async () => {
    const args = [
      'files.measure',
      '--file',
      'nowhere.pdf',
      ...lan,
      '--data',
      temporaryFolder(),
      '--lang',
      'en',
    ]
    const { exitCode, stderr } = await runDoorCli(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is no file or folder nowhere.pdf')
  })

  it('saves a file under the name asked for, or under its own in a folder, and says so when it is not asked to', async () => {
    const out = temporaryFolder()
    const args = [
      'files.make',
      '--name',
      'Xếp hạng.xlsx',
      '--size',
      '70000',
      ...lan,
      '--data',
      temporaryFolder(),
      '--lang',
      'en',
    ]
    const named = await runDoorCli([...args, '--out', path.join(out, 'new', 'r.xlsx')])
    expect(named.stderr).toContain('(70000 bytes)')
    expect(readFileSync(path.join(out, 'new', 'r.xlsx')).equals(madeBytes(70_000))).toBe(true)
    await runDoorCli([...args, '--out', out])
    expect(readdirSync(out).toSorted()).toEqual(['Xếp hạng.xlsx', 'new'].toSorted())
    expect((await runDoorCli(args)).stderr).toContain('Call again with --out')
  })
})

describe('a readable result', () => {
  it.each([
    [null, '–'],
    [5, '5'],
    [[], ''],
    [{ a: 'x', b: [], c: null }, 'a: x\nb: –\nc: –'],
    [{ list: [1, 'two'] }, 'list:\n  - 1\n  - two'],
    [[{ name: 'Đồng Tâm', total: 9150 }], '- name Đồng Tâm · total 9150'],
    [[{ name: 'Đồng Tâm', groups: [1] }], '- name: Đồng Tâm\n  groups:\n    - 1'],
  ])('of %j', (value, text) => {
    expect(readable(value)).toBe(text)
  })
})
