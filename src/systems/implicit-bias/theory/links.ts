import { OutOfRange } from '../../../numeric/errors.ts';
import { asinh, cosh, exp, expm1, log, log1p, power as raised, sinh, squared } from '../../../numeric/special.ts';
import type { Link } from '../../../regression/least-potential.ts';

// Which potential an interpolator minimises, by how the network makes β of its weights: as the link
// β = h(Xᵀℓ), which the flow keeps at all times.

/** β itself is trained, from 0: the least ℓ2 norm. */
export const linear: Link = {
  value: (z) => z,
  slope: () => 1,
  potential: (z) => (z * z) / 2,
};

/**
 * β = u² − v² from u = v = α_i, or u ⊙ v with |u² − v²| = 4α_i² (Woodworth et al. 2020, arXiv
 * 2002.09277): β_i = 2α_i² sinh(z + θ_i). `alpha2` are the α_i²; `origins` the θ_i, which are 0 for
 * a start at β = 0.
 */
export function depthTwo(alpha2: ArrayLike<number>, origins?: ArrayLike<number>): Link {
  const theta = (i: number) => origins?.[i] ?? 0;
  return {
    value: (z, i) => 2 * alpha2[i] * sinh(z + theta(i)),
    slope: (z, i) => 2 * alpha2[i] * cosh(z + theta(i)),
    // 2α²(cosh − 1), whose digits are not those of the constant.
    potential: (z, i) => 4 * alpha2[i] * squared(sinh((z + theta(i)) / 2)),
    inverse: (beta, i) => asinh(beta / (2 * alpha2[i])) - theta(i),
  };
}

/**
 * β = u^D − v^D from u = v = α, D ≥ 3: β_i = α^D h_D(z) with h_D = (1 − z)^(−D/(D−2)) − (1 +
 * z)^(−D/(D−2)), |z| < 1 (Woodworth et al. 2020, arXiv 2002.09277).
 */
export function deeper(D: number, alpha: number): Link {
  if (!(D >= 3)) throw new OutOfRange('the depth', D, 'at least 3');
  const [scale, power] = [raised(alpha, D), D / (D - 2)];
  return {
    value: (z) => scale * depthProfile(D, z),
    slope: (z) => scale * power * (raised(1 - z, -power - 1) + raised(1 + z, -power - 1)),
    potential: (z) => {
      if (!(Math.abs(z) < 1)) return Infinity;
      const part = (one: number) => expm1((1 - power) * log1p(one));
      return (scale / (power - 1)) * (part(z) + part(-z));
    },
  };
}

/** h_D(z), |z| < 1. */
export function depthProfile(D: number, z: number): number {
  const power = D / (D - 2);
  // Without the cancellation at small z.
  return expm1(-power * log1p(-z)) - expm1(-power * log1p(z));
}

/**
 * The eigenvalues of UUᵀ from U = αI, with measurements that commute (Gunasekar et al. 2017, arXiv
 * 1705.09280): b = α² e^z.
 */
export function positive(alpha: number): Link {
  const alpha2 = alpha * alpha;
  const value = (z: number) => alpha2 * exp(z);
  return { value, slope: value, potential: value, inverse: (b) => log(Math.max(b, 1e-300) / alpha2) };
}

/**
 * A row of links whose start shrinks to the wanted one: from `scale` times as large by factors
 * of 3.
 */
export function shrinkingTo(link: (factor: number) => Link, scale: number): Link[] {
  const factors = [1];
  while (factors[0] < scale) factors.unshift(3 * factors[0]);
  return factors.map(link);
}
