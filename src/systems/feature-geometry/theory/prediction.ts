import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { FeatureGeometryObservable } from '../observables.ts';
import type { FeatureGeometryProblem } from '../problem.ts';
import { bestLinearRandomLoss, bestRandomLoss, unitRandomLoss, welchBound } from './overlaps.ts';
import { bestPolygon } from './polygons.ts';

type Values = Partial<Record<FeatureGeometryObservable, number>>;

const PROMISE = 1e-8;
/**
 * From so many features on, a length and a bias trained on one draw of random directions lose what
 * the best on average do: 1.2 % less at 16, 7 to 90 % at 8 to 2, measured.
 */
const FEWEST_RANDOM = 16;

/**
 * What can be said of the best features without having trained them, and of random ones. In more
 * than two dimensions nobody knows the least loss.
 */
export function predict(problem: FeatureGeometryProblem): Prediction<FeatureGeometryObservable> {
  const { features: n, dimensions: m, activation } = problem.parameters;
  const trained = activation === 'linear' ? linear(n, m) : problem.isFree ? free(n) : crowded(n, m);
  const random =
    activation === 'linear'
      ? { unit: 2 * unitRandomLoss(n, m), best: bestLinearRandomLoss }
      : { unit: unitRandomLoss(n, m), best: bestRandomLoss };
  const values: Values = {
    ...trained,
    unitLoss: random.unit,
    ...(n >= FEWEST_RANDOM && { randomLoss: random.best(n, m) }),
    totalDimensionality: Math.min(n, m),
  };
  return { observables: quantities<FeatureGeometryObservable>(values, PROMISE) };
}

/** Principal components: WᵀW projects on m dimensions, whichever they are. */
function linear(n: number, m: number): Values {
  return { loss: Math.max(n - m, 0) / (3 * n) };
}

/** Antipodal pairs, or fewer features than that. */
function free(n: number): Values {
  return { loss: 0, represented: n };
}

function crowded(n: number, m: number): Values {
  if (m > 2) return { overlap: welchBound(n, m) };
  const { represented, loss } = bestPolygon(n);
  return { loss: loss / n, represented, overlap: welchBound(represented, 2) };
}
