import type { Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';

/** The laws of whitened entries, all of mean 0 and variance 1; `uniform` runs between ±√3. */
export type Entries = 'gaussian' | 'rademacher' | 'uniform' | 'student';

/**
 * What of its entries' law a finite matrix remembers: their excess kurtosis κ4; Infinity where no
 * fourth moment exists.
 */
export function excessKurtosis(entries: Entries | 'exponential', degrees = 0): number {
  switch (entries) {
    case 'gaussian':
      return 0;
    case 'rademacher':
      return -2;
    case 'uniform':
      return -1.2;
    case 'exponential':
      return 6;
    case 'student':
      return degrees > 4 ? 6 / (degrees - 4) : Number.POSITIVE_INFINITY;
  }
}

/** Fills with independent entries of one law; `degrees` are those of `student`. */
export function fillEntries(random: Random, target: Matrix, entries: Entries, degrees: number): void {
  if (entries === 'gaussian') random.fillNormal(target);
  else if (entries === 'rademacher') random.fillRademacher(target);
  else if (entries === 'student') random.fillStudent(target, degrees);
  else {
    random.fillUniform(target);
    const { values } = target;
    const reach = Math.sqrt(12);
    for (let i = 0; i < values.length; i++) values[i] = reach * (values[i] - 0.5);
  }
}

/** Gives column k, of variance 1 so far, the variance `eta[k]`. */
export function scaleColumns(target: Matrix, eta: Float64Array): void {
  if (eta.every((value) => value === 1)) return;
  const roots = eta.map(Math.sqrt);
  const values = target.values;
  const columns = roots.length;
  for (let start = 0; start < values.length; start += columns)
    for (let k = 0; k < columns; k++) values[start + k] *= roots[k];
}

/**
 * Makes rows that are independent so far a time series: row p with row q has the correlation^|p−q|,
 * and variances stay.
 */
export function correlateRows(target: Matrix, correlation: number): void {
  if (correlation === 0) return;
  const { values, columns } = target;
  const fresh = Math.sqrt((1 - correlation) * (1 + correlation));
  for (let i = columns; i < values.length; i++) values[i] = correlation * values[i - columns] + fresh * values[i];
}
