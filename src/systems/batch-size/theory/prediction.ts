import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { BatchSizeObservable } from '../observables.ts';
import { hasSampledGradients } from '../parameters.ts';
import type { BatchSizeProblem, LeastSquaresProblem } from '../problem.ts';
import { noiseScales } from './noise-scale.ts';
import { courseOf, descentOf, expectedSteps, requireStable } from './rate.ts';
import { SecondMoments } from './second-moments.ts';

/** Of recursions with no cancellation that matters, over up to some 10⁷ steps. */
const PROMISE = 1e-9;

/**
 * Curves over steps, and the steps to the target where it is reached; nothing for a network. Throws
 * `NoSolution` where the mean risk diverges.
 */
export function predict(
  problem: BatchSizeProblem,
  { check }: Pick<TheoryContext<BatchSizeObservable>, 'check'>,
): Prediction<BatchSizeObservable> {
  if (problem.kind === 'network') return { observables: {} };
  requireStable(problem, problem.rate);
  const steps = expectedSteps(problem, problem.rate);
  const reached = Number.isFinite(steps) ? steps : undefined;
  return {
    observables: quantities<BatchSizeObservable>(
      {
        ...curves(problem, check),
        stepsToTarget: reached,
        examplesToTarget: reached === undefined ? undefined : reached * problem.parameters.batch,
      },
      PROMISE,
    ),
  };
}

function curves(problem: LeastSquaresProblem, check: () => void) {
  const { parameters, lambda, squaredErrors, rate, steps } = problem;
  if (!hasSampledGradients(parameters)) {
    const course = courseOf(problem, rate);
    return { excessRisk: along(steps, course, () => [course.risk], check)[0] };
  }
  const moments = new SecondMoments(descentOf(problem, rate), squaredErrors);
  const read = () => {
    const { simple, noise } = noiseScales(moments, lambda, parameters.noise);
    return [moments.risk, simple, noise];
  };
  const [excessRisk, simpleNoiseScale, noiseScale] = along(steps, moments, read, check);
  // Without label noise the gradient may vanish altogether, and the ratios with it.
  const areThere = [simpleNoiseScale, noiseScale].every((scale) => scale.every(Number.isFinite));
  return { excessRisk, ...(areThere && { simpleNoiseScale, noiseScale }) };
}

/** What is read at the steps, as one array for each quantity. */
function along(steps: number[], course: { step(): void }, read: () => number[], check: () => void): Float64Array[] {
  let done = 0;
  const rows = steps.map((step) => {
    check();
    for (; done < step; done++) course.step();
    return read();
  });
  return rows[0].map((_, i) => Float64Array.from(rows, (row) => row[i]));
}
