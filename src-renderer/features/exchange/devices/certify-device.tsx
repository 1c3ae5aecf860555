import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../ui/card.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { type Uploaded, useUploadMany } from '../use-upload-many.ts'
import { RequestList } from './request-list.tsx'

/** Requests from below: look, compare the fingerprint of each by phone, issue the certificates and hand out their files. */
export function CertifyDevice(): ReactElement {
  const { t } = useTranslation('exchange')
  const { upload } = useUploadMany()
  const [given, setGiven] = useState<Awaited<ReturnType<typeof upload>> | null>(null)
  const uploaded: readonly Uploaded[] = given?.uploaded ?? []

  function leave(): void {
    setGiven(null)
  }

  return (
    <Card title={t('certify.title')}>
      {given === null || uploaded.length === 0 ? (
        <FileDrop
          title={t('certify.drop')}
          hint={t('certify.dropHint')}
          multiple
          onFiles={(files) => void upload(files).then(setGiven)}
        />
      ) : (
        <RequestList given={given.uploaded} onDone={leave} onCancel={leave} />
      )}
      {given?.refused.map(({ name, error }) => (
        <ErrorSentence key={name} error={error} />
      ))}
    </Card>
  )
}
