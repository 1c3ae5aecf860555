import { z } from 'zod'
import { Decimal, Hundredths, WholeCount } from '../../../shared/domain/quantities.ts'
import { sentence, type Language, type TerminalSentence } from '../../platform/sentences.ts'

/** Values whose written form is a rule of its own, in words. */
const known: readonly (readonly [schema: z.core.$ZodType, words: TerminalSentence])[] = [
  [Decimal, 'formDecimal'],
  [WholeCount, 'formWhole'],
  [Hundredths, 'formHundredths'],
]

/**
 * What may be written for a field that takes JSON, a line for each kind or part: the shapes come from the contract, so that nobody has
 * to guess them from refusals.
 */
export function jsonShape(schema: z.core.$ZodType, language: Language): string[] {
  return linesOf(schema, language, '')
}

function linesOf(given: z.core.$ZodType, language: Language, indent: string): string[] {
  const schema = inner(given)
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => linesOf(option, language, indent))
  }
  if (!(schema instanceof z.ZodObject)) return [`${indent}${textOf(schema, language)}`]
  const nested: [string, z.core.$ZodType][] = []
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
  const parts = Object.entries(shape).map(([name, value]) => {
    if (isLong(value)) nested.push([name, value])
    return `"${name}"${z.safeParse(value, undefined).success ? '?' : ''}: ${textOf(value, language)}`
  })
  return [
    `${indent}{ ${parts.join(', ')} }`,
    ...nested.flatMap(([name, value]) => [
      `${indent}  "${name}":`,
      ...linesOf(elementOf(value), language, `${indent}    `),
    ]),
  ]
}

function textOf(given: z.core.$ZodType, language: Language): string {
  const orNull = isNullable(given) ? ' | null' : ''
  const schema = inner(given)
  const words = known.find(([form]) => form === schema)?.[1]
  if (words !== undefined) return `${sentence(language, words)}${orNull}`
  if (schema instanceof z.ZodLiteral) return `${JSON.stringify(schema.value)}${orNull}`
  if (schema instanceof z.ZodEnum)
    return `${schema.options.map((option) => `"${option}"`).join(' | ')}${orNull}`
  if (schema instanceof z.ZodBoolean) return `true | false${orNull}`
  if (schema instanceof z.ZodNumber) return `${sentence(language, 'formNumber')}${orNull}`
  if (schema instanceof z.ZodArray) return `[${textOf(schema.element, language)}, …]${orNull}`
  if (schema instanceof z.ZodRecord) return `{ "…": ${textOf(schema.valueType, language)} }${orNull}`
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return `"…"${orNull}`
  return `{ … }${orNull}`
}

function isLong(given: z.core.$ZodType): boolean {
  const schema = elementOf(given)
  return schema instanceof z.ZodObject || schema instanceof z.ZodUnion
}

function elementOf(given: z.core.$ZodType): z.core.$ZodType {
  const schema = inner(given)
  return schema instanceof z.ZodArray ? inner(schema.element) : schema
}

function isNullable(schema: z.core.$ZodType): boolean {
  return !(inner(schema) instanceof z.ZodUnion) && z.safeParse(schema, null).success
}

function inner(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return inner(schema.unwrap())
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodReadonly) return inner(schema.unwrap())
  if (schema instanceof z.ZodPipe) return inner(schema.in)
  return schema
}
