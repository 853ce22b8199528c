import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ClassImbalanceObservable } from '../observables.ts';
import type { ClassImbalanceProblem } from '../problem.ts';
import { accuraciesOf } from './accuracy.ts';

export function predict({ parameters, few, many }: ClassImbalanceProblem): Prediction<ClassImbalanceObservable> {
  const { dimension, separation } = parameters;
  const [minorityAccuracy, majorityAccuracy] = accuraciesOf(parameters, {
    dimension,
    separation,
    samples: [few, many],
  });
  return {
    observables: quantities<ClassImbalanceObservable>(
      {
        minorityAccuracy,
        majorityAccuracy,
        balancedAccuracy: (minorityAccuracy + majorityAccuracy) / 2,
        totalAccuracy: (few * minorityAccuracy + many * majorityAccuracy) / (few + many),
      },
      1e-12,
    ),
  };
}
