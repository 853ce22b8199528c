import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { BoundsObservable } from '../observables.ts';
import type { BoundsProblem } from '../problem.ts';
import { marginGap, pacBayesKl, rademacherBound, vcGap } from './bounds.ts';
import { hebbError, versionSpace } from './perceptron.ts';

/** Errors of the average case for d → ∞, and bounds for these d and n. */
export function predict({ parameters, samples: n, margin }: BoundsProblem): Prediction<BoundsObservable> {
  const { dimension: d, delta, sharpness } = parameters;
  const alpha = n / d;
  const { gibbs, bayes } = versionSpace(alpha);
  return {
    observables: {
      ...quantities<BoundsObservable>({ hebbError: hebbError(alpha), gibbsError: gibbs, bayesError: bayes }, 1e-9),
      ...quantities<BoundsObservable>(
        {
          vcGap: n >= d ? vcGap(d, n, delta) : undefined,
          rademacher: rademacherBound(n),
          marginGap: marginGap(n, margin, delta),
          // Maurer’s constant 2√n is for eight samples and more.
          pacBayes: n >= 8 ? pacBayesKl((sharpness * sharpness) / 2, n, delta) : undefined,
        },
        1e-13,
      ),
    },
  };
}
