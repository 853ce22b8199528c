import { squared } from '../../../numeric/special.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { SyntheticDataObservable } from '../observables.ts';
import type { SyntheticDataProblem } from '../problem.ts';

/**
 * A generator and rows of both kinds are drawn; one fit on all rows, and one on the real ones,
 * which come first.
 */
export function runTrial(
  { parameters, eta, target, variance, synthetic, ridges }: SyntheticDataProblem,
  { random, engine, reporter }: TrialContext<SyntheticDataObservable>,
): Trial<SyntheticDataObservable> {
  const { samples, noise } = parameters;
  const rows = samples + synthetic;
  const { heap } = engine;
  reporter.check();
  return heap.scope(() => {
    const inputs = heap.matrix(rows, eta.length);
    random.stream('inputs').fillNormal(inputs);
    scaleColumns(inputs, eta);
    const weights = heap.matrix(eta.length, 2);
    const difference = heap.matrix(eta.length, 1);
    random.stream('generator').fillNormal(difference);
    for (let k = 0; k < eta.length; k++) {
      weights.values[2 * k] = target[k];
      weights.values[2 * k + 1] = target[k] + Math.sqrt(variance[k]) * difference.values[k];
    }
    const outputs = heap.matrix(rows, 2);
    engine.gemm({ a: inputs, b: weights, c: outputs });
    const labels = heap.matrix(rows, 1);
    random.stream('noise').fillNormal(labels);
    for (let i = 0; i < rows; i++)
      labels.values[i] = Math.sqrt(noise) * labels.values[i] + outputs.values[2 * i + (i < samples ? 0 : 1)];

    const error = (count: number, ridge: number) =>
      heap.scope(() => {
        const own = heap.matrixFrom(count, 1, labels.values.subarray(0, count));
        const { coefficients } = fitRidge({ inputs: inputs.head(count), labels: own, ridge }, engine);
        return eta.reduce((sum, one, k) => sum + one * squared(coefficients.values[k] - target[k]), 0);
      });
    const [excessError, realError] = [error(rows, ridges.mixed), error(samples, ridges.real)];
    return { observables: { excessError, realError, advantage: realError - excessError } };
  });
}
