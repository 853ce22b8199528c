import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file in two steps, so that whoever is killed between them leaves a whole one: that of
 * before, or the new one. `instead`: a file that it takes the place of, which is then removed.
 */
export function replaceFile(path: string, content: string | Uint8Array, instead?: string): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
  if (instead !== undefined) rmSync(instead);
}
