import { log2 } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { FeatureGeometryObservable } from '../observables.ts';
import type { FeatureGeometryProblem } from '../problem.ts';
import { geometryOf } from './geometry.ts';
import type { Network } from './network.ts';
import { lossesOf } from './random-directions.ts';
import { randomVectors, type Trained, train } from './training.ts';

/** Losses as near as that, relative, are those of one minimum. */
const SAME = 1e-3;
/** What is left of a loss of 0. */
const LEFT = 1e-9;

/** Trainings from random starts, of which the best one is measured; and random directions. */
export function runTrial(
  { parameters }: FeatureGeometryProblem,
  { random, engine, reporter }: TrialContext<FeatureGeometryObservable>,
): Trial<FeatureGeometryObservable> {
  const { features, dimensions, activation, restarts } = parameters;
  const isTwice = parameters.doubled === 'yes';
  const network: Network = { features, dimensions, isLinear: activation === 'linear' };
  const trainAll = (of: Network, name: string, share: number): Trained[] =>
    Array.from({ length: restarts }, (_, restart) => {
      reporter.progress(share + (isTwice ? 0.5 : 1) * (restart / restarts));
      return train(of, parameters, random.stream(name, restart), engine, () => reporter.check());
    });
  const all = trainAll(network, 'start', 0);
  const best = bestOf(all);
  const { represented, overlap, totalDimensionality } = geometryOf(network, best.state);
  const vectors = randomVectors(features, dimensions, random.stream('directions'), engine);
  const directions = lossesOf(network, vectors);
  const twice = isTwice ? bestOf(trainAll({ ...network, dimensions: 2 * dimensions }, 'twice', 0.5)).loss : undefined;
  const exponent = twice !== undefined && twice > LEFT ? log2(best.loss / twice) : undefined;
  return {
    observables: {
      // Round-off of a loss of 0 has either sign.
      loss: Math.max(best.loss, 0),
      totalDimensionality,
      represented,
      found: all.filter(({ loss }) => loss <= best.loss * (1 + SAME) + LEFT).length / restarts,
      meanLoss: all.reduce((sum, { loss }) => sum + loss, 0) / restarts,
      randomLoss: directions.best,
      unitLoss: directions.unit,
      ...(overlap !== undefined && { overlap }),
      ...(exponent !== undefined && { exponent }),
    },
    without: {
      ...(overlap === undefined && { overlap: 'fewer than two features are represented' }),
      ...(exponent === undefined && {
        exponent: isTwice ? 'twice the dimensions leave no loss' : 'only doubled=yes trains networks for it',
      }),
    },
  };
}

function bestOf(all: readonly Trained[]): Trained {
  return all.reduce((best, one) => (one.loss < best.loss ? one : best));
}
