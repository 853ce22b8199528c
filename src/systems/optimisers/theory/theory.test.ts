import { expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { adaGradLaw } from './long-memory.ts';

describeReferenceCases(evaluators, 'optimisers.json');

it('has the law of AdaGrad to all digits, from g² − 1 − ln g² = 8s', () => {
  // By hand: g² = e^(−9) e^(g²) at s = 1, which converges in two rounds.
  expect(adaGradLaw(1)).toBeCloseTo(0.0111096821235504, 14);
  for (const s of [1e-6, 0.01, 0.3, 4]) {
    const squared = adaGradLaw(s) ** 2;
    expect((squared - 1 - Math.log(squared)) / (8 * s)).toBeCloseTo(1, 9);
  }
  // From small steps of it: g′ = −g/√Q with √Q = (1 − g²)/4.
  const slope = (adaGradLaw(0.25 + 1e-5) - adaGradLaw(0.25 - 1e-5)) / 2e-5;
  const g = adaGradLaw(0.25);
  expect(slope / ((-4 * g) / (1 - g * g))).toBeCloseTo(1, 7);
});
