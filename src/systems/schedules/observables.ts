import { defineObservables } from '../contract.ts';
import type { SchedulesProblem } from './problem.ts';

export const observables = defineObservables<SchedulesProblem>()({
  risk: {
    label: 'excess risk',
    symbol: 'L',
    description: 'half the mean squared error on fresh inputs, without label noise, of the weights or of their average',
    scale: 'log',
    over: 'step',
  },
  relativeRisk: {
    label: 'excess risk over that at the end',
    symbol: 'L_k/L_T',
    description: 'over the share of the budget that is spent, from an eighth on',
    scale: 'log',
    over: 'share',
  },
  finalRisk: {
    label: 'excess risk at the end',
    symbol: 'L_T',
    description: 'the same when the budget is spent',
    scale: 'log',
  },
  gain: {
    label: 'gain over a constant rate',
    symbol: 'L_const/L_T',
    description:
      'excess risk of a constant rate at the end over that of the schedule, without averaging; each at its best peak rate, or both at the one that is given',
    scale: 'log',
  },
});

export type SchedulesObservable = keyof typeof observables;
