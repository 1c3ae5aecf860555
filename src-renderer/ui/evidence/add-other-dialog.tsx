import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentFields } from '../../../shared/contract/documents.ts'
import type { Day } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { useCommand } from '../../app/use-call.ts'
import { DayInput } from '../day-input/day-input.tsx'
import { ErrorSentence } from '../error-notice.tsx'
import type { AddTarget } from './add-documents.ts'
import { DocumentForm } from './document-form.tsx'
import type { DocumentBody } from './document-types.ts'

type Props = { opened: boolean; target: Omit<AddTarget, 'together'>; onClose: () => void }

/** Evidence without a file: an address on the network, or a paper that lies at the office. */
export function AddOtherDialog({ opened, target, onClose }: Props): ReactElement {
  const { t } = useTranslation('documents')
  return (
    <Modal opened={opened} onClose={onClose} title={t('addOther.title')} size="lg">
      <AddOtherForm target={target} onClose={onClose} />
    </Modal>
  )
}

function AddOtherForm({ target, onClose }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useTranslation(['documents', 'common'])
  const { today } = useSession()
  const add = useCommand('documents.addWithoutFile')
  const [kind, setKind] = useState<'link' | 'paper'>('link')
  const [address, setAddress] = useState('')
  const [seen, setSeen] = useState<Day | null>(today)
  const [place, setPlace] = useState('')
  const [fields, setFields] = useState<DocumentFields>({ number: '', date: null, issuer: '', title: '' })

  const whole = /^https?:\/\/\S+$/.test(address.trim()) ? address.trim() : `https://${address.trim()}`
  const body: DocumentBody | null =
    kind === 'paper'
      ? place.trim() === ''
        ? null
        : { kind, place: place.trim() }
      : seen === null || !/^https?:\/\/[^\s/]+\.\S+$/.test(whole)
        ? null
        : { kind, address: whole, seen }

  function save(): void {
    if (body === null) return
    const { onBehalf, ...where } = target
    add.mutate(
      { ...where, body, fields, ...(onBehalf === undefined ? {} : { onBehalf }) },
      { onSuccess: onClose },
    )
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          value={kind}
          onChange={setKind}
          data={[
            { value: 'link', label: t('addOther.link') },
            { value: 'paper', label: t('addOther.paper') },
          ]}
        />
        {kind === 'link' ? (
          <Group grow gap="sm" align="flex-start">
            <TextInput
              label={t('addOther.address')}
              value={address}
              data-autofocus
              maxLength={2000}
              onChange={(event) => {
                setAddress(event.currentTarget.value)
              }}
            />
            <DayInput label={t('addOther.seen')} value={seen} required onChange={setSeen} />
          </Group>
        ) : (
          <TextInput
            label={t('addOther.place')}
            description={t('addOther.placeHint')}
            value={place}
            maxLength={500}
            onChange={(event) => {
              setPlace(event.currentTarget.value)
            }}
          />
        )}
        <DocumentForm fields={fields} onChange={setFields} />
        <ErrorSentence error={add.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={body === null} loading={add.isPending}>
            {t('addOther.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
