import { OutOfRange } from '../numeric/errors.ts';
import { exp, power } from '../numeric/special.ts';

/** A population covariance by its eigenvalues η_k, k = 1 … D, largest first by convention. */
export type SpectrumSpec =
  /** η_k = value. */
  | { type: 'isotropic'; dimension: number; value?: number }
  /** η_k = k^−decay. */
  | { type: 'power-law'; dimension: number; decay: number }
  /** η_k = exp(−rate (k − 1)). */
  | { type: 'exponential'; dimension: number; rate: number }
  /**
   * `values[i]`, repeated `multiplicities[i]` times; or a share `fractions[i]` of `dimension`
   * modes.
   */
  | { type: 'blocks'; values: number[]; multiplicities: number[] }
  | { type: 'blocks'; values: number[]; fractions: number[]; dimension: number }
  | { type: 'list'; values: ArrayLike<number> };

/** A linear target by its squared weights w̄_k² in the eigenbasis of the covariance. */
export type TargetSpec =
  /** w̄_k² = norm2/D: every direction alike. */
  | { type: 'uniform'; norm2?: number }
  /**
   * Source condition: power c_k = η_k w̄_k² = k^−(1+2αr), with the decay α of a power-law spectrum.
   */
  | { type: 'source'; exponent: number }
  /** w̄_k² = k^−decay. */
  | { type: 'power-law'; decay: number }
  /** One mode: w̄_index² = weight2, index from 0. */
  | { type: 'single'; index: number; weight2: number }
  | { type: 'blocks'; values: number[]; multiplicities: number[] }
  | { type: 'list'; values: ArrayLike<number> };

/**
 * The eigenvalues of a spectrum, a `Float64Array` of length D, in the order the specification gives
 * them. Throws `OutOfRange` for negative or infinite eigenvalues, empty spectra, and dimensions or
 * multiplicities that are not whole.
 */
export function spectrum(spec: SpectrumSpec): Float64Array {
  switch (spec.type) {
    case 'isotropic':
      return checked(
        'eigenvalue',
        filled(spec.dimension, () => spec.value ?? 1),
      );
    case 'power-law':
      return checked(
        'eigenvalue',
        filled(spec.dimension, (k) => power(k + 1, -spec.decay)),
      );
    case 'exponential':
      return checked(
        'eigenvalue',
        filled(spec.dimension, (k) => exp(-spec.rate * k)),
      );
    case 'blocks':
      return blocks(
        'eigenvalue',
        spec.values,
        'fractions' in spec ? shares(spec.fractions, spec.dimension) : spec.multiplicities,
      );
    case 'list':
      return checked('eigenvalue', Float64Array.from(spec.values));
  }
}

/**
 * The squared weights w̄_k² of a target on a spectrum: a `Float64Array` as long as the spectrum's.
 *
 * A source exponent is defined by the decay of a power-law spectrum; for any other it means
 * nothing, and `OutOfRange` says so. Also throws `OutOfRange` for negative weights, an index
 * outside the spectrum, or a list of another length.
 */
export function targetWeights(target: TargetSpec, on: SpectrumSpec): Float64Array {
  const eta = spectrum(on);
  switch (target.type) {
    case 'uniform':
      return checked(
        'squared weight',
        filled(eta.length, () => (target.norm2 ?? 1) / eta.length),
      );
    case 'source':
      return checked(
        'squared weight',
        sourcePower(target.exponent, on).map((c, k) => c / eta[k]),
      );
    case 'power-law':
      return checked(
        'squared weight',
        filled(eta.length, (k) => power(k + 1, -target.decay)),
      );
    case 'single': {
      if (!Number.isInteger(target.index) || target.index < 0 || target.index >= eta.length)
        throw new OutOfRange("the target's mode", target.index, `a whole number from 0 to ${eta.length - 1}`);
      return checked(
        'squared weight',
        filled(eta.length, (k) => (k === target.index ? target.weight2 : 0)),
      );
    }
    case 'blocks':
      return sameLength(blocks('squared weight', target.values, target.multiplicities), eta.length);
    case 'list':
      return sameLength(checked('squared weight', Float64Array.from(target.values)), eta.length);
  }
}

/**
 * The target's power in each mode, c_k = η_k w̄_k² (units of label²), whose sum is the target's
 * variance. Errors as `targetWeights`.
 */
export function targetPower(target: TargetSpec, on: SpectrumSpec): Float64Array {
  // The source condition is a statement on c_k: not by way of w̄², which under- and overflows
  // first.
  if (target.type === 'source') return checked('power', sourcePower(target.exponent, on));
  const eta = spectrum(on);
  return targetWeights(target, on).map((weight, k) => weight * eta[k]);
}

/**
 * Equal neighbours of a list gathered: distinct values in the order given, with how often each
 * stands there.
 */
export function compress(values: ArrayLike<number>): { values: Float64Array; multiplicities: Float64Array } {
  const distinct: number[] = [];
  const counts: number[] = [];
  for (let k = 0; k < values.length; k++) {
    if (k > 0 && values[k] === values[k - 1]) counts[counts.length - 1]++;
    else {
      distinct.push(values[k]);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(distinct), multiplicities: Float64Array.from(counts) };
}

function sourcePower(exponent: number, on: SpectrumSpec): Float64Array {
  if (on.type !== 'power-law')
    throw new OutOfRange(
      'the spectrum of a source-condition target',
      on.type,
      "'power-law', whose decay the source exponent refers to",
    );
  if (!(exponent >= 0)) throw new OutOfRange('the source exponent', exponent, 'at least 0');
  return filled(on.dimension, (k) => power(k + 1, -(1 + 2 * on.decay * exponent)));
}

/** Whole numbers of modes adding up to `dimension`, by the largest remainders. */
function shares(fractions: number[], dimension: number): number[] {
  checkCount('the dimension', dimension, 1);
  const total = fractions.reduce((sum, fraction) => sum + fraction, 0);
  if (fractions.some((fraction) => !(fraction >= 0)) || !(total > 0))
    throw new OutOfRange('the fractions', fractions, 'at least 0 and not all 0');
  const exact = fractions.map((fraction) => (fraction / total) * dimension);
  const whole = exact.map(Math.floor);
  const order = exact.map((_, i) => i).sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]) || a - b);
  const missing = dimension - whole.reduce((sum, count) => sum + count, 0);
  for (let i = 0; i < missing; i++) whole[order[i]]++;
  return whole;
}

function blocks(name: string, values: number[], multiplicities: number[]): Float64Array {
  if (values.length !== multiplicities.length)
    throw new OutOfRange('the number of multiplicities', multiplicities.length, `${values.length}, one for each value`);
  for (const count of multiplicities) checkCount('a multiplicity', count, 0);
  const all = new Float64Array(multiplicities.reduce((sum, count) => sum + count, 0));
  let start = 0;
  values.forEach((value, i) => {
    all.fill(value, start, start + multiplicities[i]);
    start += multiplicities[i];
  });
  return checked(name, all);
}

function filled(dimension: number, value: (k: number) => number): Float64Array {
  checkCount('the dimension', dimension, 1);
  const values = new Float64Array(dimension);
  for (let k = 0; k < dimension; k++) values[k] = value(k);
  return values;
}

function checked(name: string, values: Float64Array): Float64Array {
  if (values.length === 0) throw new OutOfRange(`the number of ${name}s`, 0, 'at least 1');
  for (let k = 0; k < values.length; k++)
    if (!(values[k] >= 0) || values[k] === Number.POSITIVE_INFINITY)
      throw new OutOfRange(`${name} ${k + 1}`, values[k], 'finite and at least 0');
  return values;
}

function sameLength(weights: Float64Array, length: number): Float64Array {
  if (weights.length !== length)
    throw new OutOfRange('the number of target weights', weights.length, `${length}, as of eigenvalues`);
  return weights;
}

function checkCount(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw new OutOfRange(name, value, `a whole number from ${least}`);
}
