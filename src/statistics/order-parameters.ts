import { OutOfRange } from '../numeric/errors.ts';

// How an order parameter R fluctuates over independent runs of size d (weights, spins, inputs).

/**
 * χ = d Var(R), without bias; around `zero`, where ⟨R⟩ = 0 by symmetry, d⟨R²⟩. Throws `OutOfRange`
 * for fewer than two runs.
 */
export function susceptibility(runs: ArrayLike<number>, size: number, around: 'mean' | 'zero' = 'mean'): number {
  const count = enough(runs, 2);
  let mean = 0;
  if (around === 'mean') for (let i = 0; i < count; i++) mean += runs[i] / count;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (runs[i] - mean) * (runs[i] - mean);
  return (size * sum) / (around === 'mean' ? count - 1 : count);
}

/**
 * U = 1 − ⟨R⁴⟩/(3⟨R²⟩²) (Binder, Z. Phys. B 43 (1981) 119): 0 where R is Gaussian around zero, ⅔
 * where it does not fluctuate. The jackknife takes off the bias of order 1/runs, which is 2/runs of
 * a Gaussian R. The error over N runs is √(8/3N) for a Gaussian R, less in an ordered phase. Throws
 * `OutOfRange` for fewer than three runs, or where all are 0.
 */
export function binderCumulant(runs: ArrayLike<number>): number {
  const count = enough(runs, 3);
  let [square, fourth] = [0, 0];
  for (let i = 0; i < count; i++) {
    const r2 = runs[i] * runs[i];
    square += r2;
    fourth += r2 * r2;
  }
  if (!(square > 0)) throw new OutOfRange('the order parameter', 'zero in all runs', 'other than 0 in some');
  const cumulant = (n: number, s2: number, s4: number) => 1 - (n * s4) / (3 * s2 * s2);
  let left = 0;
  for (let i = 0; i < count; i++) {
    const r2 = runs[i] * runs[i];
    // One run alone may hold all: the cumulant of the rest is then as it was.
    const rest = square - r2;
    left += rest > 0 ? cumulant(count - 1, rest, fourth - r2 * r2) / count : cumulant(count, square, fourth) / count;
  }
  return count * cumulant(count, square, fourth) - (count - 1) * left;
}

function enough(runs: ArrayLike<number>, least: number): number {
  if (runs.length < least) throw new OutOfRange('the number of runs', runs.length, `at least ${least}`);
  return runs.length;
}
