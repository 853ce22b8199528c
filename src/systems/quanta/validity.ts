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
  const [sums, powers] = (['exact', 'power-law'] as const).map(
    (theory) => predict({ ...problem, parameters: { ...problem.parameters, theory } }).observables,
  );
  const [loss, learned, slots] = (['loss', 'learned', 'capacityLoss'] as const).map((name) =>
    worst(powers[name]!.value as Float64Array, sums[name]!.value as Float64Array),
  );
  strained(
    Math.max(loss, learned, slots) > MOST,
    'no-power-yet',
    'not yet a power',
    () =>
      `powers are what sums become for many examples, many slots and a list without end: they are up to ${percent(loss, 2)} off in the loss, ${percent(learned, 2)} in the quanta learned, and ${percent(slots, 2)} in the loss with few slots`,
  );
  return all;
}

/** The largest relative distance along a curve. */
function worst(curve: Float64Array, from: Float64Array): number {
  return from.reduce((most, value, i) => Math.max(most, Math.abs(curve[i] / value - 1)), 0);
}
