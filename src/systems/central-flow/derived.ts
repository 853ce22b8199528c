import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { CentralFlowObservable } from './observables.ts';
import type { CentralFlowProblem } from './problem.ts';

/** Powers of the step are believed below the edge, where the modified flow is asked for. */
const belowEdge =
  (order: number) =>
  ({ parameters }: CentralFlowProblem) =>
    parameters.theory === 'modified' ? order : undefined;

const order = { scale: 'linear', along: 'step', fit: powerExponent() } as const;

export const derived = {
  lateSharpness: {
    label: 'late sharpness',
    symbol: 'S̄_end',
    description: 'mean sharpness in the last window of training',
    scale: 'linear',
    of: 'sharpness',
    along: 'time',
    fit: (_, y) => (Number.isFinite(y.at(-1)) ? y.at(-1) : undefined),
    predicted: 'curve',
  },
  flowOrder: {
    label: 'order of gradient flow',
    symbol: 'd ln|w − w_flow|/d ln η',
    description: 'slope in the step of the distance from gradient flow, at a fixed time below the edge',
    ...order,
    of: 'departure',
    predicted: belowEdge(1),
  },
  modifiedOrder: {
    label: 'order of the modified flow',
    symbol: 'd ln|w − w_mod|/d ln η',
    description: 'slope in the step of the distance from the modified flow, at a fixed time below the edge',
    ...order,
    of: 'modifiedDistance',
    predicted: belowEdge(2),
  },
} satisfies Record<string, DerivedObservable<CentralFlowProblem, CentralFlowObservable>>;
