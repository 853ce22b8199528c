import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BadInput } from '../numeric/errors.ts';

/**
 * Decompresses a file into another, which is there when all of it is, a block at a time. Throws
 * `BadInput` for one that is damaged.
 */
export async function unpack(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await pipeline(createReadStream(from), createGunzip(), createWriteStream(part));
  } catch (error) {
    rmSync(part, { force: true });
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new BadInput(
      `${from} is damaged: it cannot be decompressed; without that file its trials have to be made anew`,
    );
  }
  renameSync(part, to);
}
