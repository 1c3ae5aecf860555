import { readFileSync } from 'node:fs'
import type { RankingRow } from '../../shared/contract/results.ts'
import { RankingRow as RankingRowShape } from '../../shared/contract/results.ts'
import { SheetView, type StageCell } from '../../shared/contract/sheets.ts'
import type { Answer, AnswerInput } from '../../shared/domain/answers.ts'
import { CriteriaContent, type Criterion } from '../../shared/domain/criteria.ts'
import type { CriterionId, Day } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { scoreCriterion } from '../../shared/domain/rules.ts'
import { totalSheet } from '../../shared/domain/totals.ts'
import { assetPath } from '../../src-main/platform/program-files.ts'
import type { RankingReport } from '../../src-main/reports/ranking-report.ts'
import type { SheetReport } from '../../src-main/reports/sheet-report.ts'

export const sampleContent = CriteriaContent.parse(
  JSON.parse(readFileSync(assetPath('criteria/sample-2024.json'), 'utf8')),
)
const office = { language: 'vi', unitName: 'Huyện Yên Thế', day: '2024-12-05' as Day } as const

export function maximumOf(content: CriteriaContent, group: string): Hundredths {
  return content.criteria.reduce(
    (sum, each) => (each.group === group ? sum + each.max : sum),
    0,
  ) as Hundredths
}

/** A row of the ranking; a test names what it is about. */
export function aRankingRow(named: Partial<Record<keyof RankingRow, unknown>> = {}): RankingRow {
  return RankingRowShape.parse({
    rank: 1,
    assessment: 'vn2024.p.24:ky-2024/vn2024.c.07243',
    unit: 'vn2024.c.07243',
    unitName: 'Xã Đồng Tiến',
    districtName: 'Huyện Yên Thế',
    status: 'accepted',
    standing: 'appraisal',
    total: 9125,
    complete: true,
    stars: 3,
    passes: true,
    bandLabel: 'Đạt chuẩn 3★',
    failingGates: [],
    groups: Object.fromEntries(sampleContent.groups.map(({ id }, index) => [id, 1825 + index])),
    gap: { label: 'Đạt chuẩn 4★', stars: 4, points: 375, gates: [] },
    aim: 3,
    lastTotal: null,
    lastStars: null,
    change: null,
    recognition: null,
    againstRule: false,
    judged: 38,
    of: 38,
    finished: true,
    unranked: null,
    differences: 0,
    undecided: false,
    ...named,
  })
}

export function aRankingReport(named: Partial<RankingReport> = {}): RankingReport {
  const rows = named.rows ?? [aRankingRow()]
  return {
    office,
    cycleName: 'Chấm điểm chính quyền thân thiện năm 2024',
    period: { from: '2023-12-01' as Day, until: '2024-11-30' as Day },
    stage: null,
    within: null,
    criteriaTitle: sampleContent.title,
    notice: sampleContent.notice,
    groups: sampleContent.groups.map((group) => ({ ...group, max: maximumOf(sampleContent, group.id) })),
    rows,
    passing: rows.filter(({ passes }) => passes).length,
    participants: rows.length,
    stopped: 0,
    target: 11,
    recognised: 0,
    againstRule: 0,
    finished: rows.filter(({ finished }) => finished).length,
    ...named,
  }
}

/** An answer that earns most of the points, whatever the rule. */
function goodInput({ rule, max }: Criterion): AnswerInput {
  const inputs: Record<Criterion['rule']['kind'], unknown> = {
    yesNo: { kind: 'yesNo', yes: true },
    choice: { kind: 'choice', option: rule.kind === 'choice' ? rule.options[0]?.id : '' },
    ratio: { kind: 'ratio', numerator: '49', denominator: '50' },
    count: { kind: 'count', count: '4' },
    checklist: { kind: 'checklist', done: rule.kind === 'checklist' ? rule.items.map(({ id }) => id) : [] },
    deduction: { kind: 'deduction', cases: '0' },
    survey: { kind: 'survey', issued: '50', returned: '45', valid: '40', satisfied: '36' },
    external: { kind: 'external', value: '88.5' },
    manual: { kind: 'manual', points: max },
    bonus: { kind: 'bonus', count: '1' },
    penalty: { kind: 'penalty', count: '1' },
    formula: { kind: 'formula', values: { a: '50', b: '100', c: '30', d: '100' } },
  }
  return inputs[rule.kind] as AnswerInput
}

function cellOf(criterion: Criterion, answer: Answer | null, agrees: boolean): StageCell {
  const outcome = scoreCriterion(criterion, answer)
  return { answer, outcome, heads: [], differing: false, author: null, agrees, reopened: null, late: 0 }
}

/** The sheet of a commune that answered well, appraised with the same points; `answers` replaces some of its own. */
export function aSheetReport(
  answers: Readonly<Record<string, Answer | null>> = {},
  named: Partial<SheetReport> = {},
): SheetReport {
  const content = sampleContent
  const rows = content.criteria.map((criterion) => {
    const answer: Answer | null =
      criterion.id in answers ? (answers[criterion.id] ?? null) : { input: goodInput(criterion), note: '' }
    return {
      criterion: criterion.id,
      self: cellOf(criterion, answer, false),
      appraisal: cellOf(criterion, answer, true),
      verification: cellOf(criterion, null, false),
      explanation: { text: '', heads: [], differing: false, author: null },
      evidence: { count: 2, missingFiles: 0, damagedFiles: 0, outsidePeriod: 0 },
      lastPoints: null,
      due: null,
      asked: null,
    }
  })
  const facts = { gateAnswers: new Map(), dossierPapers: 4, openDifferences: 0 }
  const totals = totalSheet(
    content,
    new Map(rows.map(({ criterion, self }) => [criterion, self.outcome])),
    facts,
  )
  const may = [
    'score',
    'scoreOnBehalf',
    'appraise',
    'verify',
    'submit',
    'withdraw',
    'return',
    'propose',
    'accept',
  ]
  const view = SheetView.parse({
    assessment: 'vn2024.p.24:ky-2024/vn2024.c.07243',
    cycle: 'vn2024.p.24:ky-2024',
    cycleName: 'Chấm điểm chính quyền thân thiện năm 2024',
    year: 2024,
    period: { from: '2023-12-01', until: '2024-11-30' },
    unit: 'vn2024.c.07243',
    unitName: 'Xã Đồng Tiến',
    unitPath: ['Huyện Yên Thế', 'Tỉnh Bắc Giang'],
    version: 'vn2024.p.24:mau',
    notice: content.notice,
    status: 'accepted',
    decided: null,
    sending: null,
    misstated: null,
    rows,
    gates: [],
    dossier: content.dossier.map((name, index) => ({ index, name, documents: index < 4 ? 1 : 0 })),
    participant: {
      registered: true,
      aim: 3,
      lastTotal: null,
      lastStars: null,
      lastPoints: {},
      stopped: null,
    },
    totals: { self: totals, appraisal: totals, verification: totals },
    standing: 'appraisal',
    differences: 0,
    late: 0,
    returned: null,
    unappraised: [],
    recognition: null,
    may: Object.fromEntries([...may, 'verifyWhole', 'recognise'].map((name) => [name, false])),
  })
  const figures = Object.fromEntries(content.criteria.map(({ id }) => [id, '49/50 = 98 %'])) as Record<
    CriterionId,
    string
  >
  return {
    ...{ office, view, content, figures, judgedFigures: null, evidence: {} },
    ...{ appraised: true, againstRule: false, ...named },
  }
}
