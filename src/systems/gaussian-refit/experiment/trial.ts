import { exp, log, squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { GaussianRefitObservable } from '../observables.ts';
import type { GaussianRefitProblem } from '../problem.ts';

/** In each trial. */
const CHAINS = 64;

/**
 * Chains of fits: samples of one Gaussian are drawn, and the next one is fitted to them. Samples
 * are counted from the Gaussian's mean and in its deviations: of one that has become narrow,
 * nothing else would be left of them.
 */
export function runTrial(
  { parameters, generations }: GaussianRefitProblem,
  { random, engine, reporter }: TrialContext<GaussianRefitObservable>,
): Trial<GaussianRefitObservable> {
  const { samples, estimator } = parameters;
  const freedom = estimator === 'unbiased' ? samples - 1 : samples;
  const noise = random.stream('samples');
  const mean = new Float64Array(CHAINS);
  const logVariance = new Float64Array(CHAINS);
  const curves: Record<GaussianRefitObservable, number[]> = {
    logVariance: [],
    logVarianceSpread: [],
    meanVariance: [],
    meanSquare: [],
  };
  engine.heap.scope(() => {
    const drawn = engine.heap.matrix(CHAINS, samples);
    for (let generation = 1; generation <= parameters.generations; generation++) {
      if (generation % 8 === 0) reporter.check();
      noise.fillNormal(drawn);
      const { values } = drawn;
      for (let chain = 0; chain < CHAINS; chain++) {
        const moved = sum(values, chain * samples, samples) / samples;
        const squares = sumOfSquares(values, chain * samples, samples, moved);
        mean[chain] += exp(logVariance[chain] / 2) * moved;
        logVariance[chain] += log(squares / freedom);
      }
      if (generation !== generations[curves.logVariance.length]) continue;
      const typical = average(logVariance);
      const squares = logVariance.map((one) => squared(one - typical));
      curves.logVariance.push(typical);
      curves.logVarianceSpread.push((average(squares) * CHAINS) / (CHAINS - 1));
      curves.meanVariance.push(average(logVariance.map(exp)));
      curves.meanSquare.push(average(mean.map((one) => one * one)));
    }
  });
  return { observables: asArrays(curves) };
}

const average = (values: Float64Array) => sum(values, 0, values.length) / values.length;

function sum(values: Float64Array | Float32Array, from: number, count: number): number {
  let total = 0;
  for (let i = from; i < from + count; i++) total += values[i]!;
  return total;
}

function sumOfSquares(values: Float64Array | Float32Array, from: number, count: number, about: number): number {
  let total = 0;
  for (let i = from; i < from + count; i++) total += squared(values[i]! - about);
  return total;
}
