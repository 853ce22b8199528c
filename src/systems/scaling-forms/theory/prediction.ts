import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ScalingFormsObservable } from '../observables.ts';
import { functionsUpTo, type ScalingFormsProblem } from '../problem.ts';
import { nearestError, nearestPower, squaredAngle, squaredDistance } from './nearest.ts';
import { gridError, gridPower, randomError, randomPower } from './piecewise.ts';
import { sphereVolume } from './sphere.ts';
import { fitError, fitPower } from './variance.ts';

/** Promised of integrals over caps and gaps. */
const PROMISE = 1e-7;

export function predict(problem: ScalingFormsProblem): Prediction<ScalingFormsObservable> {
  const { parameters, sizes } = problem;
  const { dimension: d, neighbours: k, regressor, theory } = parameters;
  const distance = (n: number) =>
    theory === 'exact' ? squaredAngle(d, k, n) : squaredDistance(d, k, n / sphereVolume(d));
  return {
    observables: quantities<ScalingFormsObservable>(
      {
        error: Float64Array.from(sizes, errorOf(problem)),
        neighbourDistance: regressor === 'nearest' ? Float64Array.from(sizes, distance) : undefined,
      },
      PROMISE,
    ),
  };
}

/** The error after n samples, the i-th of the sizes. */
function errorOf({ parameters, sides }: ScalingFormsProblem): (n: number, i: number) => number {
  const { dimension: d, degree, neighbours: k, regressor, design, noise, theory } = parameters;
  const isExact = theory === 'exact';
  const phase = 2 * Math.PI * degree;
  switch (regressor) {
    case 'nearest': {
      const error = isExact ? nearestError : nearestPower;
      return (n) => error({ d, degree, k, n, noise });
    }
    case 'harmonics': {
      return (n) => (isExact ? fitError(degree, d, n, noise) : fitPower(functionsUpTo(degree, d), n, noise));
    }
    case 'piecewise': {
      const [onGrid, atRandom] = isExact ? [gridError, randomError] : [gridPower, randomPower];
      return design === 'grid' ? (_, i) => onGrid(d, phase / sides[i], noise) : (n) => atRandom(n, phase, noise);
    }
  }
}
