import { type Inputs, num } from '../../data/reference-inputs.ts';
import { power } from '../../numeric/special.ts';
import { prepareModes } from '../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import type { Evaluators } from '../contract.ts';
import { breakEven } from './theory/break-even.ts';
import { bestRidge, mixtureError } from './theory/mixture.ts';

/** The formulas of mixtures in `reference/data.json`. */
export const evaluators: Evaluators = {
  'collapse.mixture': (inputs) => {
    const { modes, eta, target, alternating } = population(inputs);
    const [samples, share, ridge] = [num(inputs, 'n'), num(inputs, 'p2'), num(inputs, 'ridge')];
    const mixture = { modes, eta, target, samples, noise: num(inputs, 's2') };
    const kappa = renormalizedRidge(modes, samples, ridge);
    const size = num(inputs, 'c2');
    const fixed = alternating(size);
    const variance = fixed.map((one) => one * one);
    const averaged = mixtureError({ ...mixture, share, difference: { variance } }, ridge);
    return {
      kappa,
      u: degreesOfFreedom(modes, samples, ridge, kappa).gamma,
      excess: mixtureError({ ...mixture, share, difference: { fixed } }, ridge),
      excess_sign_averaged: averaged,
      zeta: averaged - mixtureError({ ...mixture, share: 0, difference: { variance } }, ridge),
      plateau_n_infinity: share * share * size,
    };
  },
  'collapse.break_even': (inputs) => {
    const { modes, eta, target, alternating } = population({ ...inputs, spec: 'iso' });
    const real = num(inputs, 'n_real');
    const samples = real + num(inputs, 'n_synthetic');
    const mixture = { modes, eta, target, samples, share: 1 - real / samples, noise: num(inputs, 'sigma2') };
    const variance = (size: number) => alternating(size).map((one) => one * one);
    const alone = bestRidge({ ...mixture, samples: real, share: 0, difference: { variance: variance(1) } });
    return {
      real_only_best: alone.error,
      real_only_best_ridge: alone.ridge,
      ...Object.fromEntries(
        ['0.02', '0.2', '1.0'].flatMap((size) => {
          const best = bestRidge({ ...mixture, difference: { variance: variance(Number(size)) } });
          return [
            [`mixed_best_c2_${size}`, best.error],
            [`mixed_best_ridge_c2_${size}`, best.ridge],
          ];
        }),
      ),
      critical_c2: breakEven({ ...mixture, difference: { variance: variance(1) } }, real),
    };
  },
};

/**
 * Isotropic, or a power law; w₁ uniform with Σ η w₁² = 1, and ± uniform differences of a given
 * size.
 */
function population(inputs: Inputs) {
  const d = num(inputs, 'd');
  const decay = inputs.spec === 'iso' ? 0 : num(inputs, 'a');
  const eta = Float64Array.from({ length: d }, (_, k) => power(k + 1, -decay));
  const modes = prepareModes(eta);
  const uniform = 1 / Math.sqrt(modes.trace);
  return {
    modes,
    eta,
    target: new Float64Array(d).fill(uniform),
    alternating: (size: number) => eta.map((_, k) => (k % 2 === 0 ? -1 : 1) * Math.sqrt(size) * uniform),
  };
}
