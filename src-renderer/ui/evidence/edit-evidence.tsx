import { Stack } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { useCommand } from '../../app/use-call.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { DocumentForm } from './document-form.tsx'
import type { EvidenceLink } from './document-types.ts'
import { FormButtons } from '../form-buttons.tsx'
import { LinkForm } from './link-form.tsx'

type Props = {
  document: DocumentView
  link: EvidenceLink
  years: readonly number[]
  assessment: AssessmentId
  target: CriterionId
  onBehalf: OnBehalf | undefined
  onClose: () => void
}

/** The fields of a document, and the pages, period and note of its place under one criterion. */
export function EditEvidence({
  document,
  link,
  years,
  assessment,
  target,
  onBehalf,
  onClose,
}: Props): ReactElement {
  const { number, date, issuer, title } = document
  const [fields, setFields] = useState({ number, date, issuer, title })
  const [place, setPlace] = useState(link)
  const update = useCommand('documents.update')
  const attach = useCommand('documents.attach')

  async function save(): Promise<void> {
    try {
      if (JSON.stringify(fields) !== JSON.stringify({ number, date, issuer, title })) {
        await update.mutateAsync({ document: document.id, fields, seen: document.heads })
      }
      if (JSON.stringify(place) !== JSON.stringify(link)) {
        const seen =
          document.links.find((each) => each.assessment === assessment && each.target === target)?.heads ?? []
        const behalf = onBehalf === undefined ? {} : { onBehalf }
        await attach.mutateAsync({ document: document.id, assessment, target, link: place, seen, ...behalf })
      }
      onClose()
    } catch {
      // The sentence of the failed call shows in the form, what was typed stays.
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="sm">
        <LinkForm link={place} years={years} onChange={setPlace} />
        <DocumentForm fields={fields} onChange={setFields} />
        <ErrorSentence error={update.error ?? attach.error} />
        <FormButtons saving={update.isPending || attach.isPending} onCancel={onClose} />
      </Stack>
    </form>
  )
}
