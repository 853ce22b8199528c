import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { EstimatorsObservable } from '../observables.ts';
import type { Estimator } from '../parameters.ts';
import type { EstimatorsProblem } from '../problem.ts';
import { estimateFromFile } from './files.ts';
import { levinaBickel, twoNeighbours } from './neighbours.ts';
import { noiseLevel, residualNoise, signalLevel } from './regression.ts';
import { sampleRatio, unbiasedRatio } from './spectrum.ts';
import { halfShift, hill, powerLaw, powerLawCut, zeta } from './tails.ts';

/** Draws samples and estimates from them, once. */
export type Estimation = (problem: EstimatorsProblem, random: Random, engine: Engine) => number;

const ESTIMATIONS: Record<Estimator, Estimation> = {
  'participation-ratio': unbiasedRatio,
  'sample-participation-ratio': sampleRatio,
  'noise-level': noiseLevel,
  'signal-level': signalLevel,
  'residual-noise': residualNoise,
  hill,
  'power-law': powerLaw,
  'power-law-cut': powerLawCut,
  zeta,
  'zeta-half-shift': halfShift,
  'two-nn': twoNeighbours,
  'levina-bickel': levinaBickel,
};

/** Estimates in each trial. */
const ESTIMATES = 64;

export function runTrial(
  problem: EstimatorsProblem,
  { random, engine, reporter }: TrialContext<EstimatorsObservable>,
): Trial<EstimatorsObservable> {
  const { parameters, file } = problem;
  const estimation: Estimation = file
    ? (_, stream, using) => estimateFromFile(file, parameters, stream, using)
    : ESTIMATIONS[parameters.estimator];
  const estimates = Float64Array.from({ length: ESTIMATES }, (_, i) => {
    reporter.check();
    reporter.progress(i / ESTIMATES);
    return engine.heap.scope(() => estimation(problem, random.stream('sample', i), engine));
  });
  const estimate = average(estimates);
  const variance = (average(estimates.map((one) => squared(one - estimate))) * ESTIMATES) / (ESTIMATES - 1);
  return {
    observables: {
      estimate,
      // The root of the variance of so few is 1 − 1/4(m − 1) of the deviation on average.
      spread: Math.sqrt(variance) * (1 + 1 / (4 * (ESTIMATES - 1))),
      bias: estimate / problem.truth - 1,
    },
  };
}

function average(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
