import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { BadInput, Stopped } from '../../numeric/errors.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { modelCollapse } from './system.ts';

await describeConformance(modelCollapse);

it('refuses a best ridge where none is, and says what to try', () => {
  const settings = parameters.parse({ ridge: 'optimal', noise: 0 });
  expect(() => prepare(settings)).toThrow(BadInput);
  expect(() => prepare(settings)).toThrow(/ridge is optimal, but with noise=0 no ridge.*give a number, as ridge=0/);
});

it('has blocks of eigenvalues, each with its share of the dimension', () => {
  const problem = prepare(
    parameters.parse({
      spectrum: 'blocks',
      blocks: [
        [4, 0.5],
        [1, 0.5],
      ],
      dimension: 4,
    }),
  );
  expect(Array.from(problem.eta)).toEqual([4, 4, 1, 1]);
});

it('stops its search for the best ridge when asked', () => {
  let asked = 0;
  const check = () => {
    if (++asked === 20) throw new Stopped();
  };
  expect(() => prepare(parameters.parse({ ridge: 'optimal' }), { check })).toThrow(Stopped);
  expect(asked).toBe(20);
});
