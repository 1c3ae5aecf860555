import { Button, Menu, Select, TextInput } from '@mantine/core'
import { useDeferredValue, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../../shared/contract/contract.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import { assessmentId, type DocumentId, type UnitId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import type { ActSubject } from '../../app/act-subjects.ts'
import type { StepKind } from '../../app/own-acts.ts'
import { useStep, useUndoKeys } from '../../app/use-own-acts.ts'
import { useMay } from '../../app/session.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { AddOtherDialog } from '../../ui/evidence/add-other-dialog.tsx'
import { RefusedFiles } from '../../ui/evidence/refused-files.tsx'
import { useTakeFiles } from '../../ui/evidence/take-files.ts'
import { TakingFiles } from '../../ui/evidence/taking-files.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../ui/notify.tsx'
import { UndoButtons } from '../../ui/undo-buttons.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { DocumentDetail } from './document-detail.tsx'
import { DocumentTable } from './document-table.tsx'
import classes from './documents.module.css'

const filters = ['all', 'unused', 'missing', 'damaged', 'duplicate', 'outsidePeriod', 'deleted'] as const
type Filter = Input<'documents.list'>['filter']
const mostDocuments = 500

/** What Ctrl+Z takes back here. */
function ofDocuments({ kind }: ActSubject): boolean {
  return kind.startsWith('documents.')
}

/** All documents of one commune: add, find, describe, link to criteria, look at. */
export function Library({
  commune,
  wanted,
}: {
  commune: UnitId
  /** The document that an address names. */
  wanted: DocumentId | null
}): ReactElement {
  const { t } = useTranslation('documents')
  const { cycle } = useCurrentCycle()
  const mayChange = useMay('score')
  const [filter, setFilter] = useState<Filter>('all')
  const [text, setText] = useState('')
  const searched = useDeferredValue(text.trim())
  const [chosen, setChosen] = useState<DocumentId | null>(wanted)
  const [other, setOther] = useState(false)
  const choose = useRef<HTMLInputElement>(null)
  const check = useOperation('documents.checkFiles')
  const { data, error, refetch } = useQueryCall(
    'documents.list',
    {
      unit: commune,
      filter,
      offset: 0,
      limit: mostDocuments,
      ...(searched === '' ? {} : { text: searched }),
    },
    { keepPrevious: true },
  )
  const documents = data?.documents ?? []
  const document = documents.find(({ id }) => id === chosen)
  const assessment = cycle?.units.includes(commune) === true ? assessmentId(cycle.id, commune) : null
  const target = { unit: commune, attach: null }
  const taking = useTakeFiles(target, mayChange)
  const takeStep = useStep(ofDocuments)
  const onStep = (kind: StepKind): void => {
    void takeStep(kind)
  }
  useUndoKeys(onStep)

  async function checkFiles(): Promise<void> {
    try {
      const { checked, missing, damaged } = await check.run({})
      notifyDone(t('detail.checked', { count: checked, missing: missing.length, damaged: damaged.length }))
    } catch (caught) {
      if (isCallError(caught)) notifyError(caught)
      else throw caught
    }
  }

  return (
    <div className={classes['library']} data-over={taking.over} {...taking.place}>
      <div className={classes['bar']}>
        {mayChange && (
          <>
            <Button leftSection={<Icon name="plus" />} onClick={() => choose.current?.click()}>
              {t('add.files')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                setOther(true)
              }}
            >
              {t('add.other')}
            </Button>
          </>
        )}
        <TextInput
          className={classes['search'] ?? ''}
          aria-label={t('search')}
          placeholder={t('search')}
          title={t('search')}
          leftSection={<Icon name="search" />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        <Select
          aria-label={t('filter.label')}
          w="13rem"
          leftSection={<Icon name="filter" />}
          data={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
          value={filter}
          onChange={(value) => {
            setFilter(value ?? 'all')
            setChosen(null)
          }}
        />
        {mayChange && <UndoButtons within={ofDocuments} onStep={onStep} />}
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" aria-label={t('more')} px="xs">
              <Icon name="more" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<Icon name="check" />}
              onClick={() => {
                void checkFiles()
              }}
            >
              {t('detail.checkFiles')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <span className={classes['soft']}>{data !== undefined && t('summary', { count: data.total })}</span>
        <input
          ref={choose}
          type="file"
          multiple
          hidden
          aria-label={t('add.files')}
          data-library-files=""
          onChange={(event) => {
            taking.take([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
      {mayChange && <p className={classes['soft']}>{t('add.hint')}</p>}
      <RefusedFiles refused={taking.adding.refused} onPutAway={taking.adding.putAway} />
      {error !== null && (
        <ErrorSentence
          error={error}
          onRetry={() => {
            void refetch()
          }}
        />
      )}
      <div className={classes['split']}>
        {data !== undefined && documents.length === 0 ? (
          <div className={classes['nothing']}>
            <EmptyState
              icon="document"
              title={t(filter === 'all' && searched === '' ? 'empty.title' : 'empty.filtered')}
            >
              {t(filter === 'all' && searched === '' ? 'empty.text' : 'empty.filteredText')}
            </EmptyState>
          </div>
        ) : (
          <DocumentTable
            documents={documents}
            chosen={chosen}
            mayChange={mayChange && filter !== 'deleted'}
            onChoose={setChosen}
          />
        )}
        <aside className={classes['detail']} aria-label={t('preview.label')} data-region="preview">
          {document === undefined ? (
            <p className={classes['soft']}>{t('preview.choose')}</p>
          ) : (
            <DocumentDetail
              key={document.id}
              document={document}
              assessment={assessment}
              mayChange={mayChange}
            />
          )}
        </aside>
      </div>
      <TakingFiles taking={taking} />
      <ProgressDialog
        title={t('detail.checking')}
        running={check.running}
        progress={check.progress}
        onCancel={check.cancel}
      />
      <AddOtherDialog
        opened={other}
        target={target}
        onClose={() => {
          setOther(false)
        }}
      />
    </div>
  )
}
