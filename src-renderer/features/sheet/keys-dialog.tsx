import { Kbd, Modal, Table } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

const keys = [
  ['arrows', ['↑ ↓ ← →']],
  ['enter', ['Enter']],
  ['tab', ['Tab']],
  ['type', ['0–9']],
  ['open', ['F2', 'Space']],
  ['cancel', ['Esc']],
  ['delete', ['Delete']],
  ['undo', ['Ctrl+Z', 'Ctrl+Y']],
  ['copy', ['Ctrl+C', 'Ctrl+V']],
  ['copyLines', ['Ctrl+C']],
  ['select', ['Shift+↑', 'Shift+↓']],
  ['fill', ['Ctrl+D']],
  ['find', ['Ctrl+F', 'F3']],
  ['edges', ['Home', 'End', 'PageUp', 'PageDown']],
  ['region', ['F6']],
] as const

/** The keys of the sheet on one card. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')}>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {keys.map(([name, combinations]) => (
            <Table.Tr key={name}>
              <Table.Td w="11rem">
                {combinations.map((each) => (
                  <Kbd key={each} mr={4}>
                    {each}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
