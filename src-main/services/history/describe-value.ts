import { z } from 'zod'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import type { CriteriaVersionId, Day } from '../../../shared/domain/ids.ts'
import {
  decisionFields,
  decisionPaper,
  type Decision,
  type DecisionBasis,
} from '../../../shared/domain/journal/decisions.ts'
import {
  Appraised,
  DocumentBody,
  EvidenceLink,
  GateAnswer,
  sheetValues,
  Stopped,
} from '../../../shared/domain/journal/sheet-values.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { Role } from '../../../shared/domain/permissions.ts'
import { formatDate, formatPoints } from '../../../shared/domain/text/vietnamese.ts'
import { Certificate } from '../../journal/certificates.ts'
import { describeAnswer } from './describe-answer.ts'
import type { Installation } from '../office/installation.ts'
import type { Words } from '../words.ts'

/** Values of the journal as a person reads them; one short line each, null for "empty". */

export type Described = {
  readonly entity: string
  readonly field: string
  readonly value: unknown
  /** The criterion that an answer is about, if it is known here. */
  readonly criterion: Criterion | null
}

const longest = 300

/** A stored value may have any shape: what does not fit its field is shown as it is. */
export function describeValue(installation: Installation, words: Words, described: Described): string | null {
  const { value } = described
  if (value === null || value === undefined || value === '') return null
  const text = describeKnown(installation, words, described) ?? plain(words, value)
  return text.length <= longest ? text : `${[...text].slice(0, longest).join('')}…`
}

function describeKnown(installation: Installation, words: Words, described: Described): string | null {
  const { entity, field, value, criterion } = described
  switch (entity) {
    case 'selfScore': {
      const answer = sheetValues['selfScore']?.['answer']?.safeParse(value)
      return answer?.success === true ? describeAnswer(words, criterion, answer.data as Answer) : null
    }
    case 'appraisal':
    case 'verification': {
      const given = Appraised.safeParse(value).data
      if (given === undefined) return null
      const answer = describeAnswer(words, criterion, given.answer)
      return words(given.agrees ? 'appraised.agrees' : 'appraised.differs', { answer })
    }
    case 'gateAnswer':
      return describeGate(words, value)
    case 'evidence':
      return field === 'deleted' ? words('deleted') : describeLink(words, value)
    case 'participant':
      return describeParticipant(words, field, value)
    case 'assessment':
      return describeDecision(words, field, value)
    case 'document':
      if (field === 'deleted') return words('deleted')
      return field === 'body' ? describeBody(words, value) : field === 'date' ? day(value) : null
    case 'cycle':
      return describeCycle(installation, words, field, value)
    case 'criteriaVersion':
    case 'criteriaDraft':
      return labelOf(value)
    case 'officer':
      return field === 'roles' && Array.isArray(value)
        ? value
            .map((role) => (Role.safeParse(role).success ? words(`role.${Role.parse(role)}`) : ''))
            .join(', ')
        : null
    case 'unit':
      return describeUnit(installation, words, field, value)
    case 'certificate':
      return describeCertificate(installation, value)
    case 'seen':
      return words('seen.yes')
    default:
      return null
  }
}

/** A certificate stands in its entry as its own signed text. */
const CertificateText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' })
      return z.NEVER
    }
  })
  .pipe(Certificate)

/** Whose machine it is: "Máy một cửa, Xã Đồng Kỳ". */
function describeCertificate({ units }: Installation, value: unknown): string | null {
  const certificate = CertificateText.safeParse(value).data
  if (certificate === undefined) return null
  const { name } = certificate.kind === 'root' ? certificate : certificate.request
  return `${name}, ${units.nameOf(certificate.unit)}`
}

function describeGate(words: Words, value: unknown): string | null {
  const answer = GateAnswer.safeParse(value).data
  if (answer === undefined) return null
  const met = words(answer.met === null ? 'gate.open' : answer.met ? 'gate.met' : 'gate.notMet')
  return answer.note === '' ? met : words('noted', { value: met, note: answer.note })
}

function describeLink(words: Words, value: unknown): string | null {
  const link = EvidenceLink.safeParse(value).data
  if (link === undefined) return null
  const { pages, period, note } = link
  const parts = [
    ...(pages === '' ? [] : [words('link.pages', { pages })]),
    ...(period === '' ? [] : [words('link.period', { period })]),
    ...(note === '' ? [] : [note]),
  ]
  return parts.length === 0 ? words('link.plain') : parts.join('; ')
}

function describeParticipant(words: Words, field: string, value: unknown): string | null {
  const shape = sheetValues['participant']?.[field]
  if (shape?.safeParse(value).success !== true) return null
  switch (field) {
    case 'aim':
    case 'lastStars':
      return words('stars', { count: value as number })
    case 'lastTotal':
      return words('points', { points: formatPoints(value as Hundredths) })
    case 'lastPoints':
      return words('lastPoints', { count: Object.keys(value as object).length })
    case 'stopped': {
      const stopped = Stopped.parse(value)
      return stopped === null
        ? null
        : words('stopped', { reason: stopped.reason, day: formatDate(stopped.day) })
    }
    default:
      return null
  }
}

function describeDecision(words: Words, field: string, value: unknown): string | null {
  if (!isDecisionField(field)) return null
  const decision: Decision | undefined = decisionFields[field].safeParse(value).data
  if (decision === undefined) return null
  const points = (basis: DecisionBasis) => ({ points: formatPoints(basis.total) })
  switch (decision.kind) {
    case 'submit':
    case 'propose':
    case 'accept':
    case 'verify':
      return words(`decision.${decision.kind}`, points(decision.basis))
    case 'withdraw':
      return words('decision.withdraw')
    case 'return': {
      const { text, items, due } = decision
      const what =
        text === ''
          ? words('decision.return', { count: items.length })
          : words('decision.returnText', { text })
      return due === undefined ? what : words('decision.returnDue', { what, day: formatDate(due) })
    }
    case 'recognise': {
      const { stars } = decision
      const { number, day } = decisionPaper(decision)
      // not every refusal has a paper
      const named = day === null ? number : words('decision.paper', { number, day: formatDate(day) })
      const paper = named === '' ? '' : `, ${named}`
      return words(decision.recognised ? 'decision.recognised' : 'decision.notRecognised', { stars, paper })
    }
  }
}

function isDecisionField(field: string): field is keyof typeof decisionFields {
  return Object.hasOwn(decisionFields, field)
}

function describeBody(words: Words, value: unknown): string | null {
  const body = DocumentBody.safeParse(value).data
  if (body === undefined) return null
  if (body.kind === 'link') return words('body.link', { address: body.address, day: formatDate(body.seen) })
  if (body.kind === 'paper') return words('body.paper', { place: body.place })
  const first = body.files[0]?.name ?? ''
  return body.files.length === 1
    ? words('body.files', { first })
    : words('body.manyFiles', { first, count: body.files.length - 1 })
}

function describeCycle(
  installation: Installation,
  words: Words,
  field: string,
  value: unknown,
): string | null {
  if (field === 'units' && Array.isArray(value)) return words('units', { count: value.length })
  if (field === 'version' && typeof value === 'string')
    return installation.journal.catalogue.version(value as CriteriaVersionId)?.version.label ?? null
  if (typeof value !== 'object' || value === null) return null
  const parts = new Map<string, unknown>(Object.entries(value))
  if (field === 'period')
    return words('period', { from: day(parts.get('from')) ?? '', until: day(parts.get('until')) ?? '' })
  if (field === 'dates') return [...parts.values()].map((each) => day(each) ?? '–').join('; ')
  if (field === 'levels')
    return steps
      .map((step) => words(`steps.${step}`, { level: levelName(words, parts.get(step)) }))
      .join('; ')
  return null
}

const steps = ['appraise', 'verify', 'recognise'] as const

function describeUnit(
  installation: Installation,
  words: Words,
  field: string,
  value: unknown,
): string | null {
  if (field === 'parent' && typeof value === 'string') return installation.units.nameOf(value)
  if (field === 'level') return levelName(words, value)
  return field === 'from' || field === 'until' ? day(value) : null
}

function levelName(words: Words, value: unknown): string {
  if (value === 'province' || value === 'district' || value === 'commune') return words(`level.${value}`)
  return words('level.none')
}

function day(value: unknown): string | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value as Day) : null
}

function labelOf(value: unknown): string | null {
  const label = typeof value === 'object' && value !== null && 'label' in value ? value.label : null
  return typeof label === 'string' ? label : null
}

function plain(words: Words, value: unknown): string {
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
