import { z } from 'zod'
import type { Call } from '../../../shared/contract/define.ts'
import { Ticket } from '../../../shared/contract/frames.ts'
import { Answer } from '../../../shared/domain/answers.ts'
import { meaningOfWord } from '../../../shared/domain/answering/answer-words.ts'
import { Day } from '../../../shared/domain/ids.ts'
import { readDay } from '../../../shared/domain/text/read-day.ts'

/** How the text behind `--<field>` is read. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'day' | 'list' | 'json' | 'answer'

export type CallField = Readonly<{
  name: string
  kind: FieldKind
  optional: boolean
  schema: z.core.$ZodType
  /** The only values that it may have, where they are listed. */
  choices?: readonly string[]
}>
export type TicketField = Readonly<{ name: string; many: boolean; optional: boolean }>

/** Fields of a call's input as the command line sees them, taken from the contract. */
export type CallFields = Readonly<{ fields: readonly CallField[]; tickets: readonly TicketField[] }>

export function fieldsOf(call: Call): CallFields {
  const fields: CallField[] = []
  const tickets: TicketField[] = []
  if (call.input instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = call.input.shape
    for (const [name, schema] of Object.entries(shape)) {
      const inner = innermost(schema)
      const optional = z.safeParse(schema, undefined).success
      if (inner === Ticket) tickets.push({ name, many: false, optional })
      else if (inner instanceof z.ZodArray && innermost(inner.element) === Ticket) {
        tickets.push({ name, many: true, optional })
      } else {
        const choices = inner instanceof z.ZodEnum ? { choices: inner.options.map(String) } : {}
        fields.push({ name, kind: kindOf(inner), optional, schema, ...choices })
      }
    }
  }
  return { fields, tickets }
}

/** What is left of a schema without "may be left out", "may be null", defaults and later changes. */
function innermost(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return innermost(schema.unwrap())
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodReadonly) return innermost(schema.unwrap())
  if (schema instanceof z.ZodPipe) return innermost(schema.in)
  return schema
}

function kindOf(schema: z.core.$ZodType): FieldKind {
  if (schema === Day) return 'day'
  if (schema === Answer) return 'answer'
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat || schema instanceof z.ZodEnum)
    return 'text'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  if (schema instanceof z.ZodArray && kindOf(innermost(schema.element)) === 'text') return 'list'
  return 'json'
}

/** Reads the text of an option; undefined when it is not of that kind. */
export function readField(kind: FieldKind, text: string): unknown {
  switch (kind) {
    case 'text':
      return text
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
    case 'boolean':
      return readYesOrNo(text)
    case 'day': {
      const reading = readDay(text)
      return reading.ok ? reading.day : undefined
    }
    case 'list':
      return text.startsWith('[') ? readJson(text) : text.split(',').filter((item) => item !== '')
    case 'json':
    case 'answer':
      return readJson(text)
  }
}

/** The same words as for answers: "true", "Có", "Đạt", "0". */
function readYesOrNo(text: string): boolean | undefined {
  const meaning = meaningOfWord(text)
  return meaning === 'yes' ? true : meaning === 'no' ? false : undefined
}

/** Whether an answer is given as JSON, and not in words or figures. */
export function isJsonAnswer(text: string): boolean {
  return text.trimStart().startsWith('{') || text.trim() === 'null'
}

/** undefined for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
