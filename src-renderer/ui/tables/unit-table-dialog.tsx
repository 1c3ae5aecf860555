import { Button, Group, Modal, NativeSelect } from '@mantine/core'
import { useState, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isCallError, type CallError } from '../../../shared/contract/errors.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { Icon } from '../icons.tsx'
import { HiddenNote } from './hidden-note.tsx'
import type { HeadingWords } from './headings.ts'
import { isTable, readClipboard, type PastedTable } from './table.ts'
import classes from './tables.module.css'
import { planUnits, type NamedUnit } from './unit-lines.ts'

/** What a line of the table would do to its unit. */
export type UnitReading =
  | Readonly<{ status: 'change' | 'same'; before: string; after: string; remark: string }>
  | Readonly<{ status: 'blank'; before: string }>
  | Readonly<{ status: 'problem'; before: string; remark: string }>

export type UnitLine<Role extends string> = Readonly<{
  unit: NamedUnit
  cells: Readonly<Partial<Record<Role, string>>>
}>

type Props<Role extends string> = {
  title: string
  hint: string
  units: readonly NamedUnit[]
  headings: HeadingWords<Role>
  inOrder: readonly Role[]
  /** What a person may choose for a column, with its words. */
  roles: readonly Readonly<{ value: Role; label: string }>[]
  read: (unit: NamedUnit, cells: Readonly<Partial<Record<Role, string>>>) => UnitReading
  /** Keeps the lines, all or none, and tells so. */
  keep: (lines: readonly UnitLine<Role>[]) => Promise<unknown>
  /** Whether everything else that is needed is there; what is needed stands in `children`. */
  ready?: boolean
  children?: ReactNode
  onClose: () => void
}

/** A table with one line for each unit, pasted, looked at and kept as one act. */
export function UnitTableDialog<Role extends string>(props: Props<Role>): ReactElement {
  const { t } = useTranslation(['tables', 'common'])
  const [table, setTable] = useState<PastedTable | null>(null)
  const [refused, setRefused] = useState(false)
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="min(62rem, 94vw)">
      {table === null ? (
        <>
          <p className={classes['hint']}>{props.hint}</p>
          <textarea
            className={classes['place']}
            aria-label={t('pasteHere')}
            placeholder={t('pasteHere')}
            value=""
            readOnly
            rows={4}
            data-autofocus
            onPaste={(event) => {
              event.preventDefault()
              const pasted = readClipboard(event.clipboardData)
              if (isTable(pasted)) setTable(pasted)
              else setRefused(true)
            }}
          />
          {refused && (
            <p className={classes['doubt']} role="alert">
              <Icon name="warning" size="1em" /> {t('noTable')}
            </p>
          )}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={props.onClose}>
              {t('common:cancel')}
            </Button>
          </Group>
        </>
      ) : (
        <Preview {...props} table={table} />
      )}
    </Modal>
  )
}

function Preview<Role extends string>({
  table,
  title,
  units,
  headings,
  inOrder,
  roles: offered,
  read,
  keep,
  ready = true,
  children,
  onClose,
}: Props<Role> & { table: PastedTable }): ReactElement {
  const { t } = useTranslation(['tables', 'common'])
  const [chosen, setChosen] = useState<Readonly<Record<number, Role | 'unit' | null>>>({})
  const [error, setError] = useState<CallError | null>(null)
  const [busy, setBusy] = useState(false)
  const plan = planUnits(table, { units, headings, inOrder, chosen })
  const cellsOf = (cells: readonly string[]): Partial<Record<Role, string>> => {
    const found: Partial<Record<Role, string>> = {}
    for (const [column, role] of plan.roles.entries())
      if (role !== null && role !== 'unit') found[role] = cells[column] ?? ''
    return found
  }
  const lines = plan.lines.map((line) => {
    const reading =
      line.state === 'matched' && line.unit !== null ? read(line.unit, cellsOf(line.cells)) : null
    const bad = line.state === 'matched' ? reading?.status === 'problem' : line.state !== 'skipped'
    const words = line.state === 'matched' ? '' : t(`line.${line.state}`)
    return { ...line, reading, bad, remark: reading !== null && 'remark' in reading ? reading.remark : words }
  })
  const changing = lines.flatMap(({ reading, unit, cells }) =>
    reading?.status === 'change' && unit !== null ? [{ unit, cells: cellsOf(cells) }] : [],
  )
  const problems = lines.filter(({ bad }) => bad).length

  async function apply(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await keep(changing)
      onClose()
    } catch (caught) {
      if (!isCallError(caught)) throw caught
      setError(caught)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (changing.length > 0 && ready) void apply()
      }}
    >
      <HiddenNote table={table} />
      <fieldset className={classes['columns']}>
        <legend>{t('columns')}</legend>
        {plan.doubt && (
          <p className={classes['doubt']} role="alert">
            <Icon name="warning" size="1em" /> {t('doubt')}
          </p>
        )}
        <div className={classes['chooser']}>
          {plan.roles.map((role, column) => {
            const named = plan.texts[column] ?? ''
            const heading = named === '' ? t('column', { number: column + 1 }) : named
            return (
              <NativeSelect
                key={column}
                size="xs"
                label={heading}
                labelProps={{ title: heading }}
                value={role ?? ''}
                data={[{ value: '', label: t('notUsed') }, { value: 'unit', label: t('unit') }, ...offered]}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  const found = offered.find((each) => each.value === value)?.value
                  setChosen({ ...chosen, [column]: value === 'unit' ? 'unit' : (found ?? null) })
                }}
              />
            )
          })}
        </div>
      </fieldset>
      {children}
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={title}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <th data-column="line">{t('lineNumber')}</th>
              <th>{t('unit')}</th>
              <th>{t('pasted')}</th>
              <th>{t('before')}</th>
              <th>{t('after')}</th>
              <th data-column="remark">{t('remark')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, unit, cells, reading, bad, remark }) => {
              const text = cells.filter((cell) => cell !== '').join(' | ')
              const after = reading?.status === 'change' ? reading.after : ''
              return (
                <tr key={line} data-state={bad ? 'problem' : (reading?.status ?? 'skipped')}>
                  <td>{line}</td>
                  <td title={unit?.name}>{unit?.name ?? ''}</td>
                  <td title={text}>{text}</td>
                  <td title={reading?.before}>{reading?.before ?? ''}</td>
                  <td data-column="after" title={after}>
                    {after}
                  </td>
                  <td data-column="remark" title={remark}>
                    {bad && <Icon name="warning" size="1em" />} {remark}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <ErrorSentence error={error} />
      <Group justify="space-between" mt="md">
        <span role="status">
          {t('summary', { count: changing.length })} {problems > 0 && t('problems', { count: problems })}
        </span>
        <Group>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={changing.length === 0 || !ready} loading={busy} data-autofocus>
            {t('apply', { count: changing.length })}
          </Button>
        </Group>
      </Group>
    </form>
  )
}
