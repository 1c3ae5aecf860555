import { PasswordInput, SimpleGrid, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

export type FirstOfficer = { officerName: string; deviceName: string; password: string; repeated: string }

export const noOfficer: FirstOfficer = { officerName: '', deviceName: '', password: '', repeated: '' }

/** Names are given, and the password, if one is wanted, was typed twice alike and is long enough. */
export function isReady({ officerName, deviceName, password, repeated }: FirstOfficer): boolean {
  return (
    officerName.trim() !== '' &&
    deviceName.trim() !== '' &&
    password === repeated &&
    (password === '' || password.length >= 6)
  )
}

/** The labels of what is still to be given. */
export function missingOf({ officerName, deviceName }: FirstOfficer, t: TFunction<'start'>): string[] {
  return [
    ...(officerName.trim() === '' ? [t('officer.name')] : []),
    ...(deviceName.trim() === '' ? [t('officer.device')] : []),
  ]
}

/** What a call wants of it: names trimmed, no password when none was typed. */
export function inputOf(officer: FirstOfficer): {
  officerName: string
  deviceName: string
  password?: string
} {
  return {
    officerName: officer.officerName.trim(),
    deviceName: officer.deviceName.trim(),
    ...(officer.password === '' ? {} : { password: officer.password }),
  }
}

type Props = { value: FirstOfficer; onChange: (value: FirstOfficer) => void }

/** Who works at this machine first, and what the machine is called. */
export function FirstOfficerFields({ value, onChange }: Props): ReactElement {
  const { t } = useTranslation('start')
  const { t: c } = useTranslation('common')
  const tooShort = value.password !== '' && value.password.length < 6
  const differs = value.repeated !== '' && value.password !== value.repeated
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        <TextInput
          label={t('officer.name')}
          description={t('officer.nameHint')}
          value={value.officerName}
          maxLength={300}
          required
          onChange={(event) => {
            onChange({ ...value, officerName: event.currentTarget.value })
          }}
        />
        <TextInput
          label={t('officer.device')}
          description={t('officer.deviceHint')}
          value={value.deviceName}
          maxLength={300}
          required
          onChange={(event) => {
            onChange({ ...value, deviceName: event.currentTarget.value })
          }}
        />
        <PasswordInput
          label={t('officer.password')}
          description={t('officer.passwordHint')}
          value={value.password}
          maxLength={200}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': c('password.show'), tabIndex: 0 }}
          error={tooShort ? t('officer.passwordShort') : undefined}
          onChange={(event) => {
            onChange({ ...value, password: event.currentTarget.value })
          }}
        />
        <PasswordInput
          label={t('officer.repeat')}
          description={t('officer.repeatHint')}
          value={value.repeated}
          maxLength={200}
          autoComplete="new-password"
          disabled={value.password === ''}
          visibilityToggleButtonProps={{ 'aria-label': c('password.show'), tabIndex: 0 }}
          error={differs ? t('officer.repeatDiffers') : undefined}
          onChange={(event) => {
            onChange({ ...value, repeated: event.currentTarget.value })
          }}
        />
      </SimpleGrid>
    </>
  )
}
