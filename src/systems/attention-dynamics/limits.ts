import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { halfTimeOfHead, halfTimeOfMerged, mergedWhite } from './theory/closed-forms.ts';
import { attentionError, bestAttention } from './theory/population.ts';

const white = { dimension: 4, variance: 1, length: 20, noise: 0.1, start: 0.04 };

export const limits: Limit[] = [
  {
    id: 'merged-flow',
    title: 'Small steps of merged weights on white inputs follow a logistic curve: one plateau, one drop',
    ...closedForm('the logistic curve of gradient flow', 'zhang2025'),
    ...fallingAs(1, [1, 2, 4]),
    deviation: (scale, context) => {
      const settings = { model: 'merged', decay: 0, dimension: 4, length: 20, noise: 0.1, start: 0.2, duration: 5 };
      const loss = Float64Array.from({ length: 25 }, (_, i) => mergedWhite(white, (i + 1) / 5).loss);
      const halfTime = new Float64Array(4).fill(halfTimeOfMerged(white));
      return farthest(context, { ...settings, rate: 0.004 / scale }, { loss, halfTime });
    },
  },
  {
    id: 'heads-in-turn',
    title: 'Small steps of separate heads learn the directions in turn, each at its own time, about 1/λ²v₀',
    ...closedForm('the integral of a head’s gradient flow', 'zhang2025'),
    ...fallingAs(1, [1, 2, 4]),
    deviation: (scale, context) => {
      const spectrum = [1, 0.5];
      const halfTime = spectrum.map((_, m) => halfTimeOfHead({ spectrum, length: 30, noise: 0.1 }, m, 0.2));
      const settings = { model: 'separate', dimension: 2, decay: 1, length: 30, start: 0.2, rate: 0.01 / scale };
      return farthest(context, settings, { halfTime });
    },
  },
  {
    id: 'one-step-of-descent',
    title: 'Training ends in one preconditioned step of gradient descent on the context',
    ...closedForm('the best linear attention', 'ahn2023'),
    ...exactAt(200, 400, 800),
    deviation: async (duration, { predicted }) => {
      const population = { spectrum: [1, 0.5], length: 10, noise: 0.1 };
      const best = attentionError(bestAttention(population), population) / 2;
      const settings = { dimension: 2, decay: 1, length: 10, duration, rate: 0.05 };
      const loss = (await predicted('loss', settings)) as Float64Array;
      return loss[loss.length - 1] / best - 1;
    },
  },
];
