import { remember } from '../../../numeric/remember.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ModularAdditionObservable } from '../observables.ts';
import type { ModularAdditionProblem } from '../problem.ts';
import { accuracyBound, noise, signal } from './exact-solution.ts';

const boundFor = remember(
  ({ p, N }: { p: number; N: number }) => accuracyBound(p, N),
  ({ p, N }) => `${p} ${N}`,
);

/** Of the exact solution. Of a trained network there are claims alone. */
export function predict({ parameters }: ModularAdditionProblem): Prediction<ModularAdditionObservable> {
  const { modulus: p, units: N } = parameters;
  const bound = boundFor({ p, N });
  return {
    observables: quantities<ModularAdditionObservable>(
      { exactSignal: signal(p), exactNoise: noise(p, N), exactAccuracy: bound > 0 ? bound : undefined },
      1e-9,
    ),
  };
}
