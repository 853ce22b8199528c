import { log } from '../../numeric/special.ts';
import { normalCdf } from '../../statistics/distributions.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

/** From accuracies on minority and majority at this share. */
const observablesOf = ([few, many]: number[], share: number) => ({
  minorityAccuracy: few,
  majorityAccuracy: many,
  balancedAccuracy: (few + many) / 2,
  totalAccuracy: share * few + (1 - share) * many,
});

export const limits: Limit[] = [
  {
    id: 'many-samples',
    title: 'Of many samples discriminants are Bayes’ with the offset given; least squares overshoots it',
    ...closedForm('Φ(Δ/2 ± b/Δ)', 'wang2018'),
    ...fallingAs(1, [1000, 4000, 16000]),
    deviation: async (samples, context) => {
      const settings = { samples, dimension: 20, minority: 0.25, separation: 2 };
      const at = (b: number) => observablesOf([normalCdf(1 + b / 2), normalCdf(1 - b / 2)], 0.25);
      const cases: [Record<string, unknown>, number][] = [
        [{ classifier: 'least-squares' }, -0.5 / (2 * 0.25 * 0.75)],
        [{ classifier: 'discriminant', threshold: 'prior' }, -log(3)],
        [{ classifier: 'discriminant' }, 0],
        [{ classifier: 'mean-difference', threshold: 'unbiased' }, 0],
      ];
      const distances = cases.map(([own, b]) => farthest(context, { ...settings, ...own }, at(b)));
      return Math.max(...(await Promise.all(distances)));
    },
  },
  {
    id: 'even-classes',
    title: 'Between classes of one size least squares decides as discriminant analysis, for both alike',
    ...closedForm('Φ(½Δ²√(J/V))', 'wang2018'),
    ...exactAt(100, 200, 400),
    deviation: async (samples, context) => {
      const accuracy = normalCdf(2 * Math.sqrt((1 - 50 / samples) / (4 + 200 / samples)));
      const settings = { samples, dimension: 50, minority: 0.5, separation: 2 };
      const expected = observablesOf([accuracy, accuracy], 0.5);
      return Math.max(
        await farthest(context, { ...settings, classifier: 'least-squares' }, expected),
        await farthest(context, { ...settings, classifier: 'discriminant', threshold: 'unbiased' }, expected),
      );
    },
  },
];
