import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { AnswerInput } from '../../../shared/domain/answers.ts'
import type { CriteriaContent, Criterion } from '../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'
import type { CommuneKey } from './communes.ts'

/**
 * What every commune scores itself: one word a criterion, one line a group, in the order of the sample set. How a word reads
 * depends on the rule: `y` and `n`; the letter of a choice; the letters of the ticks or `-`; numerator/denominator;
 * issued:returned:valid:satisfied; the figures of a formula between semicolons; points by hand in hundredths; `x` for "không
 * áp dụng". The fifth line, the surveys, is entered by the district.
 */
const words: Readonly<Record<CommuneKey, string>> = {
  'phon-xuong': `
    a y y 12/12 6 4/4 17/17
    2146/2146 579/2146 0/0 abc a ab 125 1 3/3 1293;2231;338;914 91.4
    21/21 a y 6 7 200 0
    11/12 1 0/0 0
    28:28:27:26 100:98:97:87 60:59:59:55 80:76:76:68 60:58:58:56 80:80:78:69 60:60:58:54
    1 0`,
  'bo-ha': `
    a y y 12/12 6 4/4 18/18
    1860/1875 580/1874 13/15 ab a ab 150 1 4/4 896;1948;263;798 88.2
    22/22 b y 6 6 250 0
    12/12 2 6/6 0
    33:33:33:26 80:80:80:69 120:120:117:107 80:77:77:66 60:58:56:45 60:58:56:53 120:120:118:107
    0 0`,
  'xuan-luong': `
    a y y 12/12 4 4/4 18/18
    957/963 250/962 5/6 abc a ab 125 1 2/2 470;1000;98;410 86.55
    19/19 a y 5 9 300 0
    11/12 2 6/6 0
    25:24:23:20 120:117:113:92 120:114:111:99 60:60:59:47 80:78:77:65 100:97:95:84 100:96:96:71
    0 1`,
  'tam-tien': `
    a y y 11/12 5 4/4 19/19
    1318/1318 354/1318 0/0 ab a a 100 1 0/0 794;1370;207;561 89.75
    23/23 a y 5 9 300 0
    11/12 3 10/11 0
    33:32:31:26 60:58:56:55 80:79:77:65 60:57:57:54 100:95:92:84 80:80:78:67 80:76:74:68
    1 0`,
  'dong-ky': `
    a y y 12/12 8 4/4 18/19
    1087/1087 260/1087 0/0 abc a ab 125 0 x 497;1130;143;463 87.3
    22/23 a y 5 14 300 0
    12/12 3 15/15 0
    24:24:23:22 100:95:94:81 100:96:96:86 100:100:100:92 100:99:98:84 100:100:99:85 80:76:74:69
    0 0`,
  'tan-soi': `
    a y y 12/12 5 4/4 16/17
    1188/1205 396/1203 15/17 abc b a 150 1 3/3 625;1251;112;512 85.9
    24/24 a y 8 6 250 0
    12/12 1 0/0 0
    27:27:26:24 80:79:79:71 100:99:98:86 100:97:94:70 60:59:57:49 100:95:94:84 80:78:76:68
    1 0`,
  'hong-ky': `
    a y y 12/12 6 4/4 17/17
    908/919 201/918 11/11 abc b a 150 1 2/3 391;954;117;391 84.15
    19/20 b y 3 9 300 0
    11/12 3 12/12 0
    29:28:28:24 80:78:76:70 80:77:76:69 100:98:97:80 60:58:58:49 100:97:97:84 60:57:57:48
    0 0`,
  'an-thuong': `
    a y y 11/12 8 4/4 18/19
    1137/1157 380/1154 17/20 abc a ab 150 0 3/4 468;1200;132;491 83.6
    22/23 a y 10 5 250 0
    12/12 2 6/7 0
    24:23:22:19 100:96:96:83 100:96:95:83 60:60:58:49 80:79:78:66 60:59:57:47 100:98:95:79
    0 0`,
  'dong-son': `
    a y y 11/12 9 4/4 17/18
    861/873 165/872 10/12 abc a a 125 1 x 344;906;77;371 82.45
    19/20 a y 4 14 250 0
    12/12 1 15/15 0
    32:31:30:26 80:77:77:66 80:77:77:58 100:97:95:80 60:59:58:52 120:115:111:95 60:57:57:46
    0 0`,
  'dong-tien': `
    a y y 11/12 7 4/4 17/18
    732/746 126/743 12/14 ab a a 125 0 2/2 277;772;63;316 80.7
    18/18 a y 5 6 200 0
    11/12 3 10/11 0
    33:32:31:25 80:79:78:66 100:96:94:81 60:57:56:44 60:57:56:46 60:57:55:44 100:95:95:82
    0 0`,
  'tam-hiep': `
    a y y 12/12 4 4/4 16/17
    978/1015 232/1011 28/37 abc b ab 150 1 3/5 367;1051;103;430 81.05
    18/18 b y 4 11 250 0
    11/12 1 0/0 0
    24:23:22:19 100:98:97:83 80:76:74:65 80:76:74:60 100:98:98:80 60:57:56:45 60:58:56:50
    0 0`,
  'tien-thang': `
    b y y 12/12 5 3/4 17/18
    804/829 165/826 25/25 abc a ab 125 1 0/0 283;859;66;352 79.35
    20/21 a y 2 8 250 0
    10/12 2 9/9 0
    27:26:26:23 60:57:56:45 100:98:98:84 120:114:113:95 80:78:76:61 120:118:117:102 120:116:116:102
    0 0`,
  'canh-nau': `
    a y y 11/12 7 4/4 17/18
    670/697 131/694 27/27 ab a b 100 0 2/3 223;721;50;295 78.8
    18/19 a y 10 5 300 0
    12/12 1 5/5 0
    24:23:23:19 100:95:95:71 100:97:95:73 60:57:56:44 80:76:75:59 60:59:59:48 100:99:96:71
    0 0`,
  'dong-vuong': `
    b y y 11/12 8 4/4 18/19
    630/658 104/655 22/28 abc b a 100 1 1/2 190;681;50;279 77.2
    19/20 a y 3 6 300 0
    10/12 3 5/5 0
    26:25:25:19 120:114:112:95 80:77:77:66 100:98:95:80 100:98:98:82 80:76:76:64 60:60:60:47
    0 0`,
  'dong-lac': `
    a y y 12/12 4 3/4 18/18
    733/784 101/781 31/51 abc a ab 125 0 1/4 219;812;39;332 72.9
    23/23 b y 8 11 250 0
    8/12 0 7/12 1
    29:28:28:21 60:60:60:48 60:60:58:45 80:78:78:61 80:79:79:58 60:60:59:43 100:100:99:72
    0 2`,
  'tan-hiep': `
    a y y 11/12 5 4/4 17/17
    881/899 224/897 18/18 abc a a 150 1 2/2 391;932;99;382 83.1
    18/19 a y 6 6 200 1
    11/12 3 0/0 0
    27:27:27:22 60:57:57:53 60:57:56:51 100:99:96:85 80:77:77:67 100:97:94:86 60:57:56:51
    0 0`,
  'dong-huu': `
    a y y 9/12 7 4/4 16/18
    675/709 99/708 34/34 ab a a 150 0 x 213;736;42;301 75.5
    17/19 a y 6 7 200 0
    12/12 2 9/11 0
    29:28:28:22 120:119:117:90 120:114:110:90 30:28:26:20 80:78:78:59 120:116:113:91 80:76:76:60
    0 1`,
}

/** Self-scores and surveys of a commune by criterion. Invented, and consistent: late dossiers agree with those on time. */
export function sampleAnswers(
  content: CriteriaContent,
  commune: CommuneKey,
): ReadonlyMap<CriterionId, AnswerInput> {
  const tokens = words[commune].trim().split(/\s+/)
  if (tokens.length !== content.criteria.length)
    throw new TypeError(`${commune} does not answer every criterion`)
  return new Map(
    content.criteria.map((criterion, index) => [criterion.id, readAnswer(criterion, tokens[index] ?? '')]),
  )
}

/** One word of the table as the answer that it stands for. */
export function readAnswer({ rule }: Criterion, word: string): AnswerInput {
  if (word === 'x') return { kind: 'notApplicable' }
  switch (rule.kind) {
    case 'yesNo':
      return { kind: 'yesNo', yes: word === 'y' }
    case 'choice':
      return { kind: 'choice', option: word }
    case 'ratio': {
      const [numerator = '', denominator = ''] = word.split('/')
      return { kind: 'ratio', numerator: numerator as Decimal, denominator: denominator as Decimal }
    }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { kind: rule.kind, count: word as Decimal }
    case 'checklist':
      return { kind: 'checklist', done: word === '-' ? [] : [...word] }
    case 'deduction':
      return { kind: 'deduction', cases: word as Decimal }
    case 'survey': {
      const [issued = '', returned = '', valid = '', satisfied = ''] = word.split(':') as Decimal[]
      return { kind: 'survey', issued, returned, valid, satisfied } as AnswerInput
    }
    case 'external':
      return { kind: 'external', value: word as Decimal }
    case 'manual':
      return { kind: 'manual', points: Number(word) as Hundredths }
    case 'formula': {
      const figures = word.split(';') as Decimal[]
      return {
        kind: 'formula',
        values: Object.fromEntries(rule.inputs.map(({ name }, index) => [name, figures[index] ?? null])),
      }
    }
    default:
      return assertNever(rule)
  }
}
