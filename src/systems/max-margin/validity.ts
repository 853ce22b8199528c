import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MaxMarginProblem } from './problem.ts';
import { adamRates, largestMargin } from './theory/margins.ts';
import { predict } from './theory/prediction.ts';

/** ln N/(γs) above which margins have not come to within two per cent: the gap was up to a fifth of it. */
const SHORT_PATH = 0.1;
/** Rates of Adam that are closer cross over smoothly. */
const APART = 3;

/** Where training has not come to its end yet. */
export function validity(problem: MaxMarginProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { parameters, Z, eta } = problem;
  const { optimiser, steps, schedule, epsilon, beta2, samples } = parameters;
  if (optimiser === 'descent') return all;
  const margin = predict(problem).observables.finalMargin!.value as number;
  const path = eta * (schedule === 'constant' ? steps : 2 * Math.sqrt(steps));
  const gap = Math.log(Math.max(2, samples)) / (margin * path);
  if (optimiser === 'adam' && (schedule === 'constant' || epsilon > 0)) {
    const { sign, memory, rate } = adamRates(largestMargin(Z, 'linf'), eta, beta2);
    const ratio = Math.max(sign, memory) / Math.min(sign, memory);
    strained(
      epsilon === 0 && ratio < APART,
      'two-rates',
      'two rates alike',
      () =>
        `the steps of signs (${sign.toPrecision(2)}) and the memory of squares (${memory.toPrecision(2)}) limit the decay of the loss about alike, and it is slower than either; keep them a factor of ${APART} apart by the step or beta2`,
    );
    strained(
      epsilon === 0 && memory < sign,
      'memory',
      'limited by memory',
      () =>
        `the memory of squared gradients keeps the loss from falling faster than ${memory.toPrecision(2)} a step: the margin comes slowly; take a step below ${((eta * memory) / sign).toPrecision(2)}`,
    );
    const crossover = epsilon > 0 ? Math.log(1 / epsilon) / rate : 0;
    strained(
      epsilon > 0 && steps < 10 * crossover,
      'before-epsilon',
      'epsilon not reached',
      () =>
        `gradients fall to ε after about ${Math.ceil(crossover)} steps, and it takes ten times as many for descent to be what is left`,
    );
    if (epsilon > 0) return all;
  }
  strained(
    gap > SHORT_PATH,
    'short-path',
    'a short path',
    () =>
      `ln N/(γ Σ_k η_k) = ${gap.toPrecision(2)}: the margin comes from below as this falls; take more steps or longer ones`,
  );
  return all;
}
