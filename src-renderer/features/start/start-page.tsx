import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppearanceMenu } from '../../app/appearance-menu.tsx'
import { DropAnywhere } from '../../app/drop-anywhere.tsx'
import { useOperation } from '../../app/use-call.ts'
import { ChoiceCard } from '../../ui/choice-card.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { OutsideFrame } from '../../ui/outside-frame.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { ChooseUnit } from './choose-unit.tsx'
import { OpenStartFile } from './open-start-file.tsx'

type Way = 'startFile' | 'unit'

/** First start: a start file, an own choice of level and unit, or a trial with sample data. */
export function StartPage(): ReactElement {
  const { t } = useTranslation('start')
  const [way, setWay] = useState<Way | null>(null)
  const [given, setGiven] = useState<readonly File[] | null>(null)
  const demo = useOperation('setup.demo')
  const drop = (
    <DropAnywhere
      onFiles={(files) => {
        setGiven(files)
        setWay('startFile')
      }}
    />
  )

  if (way !== null) {
    return (
      <OutsideFrame title={t(`${way}.title`)} summary={t(`${way}.summary`)} corner={<AppearanceMenu />}>
        <div>
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<Icon name="left" />}
            onClick={() => {
              setWay(null)
              setGiven(null)
            }}
          >
            {t('otherWay')}
          </Button>
        </div>
        {way === 'startFile' ? <OpenStartFile given={given} /> : <ChooseUnit />}
        {drop}
      </OutsideFrame>
    )
  }

  return (
    <OutsideFrame title={t('welcome')} summary={t('howToBegin')} corner={<AppearanceMenu />}>
      <ChoiceCard
        icon="download"
        title={t('startFile.choice')}
        onChoose={() => {
          setWay('startFile')
        }}
      >
        {t('startFile.hint')}
      </ChoiceCard>
      <ChoiceCard
        icon="building"
        title={t('unit.choice')}
        onChoose={() => {
          setWay('unit')
        }}
      >
        {t('unit.hint')}
      </ChoiceCard>
      <ChoiceCard
        icon="ranking"
        title={t('demo.choice')}
        onChoose={() => void demo.run({}).catch(() => undefined)}
      >
        {t('demo.hint')}
      </ChoiceCard>
      <ErrorSentence error={demo.error} />
      <ProgressDialog
        title={t('demo.working')}
        running={demo.running}
        progress={demo.progress}
        onCancel={demo.cancel}
      />
      {drop}
    </OutsideFrame>
  )
}
