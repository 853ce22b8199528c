import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SingleIndexProblem } from './problem.ts';
import { averagesOf, stepKurtosis } from './theory/averages.ts';

/** Samples that online SGD needs from a random start, by information exponent. */
const ORDERS = ['', 'd', 'd log d'];

/** Which assumption of the theory these parameters strain. */
export function validity({ parameters, sigma, delta, exponent }: SingleIndexProblem): ValidityNote[] {
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
      `a step turns the weights by an angle of ${Math.sqrt(kick / dimension).toPrecision(2)}, δ²V/d = ${kick.toPrecision(2)}: the overlap is no diffusion`,
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
