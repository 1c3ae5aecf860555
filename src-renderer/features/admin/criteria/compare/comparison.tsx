import { Button, Radio } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changedCriteria,
  isSame,
  mustBeMethod,
  suggestMark,
  type ChangedCriterion,
  type CriteriaComparison,
} from '../../../../../shared/domain/criteria-compare.ts'
import type { ChangeMark, CriteriaContent } from '../../../../../shared/domain/criteria.ts'
import { Badge, type Tone } from '../../../../ui/badge.tsx'
import { Card } from '../../../../ui/card.tsx'
import classes from './comparison.module.css'
import { bandLines, criterionLines, gateLines, groupLines, type FieldLines } from './comparison-words.ts'

type Side = Readonly<{ label: string; content: CriteriaContent }>

type Props = {
  before: Side
  after: Side
  comparison: CriteriaComparison
  marks: Readonly<Record<string, ChangeMark>>
  /** Missing: the marks are only shown. */
  onMarks?: (marks: Record<string, ChangeMark>) => void
}

/** Two versions side by side: what came, what went, what changed field by field, and what that means for results. */
export function Comparison({ before, after, comparison, marks, onMarks }: Props): ReactElement {
  const { t } = useTranslation(['adminCriteria', 'admin', 'sheet'])
  const changed = changedCriteria(comparison)
  const open = changed.filter((each) => marks[each.after.id] === undefined)
  if (isSame(comparison))
    return (
      <Card>
        <p className={classes['soft']}>{t('compare.same', { label: before.label })}</p>
      </Card>
    )
  const things = <Thing,>(
    title: string,
    list: readonly { kind: 'added' | 'removed' | 'changed'; before: Thing | null; after: Thing | null }[],
    lines: (thing: Thing, content: CriteriaContent) => readonly FieldLines[],
    nameOf: (thing: Thing) => string,
  ): ReactNode =>
    list.length > 0 && (
      <Section title={title} before={before.label} after={after.label}>
        {list.map((each, index) => {
          const thing = each.after ?? each.before
          return (
            thing !== null && (
              <Things
                key={index}
                kind={each.kind}
                name={nameOf(thing)}
                before={each.before === null ? null : lines(each.before, before.content)}
                after={each.after === null ? null : lines(each.after, after.content)}
              />
            )
          )
        })}
      </Section>
    )

  return (
    <>
      {onMarks !== undefined && changed.length > 0 && (
        <Card title={t('compare.marksTitle')}>
          <p>{t('compare.marksText')}</p>
          <div className={classes['tools']}>
            <Badge tone={open.length === 0 ? 'good' : 'warn'}>
              {open.length === 0 ? t('compare.allMarked') : t('compare.open', { count: open.length })}
            </Badge>
            {open.length > 0 && (
              <Button
                variant="default"
                size="compact-md"
                onClick={() => {
                  onMarks(Object.fromEntries(open.map((each) => [each.after.id, suggestMark(each)])))
                }}
              >
                {t('compare.takeSuggestions', { count: open.length })}
              </Button>
            )}
          </div>
        </Card>
      )}
      {comparison.criteria.length > 0 && (
        <Section title={t('compare.criteria')} before={before.label} after={after.label}>
          {comparison.criteria.map((each) => {
            const thing = each.after ?? each.before
            const fields = each.kind === 'changed' ? each.fields : null
            return (
              <Things
                key={thing.id}
                kind={each.kind}
                name={`${thing.code}. ${thing.title}`}
                before={each.before === null ? null : criterionLines(each.before, before.content, fields, t)}
                after={each.after === null ? null : criterionLines(each.after, after.content, fields, t)}
                foot={
                  each.kind === 'changed' && (
                    <Mark
                      changed={each}
                      mark={marks[each.after.id]}
                      {...(onMarks === undefined ? {} : { onMarks })}
                    />
                  )
                }
              />
            )
          })}
        </Section>
      )}
      {things(
        t('compare.groups'),
        comparison.groups,
        (group) => groupLines(group, t),
        ({ code, title }) => `${code}. ${title}`,
      )}
      {things(
        t('admin:set.bands'),
        comparison.bands,
        (band) => bandLines(band, t),
        ({ label }) => label,
      )}
      {things(
        t('admin:set.gates'),
        comparison.gates,
        (gate, content) => gateLines(gate, content, t),
        ({ title }) => title,
      )}
      {things(
        t('departments.title'),
        comparison.departments,
        ({ name }) => [{ field: t('departments.name'), lines: [name] }],
        ({ name }) => name,
      )}
      {comparison.dossier.length > 0 && (
        <Section title={t('admin:set.dossier')} before={before.label} after={after.label}>
          {comparison.dossier.map(({ kind, name }) => (
            <Things
              key={`${kind} ${name}`}
              kind={kind}
              name={name}
              before={kind === 'removed' ? [] : null}
              after={kind === 'added' ? [] : null}
            />
          ))}
        </Section>
      )}
      {comparison.texts.length > 0 && (
        <Section title={t('admin:draft.names')} before={before.label} after={after.label}>
          {comparison.texts.map((text) => (
            <Things
              key={text.field}
              kind="changed"
              name={t(`admin:draft.${text.field}`)}
              before={[{ field: '', lines: [text.before] }]}
              after={[{ field: '', lines: [text.after] }]}
            />
          ))}
        </Section>
      )}
    </>
  )
}

function Section({
  title,
  before,
  after,
  children,
}: {
  title: string
  before: string
  after: string
  children: ReactNode
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  return (
    <Card title={title}>
      <div className={classes['columns']} aria-hidden="true">
        <span>{t('compare.before', { label: before })}</span>
        <span>{t('compare.after', { label: after })}</span>
      </div>
      {children}
    </Card>
  )
}

const tones = { added: 'good', removed: 'bad', changed: 'calm' } as const satisfies Record<string, Tone>

type ThingsProps = {
  kind: 'added' | 'removed' | 'changed'
  name: string
  before: readonly FieldLines[] | null
  after: readonly FieldLines[] | null
  foot?: ReactNode
}

function Things({ kind, name, before, after, foot }: ThingsProps): ReactElement {
  const { t } = useTranslation('adminCriteria')
  return (
    <section className={classes['thing']} aria-label={name}>
      <h3 className={classes['name']}>
        {name} <Badge tone={tones[kind]}>{t(`compare.${kind}`)}</Badge>
      </h3>
      <div className={classes['sides']}>
        <Lines side={before} other={after} absent={t('compare.notYet')} title={t('compare.beforeShort')} />
        <Lines side={after} other={before} absent={t('compare.gone')} title={t('compare.afterShort')} />
      </div>
      {foot}
    </section>
  )
}

/** One side; lines that the other side has not are marked. */
function Lines({
  side,
  other,
  absent,
  title,
}: {
  side: readonly FieldLines[] | null
  other: readonly FieldLines[] | null
  absent: string
  title: string
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  return (
    <div className={classes['side']} role="group" aria-label={title}>
      {side === null ? (
        <p className={classes['soft']}>{absent}</p>
      ) : (
        <dl className={classes['fields']}>
          {side.map(({ field, lines }, index) => {
            const there = other === null ? null : new Set(other[index]?.lines)
            return (
              <div key={field} className={classes['field']}>
                {field !== '' && <dt>{field}</dt>}
                {lines.length === 0 && <dd className={classes['soft']}>{t('compare.nothing')}</dd>}
                {lines.map((line, place) => (
                  <dd key={place} data-differs={there !== null && !there.has(line)}>
                    {line === '' ? <span className={classes['soft']}>{t('compare.nothing')}</span> : line}
                  </dd>
                ))}
              </div>
            )
          })}
        </dl>
      )}
    </div>
  )
}

/** What the change means for results: the publisher decides, with a suggestion. */
function Mark({
  changed,
  mark,
  onMarks,
}: {
  changed: ChangedCriterion
  mark: ChangeMark | undefined
  onMarks?: (marks: Record<string, ChangeMark>) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const suggested = suggestMark(changed)
  const forced = mustBeMethod(changed)
  if (onMarks === undefined)
    return (
      <p>
        {mark !== undefined && <Badge tone={mark === 'method' ? 'calm' : 'quiet'}>{t(`mark.${mark}`)}</Badge>}
      </p>
    )
  return (
    <Radio.Group
      value={mark ?? ''}
      label={t('mark.label')}
      aria-label={t('mark.labelOf', { code: changed.after.code })}
      description={forced ? t('mark.forced') : t('mark.suggested', { mark: t(`mark.${suggested}`) })}
      onChange={(value) => {
        onMarks({ [changed.after.id]: value === 'method' ? 'method' : 'wording' })
      }}
    >
      <div className={classes['marks']}>
        <Radio value="wording" label={t('mark.wordingLong')} disabled={forced} />
        <Radio value="method" label={t('mark.methodLong')} />
      </div>
    </Radio.Group>
  )
}
