import type { Claim } from '../contract.ts';
import type { FeatureGeometryObservable } from './observables.ts';
import type { FeatureGeometryProblem } from './problem.ts';

export const claims = {
  trainedIsBetter: {
    label: 'trained directions lose less than random ones at their best length and bias',
    of: ['loss', 'randomLoss'],
    says: ([loss], [random]) => loss < random,
    share: 0.95,
  },
} satisfies Record<string, Claim<FeatureGeometryProblem, FeatureGeometryObservable>>;
