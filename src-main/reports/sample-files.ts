import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Progress } from '../../shared/contract/frames.ts'
import { assetPath } from '../platform/program-files.ts'
import { drawPaper } from './official-paper/draw-paper.ts'
import type { Paper } from './official-paper/paper.ts'

/** The files of the sample data, made on the machine that shows it: papers drawn from their text, photos from `assets/demo`. */

export type SampleFile =
  | { readonly kind: 'paper'; readonly file: string; readonly paper: Paper }
  | { readonly kind: 'photo'; readonly file: string; readonly scene: string; readonly comment: string }

export type MadeFile = { readonly pages: number; readonly marks: Readonly<Record<string, number>> }

/** Writes the files, in order; `file` is a path, its folder is made. */
export async function makeSampleFiles(
  files: readonly SampleFile[],
  report: (progress: Progress) => void,
): Promise<readonly MadeFile[]> {
  const made: MadeFile[] = []
  for (const [done, each] of files.entries()) {
    if (done % 10 === 0) report({ step: 'papers', done, total: files.length })
    await mkdir(path.dirname(each.file), { recursive: true })
    if (each.kind === 'paper') {
      const { bytes, pages, marks } = await drawPaper(each.paper)
      await writeFile(each.file, bytes)
      made.push({ pages, marks })
    } else {
      const photo = await readFile(assetPath(`demo/${each.scene}.jpg`))
      await writeFile(each.file, withComment(photo, each.comment))
      made.push({ pages: 1, marks: {} })
    }
  }
  return made
}

/** A JPEG with a comment in it: the same picture, but a file of its own. */
export function withComment(photo: Uint8Array, comment: string): Uint8Array {
  const text = Buffer.from(comment)
  const segment = Buffer.alloc(4)
  segment.writeUInt16BE(0xfffe, 0)
  segment.writeUInt16BE(text.length + 2, 2)
  // The application segment with which a JPEG begins has to stay first.
  const { buffer, byteOffset, byteLength } = photo
  const view = new DataView(buffer, byteOffset, byteLength)
  const at = view.getUint16(2) === 0xffe0 ? 4 + view.getUint16(4) : 2
  return Buffer.concat([photo.subarray(0, at), segment, text, photo.subarray(at)])
}
