import { Button, Group } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { GivenFile, GivenFileKind } from '../../../shared/contract/given-files.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import { leaveTemplate } from '../../app/letter-box.ts'
import { paths } from '../../app/paths.ts'
import { useMay, useSession } from '../../app/session.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { InstallGivenCertificate } from './devices/install-certificate.tsx'
import { RequestList } from './devices/request-list.tsx'
import classes from './given-papers.module.css'

/** A given file that can be opened. */
export type Opened<Kind extends GivenFileKind['kind']> = GivenFile & {
  ticket: Ticket
  what: Extract<GivenFileKind, { kind: Kind }>
}

/** The given files of one kind that can be opened. */
export function openedOf<Kind extends GivenFileKind['kind']>(
  given: readonly GivenFile[],
  kind: Kind,
): Opened<Kind>[] {
  return given.filter((each): each is Opened<Kind> => each.what.kind === kind && each.ticket !== null)
}

/** Everything that was given and is no bundle: each with the step that it opens, or a sentence where it belongs. */
export function GivenPapers({
  given,
  onClose,
}: {
  given: readonly GivenFile[]
  onClose: () => void
}): ReactElement | null {
  const { t } = useTranslation(['exchange', 'common'])
  const mayManage = useMay('manageDevices')
  const { unit } = useSession()
  const papers = given.filter(({ what }) => what.kind !== 'bundle')
  const requests = useMemo(
    () => openedOf(given, 'request').filter(({ what }) => !what.ofThisMachine),
    [given],
  )
  if (papers.length === 0) return null
  const mayCertify = mayManage && unit.level !== 'commune'
  const certificates = openedOf(papers, 'certificate').filter(({ what }) => what.forThisMachine)
  const opened = new Set<GivenFile>([...(mayCertify ? requests : []), ...(mayManage ? certificates : [])])
  return (
    <>
      {mayCertify && requests.length > 0 && (
        <Card title={t('given.requests', { count: requests.length })}>
          <RequestList given={requests} onDone={onClose} onCancel={onClose} />
        </Card>
      )}
      {mayManage &&
        certificates.map((file) => (
          <Card key={file.ticket} title={t('given.certificate')}>
            <InstallGivenCertificate ticket={file.ticket} onDone={onClose} />
          </Card>
        ))}
      {opened.size < papers.length && (
        <Card title={t('given.others')} padding="none">
          <ul className={classes['list']}>
            {papers.map((file, index) =>
              opened.has(file) ? null : (
                <li key={index} className={classes['one']}>
                  <strong className={classes['name']}>
                    <bdi>{file.name}</bdi>
                    {file.archive !== null &&
                      file.archive !== file.name &&
                      ` (${t('given.inside', { name: file.archive })})`}
                  </strong>
                  <Says file={file} />
                </li>
              ),
            )}
          </ul>
          <Group p="md" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
          </Group>
        </Card>
      )}
    </>
  )
}

/** What a file is, and where it belongs. */
function Says({ file }: { file: GivenFile }): ReactElement | null {
  const { t } = useTranslation('exchange')
  const [, go] = useLocation()
  const { what, ticket, archive } = file
  switch (what.kind) {
    case 'request':
      return (
        <p>
          {t(what.ofThisMachine ? 'given.ownRequest' : 'given.requestNotHere', {
            unit: what.unitName,
            device: what.deviceName,
          })}
        </p>
      )
    case 'certificate':
      return (
        <p>
          {t(
            what.forThisMachine
              ? 'given.certificateMayNot'
              : what.ofOwnUnit
                ? 'given.certificateForOwnUnit'
                : 'given.certificateForOther',
            { unit: what.unitName, device: what.deviceName },
          )}
        </p>
      )
    case 'rootKey':
      return (
        <p>
          {t('given.rootKey')} <Link href={paths.devices}>{t('given.toDevices')}</Link>
        </p>
      )
    case 'criteria':
      return (
        <p>
          {t('given.criteria')}{' '}
          {ticket !== null && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                leaveTemplate(ticket)
                go(paths.criteria)
              }}
            >
              {t('given.openTemplate')}
            </Button>
          )}
        </p>
      )
    case 'document':
      return (
        <p>
          {t('given.document')} <Link href={paths.documents}>{t('given.toDocuments')}</Link>
        </p>
      )
    case 'archive':
      return (
        <p>
          {t(archive === null ? 'given.archive' : 'given.besides', { count: what.files })}{' '}
          <Link href={paths.documents}>{t('given.toDocuments')}</Link>
        </p>
      )
    case 'unknown':
      return <ErrorSentence error={what} />
    case 'bundle':
      return null
  }
}
