import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { assessmentId } from '../../../shared/domain/ids.ts'
import {
  checkDraft,
  discardDraft,
  draftFrom,
  getVersion,
  keepDraft,
  listDrafts,
  listVersions,
  newSetId,
  setContinuedBy,
  publishDraft,
  saveDraft,
} from '../../services/catalogue/criteria.ts'
import { assertNoRepeats } from '../../services/no-repeats.ts'
import {
  createCycle,
  getCycle,
  listCycles,
  noParticipantFields,
  participantFields,
  participantsOf,
  saveParticipant,
  saveParticipants,
  updateCycle,
} from '../../services/catalogue/cycles.ts'
import { formerAnswers, moveCycle, previewMove } from '../../services/catalogue/cycle-move.ts'
import { readCriteriaTemplate, writeCriteriaTemplate } from '../../services/catalogue/criteria-template.ts'
import { getSettings, setSettings, systemInfo } from '../../services/office/settings.ts'
import { listLaterWork, takeLaterWork } from '../../services/catalogue/former-parents.ts'
import { saveUnit } from '../../services/catalogue/save-unit.ts'
import { today } from '../../services/today.ts'
import { authorOf, headsIn, openSheet } from '../../services/sheets/sheet-scope.ts'
import type { Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Subject = 'units' | 'criteria' | 'cycles' | 'participants' | 'settings' | 'system'
type Own = Extract<keyof ProgramContract, `${Subject}.${string}`>

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Units, criteria sets, cycles, settings. */
export function catalogueHandlers({
  installation,
  version,
}: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  const { units } = installation
  return {
    'units.search': ({ text, level, within, limit }) =>
      units.search(text, { level, within, day: today(installation) }, limit).map(units.view),
    'units.get': ({ unit }) => units.view(units.get(unit)),
    'units.below': ({ unit, communes, everyDay = false }) => {
      const every = communes ? units.communesBelow(unit) : units.childrenOf(unit)
      return (everyDay ? every : units.belowOn(unit, today(installation), communes)).map(units.view)
    },
    'units.save': (input, context) => units.view(saveUnit(installation, actorOf(context), input)),
    'units.laterWork': () => listLaterWork(installation),
    'units.takeLaterWork': (input, context) => {
      takeLaterWork(installation, actorOf(context), input)
      return {}
    },
    'criteria.versions': () =>
      listVersions(installation).map(({ version: { id, set, label, publisher, content }, published }) => ({
        id,
        set,
        label,
        title: content.title,
        notice: content.notice,
        publisherName: units.nameOf(publisher),
        published,
        criteria: content.criteria.length,
        max: content.criteria
          .filter(
            ({ group }) => content.groups.find(({ id: groupId }) => groupId === group)?.outside === false,
          )
          .reduce((sum, { max }) => sum + max, 0),
      })),
    'criteria.version': ({ version: id }) => getVersion(installation, id).version,
    'criteria.drafts': () => [...listDrafts(installation)],
    'criteria.checkDraft': ({ draft }) => [...checkDraft(installation, draft)],
    'criteria.draftFrom': ({ from, label }, context) =>
      draftFrom(installation, actorOf(context), from, label),
    'criteria.saveDraft': ({ draft, ...wanted }, context) =>
      saveDraft(installation, actorOf(context), draft, wanted),
    'criteria.discardDraft': ({ draft }, context) => {
      discardDraft(installation, actorOf(context), draft)
      return {}
    },
    'criteria.publish': ({ draft }, context) => ({
      version: publishDraft(installation, actorOf(context), draft),
    }),
    'criteria.template': async function* ({ version: id }, context) {
      yield { step: 'write', done: 0, total: 1 }
      const content = id === undefined ? null : getVersion(installation, id).version
      const { path, name } = await writeCriteriaTemplate(installation, content)
      return context.files.offer({ name, type: sheetType, size: null, content: { path, removeAfter: true } })
    },
    'criteria.import': async function* ({ file, label, set }, context) {
      const taken = context.files.take(file)
      try {
        yield { step: 'read', done: 0, total: 1, item: taken.name }
        const read = await readCriteriaTemplate(taken.path, taken.name, context.signal)
        const draft = keepDraft(installation, actorOf(context), {
          set: set ?? setContinuedBy(installation, read.content) ?? newSetId(installation),
          label: read.label === '' ? (label ?? taken.name.replace(/\.xlsx$/i, '').slice(0, 100)) : read.label,
          content: read.content,
        })
        return {
          draft,
          problems: [...checkDraft(installation, draft.id)],
          warnings: read.warnings.map((warning) => ({ ...warning, details: { ...warning.details } })),
        }
      } finally {
        await taken.release()
      }
    },
    'cycles.list': () => [...listCycles(installation)],
    'cycles.create': (input, context) => createCycle(installation, actorOf(context), input),
    'cycles.update': (input, context) => updateCycle(installation, actorOf(context), input),
    'cycles.previewMove': ({ cycle, version: to }, context) =>
      previewMove(installation, cycle, to, context.signal),
    'cycles.move': ({ cycle, version: to, reason }, context) =>
      moveCycle(installation, actorOf(context), cycle, to, reason),
    'cycles.formerAnswers': ({ assessment }) => [
      ...formerAnswers(installation, openSheet(installation, assessment)),
    ],
    'participants.list': ({ cycle: id }) => {
      const cycle = getCycle(installation, id)
      return participantsOf(installation, cycle).map((unit) => {
        const sheet = openSheet(installation, assessmentId(id, unit))
        const entries = [...sheet.scope.projection.fields.values()]
          .filter(({ entity }) => entity === 'participant')
          .flatMap(({ changes }) => changes.map(({ entry }) => entry))
        const last = entries.reduce<(typeof entries)[number] | null>(
          (latest, entry) => (latest === null || entry.time > latest.time ? entry : latest),
          null,
        )
        return {
          assessment: sheet.assessment,
          unit: units.view(units.get(unit)),
          ...participantFields(sheet.reading),
          author: last === null ? null : authorOf(installation, last),
          heads: Object.fromEntries(
            Object.keys(noParticipantFields).map((field) => [
              field,
              [...headsIn(sheet.scope, 'participant', sheet.assessment, field)],
            ]),
          ),
        }
      })
    },
    'participants.save': ({ assessment, reason, seen, ...fields }, context) => ({
      entry: saveParticipant(installation, actorOf(context), assessment, fields, { reason, seen }),
    }),
    'participants.saveMany': ({ participants }, context) => {
      assertNoRepeats(participants, ({ assessment }) => assessment, 'participants')
      return { entries: [...saveParticipants(installation, actorOf(context), participants)] }
    },
    'settings.get': () => getSettings(installation),
    'settings.set': (input) => setSettings(installation, input),
    'system.info': () => systemInfo(installation, version),
  }
}
