import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { syntheticData } from './system.ts';

await describeConformance(syntheticData);

it('adds as many synthetic rows as the share says', () => {
  expect(prepare(parameters.parse({ samples: 120, share: 0.6667 })).synthetic).toBe(240);
  expect(prepare(parameters.parse({ samples: 120, share: 0 })).synthetic).toBe(0);
});
