import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { SimilarityParameters } from './parameters.ts';

/** What theory and experiment both start from. */
export interface SimilarityProblem {
  parameters: SimilarityParameters;
  /** Variances of the components of x (p) and of y (q). */
  xVariances: Float64Array;
  yVariances: Float64Array;
  /** Of each pair of components, min(p, q) of them: ρ, then 0. */
  correlations: Float64Array;
  /** Whether x and y have anything in common. */
  isIndependent: boolean;
  /** Whether one is the other, turned. */
  isTheSame: boolean;
  /** Why measures have no value here, clauses without a full stop. */
  undefinedMeasures: { meanSquaredCorrelation?: string; svcca?: string; neighbours?: string };
}

/** Throws `BadInput` where more components are shared than there are. */
export function prepare(parameters: SimilarityParameters): SimilarityProblem {
  const {
    samples: n,
    xDimension: p,
    yDimension: q,
    shared,
    correlation,
    xDecay,
    yDecay,
    kept,
    neighbours,
  } = parameters;
  const fewer = Math.min(p, q);
  if (shared > fewer)
    throw new BadInput(
      `shared is ${shared}, but representations of ${p} and ${q} components can share ${fewer} at most: lower shared, or raise ${p < q ? 'xDimension' : 'yDimension'}`,
    );
  const undefinedMeasures: SimilarityProblem['undefinedMeasures'] = {};
  if (p + q >= n)
    undefinedMeasures.meanSquaredCorrelation = `p + q = ${p + q} reaches n = ${n}, from where on any two representations have directions in common`;
  const most = Math.min(fewer, Math.ceil(n / 2) - 1);
  if (kept > most) undefinedMeasures.svcca = `kept=${kept}, but ${most} components can be compared`;
  if (neighbours >= n) undefinedMeasures.neighbours = `neighbours=${neighbours}, but an input has ${n - 1} others`;
  const powers = (count: number, decay: number) => Float64Array.from({ length: count }, (_, j) => power(j + 1, -decay));
  return {
    parameters,
    xVariances: powers(p, xDecay),
    yVariances: powers(q, yDecay),
    correlations: Float64Array.from({ length: fewer }, (_, j) => (j < shared ? correlation : 0)),
    isIndependent: shared === 0 || correlation === 0,
    isTheSame: shared === p && p === q && correlation === 1 && (p === 1 || xDecay === yDecay),
    undefinedMeasures,
  };
}
