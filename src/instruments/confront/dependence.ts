import { squared } from '../../numeric/special.ts';
import type { Summary } from '../../statistics/moments.ts';
import type { Sought } from './fit-parameter.ts';
import type { Measurement } from './measured.ts';
import type { Predicted } from './theory.ts';

/**
 * By how much the variance of a fitted parameter is larger than independent measurements would make
 * it: numbers of one setting, a curve above all, are as a rule of the same trials.
 */
export interface Dependence {
  factor: number;
  /** From the trials themselves; else it is the most that there can be, where there is any. */
  isMeasured?: boolean;
}

/** Of the parameter's range, the step of its derivative. */
const STEP = 1e-3;

/**
 * From the single trials, where the table has those of all numbers of a setting: to first order the
 * parameter moves by Σ a_i (m_i − p_i), a_i = (p′_i/s_i²) / Σ p′_j²/s_j², and each trial has its
 * own such sum. Otherwise the numbers of a setting are taken as fully dependent, and as many as
 * there are at most count for one. Settings are taken as independent.
 */
export async function dependenceOf(
  measurements: readonly Measurement[],
  value: number,
  { range, scale, isWhole }: Sought,
  theoryAt: (value: number) => Promise<(Predicted | undefined)[]>,
): Promise<Dependence> {
  const settings = new Map<string, number[]>();
  for (const [i, { given }] of measurements.entries()) {
    const key = JSON.stringify(given);
    const known = settings.get(key) ?? [];
    known.push(i);
    settings.set(key, known);
  }
  const groups = [...settings.values()];
  const most = groups.reduce((so, { length }) => Math.max(so, length), 0);
  if (most === 1) return { factor: 1 };
  const step = isWhole ? 1 : STEP * (scale === 'log' ? value : range[1] - range[0]);
  const ends = [Math.max(range[0], value - step), Math.min(range[1], value + step)];
  const [below, above] = [await theoryAt(ends[0]), await theoryAt(ends[1])];
  const slopes = measurements.map((_, i) => slopeOf(below[i], above[i], ends[1] - ends[0]));
  const summaries = measurements.map(({ measured }) => measured as Summary);
  const weights = summaries.map(({ standardError }, i) => (slopes[i] ?? 0) / squared(standardError));
  let [together, alone] = [0, 0];
  for (const group of groups) {
    const trials = group.map((i) => measurements[i].byTrial);
    const names = [...(trials[0]?.keys() ?? [])];
    const isComplete = trials.every((one) => one?.size === names.length && names.every((name) => one.has(name)));
    if (!isComplete || names.length < 2 || slopes.includes(undefined)) return { factor: most };
    const sums = names.map((name) =>
      group.reduce((sum, i, k) => sum + weights[i] * (trials[k]!.get(name)! - summaries[i].mean), 0),
    );
    together += sums.reduce((sum, one) => sum + one * one, 0) / (names.length * (names.length - 1));
    alone += group.reduce((sum, i) => sum + squared(weights[i] * summaries[i].standardError), 0);
  }
  return { factor: Math.max(1, together / alone), isMeasured: true };
}

function slopeOf(below: Predicted | undefined, above: Predicted | undefined, width: number): number | undefined {
  if (!below || !above || !('value' in below) || !('value' in above)) return undefined;
  return (above.value - below.value) / width;
}
