import { normalCdf } from '../../../statistics/distributions.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { VerifiedDataObservable } from '../observables.ts';
import type { VerifiedDataProblem } from '../problem.ts';

/** Rows that are drawn at a time. */
const ROWS = 256;

/**
 * Inputs of two classes are drawn, labelled by a generator and judged by a verifier; the learner is
 * the mean of label × input, of those kept and of all. μ lies along the first direction.
 */
export function runTrial(
  { parameters }: VerifiedDataProblem,
  { random, engine, reporter }: TrialContext<VerifiedDataObservable>,
): Trial<VerifiedDataObservable> {
  const { samples, dimension, signal, wrongLabels, keepsCorrect, keepsWrong } = parameters;
  const { heap } = engine;
  const [noise, chance] = [random.stream('inputs'), random.stream('labels')];
  const [keptSum, allSum] = [new Float64Array(dimension), new Float64Array(dimension)];
  let kept = 0;
  for (let done = 0; done < samples; done += ROWS) {
    reporter.check();
    heap.scope(() => {
      const rows = Math.min(ROWS, samples - done);
      const inputs = heap.matrix(rows, dimension);
      noise.fillNormal(inputs);
      for (let i = 0; i < rows; i++) {
        const y = chance.uniform() < 0.5 ? -1 : 1;
        const isWrong = chance.uniform() < wrongLabels;
        const isKept = chance.uniform() < (isWrong ? keepsWrong : keepsCorrect);
        const x = inputs.values.subarray(i * dimension, (i + 1) * dimension);
        x[0] += y * signal;
        const label = isWrong ? -y : y;
        for (let k = 0; k < dimension; k++) allSum[k] += label * x[k];
        if (!isKept) continue;
        kept++;
        for (let k = 0; k < dimension; k++) keptSum[k] += label * x[k];
      }
    });
  }
  const accuracyOf = (w: Float64Array) =>
    normalCdf((signal * w[0]) / Math.sqrt(w.reduce((sum, one) => sum + one * one, 0)));
  const allAccuracy = accuracyOf(allSum);
  const keptShare = kept / samples;
  if (kept === 0) {
    const why = 'the verifier kept nothing';
    return { observables: { allAccuracy, keptShare }, without: { accuracy: why, advantage: why } };
  }
  const accuracy = accuracyOf(keptSum);
  return { observables: { accuracy, allAccuracy, advantage: accuracy - allAccuracy, keptShare } };
}
