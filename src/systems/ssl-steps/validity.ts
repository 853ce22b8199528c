import { log, log1p, power, squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SslProblem } from './problem.ts';
import { misalignment, relativeScatter, sampledEigenvalue, TOO_SCATTERED } from './theory/samples.ts';
import { outputsInTurn } from './theory/steps.ts';

/** Half of the margin of a verdict. */
const MOST = 0.015;
/** Of what is counted to first order alone: its square is then a per cent. */
const MOST_FIRST_ORDER = 0.1;

export function validity(problem: SslProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { gamma, fourth, parameters } = problem;
  const { embedding: d, initial, rate, pairs, start, varying } = parameters;
  const population = { gamma, fourth, varying };
  strained(
    4 * rate * gamma[0] > 0.2,
    'large-step',
    'large step',
    () =>
      `a step of ${rate} makes the largest mode ${plain(1 + 4 * rate * gamma[0], 3)} times as large: theory counts what steps do beside a flow to first order; take a smaller rate`,
  );
  const close = closest(problem);
  strained(
    start !== 'aligned' && close.shift > MOST,
    'close-modes',
    'modes close in time',
    () =>
      `modes ${close.mode} and ${close.mode + 1} grow almost alike, γ=${plain(gamma[close.mode - 1], 3)} and ${plain(gamma[close.mode], 3)}, and share an output from a random start: the first of them is learned about ${percent(close.shift, 1)} earlier than alone, or more; take a smaller initial, or start=aligned`,
  );
  const scatter = relativeScatter(population, pairs, d);
  strained(
    scatter > MOST_FIRST_ORDER,
    'few-pairs',
    'few pairs',
    () =>
      `eigenvalues of the Γ of ${pairs} pairs scatter by ${percent(scatter, 2)}, of which theory counts the square and no more${scatter > TOO_SCATTERED ? `; from ${percent(TOO_SCATTERED, 2)} on nothing is predicted` : ''}; take more pairs`,
  );
  const turned = d < gamma.length ? misalignment(population, pairs, d) : 0;
  const crossed = Array.from({ length: Math.min(d, gamma.length - 1) }, (_, j) => {
    const { variance } = sampledEigenvalue(population, pairs, j);
    return (gamma[j] - gamma[j + 1]) / Math.sqrt(variance);
  }).findIndex((gap) => gap < 3);
  strained(turned > MOST_FIRST_ORDER || crossed >= 0, 'mixed-modes', 'modes mixed by the sample', () =>
    crossed >= 0
      ? `modes ${crossed + 1} and ${crossed + 2}, γ=${plain(gamma[crossed], 3)} and ${plain(gamma[crossed + 1], 3)}, are less apart than three times the scatter of eigenvalues over samples of ${pairs} pairs, which mixes them; take more pairs`
      : `samples of ${pairs} pairs turn the learned subspace by ${percent(turned, 2)} of its share, of which theory counts the first order; take more pairs`,
  );
  strained(
    d * gamma[0] * squared(initial) > 1e-3,
    'large-start',
    'start not small',
    () =>
      `eigenvalues begin at about ${plain(d * gamma[0] * squared(initial), 2)}, where modes do not yet grow one after the other; take a smaller initial`,
  );
  return all;
}

/**
 * How much earlier mode j reaches ½ because modes k after it have grown in the same output: when it
 * does, they have r = γ_k/γ_j (2γ_js²)^(1 − γ_k/γ_j) of its eigenvalue there, times the ratio of
 * squares of weights. Of redrawn weights the mean of ln(1 + r …) is 2 ln(1 + √r) in the last
 * output, and below r/(d − j − 2) in the others, where mode j has several squares.
 */
function closest({ gamma, weights, parameters }: SslProblem): { mode: number; shift: number } {
  const { embedding: d, initial } = parameters;
  const outputs = weights && outputsInTurn(weights, d);
  let most = { mode: 1, shift: 0 };
  for (let j = 0; j < d; j++) {
    const own = outputs ? squared(outputs[j][j]) : 1;
    const small = gamma[j] * squared(initial) * own;
    let [shared, mean] = [0, 0];
    for (let k = j + 1; k < gamma.length; k++) {
      const ratio = gamma[k] / gamma[j];
      const r = ratio * power(2 * small, 1 - ratio);
      shared += outputs ? (r * squared(outputs[j][k])) / own : 0;
      mean += j === d - 1 ? 2 * log1p(Math.sqrt(r)) : log1p(r / Math.max(1, d - j - 2));
    }
    const shift = (outputs ? log1p(shared) : mean) / -log(small);
    if (shift > most.shift) most = { mode: j + 1, shift };
  }
  return most;
}
