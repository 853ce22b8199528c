import { defineObservables } from '../contract.ts';
import type { CentralFlowProblem } from './problem.ts';

export const observables = defineObservables<CentralFlowProblem>()({
  loss: {
    label: 'mean loss',
    symbol: 'L̄',
    description: 'training loss, averaged over the window of steps before this time',
    scale: 'log',
    over: 'time',
  },
  sharpness: {
    label: 'mean sharpness',
    symbol: 'S̄',
    description: 'largest eigenvalue of the Hessian at the iterates, averaged over the window',
    scale: 'linear',
    over: 'time',
  },
  variance: {
    label: 'variance of the oscillation',
    symbol: 'tr Σ',
    description:
      'of the weights about their smoothed course, all directions together, averaged over the window: measured as |w₋ − 2w + w₊|²/16 of three successive iterates',
    scale: 'log',
    over: 'time',
    floor: varianceFloor,
  },
  departure: {
    label: 'distance from gradient flow',
    symbol: '|w − w_flow|',
    description:
      'of the weights at the end of training from those of gradient flow from the same start; with theory=modified',
    scale: 'log',
  },
  modifiedDistance: {
    label: 'distance from the modified flow',
    symbol: '|w − w_mod|',
    description: 'the same from the flow on L + η/4 |∇L|²',
    scale: 'log',
    theory: 'none',
  },
});

export type CentralFlowObservable = keyof typeof observables;

/** What the smooth course itself leaves of second differences early in training. */
function varianceFloor({ start }: CentralFlowProblem): number {
  return 1e-8 * start.reduce((sum, w) => sum + w * w, 0);
}
