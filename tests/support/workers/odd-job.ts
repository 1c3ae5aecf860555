import { writeFileSync } from 'node:fs'
import { CallError } from '../../../shared/contract/errors.ts'
import { job } from '../../../src-main/jobs/job.ts'
import { jobMark, serveJob } from '../../../src-main/jobs/serve-job.ts'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

/** A job that does what a test asks for, in a real worker thread or process. */
export const oddJob = job<
  {
    act: 'double' | 'refuse' | 'crash' | 'forever' | 'grow' | 'leave' | 'oneStep'
    number: number
    target?: string
  },
  number
>('../../../tests/support/workers/odd-job')

if (!isMainThread || process.env[jobMark] !== undefined) {
  serveJob(oddJob, ({ act, number, target }, report) => {
    if (target !== undefined) writeFileSync(target, 'half')
    report({ step: 'begun', done: 0, total: 2 })
    switch (act) {
      case 'double':
        report({ step: 'begun', done: 1, total: 2 })
        return number * 2
      case 'refuse':
        throw new CallError('notExcel', { name: 'a.txt' })
      case 'crash':
        throw new TypeError('a bug')
      case 'leave':
        return process.exit(3)
      case 'forever':
        for (;;) number += 1
      // One call of the engine that cannot be interrupted, of the kind that a search in a very long text is.
      case 'oneStep':
        return 'y'
          .repeat(2 ** 28)
          .replace(/y/g, 'i')
          .split('i', 1).length
      case 'grow': {
        const kept: string[][] = []
        for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => `${index}-${kept.length}`))
      }
    }
  })
}
