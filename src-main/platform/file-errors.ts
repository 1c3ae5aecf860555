import { statfsSync } from 'node:fs'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'

/** The system's error name (`ENOSPC`, `EACCES`, …) of a failed file operation. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Whether the operation failed because the file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR'
}

/**
 * Free bytes for ordinary users on the volume of this place, 0 when the system does not say.
 * A place that does not exist yet is asked through its nearest existing parent.
 */
export function freeBytesAt(place: string): number {
  for (let at = path.resolve(place); ; at = path.dirname(at)) {
    try {
      const volume = statfsSync(at)
      return volume.bavail * volume.bsize
    } catch (error) {
      if (!isMissing(error) || path.dirname(at) === at) return 0
    }
  }
}

/**
 * What a failed write in our own folders means to a person: the one place where errno becomes an error code.
 * Everything else (EIO among it) comes back unchanged and ends as `internal`: the log must show it as it was.
 *
 * @param folder the folder that was written to
 * @param neededBytes what the write was going to need, as far as known
 */
export function explainWriteError(error: unknown, folder: string, neededBytes = 0): unknown {
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CallError('diskFull', { neededBytes, freeBytes: freeBytesAt(folder) }, { cause: error })
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new CallError('folderReadOnly', { folder }, { cause: error })
    default:
      return error
  }
}

/**
 * What a failed read of a user's own file means to that person: gone (a stick pulled out, a share lost), held by another
 * program, or unreadable (a bad disk; a file that lies in a cloud while there is no network). Everything else comes back unchanged.
 *
 * @param name of the file, for the sentence
 */
export function explainReadError(error: unknown, name: string): unknown {
  switch (errnoOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
    case 'ENOTCONN':
      return new CallError('fileVanished', { name }, { cause: error })
    case 'EBUSY':
    case 'ETXTBSY':
    case 'EACCES':
    case 'EPERM':
      return new CallError('fileLocked', { name }, { cause: error })
    case 'EISDIR':
      return new CallError('fileTypeRefused', { name, type: 'inode' }, { cause: error })
    case 'EIO':
    case 'EINVAL':
    case 'ENODATA':
      return new CallError('fileUnreadable', { name, why: 'readError' }, { cause: error })
    // Windows has no name for "the cloud provider did not answer": it arrives as UNKNOWN.
    case 'UNKNOWN':
    case 'ETIMEDOUT':
    case 'EREMOTEIO':
    case 'EAGAIN':
    case 'ECONNABORTED':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'ENETUNREACH':
      return new CallError('fileUnreadable', { name, why: 'noAnswer' }, { cause: error })
    default:
      return error
  }
}
