import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The compiled command line. */
export const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/**
 * Runs the compiled command line to its end, in a process of its own, as if typed in this folder.
 */
export function runOrrery(folder: string, words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}
