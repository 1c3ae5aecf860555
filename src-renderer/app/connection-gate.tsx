import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icons.tsx'
import classes from './connection-gate.module.css'
import { refreshTopics } from './topics.ts'
import { useTransport } from './transport-context.ts'

type Connection = 'connected' | 'lost' | 'ended'

/**
 * Listens to the core: what was changed elsewhere is asked for again, a broken connection is told, and when the program has ended
 * nothing is shown that can no longer be saved.
 */
export function ConnectionGate({ children }: { children: ReactNode }): ReactElement {
  const { t } = useTranslation('common')
  const transport = useTransport()
  const queries = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connected')

  useEffect(
    () =>
      transport.subscribe((event) => {
        if (event.kind === 'changed') {
          refreshTopics(queries, event.topics)
          return
        }
        setConnection(event.state)
        // Changes may have been missed meanwhile.
        if (event.state === 'connected') void queries.invalidateQueries()
      }),
    [transport, queries],
  )

  if (connection === 'ended') {
    return (
      <main className={classes['page']}>
        <EmptyState icon="warning" title={t('connection.ended')}>
          {t('startFailure.what')}
        </EmptyState>
      </main>
    )
  }
  return (
    <>
      {children}
      {connection === 'lost' && (
        <p className={classes['lost']} role="status">
          <Icon name="refresh" /> {t('connection.lost')}
        </p>
      )}
    </>
  )
}
