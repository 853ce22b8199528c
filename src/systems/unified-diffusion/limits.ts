import { exp, log, power, squared } from '../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../numeric/symmetric.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

const VARIANCES = [2.2, 1.1, 0.5, 0.2];
/** None are drawn; so many could tell any time of emergence. */
const MANY = 1e6;

const MODES = { covariance: VARIANCES };

const logistic = (u: number) => 1 / (1 + exp(-u));
const marginal = (S: number, gamma: number) => logistic(-gamma) * S + logistic(gamma);
const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
const divergence = (ratios: number[]) => sum(ratios.map((r) => (r - 1 - log(r)) / 2));

export const limits: Limit[] = [
  {
    id: 'standard-diffusion',
    title: 'Strength 1 is standard diffusion, which knows no basis: pixels that are noised alike give the same',
    ...closedForm('rotation of white noise', 'gerdes2024'),
    ...exactAt(0.7, 1.5, 2.5),
    deviation: async (decay, context) => {
      const settings = { dimension: 5, decay, steps: 7, samples: MANY };
      const names = ['variance', 'revealed', 'emergence', 'divergence', 'targetDivergence'];
      const expected: Record<string, number | Float64Array> = {};
      for (const name of names)
        expected[name] = await context.predicted(name, { ...settings, basis: 'principal', strength: 1 });
      return farthest(context, { ...settings, basis: 'pixel' }, expected);
    },
  },
  {
    id: 'unit-signal',
    title: 'With many steps half of a mode is seen at SNR 1, and of each as much as SNR/(1 + SNR)',
    ...closedForm('signal-to-noise ratio', 'gerdes2024'),
    ...fallingAs(1, [64, 128, 256]),
    deviation: (steps, context) => {
      const [leastNoise, mostNoise, strength] = [-7, 12, 1.5];
      const offsets = VARIANCES.map((S) => (1 - strength) * log(S));
      const [most, least] = [Math.max(...offsets), Math.min(...offsets)];
      const speed = mostNoise - leastNoise + most - least;
      const start = offsets.map((offset) => leastNoise + offset - most);
      const seen = Array.from({ length: 33 }, (_, row) =>
        VARIANCES.map((S, k) =>
          row === 0 ? marginal(S, start[k]) / S : logistic(log(S) - start[k] - (row / 32) * speed),
        ),
      ).flat();
      return farthest(
        context,
        { ...MODES, steps, leastNoise, mostNoise, strength, sampler: 'ancestral', samples: MANY },
        { emergence: VARIANCES.map((S, k) => (log(S) - start[k]) / speed), revealed: seen },
      );
    },
  },
  {
    id: 'flow-of-the-prior',
    title: 'With many steps a deterministic sampler carries the prior along: it ends with V(0)/V(1) instead of V(0)',
    ...closedForm('the probability flow', 'song2020score'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: (steps, context) => {
      const [leastNoise, mostNoise] = [-4, 1];
      const ratios = VARIANCES.map((S) => marginal(S, leastNoise) / marginal(S, mostNoise) / S);
      return farthest(
        context,
        { ...MODES, steps, leastNoise, mostNoise, sampler: 'probability-flow' },
        {
          variance: ratios,
          divergence: divergence(ratios),
          targetDivergence: divergence(VARIANCES.map((S) => 1 / marginal(S, mostNoise))),
        },
      );
    },
  },
  {
    id: 'forgotten-prior',
    title: 'With many steps a sampler that draws noise forgets the prior as its process does',
    ...closedForm('the reverse process', 'song2020score'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: (steps, context) => {
      const [leastNoise, mostNoise] = [-4, 1];
      const ratios = VARIANCES.map((S) => {
        const [V0, V1] = [marginal(S, leastNoise), marginal(S, mostNoise)];
        // E x(0)x(1) = (α₁/α₀) V(0): what is left of x(1) in x(0).
        const left = (logistic(-mostNoise) / logistic(-leastNoise)) * squared(V0 / V1);
        return (V0 + left * (1 - V1)) / S;
      });
      return farthest(
        context,
        { ...MODES, steps, leastNoise, mostNoise, sampler: 'euler-maruyama' },
        { variance: ratios, divergence: divergence(ratios) },
      );
    },
  },
  {
    id: 'whitened',
    title: 'On whitened data the probability flow has nothing to do: its samples are exact after any number of steps',
    ...closedForm('the data', 'gerdes2024'),
    ...exactAt(1, 4, 32),
    deviation: (steps, context) =>
      farthest(
        context,
        { ...MODES, prior: 'matched', steps, strength: 0.7, sampler: 'probability-flow' },
        { variance: VARIANCES.map(() => 1), divergence: 0, targetDivergence: 0 },
      ),
  },
  {
    id: 'autoregression',
    title: 'Pixels in windows that only touch are drawn one after the other, each given those before it',
    ...closedForm('the conditionals of a chain', 'gerdes2024'),
    ...fallingAs(1, [32 * 8, 32 * 16, 32 * 32]),
    deviation: chainDeviation,
  },
];

/**
 * From the best guess of a chain of correlation ρ whose first m numbers are known: ρ^(i − m + 1)
 * x_m−1.
 */
function chainDeviation(steps: number, context: LimitContext): Promise<number> {
  const [d, rho] = [4, 0.7];
  const chain = Float64Array.from({ length: d * d }, (_, at) => power(rho, Math.abs(Math.floor(at / d) - (at % d))));
  const { values, vectors } = eigenvaluesAndVectors(chain, d, context.engine);
  /** Of mode k (largest first), how much is known from the first m numbers. */
  const known = (k: number, m: number) => {
    const row = d - 1 - k;
    let total = 0;
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) {
        const [a, b] = [Math.min(i, m - 1), Math.min(j, m - 1)];
        const guess = power(rho, i - a) * power(rho, j - b) * power(rho, Math.abs(a - b));
        total += vectors[row * d + i] * vectors[row * d + j] * (m === 0 ? 0 : guess);
      }
    return total / values[row];
  };
  const settings = {
    ...{ covariance: 'chain', dimension: d, correlation: rho, basis: 'pixel', schedule: 'sequential' },
    ...{ order: 'position', overlap: 1 / d, leastNoise: -12, mostNoise: 12, sampler: 'euler-maruyama', steps },
  };
  return distanceAtJoints(settings, context, (k, m) => known(k, m), d);
}

/** At the times 1 − m/d between two windows, of the 33 that are shown, and of the variances. */
async function distanceAtJoints(
  settings: Record<string, unknown>,
  context: LimitContext,
  known: (k: number, m: number) => number,
  d: number,
): Promise<number> {
  const revealed = (await context.predicted('revealed', settings)) as Float64Array;
  let most = await farthest(context, settings, { variance: new Float64Array(d).fill(1) });
  for (let m = 1; m <= d; m++)
    for (let k = 0; k < d; k++) {
      const row = 32 * (1 - m / d);
      most = Math.max(most, Math.abs(revealed[row * d + k] / known(k, m) - 1));
    }
  return most;
}
