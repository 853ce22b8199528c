import { OutOfRange } from '../numeric/errors.ts';
import { log } from '../numeric/special.ts';
import { parametric } from './forms/parametric.ts';
import { repeated } from './forms/repeated.ts';
import type { SavedLaw } from './saved-law.ts';

/**
 * The law of repeated data with the terms of E + A N^{−α} + B D^{−β} and these constants of
 * repetition. It says the same where every token is seen once and the size is not above the best
 * one. Resamples without positive exponents are left out. Throws `OutOfRange` for another law, and
 * for exponents that are not positive.
 */
export function withRepetition(
  law: SavedLaw,
  { RDstar, RNstar }: { readonly RDstar: number; readonly RNstar: number },
): SavedLaw {
  if (law.form !== parametric.id) throw new OutOfRange('the law', law.form, parametric.id);
  const [alpha, beta] = law.coordinates.slice(3);
  if (!(alpha > 0 && beta > 0)) throw new OutOfRange('the exponents', `${alpha} and ${beta}`, 'positive');
  const [n0, d0] = law.middle;
  const stars = [RDstar, RNstar].map(log);
  const extended = ([e, a, b, ...exponents]: number[]) => [e, a, b, ...exponents.map(log), ...stars];
  return {
    ...law,
    ...{ form: repeated.id, columns: [...repeated.needs], middle: [n0, d0, d0] },
    coordinates: extended(law.coordinates),
    resampled: law.resampled.filter((one) => one[3] > 0 && one[4] > 0).map(extended),
  };
}
