import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it stands in. Not by the `recursive` of Node, which never returns
 * from a folder such as /proc that refuses new ones. Throws what `mkdirSync` throws, and ENOTDIR
 * where a file is in the way.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('a file is in the way'), { code: 'ENOTDIR' });
    return;
  }
  makeFolder(dirname(path));
  mkdirSync(path);
}
