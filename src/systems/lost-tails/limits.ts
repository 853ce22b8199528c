import { power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { asymptoticMissedShare } from './theory/unseen.ts';

/** A short list, whose sums are taken by hand, with powers as products. */
function byHand(tokens: number, beta: number) {
  const weights = Array.from({ length: tokens }, (_, i) => power(i + 1, -beta));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const real = weights.map((weight) => weight / total);
  const missed = (training: number[], size: number) =>
    real.reduce((sum, p, i) => sum + p * power(1 - training[i], size), 0);
  return { real, missed };
}

export const limits: Limit[] = [
  {
    id: 'memorising',
    title:
      'A learner of real tokens misses Σ p_i(1 − p_i)^T, term by term, and so does one behind a generator that knows all',
    ...closedForm('a sum over the tokens', 'hutter2021'),
    ...exactAt(3, 5, 8),
    deviation: (tokens, context) => {
      const settings = { tokens, samples: 20, exponent: 2, generatorSamples: 1e6 };
      const { real, missed } = byHand(tokens, 2);
      const curve = prepare(parameters.parse(settings)).sizes.map((size) => missed(real, size));
      return farthest(context, settings, { error: curve, realError: curve });
    },
  },
  {
    id: 'cut',
    title: 'A cut tail is a floor Σ p_i beyond the cutoff, which a real share wears away',
    ...closedForm('a sum over the tokens', 'dohmatob2024tails'),
    ...exactAt(1, 3, 6),
    deviation: (cutoff, context) => {
      const settings = { tokens: 8, samples: 30, exponent: 1.5, generator: 'cut', cutoff, realShare: 0.2 };
      const { real, missed } = byHand(8, 1.5);
      const kept = real.slice(0, cutoff).reduce((sum, p) => sum + p, 0);
      const training = real.map((p, i) => 0.2 * p + (i < cutoff ? (0.8 * p) / kept : 0));
      return farthest(context, settings, {
        error: prepare(parameters.parse(settings)).sizes.map((size) => missed(training, size)),
        lostShare: 1 - kept,
      });
    },
  },
  {
    id: 'power-law',
    title: 'With many samples the error is a power −(1 − 1/β) of them',
    ...closedForm('Hutter’s power', 'hutter2021'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: async (samples, { predicted }) => {
      const settings = { exponent: 2, tokens: 1e6, generator: 'real', samples };
      const curve = (await predicted('error', settings)) as Float64Array;
      return curve.at(-1)! / asymptoticMissedShare(2, samples) - 1;
    },
  },
];
