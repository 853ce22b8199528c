import { log, power, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { halfTime as deepLinearHalfTime } from '../deep-linear/theory/flow.ts';
import { closedForm, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { eigenvalueAt, halfTimeOf, type LearnedMode, lossAt, meanHalfTime } from './theory/steps.ts';

const spectrum = [1, 0.4, 0.2];
const sigma = 1e-3;

/** Samples and steps both leave the flow of the population as 1/scale. */
const flowing = (scale: number) => ({
  spectrum,
  initial: sigma,
  varying: 0.1,
  pairs: 1e4 * scale,
  rate: 0.002 / scale,
});

export const limits: Limit[] = [
  {
    id: 'aligned-flow',
    title: 'Small steps on many pairs learn each mode along a logistic curve, from an aligned start',
    ...closedForm('the logistic curves of gradient flow', 'simon2023steps'),
    ...fallingAs(1, [4, 8, 16]),
    deviation: async (scale, context) => {
      const settings = { ...flowing(scale), start: 'aligned', embedding: 2 };
      const modes: LearnedMode[] = [1, 0.4].map((gamma) => ({ gamma, start: sigma }));
      const times = timesOf(0.4, settings.rate);
      return farthest(context, settings, {
        loss: times.map((time) => lossAt(modes, time)),
        eigenvalue: times.flatMap((time) => modes.map((mode) => eigenvalueAt(mode, time))),
        halfTime: modes.map(halfTimeOf),
      });
    },
  },
  {
    id: 'random-start',
    title: 'Over all small random weights each mode begins with what a QR factorisation leaves it',
    ...closedForm('the mean logarithm of χ²', 'simon2023steps'),
    ...fallingAs(1, [4, 8, 16]),
    deviation: (scale, context) => {
      const halfTime = [1, 0.4].map((gamma, j) => meanHalfTime(gamma, sigma, j + 1, 2));
      return farthest(context, { ...flowing(scale), start: 'redrawn', embedding: 2 }, { halfTime });
    },
  },
  {
    id: 'two-layers',
    title: 'A mode is learned as one of a two-layer linear network of the strength 4γ',
    ...otherSystem('deep-linear', 'simon2023steps'),
    ...fallingAs(1, [4, 8, 16]),
    deviation: (scale, context) => {
      const halfTime = [1, 0.4].map((gamma) => deepLinearHalfTime(4 * gamma, 4 * gamma * (gamma * sigma * sigma)));
      return farthest(context, { ...flowing(scale), start: 'aligned', embedding: 2 }, { halfTime });
    },
  },
  {
    id: 'turned-by-the-sample',
    title: 'Elements of Γ off the diagonal turn the learned subspace, by an angle that falls as 1/√P',
    ...closedForm('the first order of perturbation theory', 'simon2023steps'),
    ...fallingAs(1, [4, 8, 16]),
    deviation: (scale, context) => {
      const [pairs, nu, gamma] = [1000 * scale, 0.1, [1, 0.8, 0.3]];
      const turned = (a: number, b: number) => {
        // Weights grow from σ to 1/√a, and what leads them astray by the power b/a of that.
        const share = 1 - power(a * sigma * sigma, (1 - b / a) / 2);
        return (((a + nu) * (b + nu) + a * b) / (2 * pairs * squared(a - b))) * squared(share);
      };
      const misalignment = (turned(gamma[0], gamma[2]) + turned(gamma[1], gamma[2])) / 2;
      const settings = { ...flowing(scale), spectrum: gamma, embedding: 2, start: 'aligned', pairs, duration: 3 };
      return farthest(context, settings, { misalignment });
    },
  },
];

/** At which the system looks, as its problem has them. */
function timesOf(gamma: number, rate: number): number[] {
  const steps = (1.1 * -log(sigma * sigma * gamma)) / (8 * gamma) / rate;
  return Array.from({ length: 24 }, (_, i) => rate * Math.round((steps * (i + 1)) / 24));
}
