import type { Claim } from '../contract.ts';
import type { SchedulesObservable } from './observables.ts';
import type { SchedulesProblem } from './problem.ts';

export const claims = {
  networkGains: {
    label: 'a network ends with less risk under linear decay than at a constant rate, each at its best rate',
    of: ['gain'],
    says: ([gain]) => gain > 1,
    made: ({ parameters: { model, schedule, averaging } }) =>
      model === 'network' && schedule === 'linear' && averaging === 'none',
    share: 0.8,
  },
} satisfies Record<string, Claim<SchedulesProblem, SchedulesObservable>>;
