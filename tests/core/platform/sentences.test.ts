import { describe, expect, it } from 'vitest'
import enCli from '../../../shared/text/en/cli.json' with { type: 'json' }
import viCli from '../../../shared/text/vi/cli.json' with { type: 'json' }
import { errorCodes, type ErrorValue } from '../../../shared/contract/errors.ts'
import { errorSentence, languages, progressText, sentence } from '../../../src-main/platform/sentences.ts'

describe.each(languages)('in %s', (language) => {
  it.each(errorCodes)('the error %s has a sentence', (code) => {
    const text = errorSentence(language, { code, details: {} } as unknown as ErrorValue)
    expect(text).not.toBe(code)
    expect(text).toMatch(/[.!?]$/)
    expect(text).not.toContain('{{')
  })
})

it('both languages have the same terminal sentences with the same placeholders', () => {
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted()
  expect(Object.keys(enCli).toSorted()).toEqual(Object.keys(viCli).toSorted())
  for (const [key, text] of Object.entries(viCli)) {
    expect(placeholders(enCli[key as keyof typeof enCli]), key).toEqual(placeholders(text))
  }
})

it('details become words', () => {
  expect(sentence('en', 'portTaken', { port: 80 })).toContain('Port 80 is used')
  const large: ErrorValue = {
    code: 'fileTooLarge',
    details: { name: 'a.pdf', limitBytes: 200 * 1024 * 1024 },
  }
  expect(errorSentence('en', large)).toContain('200 MB')
  const full: ErrorValue = { code: 'diskFull', details: { neededBytes: 4096, freeBytes: 0 } }
  expect(errorSentence('vi', full)).toContain('cần 4 KB, còn 0 KB')
  const undo: ErrorValue = { code: 'cannotUndo', details: { why: 'decision' } }
  expect(errorSentence('vi', undo)).not.toContain('decision')
  const missing: ErrorValue = { code: 'notComplete', details: { missing: ['1.1', '2.3'] } }
  expect(errorSentence('vi', missing)).toContain('1.1, 2.3')
  const changed: ErrorValue = { code: 'changedMeanwhile', details: { officer: 'Lan', unit: 'Xã', time: 0 } }
  expect(errorSentence('en', changed)).toMatch(/1970|70/)
})

it('long work is said in words, bytes as megabytes', () => {
  const megabyte = 1024 * 1024
  expect(progressText('vi', { step: 'write', done: 1, total: 3, item: 'a.xlsx' })).toBe('Đang ghi 1/3 a.xlsx')
  expect(progressText('vi', { step: 'readBytes', done: 1.5 * megabyte, total: 3 * megabyte })).toBe(
    'Đang đọc 1,5 MB/3 MB',
  )
  expect(progressText('en', { step: 'rebuild', done: 0, total: 0 })).toBe('Working the figures out again')
})

it.each([
  ['program', 'chương trình máy tính'],
  ['application/zip', 'tệp nén'],
  ['video/quicktime', 'chưa dùng được ở đây'],
])('a refused kind (%s) is told in words', (type, words) => {
  const sentence = errorSentence('vi', { code: 'fileTypeRefused', details: { name: 'a', type } })
  expect(sentence).toContain(`nội dung là loại ${words}`)
})
