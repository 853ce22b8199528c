import { remember } from '../../../numeric/remember.ts';
import { type Angles, polynomialsAt, sphereAngles } from '../levels/angles.ts';
import { binomial } from '../levels/hypercube.ts';
import { nextKrawtchouk } from '../levels/polynomials.ts';

/**
 * How far κ is off, relative, since samples that lie close to one another act in pairs, of which
 * the theory of independent Gaussian eigenfunctions knows the second moment only.
 *
 * Given all other samples, two have the kernel κ Σ_i L_i φ_i(x)φ_i(x′), which is nκ on the
 * diagonal: their correlation is ρ(t) = Σ_k N_k L_k P_k(t)/n, with n E ρ² = ΣL²/n. Each adds
 * 1/(1 − ρ²) to the inverse's diagonal in the place of 1, and n E[1/(1 − ρ²) − 1 − ρ²] = n E
 * ρ⁴/(1 − ρ²) is what is left out. Simulated on spheres of 8 to 30 dimensions and hypercubes of 11
 * to 20, κ is too large by 0.4 to 0.9 of that, and E_0 and the test error too small by a third to a
 * half.
 *
 * The residuals of pure noise are δ(K + δ)⁻¹ times it, whose square has (1 + ρ²)/(1 − ρ²)² on the
 * diagonal, five ρ⁴ in the place of one: the training error is too small by 1 to 2.5 times n E
 * ρ⁴/(1 − ρ²) where labels are a smooth target's, and by 2 to 4 times where they are noise, KARE by
 * up to twice. A correction of our own, in no publication: it is for notes, and no prediction uses
 * it.
 *
 * `multiplicities` N_k and `learnability` L_k have a value for each level k = 0, 1, …; the result
 * is dimensionless.
 */
export function closePairs(
  { domain, dimension }: { domain: 'sphere' | 'hypercube'; dimension: number },
  multiplicities: Float64Array,
  learnability: Float64Array,
  samples: number,
): number {
  const levels = learnability.length;
  const parts = learnability.map((value, k) => (multiplicities[k] * value) / samples);
  const { weights, polynomials } =
    domain === 'sphere' ? sphereAngles({ dimension, count: NODES, levels }) : hypercubeAngles({ dimension, levels });
  let [sum, measure] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    let correlation = 0;
    for (let k = 0; k < levels; k++) correlation += parts[k] * polynomials[i * levels + k];
    const square = Math.min(correlation * correlation, MOST);
    sum += (weights[i] * square * square) / (1 - square);
    measure += weights[i];
  }
  return (samples * sum) / measure;
}

/** The squared correlation of two samples that are one. */
const MOST = 1 - 1e-6;

const NODES = 400;

/** Two points drawn without replacement differ. */
const hypercubeAngles = remember(
  ({ dimension, levels }: { dimension: number; levels: number }): Omit<Angles, 'cosines'> => {
    const cosines = Float64Array.from({ length: dimension }, (_, i) => 1 - (2 * (i + 1)) / dimension);
    return {
      weights: cosines.map((_, i) => binomial(dimension, i + 1)),
      polynomials: polynomialsAt(cosines, levels, (k, t, now, before) => nextKrawtchouk(dimension, k, t, now, before)),
    };
  },
  ({ dimension, levels }) => `${dimension} ${levels}`,
);
