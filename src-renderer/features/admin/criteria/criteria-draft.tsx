import { Button, Group, Tabs } from '@mantine/core'
import {
  type KeyboardEvent,
  type ReactElement,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { DraftView } from '../../../../shared/contract/criteria.ts'
import { changedCriteria, compareCriteria, unmarked } from '../../../../shared/domain/criteria-compare.ts'
import { totalInside } from '../../../../shared/domain/criteria-edit.ts'
import { paths } from '../../../app/paths.ts'
import { useMay } from '../../../app/session.ts'
import { useCommand, useQueryCall } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatPoints } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { Comparison } from './compare/comparison.tsx'
import { DraftEditing, type DraftContext } from './editor/draft-context.ts'
import classes from './editor/editor.module.css'
import { FactsForm } from './editor/facts-form.tsx'
import { ProblemList } from './editor/problem-list.tsx'
import { SaveLine } from './editor/save-line.tsx'
import { SetForm } from './editor/set-form.tsx'
import { GatesForm, StarsForm } from './editor/stars-form.tsx'
import type { Chosen } from './editor/outline.tsx'
import { useAutosave } from './editor/use-autosave.ts'
import { useDraftState } from './editor/use-draft-state.ts'
import { useProblems } from './editor/use-problems.ts'
import { problemSentence } from './problem-sentence.ts'

type Part = 'criteria' | 'stars' | 'facts' | 'compare'

/** A draft: written here, saved by itself, compared with the version before, published or discarded. */
export function CriteriaDraft({ draft, back }: { draft: DraftView; back: string }): ReactElement {
  const { t } = useTranslation(['admin', 'adminCriteria', 'common'])
  const [, go] = useLocation()
  const editing = useDraftState({ label: draft.label, content: draft.content, marks: draft.marks })
  const { state, source, change, changeContent, undo, redo, take, showNow } = editing
  const { content } = state
  const autosave = useAutosave(draft, source)
  const { goOnFrom, isOwn } = autosave
  const settled = useDeferredValue(content)
  const problems = useProblems(settled)
  const publish = useCommand('criteria.publish')
  const mayManageCycles = useMay('manageCycles')
  const discard = useCommand('criteria.discardDraft')
  const before = useQueryCall(
    'criteria.version',
    { version: draft.previous ?? '' },
    { enabled: draft.previous !== null },
  )
  const [part, setPart] = useState<Part>('criteria')
  const [chosen, setChosen] = useState<Chosen | null>(() => firstOf(draft))
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null)
  const [listed, setListed] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  // state and not a ref: it must be looked at when what it leads to is drawn, not before
  const [jump, setJump] = useState<{ readonly path: string } | null>(null)

  const comparison = useMemo(
    () => (before.data === undefined ? null : compareCriteria(before.data.content, settled)),
    [before.data, settled],
  )
  const open = comparison === null ? 0 : unmarked(comparison, state.marks).length

  // Another window saved: without open changes here its state simply shows.
  const isClean = autosave.save.kind === 'saved'
  useEffect(() => {
    if (!isClean || isOwn(draft.heads)) return
    const theirs = { label: draft.label, content: draft.content, marks: draft.marks }
    goOnFrom(theirs, draft.heads)
    take(theirs)
    notifyDone(t('adminCriteria:save.taken', { name: draft.changedBy }))
  }, [draft, isClean, isOwn, goOnFrom, take, t])

  useEffect(() => {
    if (jump === null) return
    const found = fieldOf(box.current, jump.path)
    found?.scrollIntoView({ block: 'nearest' })
    found?.focus()
  }, [jump])

  const choose = useCallback((next: Chosen, enter?: boolean) => {
    setChosen(next)
    if (enter === true) setJump({ path: 'form' })
  }, [])

  function goTo(path: string): void {
    const [, list, number] = /^(criteria|groups)\[(\d+)\]/.exec(path) ?? []
    const thing = list === 'criteria' ? content.criteria[Number(number)] : content.groups[Number(number)]
    if (list !== undefined && thing !== undefined) {
      setPart('criteria')
      setChosen({ kind: list === 'criteria' ? 'criterion' : 'group', id: thing.id } as Chosen)
    } else if (/^(bands|gates)/.test(path)) setPart('stars')
    else setPart(path === 'criteria' || path === 'groups' ? 'criteria' : 'facts')
    setJump({ path })
    setListed(false)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!event.ctrlKey || event.altKey || event.shiftKey) return
    const act = event.key === 'z' ? undo : event.key === 'y' ? redo : null
    if (act === null) return
    event.preventDefault()
    act()
  }

  async function askToPublish(): Promise<void> {
    if (problems.errors > 0) setListed(true)
    else if (open > 0) setPart('compare')
    else if (await autosave.flush()) setAsking('publish')
  }

  const context = useMemo<DraftContext>(
    () => ({ content, change: changeContent, problems: problems.byPath }),
    [content, changeContent, problems.byPath],
  )
  const total = totalInside(content)

  return (
    // leaving a field shows what was typed there: the next field changes what it sees
    <div ref={box} className={classes['editor']} onKeyDown={onKeyDown} onBlur={showNow}>
      <div>
        <Button
          component={Link}
          href={back}
          variant="subtle"
          size="compact-md"
          leftSection={<Icon name="left" />}
        >
          {t('criteria.back')}
        </Button>
      </div>
      <div className={classes['bar']}>
        <div className={classes['sums']}>
          <h2 className={classes['title']}>
            {content.title === '' ? t('adminCriteria:outline.untitled') : content.title}
          </h2>
          <Badge tone={total === 10_000 ? 'good' : 'warn'}>
            {t('adminCriteria:total', { total: formatPoints(total) })}
          </Badge>
          <Button
            size="compact-md"
            variant="subtle"
            aria-expanded={listed}
            onClick={() => {
              setListed(!listed)
            }}
          >
            {problems.errors > 0
              ? t('draft.toMend', { count: problems.errors })
              : problems.warnings.length > 0
                ? t('draft.toReview', { count: problems.warnings.length })
                : t('draft.sound')}
          </Button>
          {open > 0 && (
            <Button
              size="compact-md"
              variant="subtle"
              onClick={() => {
                setPart('compare')
              }}
            >
              {t('adminCriteria:compare.open', { count: open })}
            </Button>
          )}
          <SaveLine
            save={autosave.save}
            onRetry={() => void autosave.flush()}
            onTheirs={() => {
              const theirs = { label: draft.label, content: draft.content, marks: draft.marks }
              goOnFrom(theirs, draft.heads)
              take(theirs)
            }}
            onMine={() => void autosave.keepMineOver(draft.heads)}
          />
        </div>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<Icon name="undo" />}
            disabled={!editing.canUndo}
            onClick={undo}
          >
            {t('adminCriteria:undo')}
          </Button>
          <Button variant="default" disabled={!editing.canRedo} onClick={redo}>
            {t('adminCriteria:redo')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setAsking('discard')
            }}
          >
            {t('draft.discard')}
          </Button>
          {/* The next step only when nothing is to be mended any more. */}
          <Button
            variant={problems.errors === 0 && open === 0 ? 'filled' : 'default'}
            onClick={() => void askToPublish()}
          >
            {t('draft.publish')}
          </Button>
        </Group>
      </div>
      {listed && <ProblemList problems={problems.all} content={content} onJump={goTo} />}
      <DraftEditing value={context}>
        <Tabs
          value={part}
          // a part that nobody sees is not worked out again at every key
          keepMounted={false}
          onChange={(next) => {
            setPart((next ?? 'criteria') as Part)
          }}
        >
          <Tabs.List aria-label={t('adminCriteria:parts.label')}>
            <Tabs.Tab value="criteria">{t('adminCriteria:parts.criteria')}</Tabs.Tab>
            <Tabs.Tab value="stars">{t('adminCriteria:parts.stars')}</Tabs.Tab>
            <Tabs.Tab value="facts">{t('adminCriteria:parts.facts')}</Tabs.Tab>
            <Tabs.Tab value="compare">
              {comparison === null
                ? t('adminCriteria:parts.compare')
                : t('adminCriteria:parts.compareCount', {
                    count: changedCriteria(comparison).length,
                  })}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="criteria" className={classes['panel']}>
            <SetForm chosen={chosen} onChoose={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="stars" className={classes['panel']}>
            <StarsForm />
            <GatesForm />
          </Tabs.Panel>
          <Tabs.Panel value="facts" className={classes['panel']}>
            <FactsForm
              label={state.label}
              onLabel={(label) => {
                if (label.trim() !== '') change((now) => ({ ...now, label }), 'label')
              }}
            />
          </Tabs.Panel>
          <Tabs.Panel value="compare" className={classes['panel']}>
            <ErrorSentence error={before.error} />
            {comparison === null || before.data === undefined ? (
              <Card>
                <p className={classes['hint']}>{t('adminCriteria:compare.first')}</p>
              </Card>
            ) : (
              <Comparison
                before={before.data}
                after={{ label: state.label, content }}
                comparison={comparison}
                marks={state.marks}
                onMarks={(marks) => {
                  change((now) => ({ ...now, marks: { ...now.marks, ...marks } }))
                }}
              />
            )}
          </Tabs.Panel>
        </Tabs>
      </DraftEditing>
      <ConfirmDialog
        opened={asking === 'publish'}
        title={t('draft.publishTitle', { title: content.title })}
        confirm={t('draft.publish')}
        busy={publish.isPending}
        onConfirm={() => {
          publish.mutate(
            { draft: draft.id },
            {
              onSuccess: () => {
                notifyDone(
                  t('draft.published'),
                  mayManageCycles
                    ? {
                        label: t('cycles.create'),
                        run: () => {
                          go(`${paths.cycles}/new`)
                        },
                      }
                    : undefined,
                )
                go(back)
              },
            },
          )
        }}
        onClose={() => {
          setAsking(null)
        }}
      >
        <p>{t('draft.publishText')}</p>
        {problems.warnings.length > 0 && (
          <div role="alert">
            <p>{t('draft.publishWarnings')}</p>
            <ul className={classes['problems']}>
              {problems.warnings.map((problem, index) => (
                <li key={index}>
                  {problemSentence({ ...problem, details: { ...problem.details } }, content, t)}
                </li>
              ))}
            </ul>
          </div>
        )}
        <ErrorSentence error={publish.error} />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'discard'}
        title={t('draft.discardTitle', { title: content.title })}
        confirm={t('draft.discard')}
        tone="sharp"
        busy={discard.isPending}
        onConfirm={() => {
          void autosave.flush().then(() => {
            discard.mutate(
              { draft: draft.id },
              {
                onSuccess: () => {
                  go(back)
                },
              },
            )
          })
        }}
        onClose={() => {
          setAsking(null)
        }}
      >
        <p>{t('draft.discardText')}</p>
        <ErrorSentence error={discard.error} />
      </ConfirmDialog>
    </div>
  )
}

/** A new set begins at its group, any other at its first criterion. */
function firstOf({ content }: DraftView): Chosen | null {
  const [criterion] = content.criteria
  if (criterion !== undefined) return { kind: 'criterion', id: criterion.id }
  const [group] = content.groups
  return group === undefined ? null : { kind: 'group', id: group.id }
}

/** The field of a place, or the nearest one around it that can hold the keyboard. */
function fieldOf(box: HTMLElement | null, path: string): HTMLElement | null {
  const focusable = 'input:not([type=hidden]), textarea, button'
  if (path === 'form')
    return box?.querySelector<HTMLElement>(`.${classes['form'] ?? ''} :is(${focusable})`) ?? null
  for (let at = path; at !== ''; at = at.replace(/(?:\.\w+|\[\d+\]|^\w+)$/, '')) {
    const found = box?.querySelector<HTMLElement>(`[data-path="${at}"]`)
    if (found == null) continue
    return found.matches(focusable) ? found : found.querySelector<HTMLElement>(focusable)
  }
  return null
}
