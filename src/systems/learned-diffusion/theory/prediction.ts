import { samplingTimes } from '../../../diffusion/schedules.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { LearnedObservable } from '../observables.ts';
import { isStandard, type LearnedProblem } from '../problem.ts';
import { sharesOfMixtures, sharesOfModes, whenHalf } from './emergence.ts';
import { samplingMap, similarityOfHalves } from './similarity.ts';

type Context = Pick<TheoryContext<LearnedObservable>, 'engine' | 'wanted' | 'check' | 'progress'>;

/** Times at which shares are computed, and what finding one half between them is off by. */
const INTERVALS = 40;
const BETWEEN_TIMES = 1e-3;

/**
 * Emergence as in Gaussian data, which is a network's prediction too; the similarity of two halves
 * where denoisers are linear and the sampler a function of their covariance. Each where it is
 * wanted.
 */
export function predict(problem: LearnedProblem, context: Context): Prediction<LearnedObservable> {
  const { parameters, schedule, times, variances, hasTwo } = problem;
  const { denoiser, images, sampler } = parameters;
  const isMap =
    context.wanted.has('similarity') && denoiser === 'linear' && sampler === 'ddim' && hasTwo && isStandard(parameters);
  const gammas = isMap ? Float64Array.from(times, (time) => schedule.at(time)[0]) : undefined;
  return {
    observables: {
      ...quantities<LearnedObservable>(
        { emergence: context.wanted.has('emergence') ? emergence(problem, context) : undefined },
        BETWEEN_TIMES,
      ),
      ...quantities<LearnedObservable>(
        { similarity: gammas && similarityOfHalves(samplingMap(gammas), variances, images) },
        1e-9,
      ),
    },
  };
}

function emergence(problem: LearnedProblem, { engine, check, progress }: Omit<Context, 'wanted'>): Float64Array {
  const { parameters, schedule, covariance, modes, variances, aligned, shown } = problem;
  const n = parameters.images;
  const times = samplingTimes(INTERVALS);
  const together = aligned || isStandard(parameters);
  const shares = Array.from(times, (time, j) => {
    check();
    progress(j / times.length);
    const gammas = schedule.at(time);
    if (together) return sharesOfModes(variances, gammas, n).shares;
    return sharesOfMixtures({ covariance, modes, count: shown }, gammas, n, engine);
  });
  return Float64Array.from({ length: shown }, (_, k) =>
    whenHalf(
      shares.map((all) => all[k]),
      times,
    ),
  );
}
