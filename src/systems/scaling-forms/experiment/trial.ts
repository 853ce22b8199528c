import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { ScalingFormsObservable } from '../observables.ts';
import type { ScalingFormsProblem } from '../problem.ts';
import { drawSphereData, leastSquares, nearestNeighbours } from './on-sphere.ts';
import { onCircle, onGrid, Wave } from './on-torus.ts';

type Context = TrialContext<ScalingFormsObservable>;

/**
 * How many samples a trial has, in units of the largest size, for regressors of every size to
 * share, and fresh points for each size: what makes their means about equally sure, and the trial
 * short.
 */
export const EFFORT = {
  nearest: { copies: 1, tests: 400 },
  harmonics: { copies: 8, tests: 3200 },
  piecewise: { copies: 16, tests: 3200 },
};
const MOST_REGRESSORS = 64;

/** Data on a manifold; regressors of every size are fitted to parts of them, and tested afresh. */
export function runTrial(problem: ScalingFormsProblem, context: Context): Trial<ScalingFormsObservable> {
  return problem.parameters.regressor === 'piecewise' ? onTorus(problem, context) : onSphere(problem, context);
}

function onSphere(problem: ScalingFormsProblem, context: Context): Trial<ScalingFormsObservable> {
  const { regressor, dimension, degree, neighbours, samples } = problem.parameters;
  const { random, engine } = context;
  const { copies, tests } = EFFORT[regressor];
  const data = drawSphereData(problem.parameters, { samples: copies * samples, tests }, random, engine);
  const isNearest = regressor === 'nearest';
  const regress = isNearest
    ? nearestNeighbours(data, dimension, neighbours, engine)
    : leastSquares(data, dimension, degree, engine);
  const neighbourDistance: number[] = [];
  const error = forSizes(problem, context, (size, regressors) => {
    let [errors, distances] = [0, 0];
    for (let r = 0; r < regressors; r++) {
      context.reporter.check();
      const queries = { from: Math.floor((r * tests) / regressors), to: Math.floor(((r + 1) * tests) / regressors) };
      regress({ first: r * size, size }, queries, (query, value, squaredAngle = 0) => {
        errors += squared(value - data.targets[query]);
        distances += squaredAngle;
      });
    }
    neighbourDistance.push(distances / tests);
    return errors / tests;
  });
  return { observables: asArrays(isNearest ? { error, neighbourDistance } : { error }) };
}

function onTorus(problem: ScalingFormsProblem, context: Context): Trial<ScalingFormsObservable> {
  const { parameters, sides } = problem;
  const { random, reporter } = context;
  const [phases, points, fresh, noise] = ['phases', 'points', 'tests', 'noise'].map((name) => random.stream(name));
  const { tests } = EFFORT.piecewise;
  const x = new Float64Array(parameters.dimension);
  const error = forSizes(problem, context, (size, regressors, s) => {
    let errors = 0;
    for (let r = 0; r < regressors; r++) {
      reporter.check();
      const wave = new Wave(parameters, phases);
      const labels = wave.withNoise(size, noise, context.engine);
      const predict =
        parameters.design === 'grid' ? onGrid(labels, parameters.dimension, sides[s]) : onCircle(labels, size, points);
      for (let query = r; query < tests; query += regressors) {
        for (let i = 0; i < x.length; i++) x[i] = fresh.uniform();
        errors += squared(predict(x) - wave.at(x));
      }
    }
    return errors / tests;
  });
  return { observables: asArrays({ error }) };
}

/** The error at each size, with as many regressors as the data of a trial allow. */
function forSizes(
  { parameters, sizes }: ScalingFormsProblem,
  { reporter }: Context,
  errorOf: (size: number, regressors: number, index: number) => number,
): number[] {
  const samples = EFFORT[parameters.regressor].copies * parameters.samples;
  return sizes.map((size, s) => {
    reporter.progress(s / sizes.length);
    return errorOf(size, Math.min(MOST_REGRESSORS, Math.floor(samples / size)), s);
  });
}
