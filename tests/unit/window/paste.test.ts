import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, AnswerInput } from '../../../shared/domain/answers.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { sampleContent } from '../../../src-main/services/catalogue/criteria.ts'
import { planPaste, type PasteChoices } from '../../../src-renderer/features/sheet/paste/read-lines.ts'
import type { Standing } from '../../../src-renderer/features/sheet/paste/standing.ts'
import { readClipboard } from '../../../src-renderer/ui/tables/table.ts'

const content = sampleContent()
const first = content.criteria[0]!.id
const usual: PasteChoices = { target: 'answer', roles: {}, lines: {}, withGroupLines: null }
const nothing: Standing = {
  answer: null,
  others: [],
  points: null,
  lastPoints: null,
  appraised: null,
  verified: null,
  evidence: 0,
}

function standing(answers: Record<string, AnswerInput> = {}) {
  return new Map(
    content.criteria.map((criterion): [CriterionId, Standing] => {
      const input = answers[criterion.code]
      const answer: Answer | null = input === undefined ? null : { input, note: '' }
      const outcome = scoreCriterion(criterion, answer)
      return [
        criterion.id,
        { ...nothing, answer, points: outcome.status === 'points' ? outcome.points : null },
      ]
    }),
  )
}

type Given = {
  html?: boolean
  choices?: Partial<PasteChoices>
  answers?: Record<string, AnswerInput>
  from?: string
}

function plan(source: string, { html = false, choices = {}, answers = {}, from }: Given = {}) {
  const table = readClipboard({
    getData: (type) => (type === (html ? 'text/html' : 'text/plain') ? source : ''),
  })
  const at = content.criteria.find(({ code }) => code === from)?.id ?? first
  return planPaste(table, { content, standing: standing(answers), from: at }, { ...usual, ...choices })
}

/** Each line in short: code, and what would become of it. */
function read(source: string, given: Given = {}): string[] {
  return plan(source, given).lines.map(({ row, reading }) => {
    const code = row.criterion?.code ?? ''
    if (reading.status === 'answer') {
      const { kind: _kind, ...figures } = reading.answer.input
      return `${code} ${Object.values(figures).join('/')}`
    }
    return `${code} ${reading.status === 'problem' ? reading.why : reading.status}`.trim()
  })
}

const roles = (source: string, given: Given = {}) => plan(source, given).columns

describe('columns', () => {
  test('the maximum is never an answer, and points answer only rules that are answered by points', () => {
    const table =
      'Mã\tTiêu chí\tĐiểm tối đa\tĐiểm tự chấm\n2.7\tBộ phận một cửa\t1,5\t0,5\n3.6\tCảnh quan\t3\t2\n1.4\tHằng tháng\t3\t2,25'
    expect(read(table)).toEqual(['skipped', '2.7 50', '3.6 200', '1.4 pointsNotFigures'])
    expect(roles(table).roles).toEqual(['code', 'title', 'max', 'points'])
  })

  test('headings are read with marks and without, in capitals, below a letterhead, over numbers of columns', () => {
    for (const heading of [
      'Mã\tTiêu chí\tSố liệu\tGhi chú',
      'MA\tTIEU CHI\tSO LIEU\tGHI CHU',
      'Stt\tNội dung tiêu chí\tKết quả thực hiện\tNhận xét',
    ]) {
      const table = `ỦY BAN NHÂN DÂN XÃ\t\t\t\nBẢNG CHẤM\t\t\t\n${heading}\n(1)\t(2)\t(3)\t(4)\n1.5\tTuyên truyền\t4\tđủ\n2.9\tTỷ lệ\t3/4\t`
      expect(read(table)).toEqual(['skipped', 'skipped', 'skipped', 'skipped', '1.5 4', '2.9 3/4'])
    }
  })

  test('merged headings tell numerator from denominator', () => {
    const table =
      '<table><tr><th rowspan=2>Mã</th><th colspan=2>Số liệu</th><th rowspan=2>Ghi chú</th></tr>' +
      '<tr><th>Số đạt</th><th>Tổng số</th></tr><tr><td>1.4</td><td>9</td><td>12</td><td>7</td></tr></table>'
    expect(read(table, { html: true })).toEqual(['skipped', 'skipped', '1.4 9/12'])
    expect(read('Mã\tSố liệu\t\tGhi chú\n\tSố đạt\tTổng số\t\n1.4\t9\t12\t7')).toEqual([
      'skipped',
      'skipped',
      '1.4 9/12',
    ])
  })

  test.each([
    ['Tổng số\tSố đạt', '12\t9'],
    ['Mẫu số\tTử số', '12\t9'],
    ['Tử số\tMẫu số', '9\t12'],
  ])('figures go where their headings say: %s', (headings, figures) => {
    expect(read(`Mã\t${headings}\n1.4\t${figures}`)).toEqual(['skipped', '1.4 9/12'])
  })

  test('the rule’s own labels name its figures, below a merged heading too', () => {
    const { rule } = content.criteria.find(({ code }) => code === '1.4')!
    if (rule.kind !== 'ratio') throw new Error('1.4 is a ratio')
    const own = `Mã\t${rule.denominator}\t${rule.numerator}\n1.4\t12\t9`
    expect(read(own)).toEqual(['skipped', '1.4 9/12'])
    const merged =
      '<table><tr><th rowspan=2>Mã</th><th colspan=2>Số liệu</th></tr>' +
      '<tr><th>Tổng số</th><th>Số đạt</th></tr><tr><td>1.4</td><td>12</td><td>9</td></tr></table>'
    expect(read(merged, { html: true }).at(-1)).toBe('1.4 9/12')
  })

  test('figures whose headings name none, or twice the same, are not joined; a person says which is which', () => {
    const strange = 'Mã\tSố lượng\tTổng số\n1.4\t9\t12'
    expect(read(strange)).toEqual(['skipped', '1.4 figuresUnnamed'])
    expect(read('Mã\tTổng số\tMẫu số\n1.4\t9\t12')).toEqual(['skipped', '1.4 figuresUnnamed'])
    expect(read(strange, { choices: { roles: { 1: 'numerator' } } })).toEqual(['skipped', '1.4 9/12'])
    const unknown = 'Bảng A\tCần\tĐã\n1.4\t12\t9\n1.7\t4\t3'
    expect(read(unknown)).toEqual(['noCriterion', '1.4 blank', '1.7 blank'])
    const both = { roles: { 1: 'denominator', 2: 'numerator' } } as const
    expect(read(unknown, { choices: both })).toEqual(['noCriterion', '1.4 9/12', '1.7 3/4'])
  })

  test('columns in any other order give the same answers', () => {
    const headings = [
      'Mã',
      'Tiêu chí',
      'Số liệu',
      'Số đạt',
      'Tổng số',
      'Phát ra',
      'Thu về',
      'Hợp lệ',
      'Hài lòng',
      'Ghi chú',
    ]
    const survey = content.criteria.find(({ rule }) => rule.kind === 'survey')!
    const table = [
      headings,
      ['1.4', '', '', '9', '12', '', '', '', '', 'a'],
      ['1.5', '', '4', '', '', '', '', '', '', '7'],
      [survey.code, '', '', '', '', '50', '45', '40', '36', ''],
    ]
    const written = (order: readonly number[]): string =>
      table.map((cells) => order.map((column) => cells[column]).join('\t')).join('\n')
    const usual = read(written(headings.map((_, index) => index)))
    expect(usual.slice(0, 3)).toEqual(['skipped', '1.4 9/12', '1.5 4'])
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          headings.map((_, index) => index),
          { minLength: headings.length },
        ),
        (order) => {
          expect(read(written(order))).toEqual(usual)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a column that is headed as codes is never passed over for the order of the lines', () => {
    expect(read('Mã\tSố liệu\n9.8\t4\n9.9\t5', { from: '1.5' })).toEqual([
      'skipped',
      'noCriterion',
      'noCriterion',
    ])
    expect(read('Mã\tSố liệu\n01/05/2024\t4', { from: '1.5' })).toEqual(['skipped', 'noCriterion'])
    expect(read('STT\tSố liệu\n1\t4\n2\t3/4', { from: '1.5' })).toEqual(['skipped', '1.5 4', '1.6 3/4'])
    const choices = { roles: { 0: null } }
    expect(read('Mã\tSố liệu\n9.8\t4', { from: '1.5', choices })).toEqual(['skipped', '1.5 4'])
  })

  test('without headings one column of figures is the answer, more are asked about, until one is chosen', () => {
    expect(read('1.5\t4\n2.7\t1,25')).toEqual(['1.5 4', '2.7 125'])
    expect(read('1.4\t11\t12\n1.7\t3\t4')).toEqual(['1.4 11/12', '1.7 3/4'])
    const two = '1.5\t4\t5\n2.7\t1,25\t0,5'
    expect(roles(two).doubt).toBe('several')
    expect(read(two)).toEqual(['1.5 blank', '2.7 blank'])
    expect(read(two, { choices: { roles: { 2: 'answer' } } })).toEqual(['1.5 5', '2.7 50'])
  })

  test('a column that repeats the maximum or the sheet’s own points is not taken for figures', () => {
    expect(roles('1.5\t3\n2.8\t2')).toMatchObject({ doubt: 'like', like: 'max' })
    const answers: Record<string, AnswerInput> = { '1.5': { kind: 'count', count: '4' as never } }
    expect(roles('1.5\t2', { answers })).toMatchObject({ doubt: 'like', like: 'points' })
    expect(read('1.5\t3\t7\n2.8\t2\t1')).toEqual(['1.5 7', '2.8 1'])
    expect(read('1.5\t3\n2.8\t2', { choices: { roles: { 1: 'answer' } } })).toEqual(['1.5 3', '2.8 2'])
  })

  test('more figures than a criterion has are a problem, none is passed over', () => {
    const table = 'Mã\tSố liệu\tSố đạt\n1.5\t4\t\n2.8\t1\t2'
    expect(roles(table).doubt).toBe('several')
    expect(read(table, { choices: { roles: { 1: 'answer', 2: 'answer' } } })).toEqual([
      'skipped',
      '1.5 4',
      '2.8 tooManyFigures',
    ])
  })

  test('last year takes its own column, or the points of last year’s sheet, never the maximum', () => {
    const lines = plan('Mã\tĐiểm tối đa\tĐiểm tự chấm\n1.5\t3\t2,5', {
      choices: { target: 'lastYear' },
    }).lines
    expect(lines[1]?.reading).toEqual({ status: 'points', points: 250 as Hundredths })
    const both = plan('Mã\tNăm trước\tĐiểm tự chấm\n1.5\t1\t2,5', { choices: { target: 'lastYear' } }).lines
    expect(both[1]?.reading).toEqual({ status: 'points', points: 100 as Hundredths })
    expect(plan('1.5\t3\t2,5\n1.6\t4\t1', { choices: { target: 'lastYear' } }).columns.doubt).toBeNull()
  })
})

describe('lines', () => {
  test('are found by codes however they are written; groups and totals are passed over, strangers are problems', () => {
    const table =
      'Mã\tTiêu chí\tSố liệu\n2\tCông tác cải cách hành chính\t\n2.1\tTỷ lệ\t675/709\n1,5.\t\t\n2.8\t\thai\n9.9\t\t5\n\tTổng cộng\t17'
    expect(read(table)).toEqual([
      'skipped',
      'skipped',
      '2.1 675/709',
      '1.5 blank',
      '2.8 notANumber',
      'noCriterion',
      'skipped',
    ])
  })

  test('a code that lost its zero is asked about, as are a code twice and a title of another criterion', () => {
    const table = '2.7\t1\n2.9\t2/4\n2.1\t10/20\n2.11\t70'
    expect(read(table)).toEqual(['2.7 100', '2.9 2/4', '2.1 asked', '2.11 70'])
    const asked = plan(table).lines[2]!.row
    expect(asked.candidates.map(({ code }) => code)).toEqual(['2.10', '2.1'])
    expect(read(table, { choices: { lines: { 3: '2.1' as CriterionId } } })[2]).toBe('2.1 10/20')
    expect(read(table, { choices: { lines: { 3: null } } })[2]).toBe('skipped')
    expect(read('1.5\t4\n1.6\t3/4\n1.5\t5')).toEqual(['1.5 asked', '1.6 3/4', '1.5 asked'])
    expect(read('2.1\t675/709\n2.2\t3/4\n2.1\t1/2')).toEqual(['2.1 asked', '2.2 3/4', '2.1 asked'])
    expect(plan('2.1\t675/709\n2.2\t3/4\n2.1\t1/2').lines[2]!.row.candidates.map(({ code }) => code)).toEqual(
      ['2.10', '2.1'],
    )
    const other = content.criteria.find(({ code }) => code === '2.8')!.title
    expect(read(`Mã\tTiêu chí\tSố liệu\n1.5\t${other}\t4`)).toEqual(['skipped', '1.5 asked'])
  })

  test('without codes are found by their titles', () => {
    const [one, two] = ['2.8', '1.5'].map(
      (code) => content.criteria.find((each) => each.code === code)!.title,
    )
    expect(plan(`${one}\t1\n${two}\t4`).by).toBe('title')
    expect(read(`${one}\t1\n${two}\t4`)).toEqual(['2.8 1', '1.5 4'])
  })

  test('without either go downwards from the active line; blanks use up their line', () => {
    expect(read('11/12\n\n3/4\n9/10', { from: '1.4' })).toEqual([
      '1.4 11/12',
      '1.5 blank',
      '1.6 3/4',
      '1.7 9/10',
    ])
    expect(read('9/10\n\n3/4', { from: '1.7' })).toEqual(['1.7 9/10', 'skipped', '2.1 3/4'])
    expect(read('9/10\n3/4', { from: '1.7' })).toEqual(['1.7 9/10', '2.1 3/4'])
    expect(read('1\n2\n3', { from: 'T1' }).at(-1)).toBe('noCriterion')
  })

  test('that are too short, or run on elsewhere, are problems, not blanks', () => {
    expect(read('1.5\tTuyên truyền\nbằng nhiều hình thức\t13\n3.4\tTrao giấy\t7')).toEqual([
      '1.5 13',
      '3.4 7',
    ])
    expect(read('1.5\tTuyên truyền\n- nhiều hình thức\t13\n3.4\tTrao giấy\t7')).toEqual([
      '1.5 short',
      'noCriterion',
      '3.4 7',
    ])
  })

  test('with a figure and no code are left over, not called headings', () => {
    expect(read('Mã\tTiêu chí\tSố liệu\n1.5\tTuyên truyền\t4\n\tTrong đó xã A\t9\n\tPhần II\t')).toEqual([
      'skipped',
      '1.5 4',
      'noCode',
      'skipped',
    ])
    const merged =
      '<table><tr><th>Mã</th><th>Số liệu</th></tr><tr><td rowspan=2>1.5</td><td>4</td></tr><tr><td>7</td></tr></table>'
    expect(read(merged, { html: true })).toEqual(['skipped', '1.5 4', 'noCode'])
  })

  test('of a criterion that is entered above are refused', () => {
    expect(read('5.1\t20\t15\t10\t9')).toEqual(['5.1 enteredAbove'])
  })
})
