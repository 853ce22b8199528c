import type { ValidityNote } from '../contract.ts';
import { stepKurtosis } from './averages.ts';
import type { SingleIndexParameters } from './parameters.ts';
import { makeProblem } from './problem.ts';

/** Samples that online SGD needs from a random start, by information exponent. */
const ORDERS = ['', 'd', 'd log d'];

/** Which assumption of the theory these parameters strain. */
export function validity(p: SingleIndexParameters): ValidityNote[] {
  const { averages, delta, dimension, exponent, sigma } = makeProblem(p);
  const notes: ValidityNote[] = [];
  const strain = (id: string, title: string, message: string) => notes.push({ id, title, level: 'strained', message });
  if (dimension < 50)
    strain(
      'few-inputs',
      'few inputs',
      `${dimension} inputs: the theory is leading order in 1/d, expect deviations of some per cent`,
    );
  const kick = (delta * delta * averages.noise(0)) / dimension;
  if (kick > 0.05)
    strain(
      'large-kicks',
      'single steps far along the sphere',
      `a step turns the weights by an angle of ${Math.sqrt(kick / dimension).toPrecision(2)}, δ²V/d = ${kick.toPrecision(2)}: the overlap is no diffusion`,
    );
  // Independent steps add up to a normal variable when there are many against their kurtosis.
  const tails = (stepKurtosis(sigma) * delta) / dimension;
  if (tails > 0.5)
    strain(
      'heavy-tails',
      'rare large steps',
      `a unit of time has ${Math.round(dimension / delta)} steps of kurtosis ${Math.round(stepKurtosis(sigma))}: rare large ones carry the noise, and the overlap is not quite a diffusion`,
    );
  if (p.theory === 'population')
    strain(
      'no-step',
      'population gradient flow',
      'the theory leaves out the noise of the steps, which the experiment has',
    );
  if (p.theory === 'flow')
    strain('no-fluctuations', 'no fluctuations', 'the theory is for d → ∞, and leaves out that runs fluctuate');
  notes.push({
    id: 'information-exponent',
    title: `information exponent ${exponent}`,
    level: 'note',
    message: `information exponent ${exponent}: from a random start, online SGD needs of the order of ${ORDERS[exponent] ?? `d^${exponent - 1}`} samples`,
  });
  return notes;
}
