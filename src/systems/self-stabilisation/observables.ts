import { defineObservables } from '../contract.ts';
import type { SelfStabilisationProblem } from './problem.ts';

export const observables = defineObservables<SelfStabilisationProblem>()({
  displacement: {
    label: 'displacement',
    symbol: '|x|/x*',
    description:
      'of the weights from the floor of the valley along the top eigenvector, over x* = √(2α/β): measured as the second difference of three iterates over 4; along the angle atan2(excess, ln |x/x*|) of the cycle',
    scale: 'linear',
    over: 'angle',
  },
  excess: {
    label: 'excess of sharpness',
    symbol: '(S − 2/η)/√(2α)',
    description: 'sharpness on the floor of the valley beyond the edge, in units of √(2α)',
    scale: 'linear',
    over: 'angle',
  },
  meanSquare: {
    label: 'mean square of the displacement',
    symbol: '⟨x²⟩β/2α',
    description: 'averaged over one cycle: 1, however wild it is',
    scale: 'linear',
  },
  period: {
    label: 'period',
    symbol: 'T√(2α)/2π',
    description: 'of a cycle, over that of the smallest ones, 2π/√(2α); time is η times steps',
    scale: 'linear',
  },
  largestDisplacement: {
    label: 'largest displacement',
    symbol: 'max |x|/x*',
    description: 'in a cycle, over x*',
    scale: 'linear',
  },
  largestExcess: {
    label: 'largest excess of sharpness',
    symbol: 'max (S − 2/η)/√(2α)',
    description: 'in a cycle, in units of √(2α)',
    scale: 'linear',
  },
});

export type SelfStabilisationObservable = keyof typeof observables;
