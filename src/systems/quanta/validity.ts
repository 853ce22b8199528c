import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { QuantaProblem } from './problem.ts';
import { predict } from './theory/prediction.ts';

/** Deviations that a verdict would show, whose margin is 3 %. */
const MOST = 0.02;

/** The sums are exact; the powers need many examples and many slots, and a list without end. */
export function validity(problem: QuantaProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  if (problem.parameters.theory === 'exact') return all;
  const off = {
    loss: worst(problem, 'loss'),
    learned: worst(problem, 'learned'),
    slots: worst(problem, 'capacityLoss'),
  };
  strained(
    Math.max(off.loss, off.learned, off.slots) > MOST,
    'no-power-yet',
    'not yet a power',
    () =>
      `powers are what sums become for many examples, many slots and a list without end: they are up to ${percent(off.loss, 2)} off in the loss, ${percent(off.learned, 2)} in the quanta learned, and ${percent(off.slots, 2)} in the loss with few slots`,
  );
  return all;
}

/** The largest relative distance of the power from the sum, along the curve. */
function worst(problem: QuantaProblem, name: 'loss' | 'learned' | 'capacityLoss'): number {
  const curve = (theory: 'exact' | 'power-law') =>
    predict({ ...problem, parameters: { ...problem.parameters, theory } }).observables[name]!.value as Float64Array;
  const [sums, powers] = [curve('exact'), curve('power-law')];
  return sums.reduce((most, sum, i) => Math.max(most, Math.abs(powers[i] / sum - 1)), 0);
}
