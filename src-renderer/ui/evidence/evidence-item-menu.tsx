import { ActionIcon, Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { useCommand } from '../../app/use-call.ts'
import { Icon } from '../icons.tsx'
import { notifyError } from '../notify.tsx'
import { documentName } from './document-words.ts'

type Props = {
  document: DocumentView
  assessment: AssessmentId
  target: CriterionId
  onEdit: () => void
  onDetached: () => void
}

/** What may be done with one document as proof of a criterion: edit it, take it away. */
export function EvidenceItemMenu({ document, assessment, target, onEdit, onDetached }: Props): ReactElement {
  const { t } = useTranslation('documents')
  const detach = useCommand('documents.detach')
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray.8"
          aria-label={t('item.menu', { name: documentName(document) })}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="edit" />} onClick={onEdit}>
          {t('item.edit')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="cross" />}
          onClick={() => {
            detach.mutate(
              { document: document.id, assessment, target },
              { onSuccess: onDetached, onError: notifyError },
            )
          }}
        >
          {t('item.detach')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
