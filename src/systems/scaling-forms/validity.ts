import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ScalingFormsProblem } from './problem.ts';
import { predict } from './theory/prediction.ts';

/** Half the margin of a verdict. */
const MOST = 0.025;

/** The theory is exact, but for its leading powers. */
export function validity(problem: ScalingFormsProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  if (problem.parameters.theory === 'exact') return all;
  const error = (theory: 'exact' | 'power-law') =>
    predict({ ...problem, parameters: { ...problem.parameters, theory } }).observables.error!.value as Float64Array;
  const [exact, power] = [error('exact'), error('power-law')];
  const off = exact.map((value, i) => Math.abs(power[i] / value - 1));
  const worst = Math.max(...off);
  strained(
    worst > MOST,
    'no-power-yet',
    'not yet a power',
    () =>
      `the leading power is up to ${percent(worst, 2)} off at few samples, and ${percent(off[off.length - 1], 1)} at the most`,
  );
  return all;
}
