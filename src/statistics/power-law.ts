import { log } from '../numeric/special.ts';
import type { Summary } from './moments.ts';

/** Independent measurements of a positive quantity at one x > 0. */
export interface PowerLawGroup {
  x: number;
  values: readonly number[];
}

/**
 * The exponent p of y ∝ x^p and its standard error: the slope of the least-squares line of the mean
 * of ln y on ln x, each x with the same weight. The error is from the scatter of repeated
 * measurements alone, Σ c² s²/m with the coefficients c of the slope, so that a curve that bends
 * counts as no noise; `trials` − 1 are its degrees of freedom (Satterthwaite 1946, Biometrics
 * Bulletin 2, 110). The error is Infinity where an x has one measurement. Undefined with fewer than
 * two x, or where a value is not positive and finite.
 */
export function powerLawExponent(groups: readonly PowerLawGroup[]): Summary | undefined {
  if (groups.some(({ values }) => values.length === 0 || values.some((y) => !(y > 0 && y < Infinity))))
    return undefined;
  const u = groups.map(({ x }) => log(x));
  const centre = u.reduce((a, b) => a + b, 0) / u.length;
  const sum = u.reduce((all, one) => all + (one - centre) ** 2, 0);
  if (groups.length < 2 || sum === 0) return undefined;
  let [mean, variance, spread] = [0, 0, 0];
  groups.forEach(({ values }, i) => {
    const logs = values.map((y) => log(y));
    const count = logs.length;
    const middle = logs.reduce((a, b) => a + b, 0) / count;
    const weight = (u[i] - centre) / sum;
    mean += weight * middle;
    const part = (weight ** 2 * logs.reduce((all, one) => all + (one - middle) ** 2, 0)) / (count - 1) / count;
    variance += count === 1 ? Infinity : part;
    spread += count === 1 ? 0 : part ** 2 / (count - 1);
  });
  if (!(variance < Infinity)) return { mean, standardError: Infinity, trials: 1 };
  const freedom = spread > 0 ? Math.max(1, Math.floor(variance ** 2 / spread)) : groups.length;
  return { mean, standardError: Math.sqrt(variance), trials: freedom + 1 };
}
