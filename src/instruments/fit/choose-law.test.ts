import { expect, it } from 'vitest';
import { BadInput } from '../../numeric/errors.ts';
import { chooseLaw } from './choose-law.ts';
import { readRuns } from './runs.ts';

const runs = (count: number) => {
  const rows = Array.from({ length: count }, (_, i) => `${(i + 1) * 1e8},${(i % 3) + 2}e9,${3 - 0.1 * i}`);
  const bytes = async () => new Uint8Array(new TextEncoder().encode(`parameters,tokens,loss\n${rows.join('\n')}\n`));
  return readRuns(
    { name: 'runs.csv', origin: 'runs.csv', bytes },
    { missing: 'refuse', duplicates: 'refuse', operations: 6 },
  );
};

it('names a law with fewer constants where there is one that these runs determine', async () => {
  const six = await runs(6);
  const refusal = () => chooseLaw('parametric', six);
  expect(refusal).toThrow(BadInput);
  expect(refusal).toThrow('give 7 at least, or fit fewer constants with law=kaplan');
  expect(chooseLaw('kaplan', six).form.id).toBe('kaplan');
  // Where there is none, none is named.
  const four = await runs(4);
  expect(() => chooseLaw('auto', four)).toThrow(/give 7 at least$/);
});
