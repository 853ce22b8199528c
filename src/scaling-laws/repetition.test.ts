import { expect, it } from 'vitest';
import { tradeOff } from '../systems/batch-size/theory/index.ts';
import { bestAllocation } from './allocation.ts';
import { atBatch } from './critical-batch.ts';
import { parametric } from './forms/parametric.ts';
import { parametricLoss } from './laws.ts';
import { hoffmann, muennighoff } from './published.ts';
import { withRepetition } from './repetition.ts';
import { openLaw, type SavedLaw } from './saved-law.ts';

const { law } = hoffmann;
const middle = [Math.log(1e9), Math.log(2e10)];

function saved(): SavedLaw {
  const [N, D] = middle.map((one) => Float64Array.of(one));
  const coordinates = parametric.around({ N, D }).coordinates(parametric.constants.map(({ name }) => law[name as 'E']));
  return {
    ...{ form: 'parametric', columns: ['N', 'D'], middle, coordinates, resampled: [coordinates] },
    ...{ scatter: 0.01, straying: 0, runs: 30, dearest: 1e21, costIn: 'C' },
  };
}

it('repeated tokens are worth what the published law says', () => {
  const { RDstar, RNstar } = muennighoff.repetition;
  const repeating = openLaw(withRepetition(saved(), muennighoff.repetition));
  const U = 1e10;
  // The size that is best for U tokens, from αA N^{−α} = βB U^{−β}.
  const best = ((law.alpha * law.A * U ** law.beta) / (law.beta * law.B)) ** (1 / law.alpha);
  for (const [N, D] of [
    [best / 3, U],
    [best / 3, 4 * U],
    [best * 5, 40 * U],
  ]) {
    const tokens = U * (1 + RDstar * (1 - Math.exp(-(D / U - 1) / RDstar)));
    const [own, excess] = [Math.min(N, best), Math.max(0, N / best - 1)];
    const size = own * (1 + RNstar * (1 - Math.exp(-excess / RNstar)));
    expect(Math.exp(repeating.logLoss({ N, D, U }))).toBeCloseTo(parametricLoss(law, size, tokens), 10);
  }
});

it('is the law itself at the best sizes of data seen once', () => {
  const repeating = openLaw(withRepetition(saved(), muennighoff.repetition));
  const { N, D, loss } = bestAllocation(law, 1e22);
  expect(Math.exp(repeating.logLoss({ N, D, U: D }))).toBeCloseTo(loss, 10);
  expect(() => withRepetition({ ...saved(), form: 'kaplan' }, muennighoff.repetition)).toThrow('must be parametric');
});

it('steps and tokens at batches are on the hyperbola of the noise scale', () => {
  const [tokens, critical] = [1e10, 1e6];
  for (const batch of [1e5, 1e6, 7e6]) {
    const { steps, tokens: processed } = atBatch(tokens, critical, batch);
    expect(steps * batch).toBeCloseTo(processed, 0);
    const least = { leastSteps: tokens / critical, leastExamples: tokens };
    expect(tradeOff({ steps, B: batch, ...least })).toBeCloseTo(1, 10);
  }
});
