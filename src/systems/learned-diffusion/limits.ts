import { noisePower, samplingTimes, signalPower } from '../../diffusion/schedules.ts';
import type { Engine } from '../../numeric/engine.ts';
import { log, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, fallingAs } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';

/** So many images need not exist. */
const GAUSSIAN = { distribution: 'gaussian' };

const variancesOfDigits = (engine: Engine) => prepare(parameters.parse(GAUSSIAN), { engine }).variances;

export const limits: Limit[] = [
  {
    id: 'unit-signal',
    title: 'From many images a mode emerges where its signal is as large as its noise',
    ...closedForm('t = (ln S − γ(0))/Δγ', 'gerdes2024'),
    ...fallingAs(1, [2e3, 8e3, 3.2e4]),
    deviation: async (images, { engine, predicted }) => {
      const S = variancesOfDigits(engine);
      const [leastNoise, mostNoise] = [-5, 3];
      const times = await predicted('emergence', { ...GAUSSIAN, images, leastNoise, mostNoise });
      return (times as Float64Array).reduce((most, time, k) => {
        const expected = (log(S[k]) - leastNoise) / (mostNoise - leastNoise);
        return Math.max(most, Math.abs(time / expected - 1));
      }, 0);
    },
  },
  {
    id: 'small-fluctuations',
    title: 'Samples of many images differ as f(C) does to first order in the fluctuations of C',
    ...closedForm('perturbation of a function of a matrix', 'kadkhodaie2023'),
    ...fallingAs(1, [2e3, 8e3, 3.2e4]),
    deviation: async (images, { engine, predicted }) => {
      const S = variancesOfDigits(engine);
      const [leastNoise, mostNoise, steps] = [-3, 4, 6];
      const map = (value: number) => ddim(value, leastNoise, mostNoise, steps);
      // E|δf_ij|² = D_ij² S_i S_j/n with the divided differences D of f.
      let [spread, size] = [0, 0];
      for (const a of S) {
        size += squared(map(a));
        for (const b of S) {
          if (a * b === 0) continue;
          const slope =
            a === b ? (map(a * 1.0001) - map(a / 1.0001)) / (a * (1.0001 - 1 / 1.0001)) : (map(a) - map(b)) / (a - b);
          spread += slope * slope * a * b;
        }
      }
      const similarity = (await predicted('similarity', {
        ...GAUSSIAN,
        images,
        leastNoise,
        mostNoise,
        steps,
      })) as number;
      return Math.abs(((1 - similarity) * images * size) / spread - 1);
    },
  },
];

/** What DDIM in so many steps makes of unit noise in a direction of variance `value`. */
function ddim(value: number, leastNoise: number, mostNoise: number, steps: number): number {
  const gammas = samplingTimes(steps).map((time) => leastNoise + time * (mostNoise - leastNoise));
  let x = 1;
  for (let j = 0; j < steps; j++) {
    const [alpha, sigma] = [Math.sqrt(signalPower(gammas[j])), Math.sqrt(noisePower(gammas[j]))];
    const guess = (alpha * value * x) / (alpha * alpha * value + sigma * sigma);
    x =
      Math.sqrt(signalPower(gammas[j + 1])) * guess +
      (Math.sqrt(noisePower(gammas[j + 1])) * (x - alpha * guess)) / sigma;
  }
  return x;
}
