import { OutOfRange } from '../../numeric/errors.ts';
import { hermiteCoefficients, hermitePolynomials } from '../../numeric/hermite.ts';
import { erf, exp, sin, squared, tanh } from '../../numeric/special.ts';

/**
 * The activations that the system offers. `he1` to `he3` are the normalised Hermite polynomials h_k
 * = He_k/√k!.
 */
export const activationNames = ['he1', 'he2', 'he3', 'relu', 'abs', 'tanh', 'erf'] as const;
export type SingleIndexActivation = (typeof activationNames)[number];

/** σ with its derivative. Kinks are at 0 only. */
export interface Nonlinearity {
  value: (z: number) => number;
  slope: (z: number) => number;
  even: boolean;
}

/**
 * An activation by name: those of `activationNames`, h_k as `he<k>`, and `gelu` = zΦ(z), `sin2` =
 * sin 2z; `erf` is erf(z/√2) as in the committee machines. Throws `OutOfRange` for other names.
 */
export function activation(name: string): Nonlinearity {
  const degree = /^he([1-9]\d?)$/.exec(name);
  if (degree) return hermite(Number(degree[1]));
  const normal = (z: number) => exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const cumulative = (z: number) => 0.5 * (1 + erf(z * Math.SQRT1_2));
  switch (name) {
    case 'relu':
      return { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0), even: false };
    case 'abs':
      return { value: Math.abs, slope: (z) => (z > 0 ? 1 : -1), even: true };
    case 'tanh':
      return { value: tanh, slope: (z) => 1 - squared(tanh(z)), even: false };
    case 'erf':
      return { value: (z) => erf(z * Math.SQRT1_2), slope: (z) => 2 * normal(z), even: false };
    case 'gelu':
      return { value: (z) => z * cumulative(z), slope: (z) => cumulative(z) + z * normal(z), even: false };
    case 'sin2':
      return { value: (z) => sin(2 * z), slope: (z) => 2 * sin(2 * z + Math.PI / 2), even: false };
    default:
      throw new OutOfRange('the activation', name, `one of ${activationNames.join(', ')}, gelu, sin2 and he1 to he99`);
  }
}

function hermite(degree: number): Nonlinearity {
  // The first ones spelt out, as quadratures take them many thousand times.
  if (degree === 1) return { value: (z) => z, slope: () => 1, even: false };
  if (degree === 2) return { value: (z) => (z * z - 1) / Math.SQRT2, slope: (z) => Math.SQRT2 * z, even: true };
  if (degree === 3)
    return {
      value: (z) => (z * (z * z - 3)) / Math.sqrt(6),
      slope: (z) => (3 * (z * z - 1)) / Math.sqrt(6),
      even: false,
    };
  const h = new Float64Array(degree + 1);
  const at = (z: number, k: number) => hermitePolynomials(z, k + 1, h)[k];
  return {
    value: (z) => at(z, degree),
    // h_k′ = √k h_{k−1}.
    slope: (z) => Math.sqrt(degree) * at(z, degree - 1),
    even: degree % 2 === 0,
  };
}

/** Coefficients below this share of the largest count as zero. */
const ZERO = 1e-9;

/**
 * The least k ≥ 1 with c_k = E σ(z) h_k(z) ≠ 0 (Ben Arous, Gheissari & Jagannath 2021, for matched
 * student and teacher), sought up to degree 20. Throws `OutOfRange` for a constant.
 */
export function informationExponent({ value }: Nonlinearity): number {
  const c = hermiteCoefficients(value, 21);
  const largest = c.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const k = c.findIndex((one, degree) => degree >= 1 && Math.abs(one) > ZERO * largest);
  if (k < 0) throw new OutOfRange('the activation', 'constant', 'one that depends on its input');
  return k;
}
