import { Button, Textarea, TextInput } from '@mantine/core'
import { type ReactElement, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ZeroPolicy, type Rule } from '../../../../../shared/domain/criteria.ts'
import { checkFormula } from '../../../../../shared/domain/formula.ts'
import classes from './editor.module.css'
import { AddPart, ChoiceAt, RowTools, TextAt, usePlace } from './fields.tsx'
import type { RuleProps } from './rule-props.ts'

type Formula = Extract<Rule, { kind: 'formula' }>

/** Figures with short names, and the expression over them; a mistake is shown at its character. */
export function FormulaForm({ rule, at, onChange }: RuleProps<'formula'>): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { inputs } = rule
  const rename = (index: number, name: string): void => {
    const before = inputs[index]?.name
    if (!/^[a-z][a-z0-9]{0,15}$/.test(name)) return
    onChange(
      {
        ...rule,
        inputs: inputs.map((each, place) => (place === index ? { ...each, name } : each)),
        whenZero: rule.whenZero.map((each) => (each.input === before ? { ...each, input: name } : each)),
      },
      `inputs.${index}.name`,
    )
  }
  const setZero = (input: string, policy: ZeroPolicy | 'calculate'): void => {
    const others = rule.whenZero.filter((each) => each.input !== input)
    onChange({ ...rule, whenZero: policy === 'calculate' ? others : [...others, { input, policy }] }, '')
  }
  return (
    <>
      <div
        role="group"
        aria-label={t('formula.inputs')}
        className={classes['parts']}
        data-path={`${at}.inputs`}
      >
        {inputs.map((input, index) => (
          <div key={index} className={classes['input']}>
            <NameAt
              path={`${at}.inputs[${index}].name`}
              value={input.name}
              onChange={(name) => {
                rename(index, name)
              }}
            />
            <TextAt
              label={t('formula.label')}
              path={`${at}.inputs[${index}].label`}
              value={input.label}
              onChange={(label) => {
                onChange(
                  {
                    ...rule,
                    inputs: inputs.map((each, place) => (place === index ? { ...each, label } : each)),
                  },
                  `inputs.${index}.label`,
                )
              }}
            />
            <ChoiceAt
              label={t('formula.whenZero')}
              path={`${at}.whenZero[${rule.whenZero.findIndex((each) => each.input === input.name)}].input`}
              value={rule.whenZero.find((each) => each.input === input.name)?.policy ?? 'calculate'}
              options={[
                { value: 'calculate' as const, label: t('formula.calculate') },
                ...ZeroPolicy.options.map((value) => ({ value, label: t(`zero.${value}`) })),
              ]}
              onChange={(policy) => {
                setZero(input.name, policy)
              }}
            />
            <RowTools
              name={input.name}
              onRemove={
                inputs.length === 1
                  ? undefined
                  : () => {
                      onChange(
                        {
                          ...rule,
                          inputs: inputs.toSpliced(index, 1),
                          whenZero: rule.whenZero.filter((each) => each.input !== input.name),
                        },
                        '',
                      )
                    }
              }
            />
          </div>
        ))}
        <AddPart
          label={t('formula.add')}
          disabled={inputs.length >= 20}
          onAdd={() => {
            onChange({ ...rule, inputs: [...inputs, { name: freeName(rule), label: '' }] }, '')
          }}
        />
      </div>
      <Expression rule={rule} at={at} onChange={onChange} />
    </>
  )
}

function freeName({ inputs }: Formula): string {
  const used = new Set(inputs.map(({ name }) => name))
  for (const letter of 'abcdeghklmnopqrstuvxy') if (!used.has(letter)) return letter
  return `a${inputs.length + 1}`
}

function NameAt({
  path,
  value,
  onChange,
}: {
  path: string
  value: string
  onChange: (value: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const place = usePlace(path)
  return (
    <TextInput
      {...place}
      label={t('formula.name')}
      value={value}
      maxLength={16}
      spellCheck={false}
      onChange={(event) => {
        onChange(event.currentTarget.value.toLowerCase().trim())
      }}
    />
  )
}

function Expression({
  rule,
  at,
  onChange,
}: Pick<RuleProps<'formula'>, 'rule' | 'at' | 'onChange'>): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const field = useRef<HTMLTextAreaElement>(null)
  const check = checkFormula(
    rule.expression,
    rule.inputs.map(({ name }) => name),
  )
  const { expression } = rule
  return (
    <div>
      <Textarea
        ref={field}
        data-path={`${at}.expression`}
        label={t('formula.expression')}
        description={t('formula.help')}
        value={expression}
        maxLength={1000}
        spellCheck={false}
        autosize
        minRows={1}
        error={check.ok ? undefined : formulaSentence(check.error, t)}
        classNames={{ input: classes['expression'] ?? '' }}
        onChange={(event) => {
          onChange({ ...rule, expression: event.currentTarget.value }, 'expression')
        }}
      />
      {!check.ok && expression !== '' && (
        <div className={classes['mistake']}>
          <code aria-hidden="true">
            {expression.slice(0, check.error.position)}
            <mark>
              {expression.slice(
                check.error.position,
                check.error.position + Math.max(1, check.error.found.length),
              ) || ' '}
            </mark>
            {expression.slice(check.error.position + Math.max(1, check.error.found.length))}
          </code>
          <Button
            size="compact-md"
            variant="subtle"
            onClick={() => {
              const { position, found } = check.error
              field.current?.focus()
              field.current?.setSelectionRange(position, position + Math.max(1, found.length))
            }}
          >
            {t('formula.goTo')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** What is wrong with a formula, and at which character, counted from 1. */
function formulaSentence(
  error: Extract<ReturnType<typeof checkFormula>, { ok: false }>['error'],
  t: ReturnType<typeof useTranslation<'adminCriteria'>>['t'],
): string {
  return t(`formulaError.${error.code}`, { position: error.position + 1, found: error.found })
}
