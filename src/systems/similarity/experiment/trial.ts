import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { cka, debiasedCka, gaussianKernel, linearKernel } from '../../../similarity/kernels.ts';
import { mutualNeighbours } from '../../../similarity/neighbours.ts';
import { meanSquaredCorrelation, procrustes, svcca } from '../../../similarity/subspaces.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { SimilarityObservable } from '../observables.ts';
import type { SimilarityProblem } from '../problem.ts';

/** Samples of a trial, whose scatter is measured too. */
export const SAMPLES = 5;

type Values = Partial<Record<SimilarityObservable, number>>;

/** Draws pairs of representations, and measures how alike they look: means over samples. */
export function runTrial(
  problem: SimilarityProblem,
  { random, engine, reporter, wanted }: TrialContext<SimilarityObservable>,
): Trial<SimilarityObservable> {
  const all: Values[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    reporter.check();
    reporter.progress(i / SAMPLES);
    all.push(engine.heap.scope(() => measure(random.stream('sample', i))));
  }
  const observables: Values = {};
  for (const name of Object.keys(all[0]) as SimilarityObservable[])
    observables[name] = meanOf(all.map((one) => one[name]!));
  if (observables.debiased !== undefined && wanted.has('spread')) {
    const squares = all.map(({ debiased }) => squared(debiased! - observables.debiased!));
    observables.spread = (meanOf(squares) * SAMPLES) / (SAMPLES - 1);
  }
  return { observables, without: problem.undefinedMeasures };

  function measure(source: Random): Values {
    const { parameters, undefinedMeasures } = problem;
    const [x, y] = drawPairs(problem, source, (columns) => engine.heap.matrix(parameters.samples, columns));
    const values: Values = {};
    const linear = once(() => [x, y].map((one) => linearKernel(one, engine)));
    const gaussian = once(() => [x, y].map((one) => gaussianKernel(one, engine)));
    const put = (name: SimilarityObservable, value: () => number) => {
      if ((wanted.has(name) || (name === 'debiased' && wanted.has('spread'))) && !(name in undefinedMeasures))
        values[name] = value();
    };
    put('cka', () => cka(linear()[0], linear()[1]));
    put('debiased', () => debiasedCka(linear()[0], linear()[1]));
    put('gaussianCka', () => cka(gaussian()[0], gaussian()[1]));
    put('gaussianDebiased', () => debiasedCka(gaussian()[0], gaussian()[1]));
    put('meanSquaredCorrelation', () => meanSquaredCorrelation(x, y, engine));
    put('svcca', () => svcca(x, y, parameters.kept, engine));
    put('procrustes', () => procrustes(x, y, engine).similarity);
    put('neighbours', () => mutualNeighbours(x, y, parameters.neighbours, engine));
    return values;
  }
}

/** Rows of x (n × p) and y (n × q), pair by pair of components correlated. */
function drawPairs(
  { xVariances, yVariances, correlations }: SimilarityProblem,
  random: Random,
  matrix: (columns: number) => Matrix,
): [Matrix, Matrix] {
  const [p, q] = [xVariances.length, yVariances.length];
  const [x, y] = [matrix(p), matrix(q)];
  random.stream('x').fillNormal(x);
  random.stream('y').fillNormal(y);
  const [a, b] = [x.values, y.values];
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < correlations.length; j++) {
      const rho = correlations[j];
      b[i * q + j] = rho * a[i * p + j] + Math.sqrt(1 - rho * rho) * b[i * q + j];
    }
    for (let j = 0; j < p; j++) a[i * p + j] *= Math.sqrt(xVariances[j]);
    for (let j = 0; j < q; j++) b[i * q + j] *= Math.sqrt(yVariances[j]);
  }
  return [x, y];
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function meanOf(values: number[]): number {
  return values.reduce((sum, one) => sum + one / values.length, 0);
}
