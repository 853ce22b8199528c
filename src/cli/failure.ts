import { BadInput, NotWritten, OrreryError, OutOfMemory, Stopped } from '../numeric/errors.ts';
import { systemsOutside } from '../systems/open.ts';

const DISK: Record<string, string> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'it can only be read',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOENT: 'it is not there, or not any more',
  EISDIR: 'it is a folder where a file should be',
  ENOTDIR: 'a part of its path is no folder',
  EIO: 'the disk failed',
};

/** What the disk refused, in words; undefined for another error. */
export function diskWords(error: unknown): string | undefined {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === undefined || code === undefined || !(code in DISK)) return undefined;
  return `${path ?? 'a file'} cannot be written or read (${DISK[code]})`;
}

/**
 * What a message quotes of a file or a setting may hold signs that a terminal obeys: they are shown
 * as they are written in a string.
 */
function visible(message: string): string {
  return message.replace(/(?![\n\t])\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Prints an error as one sentence and returns the exit code: 2 for input, 3 for a numerical
 * failure, 74 for output that could not be written, 130 when interrupted, 70 for a defect.
 */
export function report(error: unknown): number {
  if (error instanceof Stopped) {
    console.error('orrery: interrupted before anything was measured');
    return 130;
  }
  if (error instanceof OrreryError) {
    console.error(`orrery: ${visible(error.message)}`);
    if (error instanceof NotWritten) return 74;
    return error instanceof BadInput || error instanceof OutOfMemory ? 2 : 3;
  }
  const ofDisk = diskWords(error);
  if (ofDisk !== undefined) {
    console.error(`orrery: ${ofDisk}; what was done until then is kept where it could be written`);
    return 74;
  }
  const { message, stack } = error as Error;
  const outside = systemsOutside();
  if (outside.length > 0) {
    console.error(
      `orrery: ${message}\nThis is an error in the code of ${outside.join(', ')}, or a defect of Orrery:\n${stack}`,
    );
    return 70;
  }
  console.error(`orrery: this is a defect, please report it: ${message}`);
  console.error(process.env.ORRERY_DEBUG ? stack : '(set ORRERY_DEBUG=1 to see where it happened)');
  return 70;
}
