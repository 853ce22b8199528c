import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { compare } from './determinism/compare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Other versions of Node that `npm run determinism` has fetched; a test fetches none. */
function nodesHere(): string[] {
  const folder = join(root, 'build', 'nodes');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'package', 'bin', 'node')) : [];
}

it('makes the same points on one and on two workers, and in every Node that is here', async () => {
  const nodes = [process.execPath, ...nodesHere().filter((path) => existsSync(path))];
  const words = ['--systems', 'hopfield,class-imbalance', '--jobs', '1,2', '--nodes', nodes.join(','), '--no-browser'];
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'scripts/determinism.mjs'), ...words]);
  expect(stdout).toMatch(/The same to the bit\.$/m);
  expect(stdout).toContain('hopfield (drawn)');
});

it('says where points differ', () => {
  const cases = [
    { id: 'ridge', settings: {} },
    { id: 'kernel', settings: { ridge: 0.1 } },
  ];
  const columns = new Map([
    ['v20', ['x,y\n1,2\n', 'x,y\n1,2\n3,4\n']],
    ['v26', ['x,y\n1,2\n', 'x,y\n1,2\n3,5\n']],
  ]);
  expect(compare(cases, columns)).toEqual({
    first: 'v20',
    table: { ridge: { lines: 1, v26: 'same' }, 'kernel (drawn)': { lines: 2, v26: 'DIFFERS' } },
    complaints: ['kernel ridge=0.1: v26\n  1 of 4 lines, the first\n  3,4\n  3,5'],
  });
});
