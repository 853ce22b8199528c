import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { ModularAdditionParameters } from './parameters.ts';

export interface ModularAdditionProblem {
  parameters: ModularAdditionParameters;
  /** How many of the p² pairs are trained on. */
  trained: number;
  /** Numbers of steps after which curves are measured. */
  measuredAt: number[];
}

/** An accuracy that counts as knowing. */
export const KNOWN = 0.95;

const PER_DECADE = 16;

/** e^−3, a twentieth, of what was memorised is left when weights have decayed for so long. */
const DECAY_TIMES = 3;

/**
 * Whether training is long enough for what is memorised to decay: only then does anything drive a
 * network to the task, and anything can be claimed of its end.
 */
export function isTrained({ parameters: { rate, decay, steps } }: ModularAdditionProblem): boolean {
  return rate * decay * steps >= DECAY_TIMES;
}

/** Throws `BadInput` for a modulus that is no odd prime, and for no data to train or to test on. */
export function prepare(parameters: ModularAdditionParameters): ModularAdditionProblem {
  const { modulus: p, share, steps } = parameters;
  if (!isOddPrime(p)) {
    const near = [p - 1, p + 1, p - 2, p + 2, p - 3, p + 3].find(isOddPrime);
    throw new BadInput(
      `modulus is ${p}, but must be an odd prime, since the exact solution is made for those: try ${near}`,
    );
  }
  const trained = Math.round(share * p * p);
  if (trained === 0 || trained === p * p)
    throw new BadInput(
      `share is ${share}, which makes ${trained} of ${p * p} pairs training data: leave some to train and to test on`,
    );
  return { parameters, trained, measuredAt: logarithmicSteps(PER_DECADE, steps).filter((step) => step > 0) };
}

function isOddPrime(n: number): boolean {
  if (n < 3 || n % 2 === 0) return false;
  for (let divisor = 3; divisor * divisor <= n; divisor += 2) if (n % divisor === 0) return false;
  return true;
}
