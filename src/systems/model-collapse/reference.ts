import { type Inputs, num } from '../../data/reference-inputs.ts';
import { BadInput } from '../../numeric/errors.ts';
import { leastOnRange } from '../../numeric/golden-section.ts';
import { exp, power, squared } from '../../numeric/special.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import type { Evaluators } from '../contract.ts';
import { generatorError, leastSquaresChain, ridgeChain } from './theory/chain.ts';

/** The formulas of chains in `reference/data.json`. */
export const evaluators: Evaluators = {
  'collapse.chain': (inputs) => {
    const { eta, target } = population(inputs);
    const [samples, ridge, generations] = [num(inputs, 'n'), num(inputs, 'ridge'), num(inputs, 'K')];
    const kappa = renormalizedRidge(eta, samples, ridge);
    const chain = ridgeChain({ eta, target, samples, ridge, noise: num(inputs, 's2') }, generations);
    return {
      ...Object.fromEntries(chain.map(({ excessError }, g) => [`excess_gen${g + 1}`, excessError])),
      kappa,
      df2: degreesOfFreedom(eta, samples, ridge, kappa).df2,
    };
  },
  'collapse.accumulate': (inputs) => {
    const [d, samples, noise] = [num(inputs, 'd'), num(inputs, 'T'), num(inputs, 'sigma2')];
    const eta = new Float64Array(d).fill(1);
    const chain = { eta, target: new Float64Array(d), samples, noise };
    const errors = (labels: 'replace' | 'accumulate') =>
      leastSquaresChain(chain, num(inputs, 'generations'), labels).map(({ excessError }, g) => [
        `${labels}_${g + 1}`,
        excessError,
      ]);
    return {
      ...Object.fromEntries([...errors('replace'), ...errors('accumulate')]),
      accumulate_limit: ((squared(Math.PI) / 6) * noise * d) / (samples - d - 1),
    };
  },
  'collapse.best_ridge': (inputs) => {
    const d = num(inputs, 'd');
    const eta = Float64Array.from({ length: d }, (_, k) => 1 / (k + 1));
    const trace = eta.reduce((sum, one) => sum + one, 0);
    const target = new Float64Array(d).fill(1 / Math.sqrt(trace));
    const generator = { samples: num(inputs, 'T0'), noise: num(inputs, 'sigma0_2') };
    const fit = { samples: num(inputs, 'T'), noise: num(inputs, 'sigma2') };
    /** Of a ridge fit after so many generators. */
    const error = (ridge: number, generators: number) =>
      ridgeChain({ eta, target, ridge, ...fit }, 1)[0].excessError +
      generators * generatorError(eta, { samples: fit.samples, ridge }, generator);
    const best = (generators: number) => exp(leastOnRange((u) => error(exp(u), generators), [-15, 5]).at);
    const clean = best(0);
    return Object.fromEntries(
      [0, 1, 3].flatMap((generators) => {
        const ridge = best(generators);
        return [
          [`best_ridge_gen${generators}`, ridge],
          [`best_excess_gen${generators}`, error(ridge, generators)],
          [`excess_at_best_ridge_of_gen0_gen${generators}`, error(clean, generators)],
        ];
      }),
    );
  },
};

/** Isotropic with a uniform target, or a power law with a source condition; Σ η w̄² = 1. */
function population(inputs: Inputs): { eta: Float64Array; target: Float64Array } {
  const d = num(inputs, 'd');
  if (inputs.spec === 'iso')
    return { eta: new Float64Array(d).fill(1), target: new Float64Array(d).fill(1 / Math.sqrt(d)) };
  if (inputs.spec !== 'power')
    throw new BadInput(`spec is ${JSON.stringify(inputs.spec)}, but must be "iso" or "power"`);
  const [a, r] = [num(inputs, 'a'), num(inputs, 'r')];
  const eta = Float64Array.from({ length: d }, (_, k) => power(k + 1, -a));
  const powers = Float64Array.from({ length: d }, (_, k) => power(k + 1, -(1 + 2 * r * a)));
  const total = powers.reduce((sum, one) => sum + one, 0);
  return { eta, target: powers.map((one, k) => Math.sqrt(one / total / eta[k])) };
}
