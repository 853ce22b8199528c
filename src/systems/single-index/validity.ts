import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SingleIndexProblem } from './problem.ts';
import { averagesOf, stepKurtosis } from './theory/averages.ts';
import { barrier, HIGHEST_BARRIER } from './theory/escape.ts';

/** Samples that online SGD needs from a random start, by information exponent. */
const ORDERS = ['', 'd', 'd log d'];

/** A tenth of it is the margin of a verdict: see `HIGHEST_BARRIER`. */
const MOST_BARRIER = 0.5;

const percent = (value: number) => plain(100 * value, 1);

/** Which assumption of the theory these parameters strain. */
export function validity(problem: SingleIndexProblem): ValidityNote[] {
  const { parameters, sigma, delta, exponent } = problem;
  const { activation, dimension, theory } = parameters;
  const { strained, note, all } = gatherNotes();
  strained(
    dimension < 50,
    'few-inputs',
    'few inputs',
    () => `${dimension} inputs: the theory is leading order in 1/d, expect deviations of some per cent`,
  );
  const kick = (delta * delta * averagesOf(activation).noise(0)) / dimension;
  strained(
    kick > 0.05,
    'large-kicks',
    'single steps far along the sphere',
    () =>
      `a step turns the weights by an angle of ${plain(Math.sqrt(kick / dimension), 2)}, δ²V/d = ${plain(kick, 2)}: the overlap is no diffusion`,
  );
  // Independent steps add up to a normal variable when there are many against their kurtosis.
  const kurtosis = stepKurtosis(sigma);
  strained(
    (kurtosis * delta) / dimension > 0.5,
    'heavy-tails',
    'rare large steps',
    () =>
      `a unit of time has ${Math.round(dimension / delta)} steps of kurtosis ${Math.round(kurtosis)}: rare large ones carry the noise, and the overlap is not quite a diffusion`,
  );
  const climb = theory === 'diffusion' ? barrier(problem) : 0;
  strained(
    climb > MOST_BARRIER,
    'activated-escape',
    'escape by a rare fluctuation',
    () =>
      `the noise of the steps is stronger than the drift on part of the way, a barrier of ${plain(climb, 2)}: escape waits for a rare fluctuation, and takes longer than a diffusion says, by about ${percent(climb / 10)} %${climb > HIGHEST_BARRIER ? ', so that its samples are not predicted, and curves rise too early' : ''}; make the step size smaller`,
  );
  strained(
    theory === 'population',
    'no-step',
    'population gradient flow',
    () => 'the theory leaves out the noise of the steps, which the experiment has',
  );
  strained(
    theory === 'flow',
    'no-fluctuations',
    'no fluctuations',
    () => 'the theory is for d → ∞, and leaves out that runs fluctuate',
  );
  note(
    true,
    'information-exponent',
    `information exponent ${exponent}`,
    () =>
      `information exponent ${exponent}: from a random start, online SGD needs of the order of ${ORDERS[exponent] ?? `d^${exponent - 1}`} samples`,
  );
  return all;
}
