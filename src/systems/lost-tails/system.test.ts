import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { prepare } from './problem.ts';
import { lostTails } from './system.ts';
import { validity } from './validity.ts';

await describeConformance(lostTails);

it.each([
  [{ tokens: 2, generatorSamples: 1 }, '25 %'],
  [{ tokens: 10, generatorSamples: 10 }, '8 %'],
  [{ tokens: 2, generatorSamples: 1000 }, '25 %'],
  [{ tokens: 3000, generatorSamples: 5 }, '5 %'],
])('says how far the mean is off over generations, of %o', (settings, most) => {
  const few = prepare(lostTails.parameters.parse({ ...settings, generations: 3 }));
  expect(validity(few).map(({ message }) => message)).toEqual([expect.stringContaining(`off by up to ${most}`)]);
  expect(validity(prepare(lostTails.parameters.parse(settings)))).toEqual([]);
});
