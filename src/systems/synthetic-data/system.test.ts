import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { BadInput } from '../../numeric/errors.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { syntheticData } from './system.ts';

await describeConformance(syntheticData);

it('adds as many synthetic rows as the share says', () => {
  expect(prepare(parameters.parse({ samples: 120, share: 0.6667 })).synthetic).toBe(240);
  expect(prepare(parameters.parse({ samples: 120, share: 0 })).synthetic).toBe(0);
});

it('refuses a best ridge where none is, and says what to try', () => {
  const settings = parameters.parse({ noise: 0, error: 0 });
  expect(() => prepare(settings)).toThrow(BadInput);
  expect(() => prepare(settings)).toThrow(/ridge is optimal, but with noise=0 no ridge.*ridge=1e-6/);
});
