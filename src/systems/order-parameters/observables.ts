import { defineObservables } from '../contract.ts';
import type { OrderProblem } from './problem.ts';

export const observables = defineObservables<OrderProblem>()({
  squaredOverlap: {
    label: 'squared overlap with the teacher',
    symbol: 'R²',
    description: 'of the student’s function, both at length 1: R = ⟨f f*⟩/√(⟨f²⟩⟨f*²⟩) over fresh inputs',
    scale: 'linear',
    most: 1,
    events: ({ parameters: { draws, dimension } }) => draws * dimension,
  },
  overlap: {
    label: 'overlap with the teacher',
    symbol: 'm',
    description: '⟨f f*⟩ over fresh inputs, with ⟨f*²⟩ = 1',
    scale: 'linear',
  },
  selfOverlap: {
    label: 'self-overlap',
    symbol: 'q',
    description: '⟨f²⟩ over fresh inputs',
    scale: 'linear',
  },
  replicaOverlap: {
    label: 'overlap of two students',
    symbol: 'q_ab',
    description: '⟨f_a f_b⟩ over fresh inputs, of two students that share a part of their samples, and nothing else',
    scale: 'linear',
  },
  susceptibility: {
    label: 'susceptibility',
    symbol: 'χ',
    description: 'd times the variance of R over training sets and starts; of principal components, d⟨R²⟩',
    scale: 'log',
    floor: () => 1e-3,
  },
  binder: {
    label: 'Binder cumulant',
    symbol: 'U',
    description:
      '1 − ⟨R⁴⟩/(3⟨R²⟩²): 0 without order in large systems, ⅔ with it; curves of different sizes cross at a transition',
    scale: 'linear',
    // What the jackknife leaves of the bias with 20 draws.
    floor: () => 0.01,
  },
  separable: {
    label: 'separable',
    symbol: 'P_sep',
    description: 'share of random labellings that a plane through 0 separates',
    scale: 'linear',
    floor: () => 0.01,
    most: 1,
    events: ({ parameters }) => parameters.draws,
  },
});

export type OrderObservable = keyof typeof observables;
