import { squared } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { OrderObservable } from '../observables.ts';
import type { OrderProblem } from '../problem.ts';
import {
  binderOf,
  hebbian,
  interpolating,
  leastSquares,
  type Moments,
  random,
  susceptibilityOf,
} from './fluctuations.ts';
import {
  hebbianOverlaps,
  interpolatingOverlaps,
  leastSquaresOverlaps,
  type Overlaps,
  type RidgeSettings,
  ridgeOverlaps,
} from './overlaps.ts';
import { separableShare } from './perceptron.ts';
import { finiteSizeOfPrincipal, principalOverlap, principalSusceptibility } from './principal.ts';
import { ridgeOverlapCorrection } from './ridge-at-finite-size.ts';

type Values = Partial<Record<OrderObservable, number | undefined>>;

/** Of quadratures and binomial sums; χ is a small difference times d. */
const PROMISE = 1e-9;

export function predict(problem: OrderProblem): Prediction<OrderObservable> {
  return { observables: quantities<OrderObservable>(valuesOf(problem), PROMISE) };
}

function valuesOf({ parameters, samples: n, alpha, common }: OrderProblem): Values {
  const { student, dimension: d, start, ridge, noise, temperature, signal } = parameters;
  const c = common / n;
  switch (student) {
    case 'descent':
      return { ...fluctuating(interpolating(n, d, start), d), ...overlapping(interpolatingOverlaps(alpha, start, c)) };
    case 'hebb':
      return { ...fluctuating(hebbian(n, d), d), ...overlapping(hebbianOverlaps(n, d, c)) };
    case 'ridge': {
      const overlaps =
        ridge === 0
          ? leastSquaresOverlaps(n, d, noise, temperature, c)
          : ridgeOverlaps({ alpha, lambda: ridge, noise, temperature, shared: c });
      const isExact = ridge === 0 && temperature === 0;
      const spread = isExact
        ? fluctuating(leastSquares(n, d, noise), d)
        : { squaredOverlap: averageOverlap({ alpha, lambda: ridge, noise, temperature }, d) };
      return { ...spread, ...overlapping(overlaps) };
    }
    case 'principal':
      return principal(alpha, d, signal);
    case 'perceptron':
      return { separable: separableShare(n, d) };
  }
}

/** Limits that are this far off are not believed. */
const FARTHEST = 0.3;

/**
 * Below the threshold R² is χ/d, and nothing in large systems. The Binder cumulant is known without
 * a signal, and else only to cross at the threshold.
 */
function principal(alpha: number, d: number, signal: number): Values {
  if (finiteSizeOfPrincipal(alpha, signal, d) >= FARTHEST) return {};
  const theta = signal / Math.sqrt(alpha);
  if (signal > 1) return { squaredOverlap: principalOverlap(alpha, theta) };
  const susceptibility = principalSusceptibility(alpha, theta);
  return {
    squaredOverlap: susceptibility / d,
    susceptibility,
    binder: signal === 0 ? binderOf(random(d)) : undefined,
  };
}

function fluctuating(moments: Moments, d: number): Values {
  return {
    squaredOverlap: moments.square,
    susceptibility: susceptibilityOf(moments, d),
    binder: binderOf(moments),
  };
}

function overlapping({ teacher, self, replica }: Overlaps): Values {
  return { overlap: teacher, selfOverlap: self, replicaOverlap: replica };
}

/**
 * ⟨R²⟩ of ridge regression to order 1/d, where that is believed: what is added is a part of R², or
 * of the 1/d that a random direction has.
 */
function averageOverlap(settings: Omit<RidgeSettings, 'shared'>, d: number): number | undefined {
  const { teacher, self } = ridgeOverlaps({ ...settings, shared: 0 });
  const R2 = squared(teacher) / self;
  const added = ridgeOverlapCorrection(settings) / d;
  return Math.abs(added) < FARTHEST * R2 + 1 / d ? R2 + added : undefined;
}
