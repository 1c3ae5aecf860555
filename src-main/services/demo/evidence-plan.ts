import type { Day } from '../../../shared/domain/ids.ts'
import type { Facts } from './papers/facts.ts'
import { countOf, dayIn, shareOf } from './papers/facts.ts'
import { approvalPaper, indexPaper, initiativePaper, surveyPaper } from './papers/district-papers.ts'
import {
  committeePaper,
  planPaper,
  registrationPaper,
  requestPaper,
  selfScorePaper,
} from './papers/founding-papers.ts'
import {
  conductPaper,
  inspectionPaper,
  postingPaper,
  remedyPaper,
  reviewPaper,
} from './papers/inspection-papers.ts'
import {
  apologyPaper,
  complaintsPaper,
  dialoguePaper,
  handoverPaper,
  oneStopPaper,
  receptionPaper,
  thanksPaper,
} from './papers/one-stop-papers.ts'
import { yearReport } from './papers/year-report.ts'
import {
  paperDocument,
  photoDocument,
  proves,
  sharedDocument,
  type Photo,
  type SampleDocument,
} from './sample-document.ts'

/** Which documents a commune files for which criterion. */

/** The five papers of the dossier, the plan and the one-stop report: every commune has these. */
export function dossierDocuments(facts: Facts, withAllAppendices: boolean): readonly SampleDocument[] {
  const { year } = facts
  return [
    paperDocument('Tờ trình đề nghị công nhận', requestPaper(facts), proves('dossier-1')),
    reportDocument(facts, withAllAppendices),
    paperDocument('Bảng tự chấm điểm', selfScorePaper(facts), proves('dossier-3')),
    paperDocument('Bản đăng ký mô hình', registrationPaper(facts), proves('dossier-4'), proves('1.3')),
    sharedDocument(
      `Thông báo phê duyệt mô hình ${year} - BCĐ huyện`,
      approvalPaper(year),
      proves('dossier-5'),
      proves('1.3', { pages: '1' }),
    ),
    paperDocument('Kế hoạch CQTT (có ký số)', planPaper(facts), proves('1.1')),
    paperDocument('Báo cáo một cửa năm', oneStopPaper(facts), proves('2.1'), proves('2.2'), proves('2.10')),
  ]
}

/** The long report proves ten criteria by its pages; the short one only two. */
function reportDocument(facts: Facts, withAllAppendices: boolean): SampleDocument {
  const dossiers = { pages: { from: 'dossiers' } }
  const short = [proves('dossier-2'), proves('2.1', dossiers), proves('2.2', dossiers)]
  const long = [
    proves('1.4', { pages: { from: 'reviews' } }),
    proves('1.6', { pages: { from: 'quarters', to: 'quarters-4' } }),
    proves('1.7', { pages: { from: 'posted' } }),
    proves('2.10', { pages: { from: 'online' } }),
    proves('4.1', { pages: { from: 'reception' } }),
    proves('4.3', { pages: { from: 'complaints' } }),
    proves('1.5', { pages: { from: 'spreading' } }),
    proves('3.5', { pages: { from: 'letters' } }),
    proves('3.4', { pages: { from: 'visits' } }),
  ]
  const name = withAllAppendices ? 'Báo cáo kết quả CQTT kèm phụ lục (bản quét)' : 'Báo cáo kết quả CQTT'
  return paperDocument(
    name,
    yearReport(facts, withAllAppendices),
    ...short,
    ...(withAllAppendices ? long : []),
  )
}

/** What a commune with a device of its own files besides: a paper or a photo for every criterion. */
export function fullDocuments(facts: Facts): readonly SampleDocument[] {
  const { year, commune } = facts
  const late = shareOf(facts, '2.3')
  const apologies = Array.from({ length: Math.min(2, late.part) }, (_, turn) =>
    paperDocument(`Thư xin lỗi ${turn + 1}`, apologyPaper(facts, turn), proves('2.3')),
  )
  const initiatives = countOf(facts, '2.8') > 0 ? [initiativeDocument(facts)] : []
  const remedies =
    shareOf(facts, '2.9').whole > 0
      ? [paperDocument('Báo cáo khắc phục sau kiểm tra CCHC', remedyPaper(facts), proves('2.9'))]
      : []
  return [
    paperDocument('QĐ kiện toàn Ban Chỉ đạo', committeePaper(facts), proves('1.2')),
    paperDocument(
      `Biên bản kiểm điểm tháng 3`,
      reviewPaper(facts, 3),
      proves('1.4', { period: `${year}-03` }),
    ),
    paperDocument(
      `Biên bản kiểm điểm tháng 9`,
      reviewPaper(facts, 9),
      proves('1.4', { period: `${year}-09` }),
    ),
    linkDocument(
      facts,
      'Chuyên mục “Chính quyền thân thiện” trên trang thông tin điện tử',
      'tuyen-truyen',
      '1.5',
    ),
    paperDocument('BB niêm yết công khai', postingPaper(facts), proves('1.7'), proves('2.4')),
    ...apologies,
    photoDocument(
      'Bảng niêm yết thủ tục hành chính, số điện thoại và mã QR',
      dayIn(year, 6, 14),
      [photo(facts, 'bang-niem-yet', 1), photo(facts, 'bang-niem-yet', 2)],
      proves('2.4'),
      proves('2.5', { note: 'Mã QR ở góc dưới bên phải' }),
      proves('3.3'),
    ),
    linkDocument(facts, 'Trang Zalo của Ủy ban nhân dân', 'zalo', '2.5'),
    paperDocument('BB bàn giao thiết bị một cửa', handoverPaper(facts), proves('2.6')),
    photoDocument(
      'Máy photo và thiết bị đánh giá',
      dayIn(year, 6, 20),
      [photo(facts, 'thiet-bi', 1)],
      proves('2.6'),
    ),
    photoDocument(
      'Bộ phận tiếp nhận và trả kết quả',
      dayIn(year, 10, 10),
      [photo(facts, 'mot-cua', 1)],
      proves('2.7'),
    ),
    ...initiatives,
    ...remedies,
    paperDocument(
      'Biên bản kiểm tra kỷ luật, văn hóa công sở',
      inspectionPaper(facts),
      proves('3.1'),
      proves('3.2'),
      proves('2.7'),
      proves('3.6'),
    ),
    photoDocument(
      'Công chức đeo thẻ, mặc đồng phục',
      dayIn(year, 10, 10),
      [photo(facts, 'dong-phuc', 1)],
      proves('3.1'),
      proves('3.2'),
    ),
    visitPhotos(facts),
    paperDocument('Thư cảm ơn hộ hiến đất', thanksPaper(facts), proves('3.5')),
    photoDocument('Cảnh quan trụ sở', dayIn(year, 9, 27), [photo(facts, 'cong-so', 1)], proves('3.6')),
    paperDocument('CV báo cáo thực hiện quy tắc ứng xử', conductPaper(facts), proves('3.7')),
    paperDocument('Thông báo lịch tiếp công dân', receptionPaper(facts), proves('4.1')),
    keptDocument(`Sổ tiếp công dân năm ${year}`, `Phòng tiếp công dân UBND ${commune.name}, tủ số 2`, '4.1'),
    paperDocument('Biên bản hội nghị đối thoại', dialoguePaper(facts), proves('4.2')),
    photoDocument('Hội nghị đối thoại', dayIn(year, 8, 9), [photo(facts, 'hoi-nghi', 1)], proves('4.2')),
    paperDocument('Báo cáo giải quyết đơn thư', complaintsPaper(facts), proves('4.3'), proves('4.4')),
    // Kept for later: proves nothing yet and shows up in the library as unused.
    photoDocument('Hội thi “Nụ cười công sở”', dayIn(year, 10, 18), [photo(facts, 'dong-phuc', 9)]),
  ]
}

/** What the district files on behalf of a commune without a device; each commune something else. */
export function shortDocuments(facts: Facts): readonly SampleDocument[] {
  const { commune, year, index } = facts
  const folder = `Tủ hồ sơ Phòng Nội vụ huyện, cặp số ${index + 1} – ${commune.short}`
  const turns: readonly SampleDocument[] = [
    photoDocument(
      'Bảng niêm yết',
      dayIn(year, 6, 12),
      [photo(facts, 'bang-niem-yet', 1)],
      proves('2.4'),
      proves('2.5'),
    ),
    photoDocument(
      'Bộ phận một cửa',
      dayIn(year, 10, 8),
      [photo(facts, 'mot-cua', 1)],
      proves('2.7'),
      proves('3.2'),
    ),
    photoDocument('Hội nghị đối thoại', dayIn(year, 8, 15), [photo(facts, 'hoi-nghi', 1)], proves('4.2')),
    photoDocument('Thiết bị một cửa', dayIn(year, 6, 21), [photo(facts, 'thiet-bi', 1)], proves('2.6')),
    photoDocument('Trụ sở UBND', dayIn(year, 9, 19), [photo(facts, 'cong-so', 1)], proves('3.6')),
    photoDocument(
      'Loa truyền thanh, pa nô',
      dayIn(year, 7, 4),
      [photo(facts, 'truyen-thanh', 1)],
      proves('1.5'),
    ),
  ]
  const picked = [turns[index % turns.length], turns[(index + 2) % turns.length]].filter(
    (each) => each !== undefined,
  )
  const own: readonly SampleDocument[] =
    index % 2 === 0
      ? [
          paperDocument('QĐ kiện toàn BCĐ', committeePaper(facts), proves('1.2')),
          paperDocument(
            'BB kiểm tra công sở',
            inspectionPaper(facts),
            proves('3.1'),
            proves('3.2'),
            proves('3.6'),
          ),
        ]
      : [
          paperDocument('BB niêm yết', postingPaper(facts), proves('1.7'), proves('3.3')),
          paperDocument('BC đơn thư', complaintsPaper(facts), proves('4.3'), proves('4.4')),
        ]
  return [
    ...own,
    ...picked,
    visitPhotos(facts),
    keptDocument('Biên bản kiểm điểm 12 tháng', folder, '1.4', '1.6'),
    keptDocument(`Sổ tiếp công dân, sổ theo dõi đơn năm ${year}`, folder, '4.1', '3.5', '3.7'),
    ...(countOf(facts, '2.8') > 0 ? [initiativeDocument(facts)] : []),
  ]
}

/** What the district itself files in every commune's sheet. */
export function districtDocuments(facts: Facts): readonly SampleDocument[] {
  return [
    paperDocument(
      'Bảng tổng hợp phiếu khảo sát',
      surveyPaper(facts),
      ...['5.1', '5.2', '5.3', '5.4', '5.5', '5.6', '5.7'].map((criterion) =>
        proves(criterion, { pages: '1' }),
      ),
    ),
    sharedDocument('QĐ công bố Chỉ số CCHC cấp xã', indexPaper(facts.content, facts.year), proves('2.11')),
  ]
}

/** What the commune whose sheet came back sends in answer. */
export function answerDocuments(facts: Facts): readonly SampleDocument[] {
  return [
    paperDocument(
      'Thư xin lỗi (bổ sung)',
      apologyPaper(facts, 5),
      proves('2.3', { note: 'Hồ sơ thứ sáu, bổ sung theo yêu cầu' }),
    ),
    photoDocument(
      'Loa truyền thanh và pa nô tuyên truyền',
      dayIn(facts.year, 7, 11),
      [photo(facts, 'truyen-thanh', 1)],
      proves('1.5', { note: 'Bổ sung theo yêu cầu' }),
    ),
  ]
}

function initiativeDocument(facts: Facts): SampleDocument {
  return paperDocument('QĐ công nhận sáng kiến', initiativePaper(facts), proves('2.8'))
}

/**
 * Two communes of this list hand in the very same photo: the library shows it as a duplicate. One commune's photo is dated
 * outside the data period, which warns and refuses nothing.
 */
function visitPhotos(facts: Facts): SampleDocument {
  const shared = facts.commune.key === 'dong-lac' || facts.commune.key === 'dong-vuong'
  const day = facts.commune.key === 'an-thuong' ? dayIn(facts.year - 1, 12, 19) : dayIn(facts.year, 5, 16)
  const first = photo(facts, 'trao-giay', 1)
  const photos = shared ? [{ ...first, taken: 'dùng chung' }] : [first, photo(facts, 'trao-giay', 2)]
  return photoDocument('Trao giấy khai sinh, thẻ bảo hiểm y tế tại nhà', day, photos, proves('3.4'))
}

function photo({ commune, year }: Facts, scene: string, turn: number): Photo {
  return {
    name: `IMG_${year}_${scene.replaceAll('-', '')}_${turn}.jpg`,
    scene,
    taken: `${commune.key} ${turn}`,
  }
}

function linkDocument(
  facts: Facts,
  title: string,
  page: string,
  ...targets: readonly string[]
): SampleDocument {
  const seen: Day = dayIn(facts.year, 11, 4)
  return {
    body: { kind: 'link', address: `https://vidu.example/${facts.commune.key}/${page}`, seen },
    fields: { title, issuer: `UBND ${facts.commune.name}` },
    links: targets.map((target) => proves(target)),
  }
}

function keptDocument(title: string, place: string, ...targets: readonly string[]): SampleDocument {
  return { body: { kind: 'kept', place }, fields: { title }, links: targets.map((target) => proves(target)) }
}
