import { cos } from '../../numeric/special.ts';
import type { SchedulesParameters } from './parameters.ts';

/** Of inverse-time: the rate at the end is 1/11 of that at the start. */
const INVERSE = 10;

/**
 * What the peak rate is multiplied by at each of the steps 0, 1, …, T − 1: a setting, no theory.
 */
export function multipliers({
  schedule,
  steps: T,
  decayShare,
  warmupShare,
}: Pick<SchedulesParameters, 'schedule' | 'steps' | 'decayShare' | 'warmupShare'>): Float64Array {
  switch (schedule) {
    case 'constant':
      return new Float64Array(T).fill(1);
    case 'linear':
      return Float64Array.from({ length: T }, (_, k) => 1 - k / T);
    case 'cosine':
      return Float64Array.from({ length: T }, (_, k) => (1 + cos((Math.PI * k) / T)) / 2);
    case 'inverse-time':
      return Float64Array.from({ length: T }, (_, k) => 1 / (1 + (INVERSE * k) / T));
    case 'warmup-stable-decay': {
      const [rise, fall] = [Math.round(warmupShare * T), Math.round(decayShare * T)];
      return Float64Array.from({ length: T }, (_, k) =>
        Math.min(k < rise ? (k + 1) / rise : 1, fall > 0 ? Math.min(1, (T - k) / fall) : 1),
      );
    }
  }
}

/** How an average of weights takes in those after each step: A ← A + share (w − A). */
export function averagingShares({
  averaging,
  window,
  steps: T,
}: Pick<SchedulesParameters, 'averaging' | 'window' | 'steps'>): Float64Array | undefined {
  const length = Math.max(1, Math.round(window * T));
  if (averaging === 'none') return undefined;
  if (averaging === 'exponential') return new Float64Array(T).fill(1 / length);
  // The first weights of the tail take the place of all before.
  return Float64Array.from({ length: T }, (_, k) => 1 / Math.max(1, k + 1 - (T - length)));
}
