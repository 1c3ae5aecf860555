import { Button } from '@mantine/core'
import { Component, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/empty-state.tsx'

type Props = { children: ReactNode }

/** A page that fails takes nothing else with it: the rest of the window stays usable. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <PageFailed
        onRetry={() => {
          this.setState({ failed: false })
        }}
      />
    )
  }
}

function PageFailed({ onRetry }: { onRetry: () => void }): ReactElement {
  const { t } = useTranslation('common')
  return (
    <EmptyState
      icon="warning"
      title={t('pageFailed.title')}
      actions={<Button onClick={onRetry}>{t('tryAgain')}</Button>}
    >
      {t('pageFailed.text')}
    </EmptyState>
  )
}
