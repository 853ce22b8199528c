import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as orrery from '../index.ts';

test('the worked example of docs/networks.md prints what it says', async () => {
  const page = readFileSync(new URL('../../docs/networks.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(page)![1];
  const wanted = /```text\n([\s\S]*?)```/.exec(page)![1];
  const body = code.replace(/import \{([\s\S]*?)\} from 'orrery-lab';/, 'const {$1} = orrery;');
  expect(body).not.toBe(code);
  const AsyncFunction = (async () => {}).constructor as new (
    ...words: string[]
  ) => (...given: unknown[]) => Promise<void>;
  let printed = '';
  const log = (line: string) => {
    printed += `${line}\n`;
  };
  await new AsyncFunction('orrery', 'console', body)(orrery, { log });
  expect(printed).toBe(wanted);
});
