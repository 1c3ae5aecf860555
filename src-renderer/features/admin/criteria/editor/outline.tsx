import { Button, Menu } from '@mantine/core'
import { memo, type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addCriterion,
  addGroup,
  moveCriterion,
  moveGroup,
  numberAnew,
  removeCriterion,
  removeGroup,
} from '../../../../../shared/domain/criteria-edit.ts'
import type { CriteriaContent, Criterion, Group } from '../../../../../shared/domain/criteria.ts'
import type { CriterionId, GroupId } from '../../../../../shared/domain/ids.ts'
import { formatPoints } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icons.tsx'
import { newId, useDraft } from './draft-context.ts'
import classes from './editor.module.css'

/** What is chosen in the list: a group or a criterion, by id. */
export type Chosen =
  Readonly<{ kind: 'group'; id: GroupId }> | Readonly<{ kind: 'criterion'; id: CriterionId }>

type Row = Readonly<{ kind: 'group'; thing: Group }> | Readonly<{ kind: 'criterion'; thing: Criterion }>

/** Groups with their criteria in the order of the set. */
function rowsOf(content: CriteriaContent): readonly Row[] {
  return content.groups.flatMap((group) => [
    { kind: 'group', thing: group } as const,
    ...content.criteria
      .filter((criterion) => criterion.group === group.id)
      .map((thing) => ({ kind: 'criterion', thing }) as const),
  ])
}

function chosenOf(row: Row): Chosen {
  return row.kind === 'group' ? { kind: 'group', id: row.thing.id } : { kind: 'criterion', id: row.thing.id }
}

type Props = {
  chosen: Chosen | null
  onChoose: (chosen: Chosen, enter?: boolean) => void
}

/** The set as one list: arrows choose, Enter edits, Alt with an arrow moves, Insert adds, Delete removes. */
export function Outline({ chosen, onChoose }: Props): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { content, change, problems } = useDraft()
  const list = useRef<HTMLDivElement>(null)
  const rows = rowsOf(content)
  const at = rows.findIndex(({ kind, thing }) => kind === chosen?.kind && thing.id === chosen.id)
  const row = rows[at]
  const wrong = placesWithProblems(content, problems)

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  function choose(index: number): void {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (next !== undefined) onChoose(chosenOf(next))
  }

  function insertCriterion(): void {
    const group =
      row === undefined ? content.groups.at(-1)?.id : row.kind === 'group' ? row.thing.id : row.thing.group
    if (group === undefined) return
    const id = newId('c') as CriterionId
    change((now) => addCriterion(now, id, group, row?.kind === 'criterion' ? row.thing.id : null))
    onChoose({ kind: 'criterion', id }, true)
  }

  function insertGroup(): void {
    const id = newId('n') as GroupId
    change((now) => addGroup(now, id))
    onChoose({ kind: 'group', id }, true)
  }

  function move(step: 1 | -1): void {
    if (row === undefined) return
    const { kind, thing } = row
    change((now) => (kind === 'group' ? moveGroup(now, thing.id, step) : moveCriterion(now, thing.id, step)))
  }

  function remove(): void {
    if (row === undefined) return
    const next = rows[at + 1] ?? rows[at - 1]
    const { kind, thing } = row
    change((now) => (kind === 'group' ? removeGroup(now, thing.id) : removeCriterion(now, thing.id)))
    if (next !== undefined) onChoose(chosenOf(next))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const act = ((): (() => void) | null => {
      switch (event.key) {
        case 'ArrowDown':
          return () => {
            if (event.altKey) move(1)
            else choose(at + 1)
          }
        case 'ArrowUp':
          return () => {
            if (event.altKey) move(-1)
            else choose(at - 1)
          }
        case 'Home':
          return () => {
            choose(0)
          }
        case 'End':
          return () => {
            choose(rows.length - 1)
          }
        case 'Enter':
        case 'F2':
          return () => {
            if (row !== undefined) onChoose(chosenOf(row), true)
          }
        case 'Insert':
          return insertCriterion
        case 'Delete':
          return remove
        default:
          return null
      }
    })()
    if (act === null) return
    event.preventDefault()
    act()
  }

  return (
    <div className={classes['outline']}>
      <div className={classes['tools']}>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={insertCriterion}
        >
          {t('outline.addCriterion')}
        </Button>
        <Button size="compact-md" variant="default" onClick={insertGroup}>
          {t('outline.addGroup')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('tools.up')}
          disabled={row === undefined}
          onClick={() => {
            move(-1)
          }}
        >
          <Icon name="up" />
        </Button>
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('tools.down')}
          disabled={row === undefined}
          onClick={() => {
            move(1)
          }}
        >
          <Icon name="down" />
        </Button>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-md" variant="default" aria-label={t('outline.more')}>
              <Icon name="more" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={row === undefined} onClick={remove}>
              {t('tools.remove')}
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                change(numberAnew)
              }}
            >
              {t('outline.number')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={t('outline.label')}
        aria-activedescendant={row === undefined ? undefined : `outline-${row.thing.id}`}
        className={classes['rows']}
        data-scrolls
        onKeyDown={onKeyDown}
      >
        {rows.map((each, index) => (
          <OutlineRow
            key={each.thing.id}
            row={each}
            sum={each.kind === 'group' ? sumOf(content, each.thing) : each.thing.max}
            chosen={index === at}
            wrong={wrong.has(each.thing.id)}
            onChoose={onChoose}
          />
        ))}
      </div>
      <p className={classes['hint']}>{t('outline.keys')}</p>
    </div>
  )
}

function sumOf(content: CriteriaContent, group: Group): number {
  return content.criteria
    .filter((criterion) => criterion.group === group.id)
    .reduce((sum, { max }) => sum + max, 0)
}

/** Ids of groups and criteria with something to mend. */
function placesWithProblems(
  content: CriteriaContent,
  problems: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>()
  for (const path of problems.keys()) {
    const [, part, number] = /^(criteria|groups)\[(\d+)\]/.exec(path) ?? []
    const thing = part === 'criteria' ? content.criteria[Number(number)] : content.groups[Number(number)]
    if (part !== undefined && thing !== undefined) found.add(thing.id)
  }
  return found
}

type RowProps = {
  row: Row
  sum: number
  chosen: boolean
  wrong: boolean
  onChoose: (chosen: Chosen) => void
}

/** Typing in one criterion draws one row again. */
const OutlineRow = memo(
  function OutlineRow({ row, sum, chosen, wrong, onChoose }: RowProps): ReactElement {
    const { t } = useTranslation('adminCriteria')
    const { kind, thing } = row
    return (
      <div
        id={`outline-${thing.id}`}
        role="option"
        aria-selected={chosen}
        className={classes['row']}
        data-kind={kind}
        onClick={() => {
          onChoose(chosenOf(row))
        }}
      >
        <span className={classes['code']}>{thing.code}</span>
        <span className={classes['name']} title={thing.title}>
          {thing.title === '' ? <em>{t('outline.untitled')}</em> : thing.title}
          {wrong && (
            <span className={classes['wrong']}>
              {' '}
              <Icon name="warning" size="1em" />
              <span className={classes['unseen']}>{t('outline.wrong')}</span>
            </span>
          )}
        </span>
        <span className={classes['points']}>
          {row.kind === 'group' && row.thing.outside ? t('outline.outside') : formatPoints(sum)}
        </span>
      </div>
    )
  },
  (a, b) =>
    a.row.thing === b.row.thing &&
    a.sum === b.sum &&
    a.chosen === b.chosen &&
    a.wrong === b.wrong &&
    a.onChoose === b.onChoose,
)
